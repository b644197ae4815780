import { repositoryOf } from '../../core/database/repository-of';
import { Asset } from './asset.entity';

export class AssetRepository extends repositoryOf(Asset) {}
