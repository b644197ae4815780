/** What a bundle says that a catalogue can be made of. Nothing is checked yet but that it can be looked at safely. */
export interface BundleExtract {
  readonly faults: { readonly field: string; readonly message: string }[];
  readonly spec_version: unknown;
  readonly objects: ExtractedObject[];
}

/** One tactic, technique, matrix or collection. What is neither text nor truth value stands as null. */
export interface ExtractedObject {
  /** Its place among the bundle's objects. */
  readonly at: number;
  readonly type: string;
  readonly id: unknown;
  readonly spec_version: unknown;
  readonly revoked: unknown;
  readonly deprecated: unknown;
  readonly name: unknown;
  /** Plain and short; null if it has none. */
  readonly description: string | null;
  readonly short_name: unknown;
  readonly is_subtechnique: unknown;
  readonly version: unknown;
  /** External references of ATT&CK itself. */
  readonly references: { readonly external_id: unknown; readonly url: unknown }[];
  /** What its kill chain phases of ATT&CK name, each once. */
  readonly phases: unknown[];
  readonly tactic_refs: unknown[];
}

/**
 * Takes from a parsed STIX bundle what catalogues are made of, a hundredth of the official one, and looks through all of it
 * for what must not get in. Runs in a thread that knows the text of both functions and nothing else: it must use no import.
 */
export function extractBundle(bundle: unknown, describe: (markdown: string) => string | null): BundleExtract {
  const MAX_DEPTH = 32;
  const MAX_FAULTS = 100;
  const MAX_KEPT = 20_000;
  const MAX_TEXT = 20_000;
  const MAX_NAME = 1_000;
  const MAX_FIELD = 500;
  const TYPES = ['attack-pattern', 'x-mitre-tactic', 'x-mitre-matrix', 'x-mitre-collection'];
  type Fields = Record<string, unknown>;
  const faults: { field: string; message: string }[] = [];
  // Each path may be as long as all the names on it: a hundred of them whole could take more memory than there is.
  const fail = (field: string, message: string): void =>
    void faults.push({ field: field.slice(0, MAX_FIELD), message });
  const isObject = (value: unknown): value is Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const isBroken = (text: string): boolean =>
    text.includes('\0') || !(text as unknown as { isWellFormed(): boolean }).isWellFormed();

  const visit = (value: unknown, path: string, depth: number): void => {
    if (faults.length >= MAX_FAULTS) return;
    if (typeof value === 'string') {
      if (isBroken(value)) fail(path, 'must not contain NUL characters or broken Unicode');
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH) return fail(path, `must not be nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1) visit(value[at], `${path}.${at}`, depth + 1);
      return;
    }
    for (const key of Object.keys(value)) {
      if (key.length > MAX_NAME) {
        fail(path, `has a name of more than ${MAX_NAME} characters`);
        continue;
      }
      const inner = path === '' ? key : `${path}.${key}`;
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        fail(inner, 'is not an allowed name: leave it out');
      else if (isBroken(key)) fail(path, 'has a name with a NUL character or broken Unicode');
      else visit((value as Fields)[key], inner, depth + 1);
    }
  };

  const plain = (value: unknown): unknown => {
    // Never half of a pair: Postgres takes no broken Unicode.
    if (typeof value === 'string') return value.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '');
    return typeof value === 'boolean' || value === undefined ? value : null;
  };
  const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 1_000) : []);
  const described = (value: unknown): string | null =>
    typeof value === 'string' ? describe(String(plain(value))) : null;
  const extract = (object: Fields, at: number): ExtractedObject => ({
    at,
    type: String(object.type),
    id: plain(object.id),
    spec_version: plain(object.spec_version),
    revoked: plain(object.revoked),
    deprecated: plain(object.x_mitre_deprecated),
    name: plain(object.name),
    description: described(object.description),
    short_name: plain(object.x_mitre_shortname),
    is_subtechnique: plain(object.x_mitre_is_subtechnique),
    version: plain(object.x_mitre_version),
    references: listOf(object.external_references)
      .filter((reference) => isObject(reference) && reference.source_name === 'mitre-attack')
      .map((reference) => reference as Fields)
      .map(({ external_id, url }) => ({ external_id: plain(external_id), url: plain(url) })),
    phases: [
      ...new Set(
        listOf(object.kill_chain_phases)
          .filter(isObject)
          .filter(({ kill_chain_name }) => kill_chain_name === 'mitre-attack')
          .map(({ phase_name }) => plain(phase_name)),
      ),
    ],
    tactic_refs: listOf(object.tactic_refs).map(plain),
  });

  const kept: ExtractedObject[] = [];
  if (!isObject(bundle)) fail('', 'must be a STIX bundle: a JSON object');
  else if (bundle.type !== 'bundle') fail('type', 'must be "bundle"');
  else if (!Array.isArray(bundle.objects) || bundle.objects.length === 0)
    fail('objects', 'must be a list of at least one object');
  else {
    visit(bundle, '', 0);
    for (let at = 0; at < bundle.objects.length && faults.length < MAX_FAULTS; at += 1) {
      const object: unknown = bundle.objects[at];
      if (!isObject(object) || typeof object.type !== 'string')
        fail(`objects.${at}`, 'must be a STIX object with a type');
      else if (TYPES.includes(object.type)) {
        if (kept.length >= MAX_KEPT) {
          fail('objects', `must not hold more than ${MAX_KEPT} tactics and techniques`);
          break;
        }
        kept.push(extract(object, at));
      }
    }
  }
  return { faults, spec_version: isObject(bundle) ? plain(bundle.spec_version) : undefined, objects: kept };
}
