import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditEvent, AuditStatus } from '../../core/audit/audit.enums';
import { AuditTrail } from '../../core/audit/audit-trail';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest } from '../../core/errors/domain-error';
import { type BundleExtract, extractBundle, readBundle, readBundleFile } from './catalogue';
import { CatalogueQueries, lockCatalogue, replaceCatalogue } from './catalogue.queries';
import type { MitreImportResult } from './import-result';
import { isShippedWanted, loadShipped } from './load-shipped';
import { MatrixQueries } from './matrix.queries';

/** Keeps the catalogue of tactics and techniques: the one that comes with the product until an operator imports another. */
@Injectable()
export class MitreCatalogueService implements OnApplicationBootstrap {
  private reading: Promise<unknown> = Promise.resolve();

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

  /** Replaces the catalogue by that of an official bundle, a file or a parsed body: whole or, if any of it is wrong, not at all. */
  async import(path: string | undefined, body: unknown): Promise<MitreImportResult> {
    const extract = path === undefined ? extractBundle(body) : await this.readFile(path);
    const { catalogue, revoked, deprecated } = readBundle(extract);
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

  /** One after another: each takes as much memory as a bundle may. */
  private readFile(path: string): Promise<BundleExtract> {
    const turn = this.reading.then(() => readBundleFile(path));
    this.reading = turn.catch(() => undefined);
    return turn;
  }

  /** Throws InvalidRequest when a form has other parts than the file, or no file. */
  refuseParts(parts: object, hasFile: boolean): void {
    const faults = Object.keys(parts).map((field) => ({ field, message: `${field} is not a known field` }));
    if (!hasFile) faults.push({ field: 'file', message: 'file must be given' });
    if (faults.length > 0) throw new InvalidRequest(faults);
  }
}

const wordsOf = ({ attack_version: _, ...counts }: MitreImportResult): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
