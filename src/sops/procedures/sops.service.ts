import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AuditEvent } from '../../core/audit/audit.enums';
import { currentActor } from '../../core/audit/audit-actor';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { NotFound } from '../../core/errors/domain-error';
import { StoredRow } from '../../core/http/answers';
import { Clock } from '../../core/time/clock';
import { arrangeSteps } from './arrange-steps';
import { markdownToHtml } from './markdown-to-html';
import { FIRST_VERSION } from './semantic-version';
import { type Person, Sop } from './sop.entity';
import { SopStatus } from './sop.enums';
import { SopVersionConflict } from './sop.errors';
import { SopRepository } from './sop.repository';
import type { SopRequest, UpdateSopRequest } from './sop.requests';
import { type SopSnapshot, snapshotOf, VERSIONED, type VersionedField } from './sop-snapshot';
import { SopVersionQueries } from './sop-version.queries';
import { summaryOf } from './version-summary';

/** What an SOP has of which nothing is said; its owner is who wrote it. */
const DEFAULTS = {
  ...{ steps: [], reviewers: null, tags: null, prerequisites: null },
  estimated_duration: null,
};

const caller = (): Person => {
  const { user_id, user_name } = currentActor();
  return { id: user_id, name: user_name };
};

/** The longest content takes a second to render, and has a megabyte then. */
const MAX_RENDERED = 20;

@Injectable()
export class SopsService extends ResourceService<Sop> {
  private readonly rendered = new Map<string, string>();

  constructor(
    private readonly sops: SopRepository,
    private readonly versions: SopVersionQueries,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super(sops);
  }

  /** Executions are counted in it and leave its version as it is. */
  override async read(id: string): Promise<StoredRow> {
    const { id: found, json, version } = await super.read(id);
    return new StoredRow(found, json, version, false);
  }

  /** The SOP itself. Throws NotFound. */
  async find(id: string): Promise<Sop> {
    const sop = await this.sops.find(id);
    if (!sop) throw new NotFound('sop', id);
    return sop;
  }

  /** Whether it was archived or removed. */
  async isWithdrawn(id: string): Promise<boolean> {
    const sop = await this.sops.find(id);
    return !sop || sop.status === SopStatus.archived;
  }

  /** The SOP itself, locked until the open transaction ends. Throws NotFound. */
  lock(id: string): Promise<Sop> {
    return this.sops.lock(id);
  }

  write(request: SopRequest, id: string = randomUUID()): Promise<StoredRow> {
    const by = caller();
    const { steps = [], ...fields } = request;
    const sop = Object.assign(new Sop(), {
      ...DEFAULTS,
      ...{ owner: by.name, approved_at: null, approved_by: null, ...fields },
      ...{
        id,
        semantic_version: FIRST_VERSION,
        status: SopStatus.draft,
        author: by.name,
        author_ids: [by.id],
      },
      steps: arrangeSteps(steps, null),
    });
    return this.work.run(async () => {
      const stored = await this.sops.add(sop);
      await this.keepVersion(sop, by, [...VERSIONED], 'Written');
      return stored;
    });
  }

  /** What the request leaves out goes back to what it is of a new SOP; the owner stays. */
  replace(id: string, request: SopRequest, madeOf?: string): Promise<StoredRow> {
    return this.update(id, { ...DEFAULTS, ...request }, madeOf);
  }

  /**
   * @param madeOf the version that the changes were made of, if that is known
   * @throws SopArchived, SopVersionConflict
   */
  update(id: string, { steps, ...fields }: UpdateSopRequest, madeOf?: string): Promise<StoredRow> {
    const by = caller();
    return this.work.run(async () => {
      const revisions: (() => Promise<void>)[] = [];
      const stored = await this.sops.change(id, async (sop) => {
        if (madeOf && madeOf !== sop.semantic_version)
          throw new SopVersionConflict(sop.semantic_version, madeOf);
        const before = sop.steps;
        const to: Partial<SopSnapshot> = { ...fields };
        if (steps) to.steps = arrangeSteps(steps, await this.knownSteps(sop, steps));
        const changed = sop.revise(to, by);
        if (changed.length === 0) return;
        revisions.push(() => this.keepVersion(sop, by, changed, summaryOf(changed, before, sop.steps)));
      });
      for (const keep of revisions) await keep();
      return stored;
    });
  }

  /** `read`: the version that whoever asks has read, here and below. Throws SopHasChanged. */
  submit(id: string, read?: string | null): Promise<StoredRow> {
    return this.sops.change(id, (sop) => {
      sop.expect(read);
      sop.submit();
    });
  }

  /** Throws AuthorCannotApprove, SopHasChanged. */
  approve(id: string, read?: string | null): Promise<StoredRow> {
    const [by, at] = [caller(), this.clock.now()];
    return this.work.run(async () => {
      let version = '';
      const approve = (sop: Sop): void => {
        sop.expect(read);
        sop.approve(by, at);
        version = sop.semantic_version;
      };
      const stored = await this.sops.change(id, approve, [AuditEvent.approve, 'Approved']);
      await this.versions.approve(stored.id, version, at, by.name);
      return stored;
    });
  }

  /** Throws SopHasChanged. */
  archive(id: string, read?: string | null): Promise<StoredRow> {
    return this.sops.change(id, (sop) => {
      sop.expect(read);
      sop.archive();
    });
  }

  /** The content as HTML that is safe to show; changes when the SOP does. */
  async html(id: string): Promise<StoredRow> {
    const sop = await this.find(id);
    const key = `${sop.id} ${sop.semantic_version}`;
    let json = this.rendered.get(key);
    if (json === undefined) {
      json = JSON.stringify({
        sop_id: sop.id,
        version: sop.semantic_version,
        html: markdownToHtml(sop.content),
      });
      const [oldest] = this.rendered.keys();
      if (this.rendered.size >= MAX_RENDERED) this.rendered.delete(oldest);
      this.rendered.set(key, json);
    }
    return new StoredRow(sop.id, json, sop.version);
  }

  /** Steps that were there once may come back under their ids. */
  private async knownSteps(
    sop: Sop,
    steps: NonNullable<UpdateSopRequest['steps']>,
  ): Promise<ReadonlySet<string>> {
    const present = new Set(sop.steps.map(({ id }) => id));
    return steps.every(({ id }) => !id || present.has(id)) ? present : this.versions.stepIds(sop.id);
  }

  private keepVersion(
    sop: Sop,
    by: Person,
    changed_fields: readonly VersionedField[],
    summary: string,
  ): Promise<void> {
    const { id: sop_id, semantic_version } = sop;
    const version = { id: randomUUID(), sop_id, semantic_version, author: by.name, changed_fields, summary };
    return this.versions.keep({ ...version, snapshot: snapshotOf(sop) });
  }
}
