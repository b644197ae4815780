import { ApiProperty } from '@nestjs/swagger';
import type { DetectedTechnique } from './layer.queries';

class LayerVersions {
  @ApiProperty({ required: false, example: '18', description: 'Absent when it is not known' })
  attack?: string;

  @ApiProperty({ example: '5.1.0' })
  navigator!: string;

  @ApiProperty({ enum: ['4.5'] })
  layer!: string;
}

class LayerMetadata {
  @ApiProperty({ example: 'last detected' })
  name!: string;

  @ApiProperty({ example: '2026-01-15T10:30:00.000Z' })
  value!: string;
}

class LayerTechnique {
  @ApiProperty({ example: 'T1059.001' })
  techniqueID!: string;

  @ApiProperty({ example: 'execution' })
  tactic!: string;

  @ApiProperty({ example: 4, description: 'Number of detections' })
  score!: number;

  @ApiProperty({ example: '4 detections, 1 not resolved' })
  comment!: string;

  @ApiProperty({ example: true })
  enabled!: boolean;

  @ApiProperty({ type: [LayerMetadata] })
  metadata!: LayerMetadata[];
}

class LayerGradient {
  @ApiProperty({ example: ['#fff3e0', '#e65100'] })
  colors!: string[];

  @ApiProperty({ example: 0 })
  minValue!: number;

  @ApiProperty({ example: 4 })
  maxValue!: number;
}

class LayerLegendItem {
  @ApiProperty({ example: 'most detections' })
  label!: string;

  @ApiProperty({ example: '#e65100' })
  color!: string;
}

/** A layer of the ATT&CK Navigator, format 4.5; its names are those of that format. */
export class NavigatorLayer {
  @ApiProperty({ example: 'Detections' })
  name!: string;

  @ApiProperty({ type: LayerVersions })
  versions!: LayerVersions;

  @ApiProperty({ enum: ['enterprise-attack'] })
  domain!: string;

  @ApiProperty({ example: '9 detections of 4 techniques.' })
  description!: string;

  @ApiProperty({ example: 3, description: 'The highest score first' })
  sorting!: number;

  @ApiProperty({ type: 'object', additionalProperties: true })
  layout!: Record<string, unknown>;

  @ApiProperty({ example: false })
  hideDisabled!: boolean;

  @ApiProperty({ type: [LayerTechnique] })
  techniques!: LayerTechnique[];

  @ApiProperty({ type: LayerGradient })
  gradient!: LayerGradient;

  @ApiProperty({ type: [LayerLegendItem] })
  legendItems!: LayerLegendItem[];

  @ApiProperty({ type: [LayerMetadata] })
  metadata!: LayerMetadata[];
}

const FEW = '#fff3e0';
const MANY = '#e65100';
/** The first Navigator whose layers are of this format is 4.9.0. */
const VERSIONS = { navigator: '5.1.0', layer: '4.5' };

interface LayerOptions {
  readonly attackVersion: string | null;
  readonly now: Date;
  /** What was asked for, as name and value. */
  readonly filters: readonly (readonly [name: string, value: string])[];
}

/** The layer of these techniques, each in every column of the matrix that it stands in. */
export function navigatorLayer(
  detected: readonly DetectedTechnique[],
  { attackVersion, now, filters }: LayerOptions,
): NavigatorLayer {
  // The Navigator knows none that ATT&CK has given up.
  const shown = detected.filter(({ retired }) => !retired);
  const retired = detected.filter((technique) => technique.retired).map(({ id }) => id);
  const highest = Math.max(1, ...shown.map(({ count }) => count));
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  const left = retired.length > 0 ? ` Left out, as ATT&CK has given them up: ${retired.join(', ')}.` : '';
  return {
    name: 'Detections',
    versions: attackVersion === null ? VERSIONS : { attack: attackVersion.split('.', 1)[0], ...VERSIONS },
    domain: 'enterprise-attack',
    description: `${numberOf(total, 'detection')} of ${numberOf(shown.length, 'technique')}.${left}`,
    sorting: 3,
    layout: {
      ...{ layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
      ...{ showAggregateScores: true, aggregateFunction: 'sum', countUnscored: false },
    },
    hideDisabled: false,
    techniques: shown.flatMap((technique) => technique.tactics.map((tactic) => cell(technique, tactic))),
    gradient: { colors: [FEW, MANY], minValue: 0, maxValue: highest },
    legendItems: [
      { label: 'few detections', color: FEW },
      { label: numberOf(highest, 'detection'), color: MANY },
    ],
    metadata: [
      { name: 'made', value: now.toISOString() },
      ...filters.map(([name, value]) => ({ name, value })),
    ],
  };
}

const cell = (
  { id, count, unresolved, last_detected }: DetectedTechnique,
  tactic: string,
): LayerTechnique => ({
  ...{ techniqueID: id, tactic, score: count, enabled: true },
  comment: `${numberOf(count, 'detection')}, ${unresolved} not resolved`,
  metadata: [{ name: 'last detected', value: last_detected }],
});

const numberOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
