/** An asset as it leaves, its fields in the order of the product's type definitions. */
export interface AssetBody {
  readonly id: string;
  readonly hostname: string;
  readonly ip_address: string;
  readonly asset_type: string;
  readonly environment: string;
  readonly status: string;
  readonly os: string | null;
  readonly os_version: string | null;
  readonly owner: string | null;
  readonly tags: string[] | null;
  readonly metadata: Record<string, unknown> | null;
  readonly last_scanned_at: string | null;
  readonly vulnerability_count: number;
  readonly created_at: string;
  readonly updated_at: string;
}

type More = Record<string, unknown>;

let number = 0;

/** What must be said of an asset, with a host name of its own. */
export const draft = (more: More = {}): More => ({
  hostname: `host-${(number += 1)}.example.net`,
  ip_address: '10.20.4.17',
  asset_type: 'server',
  environment: 'production',
  ...more,
});
