import { LineCounter, parseDocument, visit } from 'yaml';
import type { Violation } from '../../core/errors/domain-error';
import { findUnsafe } from '../../core/http/unsafe-content';

/** What the file may say of the SOP. */
const FIELDS = [
  ...['title', 'category', 'description', 'owner', 'reviewers', 'tags', 'prerequisites'],
  'estimated_duration',
];
const KNOWN = ['id', 'version', 'status', ...FIELDS];
/** Characters; an honest one has some thousands. */
const MAX_FRONT = 100_000;

export interface Front {
  readonly id?: unknown;
  readonly version?: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The line of the file in which a field stands. */
  readonly lines: ReadonlyMap<string, number>;
}

type Fail = (line: number, violation: Violation) => void;

/** Reads the YAML between the dashes; it begins in the file's second line. Tells `fail` what is wrong with it. */
export function readFront(text: string, fail: Fail): Front {
  const nothing: Front = { fields: {}, lines: new Map() };
  const refuse = (line: number, message: string): Front => {
    fail(line, { field: '', message: `the front matter ${message}` });
    return nothing;
  };
  if (text.length > MAX_FRONT) return refuse(1, `must have at most ${MAX_FRONT} characters`);
  try {
    return readYaml(text, fail, refuse);
  } catch (error) {
    // The reader calls itself for each level of nesting.
    if (error instanceof RangeError) return refuse(1, 'is nested too deeply');
    throw error;
  }
}

function readYaml(text: string, fail: Fail, refuse: (line: number, message: string) => Front): Front {
  const counter = new LineCounter();
  const lineOf = (offset: number): number => counter.linePos(offset).line + 1;
  const options = { version: '1.2', schema: 'core', lineCounter: counter, prettyErrors: false } as const;
  const document = parseDocument(text, options);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) return refuse(lineOf(fault.pos[0]), `is not valid YAML: ${fault.message}`);
  const lines = new Map<string, number>();
  let isAliased = false;
  visit(document, {
    Alias: () => {
      isAliased = true;
    },
    Pair: (_, { key }, path) => {
      const { value, range } = key as { value?: unknown; range?: readonly number[] | null };
      if (path.length === 2) lines.set(String(value), lineOf(range?.[0] ?? 0));
    },
  });
  if (isAliased) return refuse(1, 'must not refer to anchors');
  const values: unknown = document.toJS({ maxAliasCount: 0 });
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return refuse(2, 'must be names with values');
  const lineOfField = (field: string): number => lines.get(field.split('.', 1)[0]) ?? 1;
  for (const unsafe of findUnsafe(values)) fail(lineOfField(unsafe.field), unsafe);
  for (const field of Object.keys(values))
    if (!KNOWN.includes(field))
      fail(lineOfField(field), { field, message: `is not known; known are ${KNOWN.join(', ')}` });
  const { id, version, ...all } = values as Record<string, unknown>;
  const given = FIELDS.filter((name) => (all[name] ?? null) !== null);
  return { id, version, fields: Object.fromEntries(given.map((name) => [name, all[name]])), lines };
}
