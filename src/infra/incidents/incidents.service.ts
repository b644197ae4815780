import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { StoredRow } from '../../core/http/answers';
import { Clock } from '../../core/time/clock';
import { TrackedService } from '../tracked';
import { Incident } from './incident.entity';
import { IncidentStatus } from './incident.enums';
import { IncidentRepository } from './incident.repository';
import type { CreateIncidentRequest, UpdateIncidentRequest } from './incident.requests';

/** What an incident that is opened by a feed begins with. */
export type IncidentDraft = CreateIncidentRequest & Pick<Incident, 'tags'>;

@Injectable()
export class IncidentsService extends TrackedService<Incident> {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly clock: Clock,
  ) {
    super(incidents);
  }

  /** The incident's id from its id or jira_id. Throws NotFound. */
  async idOf(key: string): Promise<string> {
    return (await this.incidents.read(key)).id;
  }

  open(request: CreateIncidentRequest): Promise<StoredRow> {
    return this.incidents.add(
      Object.assign(new Incident(), request, { id: randomUUID(), status: IncidentStatus.open }),
    );
  }

  /** Opens many at once, each audited and told by itself. Gives their ids, in their order. */
  async openAll(drafts: readonly IncidentDraft[]): Promise<string[]> {
    const opened = drafts.map((draft) =>
      Object.assign(new Incident(), draft, { id: randomUUID(), status: IncidentStatus.open }),
    );
    await this.incidents.addAll(opened);
    return opened.map(({ id }) => id);
  }

  /** Locks these and lets `mutate` change each, as AuditedRepository.changeAll does. Ids of none are left out. */
  changeAll(ids: Iterable<string>, mutate: (incident: Incident) => void): Promise<Incident[]> {
    return this.incidents.changeAll(ids, mutate);
  }

  update(key: string, { status, ...fields }: UpdateIncidentRequest): Promise<StoredRow> {
    return this.incidents.change(key, (incident) => {
      Object.assign(incident, fields);
      if (status) incident.moveTo(status, this.clock.now());
    });
  }

  /** Tells subscribers that something that belongs to the incident has changed. Needs an open transaction. */
  announce(id: string): Promise<void> {
    return this.incidents.announce(id);
  }
}
