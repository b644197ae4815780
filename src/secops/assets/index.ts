export { Asset } from './asset.entity';
export { AssetStatus, AssetType } from './asset.enums';
export { AssetsService } from './assets.service';
