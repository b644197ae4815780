import type { EventDeclaration } from '../../core/events/event-declaration';
import type { Asset } from './asset.entity';

export const assetEvents: EventDeclaration<Asset> = {
  type: 'asset',
  permission: 'read:assets',
  channels: ({ environment }) => ['assets', environment],
  environment: ({ environment }) => environment,
};
