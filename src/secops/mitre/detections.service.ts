import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ResourceService } from '../../core/database/resource.service';
import { UnitOfWork } from '../../core/database/unit-of-work';
import { InvalidRequest } from '../../core/errors/domain-error';
import type { Environment } from '../../core/fields';
import type { StoredRow } from '../../core/http/answers';
import { isAhead } from '../../core/time/ahead';
import { Clock } from '../../core/time/clock';
import { AssetsService } from '../assets';
import { MitreDetection } from './detection.entity';
import { DetectionStatus } from './detection.enums';
import { MitreDetectionRepository } from './detection.repository';
import type { CreateMitreDetectionRequest, UpdateMitreDetectionRequest } from './detection.requests';

@Injectable()
export class MitreDetectionsService extends ResourceService<MitreDetection> {
  constructor(
    private readonly detections: MitreDetectionRepository,
    private readonly assets: AssetsService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super(detections);
  }

  /** Throws InvalidRequest also when there is no such technique or asset. */
  report(request: CreateMitreDetectionRequest): Promise<StoredRow> {
    const draft = { id: randomUUID(), asset_id: null, environment: null, resolved_at: null };
    const detection = Object.assign(new MitreDetection(), draft, { detected_at: this.clock.now() });
    return this.work.run(async () => {
      const place = await this.placeOf(request);
      await this.apply({ status: DetectionStatus.active, ...request }, detection, place);
      return this.detections.add(detection);
    });
  }

  /** Throws NotFound, and InvalidRequest also when there is no such technique or asset. */
  update(id: string, request: UpdateMitreDetectionRequest): Promise<StoredRow> {
    return this.work.run(async () => {
      const place = await this.placeOf(request);
      return this.detections.change(id, (detection) => this.apply(request, detection, place));
    });
  }

  /** The environment of the asset that a request names, which stays there; null without one, or if there is no such asset. */
  private placeOf({ asset_id }: UpdateMitreDetectionRequest): Promise<Environment | null> {
    return asset_id ? this.assets.hold(asset_id) : Promise.resolve(null);
  }

  private async apply(
    { technique_id, asset_id, status, ...fields }: UpdateMitreDetectionRequest,
    detection: MitreDetection,
    place: Environment | null,
  ): Promise<void> {
    const now = this.clock.now();
    if (fields.detected_at && isAhead(fields.detected_at, now))
      throw InvalidRequest.field('detected_at', 'detected_at must not be in the future');
    // What it says already may stay, whatever has become of it since.
    if (technique_id !== undefined && technique_id !== detection.technique_id) {
      if (!(await this.detections.holdTechnique(technique_id)))
        throw InvalidRequest.field(
          'technique_id',
          'technique_id must be that of a technique of the catalogue',
        );
      detection.technique_id = technique_id;
    }
    if (asset_id !== undefined && asset_id !== detection.asset_id) {
      if (asset_id !== null && place === null)
        throw InvalidRequest.field('asset_id', 'asset_id must be that of an asset');
      Object.assign(detection, { asset_id, environment: place });
    }
    Object.assign(detection, fields);
    detection.moveTo(status ?? detection.status, now);
  }
}
