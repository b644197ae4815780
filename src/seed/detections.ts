import type { SeedAsset } from './assets';
import type { SeedTable } from './bulk-insert';
import { type Sighting, SIGHTINGS } from './detections-catalogue';
import { DAY, HOUR, MINUTE } from './durations';
import { creationTimes } from './incident-times';
import { Deck, Random } from './random';

export type DetectionStatus = 'active' | 'investigating' | 'resolved';

export interface DetectionRow {
  readonly id: string;
  readonly technique_id: string;
  readonly asset_id: string | null;
  readonly description: string;
  readonly severity: Sighting['severity'];
  readonly status: DetectionStatus;
  readonly detected_at: Date;
  readonly resolved_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** Without the environment, which the database takes from the asset. */
export const DETECTIONS: SeedTable<DetectionRow> = {
  name: 'mitre_detections',
  columns: {
    id: 'uuid',
    technique_id: 'text',
    asset_id: 'uuid',
    description: 'text',
    severity: 'text',
    status: 'text',
    detected_at: 'timestamptz',
    resolved_at: 'timestamptz',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    version: 'integer',
  },
};

/** How often something that was seen before is seen again. */
const REPEATED = 20;
/** Whatever is older than this has been dealt with, but for a few. */
const FRESH = 10 * DAY;

/** What sensors reported in the twelve weeks before `now`, oldest first: every sighting once, and some of them again. */
export function createDetections(now: Date, assets: readonly SeedAsset[]): DetectionRow[] {
  const random = new Random('detections');
  const hosts = new Deck(
    random,
    assets.map(({ row }) => row).filter(({ status }) => status === 'active' || status === 'maintenance'),
  );
  const repeated = Array.from({ length: REPEATED }, () => random.pick(SIGHTINGS));
  const sightings = random.shuffle([...SIGHTINGS, ...repeated]);
  return creationTimes(random, sightings.length, now).map((detected_at, index) => {
    const { technique, severity, description, on } = sightings[index];
    const asset = on.length > 0 ? hosts.draw(({ asset_type }) => on.includes(asset_type)) : null;
    const { status, since } = progress(random, detected_at, now);
    return {
      id: random.uuid(),
      technique_id: technique,
      asset_id: asset?.id ?? null,
      ...{ description, severity, status, detected_at },
      resolved_at: status === 'resolved' ? since : null,
      ...{ created_at: detected_at, updated_at: since },
      version: { active: 1, investigating: 2, resolved: 3 }[status],
    };
  });
}

/** How far people have come with it, and since when. */
function progress(random: Random, detected: Date, now: Date): { status: DetectionStatus; since: Date } {
  const seen = new Date(detected.getTime() + random.integer(5, 600) * MINUTE);
  const done = new Date(seen.getTime() + random.integer(1, 120) * HOUR);
  const isFresh = now.getTime() - detected.getTime() < FRESH;
  if (done <= now && random.chance(isFresh ? 0.4 : 0.95)) return { status: 'resolved', since: done };
  if (seen <= now && random.chance(0.6)) return { status: 'investigating', since: seen };
  return { status: 'active', since: detected };
}
