import { describe, expect, it } from '@jest/globals';
import {
  bundle,
  collection,
  matrix,
  SMALL,
  type StixObject,
  tactic,
  technique,
  without,
} from '../../../../test/e2e/secops/mitre-bundle';
import { InvalidRequest, type Violation } from '../../../core/errors/domain-error';
import { extractBundle } from './extract-bundle';
import { plainDescription } from './plain-description';
import { type BundleContent, readBundle } from './read-bundle';

const read = (value: unknown): BundleContent => readBundle(extractBundle(value, plainDescription));
const faultsOf = (value: unknown): string[] => {
  try {
    read(value);
  } catch (error) {
    if (error instanceof InvalidRequest)
      return (error.details as Violation[]).map(({ field, message }) => `${field}: ${message}`);
    throw error;
  }
  return [];
};
/** The small bundle with another technique at its end, which is objects.13. */
const and = (...objects: unknown[]): StixObject => bundle([...SMALL, ...objects]);
const T = (more: StixObject): StixObject => technique('T1500', 'One More', ['persistence'], more);

describe('an ATT&CK bundle', () => {
  it('becomes a catalogue without what is revoked or deprecated', () => {
    const { catalogue, ...dropped } = read(bundle([...SMALL]));
    expect(dropped).toEqual({ revoked: 2, deprecated: 1 });
    expect(catalogue).toEqual({
      attack_version: '19.1',
      tactics: [
        {
          ...{ id: 'TA0011', name: 'Command and Control', short_name: 'command-and-control' },
          ...{ description: 'Orders from afar.', url: 'https://attack.mitre.org/tactics/TA0011' },
        },
        {
          ...{ id: 'TA0003', name: 'Persistence', short_name: 'persistence' },
          description: 'Staying inside across restarts, changed passwords and clean-ups.',
          url: 'https://attack.mitre.org/tactics/TA0003',
        },
      ],
      techniques: [
        {
          ...{ id: 'T1205', name: 'Traffic Signaling', tactic_ids: ['TA0011', 'TA0003'] },
          ...{ description: 'A knock opens a port.', url: 'https://attack.mitre.org/techniques/T1205' },
        },
        {
          ...{ id: 'T1205.002', name: 'Socket Filters', tactic_ids: ['TA0011'] },
          description:
            'Socket Filters, a sub-technique of Traffic Signaling (T1205) for Command and Control.',
          url: 'https://attack.mitre.org/techniques/T1205/002',
        },
        {
          ...{ id: 'T1999', name: 'Brand New', tactic_ids: ['TA0003'] },
          description: 'Brand New, a technique for Persistence.',
          url: 'https://attack.mitre.org/techniques/T1999',
        },
      ],
    });
  });

  it('may be of STIX 2.0, say no version of ATT&CK and have no matrix: then tactics go by id', () => {
    const objects = without('1').map(({ spec_version: _, ...object }) => object);
    const { catalogue } = read(bundle(objects, { spec_version: '2.0' }));
    expect(catalogue.attack_version).toBeNull();
    expect(catalogue.tactics.map(({ id }) => id)).toEqual(['TA0003', 'TA0011']);
    expect(read(bundle([...without('1'), collection('no number')])).catalogue.attack_version).toBeNull();
  });

  it('may name each tactic more than once, and phases of other kill chains', () => {
    const twice = ['persistence', 'persistence'].map((phase_name) => ({
      kill_chain_name: 'mitre-attack',
      phase_name,
    }));
    const other = { kill_chain_name: 'mitre-ics-attack', phase_name: 'evasion' };
    const { catalogue } = read(and(T({ kill_chain_phases: [...twice, other] })));
    expect(catalogue.techniques.find(({ id }) => id === 'T1500')?.tactic_ids).toEqual(['TA0003']);
  });

  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, [': must be a STIX bundle: a JSON object']],
    ['a list', [], [': must be a STIX bundle: a JSON object']],
    ['a text', 'bundle', [': must be a STIX bundle: a JSON object']],
    ['something else', { type: 'report', objects: [] }, ['type: must be "bundle"']],
    ['a bundle of nothing', bundle([]), ['objects: must be a list of at least one object']],
    [
      'a bundle whose objects are none',
      bundle({} as never),
      ['objects: must be a list of at least one object'],
    ],
    ['an object that is none', and(7), ['objects.13: must be a STIX object with a type']],
    ['an object without a type', and({ id: 'x' }), ['objects.13: must be a STIX object with a type']],
    [
      'a prototype',
      and(JSON.parse('{"type":"note","__proto__":{}}')),
      ['objects.13.__proto__: is not an allowed name: leave it out'],
    ],
    [
      'a constructor',
      and({ type: 'note', a: [{ constructor: 1 }] }),
      ['objects.13.a.0.constructor: is not an allowed name: leave it out'],
    ],
    [
      'NUL',
      and({ type: 'note', x: 'a\0' }),
      ['objects.13.x: must not contain NUL characters or broken Unicode'],
    ],
    [
      'broken Unicode',
      and(T({ name: 'a\ud800' })),
      ['objects.13.name: must not contain NUL characters or broken Unicode'],
    ],
    [
      'NUL in a name',
      and({ type: 'note', 'a\0': 1 }),
      ['objects.13: has a name with a NUL character or broken Unicode'],
    ],
    [
      'deep nesting',
      and({ type: 'note', x: deep(40) }),
      [`objects.13.x${'.0'.repeat(30)}: must not be nested deeper than 32 levels`],
    ],
    ['another STIX', bundle([...SMALL], { spec_version: '1.2' }), ['spec_version: must be 2.1']],
  ])('is refused if it is or has %s', (_, value, faults) => {
    expect(faultsOf(value).slice(0, faults.length)).toEqual(faults);
  });

  it.each<[string, StixObject[], string]>([
    ['of another STIX', [T({ spec_version: '3.0' })], 'spec_version: T1500: must be 2.1'],
    ['with revoked as a text', [T({ revoked: 'yes' })], 'revoked: T1500: must be true or false'],
    [
      'with deprecated as null',
      [T({ x_mitre_deprecated: null })],
      'x_mitre_deprecated: T1500: must be true or false',
    ],
    ['without a name', [T({ name: undefined })], 'name: T1500: must be a text of 1 to 200 characters'],
    ['with a blank name', [T({ name: ' \n' })], 'name: T1500: must be a text of 1 to 200 characters'],
    [
      'with a long name',
      [T({ name: 'x'.repeat(201) })],
      'name: T1500: must be a text of 1 to 200 characters',
    ],
    ['with a list for a name', [T({ name: ['x'] })], 'name: T1500: must be a text of 1 to 200 characters'],
    [
      'of an unknown tactic',
      [technique('T1500', 'One More', ['persistence', 'magic'])],
      'kill_chain_phases: T1500: names the unknown tactic "magic"',
    ],
    [
      'of a deprecated tactic',
      [technique('T1500', 'One More', ['old-tactic'])],
      'kill_chain_phases: T1500: names the unknown tactic "old-tactic"',
    ],
    [
      'of no tactic',
      [T({ kill_chain_phases: [{ kill_chain_name: 'mitre-mobile-attack', phase_name: 'persistence' }] })],
      'kill_chain_phases: T1500: must name a tactic of the Enterprise matrix',
    ],
    [
      'that says not what it is',
      [technique('T1500', 'One More', ['persistence'], { x_mitre_is_subtechnique: true })],
      'x_mitre_is_subtechnique: T1500: must agree with the id',
    ],
    [
      'that is a part of nothing',
      [technique('T1500.001', 'A Part', ['persistence'])],
      'external_references: T1500.001: is a part of T1500, which the bundle does not hold',
    ],
    [
      'that is a part of what is revoked',
      [technique('T1001.001', 'A Part', ['persistence'])],
      'external_references: T1001.001: is a part of T1001, which the bundle does not hold',
    ],
    [
      'with an id that is there',
      [technique('T1205', 'Again', ['persistence'], { id: 'attack-pattern--again' })],
      'external_references: T1205: is the same as that of objects.4',
    ],
    ['that is there', [T({ id: 'attack-pattern--T1205' })], 'id: T1500: is the same as that of objects.4'],
    ...['T15', 'T15000', 't1500', 'TA0001', 'T1500.1', 'T1500.0011', ' T1500', 'T1500\n', '', 5].map(
      (external_id): [string, StixObject[], string] => [
        `with the id ${JSON.stringify(external_id)}`,
        [T({ external_references: [{ source_name: 'mitre-attack', external_id }] })],
        `external_references: ${typeof external_id === 'string' ? external_id : 'attack-pattern--T1500'}: must name exactly one id of mitre-attack, such as T1059 or T1059.001`,
      ],
    ),
    [
      'with two ids',
      [
        T({
          external_references: ['T1500', 'T1501'].map((external_id) => ({
            source_name: 'mitre-attack',
            external_id,
          })),
        }),
      ],
      'external_references: T1500: must name exactly one id of mitre-attack, such as T1059 or T1059.001',
    ],
    [
      'with no id',
      [T({ external_references: [{ source_name: 'capec', external_id: 'CAPEC-1' }] })],
      'external_references: attack-pattern--T1500: must name exactly one id of mitre-attack, such as T1059 or T1059.001',
    ],
    [
      'with an address that is none',
      [
        T({
          external_references: [
            { source_name: 'mitre-attack', external_id: 'T1500', url: 'javascript:alert(1)' },
          ],
        }),
      ],
      'external_references: T1500: must have an http or https address',
    ],
    [
      'tactic with the id of a technique',
      [tactic('T1500', 'Other')],
      'external_references: T1500: must name exactly one id of mitre-attack, such as TA0001',
    ],
    [
      'tactic with a short name that is there',
      [tactic('TA0050', 'Other', { x_mitre_shortname: 'persistence' })],
      'x_mitre_shortname: TA0050: is the same as that of objects.2',
    ],
    [
      'tactic without a short name',
      [tactic('TA0050', 'Other', { x_mitre_shortname: 'Other Tactic' })],
      'x_mitre_shortname: TA0050: must be a short name such as initial-access',
    ],
    [
      'matrix of a tactic that is not there',
      [matrix(['TA0003', 'TA0077'], { id: 'x-mitre-matrix--2' })],
      'tactic_refs.1: x-mitre-matrix--2: names a tactic that the bundle does not hold',
    ],
  ])('is refused for a technique %s', (_, objects, fault) => {
    expect(faultsOf(and(...objects))).toEqual([`objects.13.${fault}`]);
  });

  it('is refused without tactics, and without techniques', () => {
    expect(faultsOf(bundle([collection('18.0')]))).toEqual([
      'objects: must hold at least one tactic',
      'objects: must hold at least one technique',
    ]);
    expect(faultsOf(bundle([tactic('TA0003', 'Persistence')]))).toEqual([
      'objects: must hold at least one technique',
    ]);
  });

  it('is told of a hundred faults at most, whatever it is', () => {
    const many = Array.from({ length: 300 }, (_, n) => technique(`T${2000 + n}`, '', ['magic']));
    expect(faultsOf(and(...many))).toHaveLength(100);
    const odd = Array.from({ length: 300 }, () => ({ type: 'note', __x: '\0' }));
    expect(faultsOf(and(...odd))).toHaveLength(100);
  });

  it('is told of names and faults that somebody made up, but not by the megabyte', () => {
    const name = 'x'.repeat(1_001);
    expect(faultsOf(and({ type: 'note', [name]: 1 }))).toEqual([
      'objects.13: has a name of more than 1000 characters',
    ]);
    const long = 'x'.repeat(1_000);
    expect(faultsOf(and({ type: 'note', [long]: 1 }))).toEqual([]);
    const nested = (levels: number): unknown => (levels === 0 ? '\0' : { [long]: nested(levels - 1) });
    const { faults } = extractBundle(
      and(...Array.from({ length: 150 }, () => ({ type: 'note', a: nested(20) }))),
      plainDescription,
    );
    expect(faults).toHaveLength(100);
    expect(faults.filter(({ field }) => field.length > 500)).toEqual([]);
  });

  it('keeps whole characters, however long its texts are', () => {
    const { objects } = extractBundle(
      and(T({ description: `${'(Citation: x)'.repeat(1_538)}12345${'𝒳'.repeat(9)}` })),
      plainDescription,
    );
    expect(objects.at(-1)!.description).toMatch(/^12345/);
    const broken = JSON.stringify(objects).match(/\\ud[89a-f]/g);
    expect(broken).toBeNull();
  });

  it('may hold 20,000 tactics and techniques at most', () => {
    const many = Array.from({ length: 20_001 }, () => ({ type: 'attack-pattern' }));
    expect(faultsOf(bundle(many))[0]).toBe('objects: must not hold more than 20000 tactics and techniques');
  });
});
