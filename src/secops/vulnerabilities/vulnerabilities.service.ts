import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { currentActor } from '../../core/audit/audit-actor';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest, NotFound, type Violation } from '../../core/errors/domain-error';
import type { StoredRow } from '../../core/http/answers';
import { log } from '../../core/logging/logger';
import { isAhead } from '../../core/time/ahead';
import { Clock } from '../../core/time/clock';
import { type Asset, AssetsService } from '../assets';
import { rate } from './rating';
import { Vulnerability } from './vulnerability.entity';
import { VulnerabilityStatus } from './vulnerability.enums';
import { VulnerabilityRepository } from './vulnerability.repository';
import type { CreateVulnerabilityRequest, UpdateVulnerabilityRequest } from './vulnerability.requests';

@Injectable()
export class VulnerabilitiesService extends ResourceService<Vulnerability> {
  constructor(
    private readonly vulnerabilities: VulnerabilityRepository,
    private readonly assets: AssetsService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super(vulnerabilities);
  }

  /** Records what was found on an asset. Throws InvalidRequest also when there is no such asset. */
  async report(request: CreateVulnerabilityRequest): Promise<StoredRow> {
    const draft = { id: randomUUID(), discovered_at: this.clock.now() };
    const vulnerability = Object.assign(new Vulnerability(), draft);
    this.apply({ status: VulnerabilityStatus.open, ...request }, vulnerability, true);
    return this.work.run(async () => {
      const { id, environment } = await this.lockAsset(request.asset_id);
      Object.assign(vulnerability, { asset_id: id, environment });
      const stored = await this.vulnerabilities.add(vulnerability);
      if (vulnerability.isCounted) await this.assets.announce(id);
      return stored;
    });
  }

  /** Throws NotFound, and InvalidRequest when rating, status and acceptance do not go together. */
  update(id: string, request: UpdateVulnerabilityRequest): Promise<StoredRow> {
    return this.work.run(async () => {
      if (request.status !== undefined) await this.vulnerabilities.holdAsset(id);
      return this.revise(id, (vulnerability) => this.apply(request, vulnerability, false));
    });
  }

  /** Opens risks again whose acceptance has ended. Each by itself, and once however many instances look. */
  async reopenExpired(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.vulnerabilities.expired(now)) {
      try {
        await this.work.run(async () => {
          await this.vulnerabilities.holdAsset(id);
          await this.revise(id, (vulnerability) => vulnerability.reopenIfExpired(now));
        });
      } catch (error) {
        // One that fails keeps no other waiting; the next round tries again.
        log.warn({ err: error, vulnerability: id }, 'an accepted risk could not be opened again');
      }
    }
  }

  /** Changes it, and tells of its asset if the asset now counts one more or less. */
  private async revise(id: string, mutate: (vulnerability: Vulnerability) => void): Promise<StoredRow> {
    const seen = { asset: '', wasCounted: false, isCounted: false };
    const stored = await this.vulnerabilities.change(id, (vulnerability) => {
      seen.asset = vulnerability.asset_id;
      seen.wasCounted = vulnerability.isCounted;
      mutate(vulnerability);
      seen.isCounted = vulnerability.isCounted;
    });
    if (seen.wasCounted !== seen.isCounted) await this.assets.announce(seen.asset);
    return stored;
  }

  private apply(
    { status, accepted_reason, accepted_until, ...fields }: UpdateVulnerabilityRequest,
    vulnerability: Vulnerability,
    isNew: boolean,
  ): void {
    const now = this.clock.now();
    const faults: Violation[] = [];
    if (fields.discovered_at && isAhead(fields.discovered_at, now)) {
      faults.push({ field: 'discovered_at', message: 'discovered_at must not be in the future' });
    }
    const rating = rate(fields, isNew ? null : vulnerability, faults);
    Object.assign(vulnerability, fields, rating);
    const decision = { status, accepted_reason, accepted_until };
    faults.push(...vulnerability.decide(decision, currentActor().user_name, now));
    if (faults.length > 0) throw new InvalidRequest(faults);
  }

  private async lockAsset(id: string): Promise<Asset> {
    try {
      return await this.assets.lock(id);
    } catch (error) {
      if (error instanceof NotFound)
        throw InvalidRequest.field('asset_id', 'asset_id must be that of an asset');
      throw error;
    }
  }
}
