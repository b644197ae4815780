import { type Catalogue, tacticUrl, techniqueUrl } from './catalogue';
import file from './enterprise.json';
import { describeTactic, describeTechnique } from './own-words';

/** Grows with every change of the file: servers replace an older shipped catalogue by a newer one, never the reverse. */
export const SHIPPED_REVISION = file.revision;

/** The catalogue that comes with the product. The file holds facts; addresses follow from ids, descriptions are ours. */
export function shippedCatalogue(): Catalogue {
  const names = new Map([...file.tactics, ...file.techniques].map(({ id, name }) => [id, name]));
  return {
    attack_version: file.attack_version,
    tactics: file.tactics.map((tactic) => ({
      ...tactic,
      description: describeTactic(tactic),
      url: tacticUrl(tactic.id),
    })),
    techniques: file.techniques.map(({ id, name, tactic_ids }) => ({
      ...{ id, name, tactic_ids },
      description: describeTechnique({ id, name, tactic_ids }, (one) => names.get(one) ?? one),
      url: techniqueUrl(id),
    })),
  };
}

const NOTICE =
  '© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation. Terms: see NOTICE.';

/** The text of the file that would ship this catalogue: facts alone, none of its descriptions. */
export function catalogueFile({ attack_version, tactics, techniques }: Catalogue, revision: number): string {
  const lines = (rows: readonly object[]): string =>
    rows.map((row) => `    ${spaced(JSON.stringify(row, null, 1))}`).join(',\n');
  return `{
  "notice": ${JSON.stringify(NOTICE)},
  "attack_version": ${JSON.stringify(attack_version)},
  "revision": ${revision},
  "tactics": [
${lines(tactics.map(({ id, name, short_name }) => ({ id, name, short_name })))}
  ],
  "techniques": [
${lines(techniques.map(({ id, name, tactic_ids }) => ({ id, name, tactic_ids })))}
  ]
}
`;
}

/** Indented JSON on one line, lists closed up, as the house formats it. */
const spaced = (json: string): string =>
  json.replace(/\n\s*/g, ' ').replace(/\[ /g, '[').replace(/ \]/g, ']');
