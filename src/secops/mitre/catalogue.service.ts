import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditEvent, AuditStatus } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { boundEnvironment } from '../../core/context/bound-environment';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { ForeignEnvironment, InvalidRequest } from '../../core/errors/domain-error';
import { Turnstile } from '../../core/queueing/turnstile';
import { extractInThread, readBundle } from './catalogue';
import { CatalogueQueries, lockCatalogue, replaceCatalogue } from './catalogue.queries';
import type { MitreImportResult } from './import-result';
import { isShippedWanted, loadShipped } from './load-shipped';
import { MatrixQueries } from './matrix.queries';

/** Each takes as much memory as a bundle may; one that waits as a body is up to 16 MiB already. */
const MAX_WAITING = 15;

/** Keeps the catalogue of tactics and techniques: the one that comes with the product until an operator imports another. */
@Injectable()
export class MitreCatalogueService implements OnApplicationBootstrap {
  private readonly reading = new Turnstile(1, MAX_WAITING);

  constructor(
    private readonly queries: CatalogueQueries,
    private readonly matrix: MatrixQueries,
    private readonly audit: AuditTrail,
    private readonly work: UnitOfWork,
  ) {}

  /** Before the first request: a fresh database has the catalogue without anybody's doing. */
  async onApplicationBootstrap(): Promise<void> {
    const { ask } = this.queries;
    if (await isShippedWanted(ask)) await this.work.run(() => loadShipped(ask));
  }

  /**
   * Replaces the catalogue by that of an official bundle, the path of a file or the bytes of a body: whole or, if any of it
   * is wrong, not at all. Throws Forbidden to callers who are bound to an environment, for it is everybody's catalogue.
   */
  async import(bundle: string | Uint8Array): Promise<MitreImportResult> {
    const bound = boundEnvironment();
    if (bound !== null) throw new ForeignEnvironment(bound);
    const { catalogue, revoked, deprecated } = readBundle(
      await this.reading.pass(() => extractInThread(bundle)),
    );
    const { attack_version, tactics, techniques } = catalogue;
    const { ask } = this.queries;
    const counts = { tactics: tactics.length, techniques: techniques.length };
    return this.work.run(async () => {
      await lockCatalogue(ask);
      const changes = await replaceCatalogue(ask, catalogue, { source: 'imported', revision: 0 });
      const result = { attack_version, ...counts, ...changes, revoked, deprecated };
      await this.audit.record({
        event_type: AuditEvent.update,
        resource_type: 'mitre_catalogue',
        resource_name: `ATT&CK ${attack_version ?? 'of unknown version'}`,
        action_description: `Imported mitre catalogue: ${wordsOf(result)}`,
        status: AuditStatus.success,
      });
      this.matrix.forgetCountsWhenCommitted();
      return result;
    });
  }

  /** Throws InvalidRequest when a form has other parts than the file, or no file. */
  refuseParts(parts: object, hasFile: boolean): void {
    const faults = Object.keys(parts).map((field) => ({
      field,
      message: `${field} is not a known field: leave it out`,
    }));
    if (!hasFile) faults.push({ field: 'file', message: 'file must be given' });
    if (faults.length > 0) throw new InvalidRequest(faults);
  }
}

const wordsOf = ({ attack_version: _, ...counts }: MitreImportResult): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
