import { InvalidRequest, MAX_VIOLATIONS, type Violation } from '../../../core/errors/domain-error';
import {
  type Catalogue,
  type CatalogueTactic,
  type CatalogueTechnique,
  parentOf,
  TACTIC_ID,
  tacticUrl,
  TECHNIQUE_ID,
  techniqueUrl,
} from './catalogue';
import type { BundleExtract, ExtractedObject } from './extract-bundle';
import { matrixOrder } from './matrix-order';
import { describeTactic, describeTechnique } from './own-words';

/** What a bundle holds. */
export interface BundleContent {
  readonly catalogue: Catalogue;
  /** Techniques that the bundle itself says not to use. */
  readonly revoked: number;
  readonly deprecated: number;
}

const SPEC_VERSIONS: readonly unknown[] = [undefined, '2.0', '2.1'];
const MAX_NAME = 200;
const MAX_URL = 500;

/** Makes a catalogue of an official Enterprise bundle. Throws InvalidRequest that names every object that is wrong. */
export function readBundle(extract: BundleExtract): BundleContent {
  const reader = new BundleReader(extract);
  // What cannot be looked at safely is not looked at further.
  const content = reader.faults.length > 0 ? null : reader.read();
  if (!content || reader.faults.length > 0)
    throw new InvalidRequest(reader.faults, 'The bundle is not valid.');
  return content;
}

/** Tactics by their short names, each with its place in the matrix. */
type Places = ReadonlyMap<unknown, { readonly id: string; readonly at: number }>;
type Source = ExtractedObject & { readonly key: string };

class BundleReader {
  readonly faults: Violation[];

  constructor(private readonly extract: BundleExtract) {
    this.faults = [...extract.faults];
  }

  read(): BundleContent {
    const { objects, spec_version } = this.extract;
    if (!SPEC_VERSIONS.includes(spec_version))
      this.faults.push({ field: 'spec_version', message: 'must be 2.1' });
    this.refuseTwice(objects, 'id', (object) => String(object.id));
    const current = objects.filter((object) => this.isCurrent(object));
    const tactics = this.tactics(current);
    const techniques = this.techniques(current, tactics);
    const dropped = objects.filter(({ type }) => type === 'attack-pattern');
    const version = current.find(({ type }) => type === 'x-mitre-collection')?.version;
    return {
      catalogue: {
        attack_version: typeof version === 'string' && /^\d{1,3}(\.\d{1,3})?$/.test(version) ? version : null,
        ...{ tactics, techniques },
      },
      revoked: dropped.filter(({ revoked }) => revoked === true).length,
      deprecated: dropped.filter(({ revoked, deprecated }) => revoked !== true && deprecated === true).length,
    };
  }

  /** Whether it counts. What is revoked or deprecated need not be right otherwise. */
  private isCurrent(object: ExtractedObject): boolean {
    const { revoked, deprecated, spec_version } = object;
    for (const [field, value] of Object.entries({ revoked, x_mitre_deprecated: deprecated }))
      if (value !== undefined && typeof value !== 'boolean')
        this.fail(object, field, 'must be true or false');
    if (revoked === true || deprecated === true) return false;
    if (!SPEC_VERSIONS.includes(spec_version)) this.fail(object, 'spec_version', 'must be 2.1');
    return true;
  }

  private tactics(objects: readonly ExtractedObject[]): CatalogueTactic[] {
    const sources = this.sourcesOf(objects, 'x-mitre-tactic', TACTIC_ID);
    if (sources.length === 0)
      this.faults.push({ field: 'objects', message: 'must hold at least one tactic' });
    this.refuseTwice(sources, 'x_mitre_shortname', (source) => String(source.short_name));
    const tactics = sources.map((source): CatalogueTactic & { source: Source } => {
      const { key: id, short_name } = source;
      const name = this.nameOf(source);
      if (typeof short_name !== 'string' || !/^[a-z][a-z-]{0,63}$/.test(short_name))
        this.fail(source, 'x_mitre_shortname', 'must be a short name such as initial-access');
      const description = source.description ?? describeTactic({ id, name });
      return {
        source,
        id,
        name,
        short_name: String(short_name),
        description,
        url: this.urlOf(source, tacticUrl(id)),
      };
    });
    const refer = (matrix: ExtractedObject, at: number, message: string): void =>
      this.fail(matrix, `tactic_refs.${at}`, message);
    const place = matrixOrder(this.extract.objects, objects, refer);
    return tactics
      .toSorted((a, b) => place(a.source.id) - place(b.source.id) || (a.id < b.id ? -1 : 1))
      .map(({ source: _, ...tactic }) => tactic);
  }

  private techniques(
    objects: readonly ExtractedObject[],
    tactics: readonly CatalogueTactic[],
  ): CatalogueTechnique[] {
    const sources = this.sourcesOf(objects, 'attack-pattern', TECHNIQUE_ID);
    if (sources.length === 0)
      this.faults.push({ field: 'objects', message: 'must hold at least one technique' });
    const names = new Map(tactics.map(({ id, name }) => [id, name]));
    for (const source of sources) names.set(source.key, this.nameOf(source));
    const places: Places = new Map(tactics.map(({ id, short_name }, at) => [short_name, { id, at }]));
    return sources
      .map((source): CatalogueTechnique => {
        const { key: id, is_subtechnique } = source;
        const parent = parentOf(id);
        if (is_subtechnique !== undefined && is_subtechnique !== (parent !== null))
          this.fail(source, 'x_mitre_is_subtechnique', 'must agree with the id');
        if (parent !== null && !names.has(parent))
          this.fail(source, 'external_references', `is a part of ${parent}, which the bundle does not hold`);
        const draft = { id, name: names.get(id)!, tactic_ids: this.tacticsOf(source, places) };
        const description = source.description ?? describeTechnique(draft, (one) => names.get(one) ?? one);
        return { ...draft, description, url: this.urlOf(source, techniqueUrl(id)) };
      })
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The ids of its tactics in the order of the matrix. */
  private tacticsOf(source: Source, places: Places): string[] {
    if (source.phases.length === 0)
      this.fail(source, 'kill_chain_phases', 'must name a tactic of the Enterprise matrix');
    return source.phases
      .flatMap((name) => {
        const place = places.get(name);
        if (place) return [place];
        const said = JSON.stringify(name ?? null).slice(0, 80);
        this.fail(source, 'kill_chain_phases', `names the unknown tactic ${said}`);
        return [];
      })
      .toSorted((a, b) => a.at - b.at)
      .map(({ id }) => id);
  }

  /** The objects of a type that have an ATT&CK id of the right form, each id once. */
  private sourcesOf(objects: readonly ExtractedObject[], type: string, pattern: RegExp): Source[] {
    const sources = objects
      .filter((object) => object.type === type)
      .flatMap((object): Source[] => {
        const ids = object.references.map(({ external_id }) => external_id);
        if (ids.length === 1 && typeof ids[0] === 'string' && pattern.test(ids[0]))
          return [{ ...object, key: ids[0] }];
        const wanted = type === 'attack-pattern' ? 'T1059 or T1059.001' : 'TA0001';
        this.fail(
          object,
          'external_references',
          `must name exactly one id of mitre-attack, such as ${wanted}`,
        );
        return [];
      });
    this.refuseTwice(sources, 'external_references', ({ key }) => key);
    return sources;
  }

  private refuseTwice<T extends ExtractedObject>(
    objects: readonly T[],
    field: string,
    keyOf: (object: T) => string,
  ): void {
    const first = new Map<string, number>();
    for (const object of objects) {
      const key = keyOf(object);
      const at = first.get(key);
      if (at === undefined) first.set(key, object.at);
      else this.fail(object, field, `is the same as that of objects.${at}`);
    }
  }

  private nameOf(source: Source): string {
    const { name } = source;
    const isFit = typeof name === 'string' && name.trim() !== '' && name.length <= MAX_NAME;
    if (!isFit) this.fail(source, 'name', `must be a text of 1 to ${MAX_NAME} characters`);
    return isFit ? name.trim() : source.key;
  }

  private urlOf(source: Source, usual: string): string {
    const [{ url }] = source.references;
    if (url === undefined) return usual;
    if (
      typeof url === 'string' &&
      url.length <= MAX_URL &&
      /^https?:\/\/[^\s"<>\\]+$/i.test(url) &&
      URL.canParse(url)
    )
      return url;
    this.fail(source, 'external_references', 'must have an http or https address');
    return usual;
  }

  private fail(object: ExtractedObject, field: string, message: string): void {
    if (this.faults.length >= MAX_VIOLATIONS) return;
    const [reference] = object.references;
    const known = [reference?.external_id, object.id].find((one) => typeof one === 'string') ?? 'an object';
    this.faults.push({
      field: `objects.${object.at}.${field}`,
      message: `${String(known).slice(0, 100)}: ${message}`,
    });
  }
}
