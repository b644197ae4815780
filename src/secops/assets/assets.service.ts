import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ResourceService } from '../../core/database/resource.service';
import type { Environment } from '../../core/fields';
import type { StoredRow } from '../../core/http/answers';
import { Asset } from './asset.entity';
import { AssetStatus } from './asset.enums';
import { AssetRepository } from './asset.repository';
import type { CreateAssetRequest, UpdateAssetRequest } from './asset.requests';

@Injectable()
export class AssetsService extends ResourceService<Asset> {
  constructor(private readonly assets: AssetRepository) {
    super(assets);
  }

  /** The asset itself, locked until the open transaction ends. Throws NotFound. */
  lock(id: string): Promise<Asset> {
    return this.assets.lock(id);
  }

  /**
   * The environment of an asset, which neither moves nor goes until the open transaction ends; null if there is none that
   * the caller may see. To be asked before what depends on the asset is locked, so that nobody waits in a circle.
   */
  hold(id: string): Promise<Environment | null> {
    return this.assets.hold(id);
  }

  /** Throws a conflict when the environment has an asset of this name. */
  register(request: CreateAssetRequest): Promise<StoredRow> {
    const draft = { status: AssetStatus.active, ...request, id: randomUUID() };
    return this.assets.add(Object.assign(new Asset(), draft));
  }

  /** Throws NotFound, and a conflict when the environment has an asset of this name. */
  update(id: string, request: UpdateAssetRequest): Promise<StoredRow> {
    return this.assets.change(id, (asset) => void Object.assign(asset, request));
  }

  /** Tells subscribers that the asset's count of vulnerabilities has changed. Needs an open transaction. */
  announce(id: string): Promise<void> {
    return this.assets.announce(id);
  }
}
