import { shippedCatalogue } from '../../../src/secops/mitre/catalogue';

/** STIX objects as tests make them. */
export type StixObject = Record<string, unknown>;

const reference = (external_id: string, path: string): StixObject[] => [
  { source_name: 'mitre-attack', external_id, url: `https://attack.mitre.org/${path}` },
  { source_name: 'Somebody 2024', description: 'A report.', url: 'https://example.com/report' },
];

export const tactic = (id: string, name: string, more: StixObject = {}): StixObject => ({
  type: 'x-mitre-tactic',
  id: `x-mitre-tactic--${id}`,
  spec_version: '2.1',
  name,
  x_mitre_shortname: name.toLowerCase().replaceAll(' ', '-'),
  external_references: reference(id, `tactics/${id}`),
  ...more,
});

export const technique = (
  id: string,
  name: string,
  tactics: string[],
  more: StixObject = {},
): StixObject => ({
  type: 'attack-pattern',
  id: `attack-pattern--${id}`,
  spec_version: '2.1',
  name,
  x_mitre_is_subtechnique: id.includes('.'),
  external_references: reference(id, `techniques/${id.replace('.', '/')}`),
  kill_chain_phases: tactics.map((phase_name) => ({ kill_chain_name: 'mitre-attack', phase_name })),
  ...more,
});

export const matrix = (ids: string[], more: StixObject = {}): StixObject => ({
  type: 'x-mitre-matrix',
  id: 'x-mitre-matrix--1',
  spec_version: '2.1',
  name: 'Enterprise ATT&CK',
  tactic_refs: ids.map((id) => `x-mitre-tactic--${id}`),
  ...more,
});

export const collection = (version: string): StixObject => ({
  type: 'x-mitre-collection',
  id: 'x-mitre-collection--1',
  spec_version: '2.1',
  name: 'Enterprise ATT&CK',
  x_mitre_version: version,
});

export const bundle = (objects: unknown[], more: StixObject = {}): StixObject => ({
  type: 'bundle',
  id: 'bundle--1',
  objects,
  ...more,
});

/** Two tactics, three techniques, and four that a catalogue must not have. */
export const SMALL: readonly StixObject[] = [
  collection('19.1'),
  matrix(['TA0011', 'TA0003']),
  tactic('TA0003', 'Persistence'),
  tactic('TA0011', 'Command and Control', {
    description: 'Orders from afar.(Citation: Somebody 2024)\n\nMore.',
  }),
  technique('T1205', 'Traffic Signaling', ['persistence', 'command-and-control'], {
    description: 'A [knock](https://example.com) opens a port.(Citation: Somebody 2024)',
  }),
  technique('T1205.002', 'Socket Filters', ['command-and-control']),
  technique('T1999', 'Brand New', ['persistence']),
  technique('T1001', 'Given Up', ['command-and-control'], { revoked: true }),
  technique('T1002', 'Replaced', ['a-tactic-of-old'], { revoked: true }),
  technique('T1003', 'Out of Use', ['persistence'], { x_mitre_deprecated: true, name: '' }),
  tactic('TA0099', 'Old Tactic', { x_mitre_deprecated: true }),
  { type: 'intrusion-set', id: 'intrusion-set--1', spec_version: '2.1', name: 'Somebody' },
  { type: 'relationship', id: 'relationship--1', spec_version: '2.1', relationship_type: 'uses' },
];

/** The same with one object exchanged, by its ATT&CK id, or with more. */
export const without = (...ids: string[]): StixObject[] =>
  SMALL.filter(({ id }) => !ids.some((gone) => String(id).endsWith(`--${gone}`)));

/** The shipped catalogue as an official bundle would have it, so that importing it changes nothing. */
export function shippedBundle(more: StixObject[] = []): StixObject {
  const { tactics, techniques } = shippedCatalogue();
  const shortName = new Map(tactics.map(({ id, short_name }) => [id, short_name]));
  return bundle([
    collection('18.0'),
    matrix(tactics.map(({ id }) => id)),
    ...tactics.map(({ id, name, short_name }) => tactic(id, name, { x_mitre_shortname: short_name })),
    ...techniques.map(({ id, name, tactic_ids }) =>
      technique(
        id,
        name,
        tactic_ids.map((one) => shortName.get(one)!),
      ),
    ),
    ...more,
  ]);
}
