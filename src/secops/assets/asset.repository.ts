import { boundEnvironment } from '../../core/context/bound-environment';
import { repositoryOf } from '../../core/database/repository-of';
import type { Environment } from '../../core/fields';
import { Asset } from './asset.entity';

const HOLD = {
  name: 'assets_hold',
  text: `select environment from assets
    where id = $1 and deleted_at is null and ($2::text is null or environment = $2) for share`,
};

export class AssetRepository extends repositoryOf(Asset) {
  /**
   * The environment of an asset, which neither moves nor goes until the open transaction ends; null if there is none that
   * the caller may see. Others may hold it too, and If-Match is not asked: the asset does not change.
   */
  async hold(id: string): Promise<Environment | null> {
    const values = [id, boundEnvironment()];
    const [held] = await this.tools.database.query<{ environment: Environment }>(HOLD, values);
    return held?.environment ?? null;
  }
}
