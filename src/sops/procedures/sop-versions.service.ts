import { Injectable } from '@nestjs/common';
import { InvalidRequest, NotFound } from '../../core/errors/domain-error';
import type { CsvExport, Page } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { isSemanticVersion } from './semantic-version';
import { SopVersionQueries } from './sop-version.queries';
import { SopVersionRepository } from './sop-version.repository';
import { SopsService } from './sops.service';
import { fieldDifferences, stepDifferences, type VersionDiff } from './version-diff';
import type { WholeVersion } from './whole-version';

@Injectable()
export class SopVersionsService {
  constructor(
    private readonly sops: SopsService,
    private readonly versions: SopVersionRepository,
    private readonly queries: SopVersionQueries,
  ) {}

  async list(sopId: string, query: ListQuery): Promise<Page | CsvExport> {
    const { id } = await this.sops.read(sopId);
    return this.versions.list(query, { sop_id: id });
  }

  /** Throws NotFound. */
  async read(sopId: string, version: string): Promise<WholeVersion> {
    const { id } = await this.sops.read(sopId);
    return this.find(id, version);
  }

  /** `to` is the present version unless it is said, `from` the one before `to`. Throws InvalidRequest, NotFound. */
  async diff(sopId: string, asked: { from?: unknown; to?: unknown }): Promise<VersionDiff> {
    for (const [field, version] of Object.entries(asked))
      if (version !== undefined && !isSemanticVersion(version))
        throw InvalidRequest.field(field, `${field} must be a version such as 1.2.0`);
    const sop = await this.sops.find(sopId);
    const to = await this.find(sop.id, (asked.to as string | undefined) ?? sop.semantic_version);
    const from =
      asked.from === undefined
        ? ((await this.queries.before(sop.id, to.version)) ?? to)
        : await this.find(sop.id, asked.from as string);
    return {
      ...{ from: from.version, to: to.version },
      fields: fieldDifferences(from.snapshot, to.snapshot),
      steps: stepDifferences(from.snapshot.steps, to.snapshot.steps),
    };
  }

  private async find(sopId: string, version: string): Promise<WholeVersion> {
    const found = isSemanticVersion(version) ? await this.queries.find(sopId, version) : null;
    if (!found) throw new NotFound('sop_version', version);
    return found;
  }
}
