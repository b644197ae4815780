export const AssetType = {
  server: 'server',
  container: 'container',
  database: 'database',
  load_balancer: 'load_balancer',
  storage: 'storage',
  network_device: 'network_device',
} as const;
export type AssetType = (typeof AssetType)[keyof typeof AssetType];

export const AssetStatus = {
  active: 'active',
  inactive: 'inactive',
  maintenance: 'maintenance',
  decommissioned: 'decommissioned',
} as const;
export type AssetStatus = (typeof AssetStatus)[keyof typeof AssetStatus];
