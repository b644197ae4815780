import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedBundle } from '../../../../test/e2e/secops/mitre-bundle';
import { parentOf, TACTIC_ID, TECHNIQUE_ID } from './catalogue';
import { extractBundle } from './extract-bundle';
import { plainDescription } from './plain-description';
import { readBundle } from './read-bundle';
import { catalogueFile, SHIPPED_REVISION, shippedCatalogue } from './shipped';

const { attack_version, tactics, techniques } = shippedCatalogue();
const text = readFileSync(join(__dirname, 'enterprise.json'), 'utf8');

describe('the shipped catalogue', () => {
  it('has the whole Enterprise matrix of ATT&CK 18', () => {
    expect(attack_version).toBe('18.0');
    expect(tactics).toHaveLength(14);
    expect(techniques).toHaveLength(691);
    expect(techniques.filter(({ id }) => parentOf(id) !== null)).toHaveLength(475);
    expect(techniques.filter(({ tactic_ids }) => tactic_ids.length > 1)).toHaveLength(154);
    expect(techniques.flatMap(({ tactic_ids }) => tactic_ids)).toHaveLength(887);
  });

  it('has the tactics in the order of the matrix', () => {
    expect(tactics.map(({ short_name }) => short_name)).toEqual([
      ...['reconnaissance', 'resource-development', 'initial-access', 'execution', 'persistence'],
      ...['privilege-escalation', 'defense-evasion', 'credential-access', 'discovery', 'lateral-movement'],
      ...['collection', 'command-and-control', 'exfiltration', 'impact'],
    ]);
  });

  it('names nothing twice and nothing that it does not have', () => {
    const ids = [...tactics, ...techniques].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(tactics.filter(({ id }) => !TACTIC_ID.test(id))).toEqual([]);
    expect(techniques.filter(({ id }) => !TECHNIQUE_ID.test(id))).toEqual([]);
    const named = techniques.flatMap(({ id, tactic_ids }) => [...tactic_ids, parentOf(id) ?? id]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    const places = techniques.map(({ tactic_ids }) =>
      tactic_ids.map((id) => tactics.findIndex((one) => one.id === id)),
    );
    expect(places.filter((at) => at.some((place, n) => n > 0 && place <= at[n - 1]))).toEqual([]);
  });

  it('describes each tactic and each technique, and says where ATT&CK does', () => {
    const of = (id: string) => [...tactics, ...techniques].find((one) => one.id === id);
    expect(of('T1205.002')).toEqual({
      id: 'T1205.002',
      name: 'Socket Filters',
      tactic_ids: ['TA0003', 'TA0005', 'TA0011'],
      description:
        'Socket Filters, a sub-technique of Traffic Signaling (T1205) for Persistence, Defense Evasion and Command and Control.',
      url: 'https://attack.mitre.org/techniques/T1205/002',
    });
    expect(of('T1001')).toMatchObject({
      description: 'Data Obfuscation, a technique for Command and Control.',
      url: 'https://attack.mitre.org/techniques/T1001',
    });
    expect(of('TA0001')).toMatchObject({ url: 'https://attack.mitre.org/tactics/TA0001' });
    expect(new Set(tactics.map(({ description }) => description)).size).toBe(14);
    expect(tactics.filter(({ description }) => !/^[A-Z][a-z].{20,}\.$/.test(description))).toEqual([]);
    // None is MITRE's own, which all begin like this.
    expect(tactics.filter(({ description }) => /^The adversary is trying/.test(description))).toEqual([]);
    expect(text).not.toContain('description');
  });

  it('carries the copyright notice that the licence asks for, whose text is in NOTICE', () => {
    const notice =
      '© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.';
    expect(text).toContain(notice);
    const file = readFileSync(join(__dirname, '../../../../NOTICE'), 'utf8');
    expect(file).toContain(notice);
    expect(file).toContain('hereby grants you a non-exclusive, royalty-free license to use ATT&CK®');
    expect(file).toContain('THE INFORMATION CONTAINED THEREIN ARE PROVIDED ON AN "AS IS" BASIS');
  });

  it('is what the importer writes of an official bundle that says the same, apart from where lines end', () => {
    const { catalogue } = readBundle(extractBundle(shippedBundle(), plainDescription));
    const written = catalogueFile(catalogue, SHIPPED_REVISION);
    expect(JSON.parse(written)).toEqual(JSON.parse(text));
  });

  it('has a new revision whenever it changes, for running servers go by that', () => {
    const digest = createHash('sha256').update(JSON.stringify(shippedCatalogue())).digest('hex').slice(0, 16);
    expect([SHIPPED_REVISION, digest]).toEqual([1, '4cf8836bb1717d1e']);
  });
});
