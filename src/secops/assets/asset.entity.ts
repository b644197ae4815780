import { Resource, Row } from '../../core/database/resource';
import {
  CreatedAt,
  Environment,
  Integer,
  IpAddress,
  Json,
  OneOf,
  Text,
  TextList,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { AssetStatus, AssetType } from './asset.enums';
import { assetEvents } from './asset.events';

/** Labels of 1 to 63 characters, joined by dots; the underscore is no DNS, but containers and Windows hosts have it. */
const HOSTNAME =
  /^(?!.{254})[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;

@Resource<Asset>({ name: 'asset', table: 'assets', label: 'hostname', events: assetEvents })
export class Asset extends Row {
  @Text({
    max: 253,
    pattern: HOSTNAME,
    patternMessage: 'must be a host name: letters, digits, hyphens and underscores in labels joined by dots',
    caseless: true,
    filter: true,
    sort: true,
    fragment: true,
    description: 'Unique in its environment, whatever its case',
    example: 'pay-api-01.prod.example.net',
  })
  hostname!: string;

  @IpAddress({ filter: true, sort: true, fragment: true, example: '10.20.4.17' })
  ip_address!: string;

  @OneOf(AssetType, { enumName: 'AssetType', filter: true, sort: true, example: 'server' })
  asset_type!: AssetType;

  @OneOf(Environment, { enumName: 'Environment', filter: true, sort: true, example: 'production' })
  environment!: Environment;

  @OneOf(AssetStatus, { enumName: 'AssetStatus', filter: true, sort: true, example: 'active' })
  status!: AssetStatus;

  @Text({ nullable: true, max: 100, filter: true, sort: true, fragment: true, example: 'Debian GNU/Linux' })
  os!: string | null;

  @Text({ nullable: true, max: 100, filter: true, sort: true, example: '12.7' })
  os_version!: string | null;

  @Text({
    nullable: true,
    max: 100,
    filter: true,
    sort: true,
    fragment: true,
    description: 'Team or person that is responsible',
    example: 'Payments',
  })
  owner!: string | null;

  @TextList({ nullable: true, filter: 'tag', example: ['pci', 'customer-facing'] })
  tags!: string[] | null;

  @Json({ nullable: true, example: { rack: 'B12', cloud: 'on-premises' } })
  metadata!: Record<string, unknown> | null;

  @Timestamp({ nullable: true, sort: true, range: 'last_scanned' })
  last_scanned_at!: Date | null;

  @Integer({
    generated: true,
    sort: true,
    description: 'Vulnerabilities that are open or in progress',
    example: 3,
  })
  vulnerability_count!: number;

  @CreatedAt()
  created_at!: Date;

  @UpdatedAt()
  updated_at!: Date;
}
