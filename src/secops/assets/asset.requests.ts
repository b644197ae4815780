import { requestOf } from '../../core/fields';
import { Asset } from './asset.entity';

export class CreateAssetRequest extends requestOf(Asset, {
  required: ['hostname', 'ip_address', 'asset_type', 'environment'],
  optional: ['status', 'os', 'os_version', 'owner', 'tags', 'metadata', 'last_scanned_at'],
}) {}

export class UpdateAssetRequest extends requestOf(Asset, {
  optional: [
    'hostname',
    'ip_address',
    'asset_type',
    'environment',
    'status',
    'os',
    'os_version',
    'owner',
    'tags',
    'metadata',
    'last_scanned_at',
  ],
}) {}
