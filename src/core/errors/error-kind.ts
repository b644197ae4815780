/** An error that callers know by its code: what it means, and what they can do about it. */
export interface ErrorKind {
  readonly code: string;
  readonly status: number;
  /** What has happened, one sentence. */
  readonly meaning: string;
  /** What to do next, one sentence; ends the message of every such error unless the throw knows better. */
  readonly remedy: string;
  /** Where it comes from, if no route is documented with it. */
  readonly where?: string;
}

const kinds = new Map<string, ErrorKind>();

/** Declares an error, once for all who throw it. */
export function errorKind(kind: ErrorKind): ErrorKind {
  if (kinds.has(kind.code)) throw new Error(`The error ${kind.code} is declared twice`);
  kinds.set(kind.code, kind);
  return kind;
}

const NAMES: Readonly<Record<string, string>> = { sop: 'SOP', mitre: 'MITRE', token: 'API token' };

const wordsOf = (resource: string): string =>
  resource
    .toLowerCase()
    .split('_')
    .map((word) => NAMES[word] ?? word)
    .join(' ');

/** The 404 of a resource in the singular: `incident` → INCIDENT_NOT_FOUND. Declared beforehand by those with words of their own. */
export function notFoundKind(resource: string): ErrorKind {
  const code = `${resource.toUpperCase()}_NOT_FOUND`;
  return (
    kinds.get(code) ??
    errorKind({
      code,
      status: 404,
      meaning: `There is no ${wordsOf(resource)} with this id that you may see.`,
      remedy: 'Check the id, or look for it in the list: it may have been removed.',
    })
  );
}

export const findKind = (code: string): ErrorKind | undefined => kinds.get(code);

/** Every error that has been declared by the modules loaded so far, by status and code. */
export const declaredKinds = (): ErrorKind[] =>
  [...kinds.values()].sort((one, other) => one.status - other.status || one.code.localeCompare(other.code));
