import type { ExtractedObject } from './extract-bundle';

/**
 * The place of each tactic, by its STIX id, in the bundle's matrix; those that no matrix names come last. `fail` hears of
 * references that lead nowhere.
 */
export function matrixOrder(
  all: readonly ExtractedObject[],
  current: readonly ExtractedObject[],
  fail: (matrix: ExtractedObject, at: number, message: string) => void,
): (id: unknown) => number {
  const known = new Set(all.filter(({ type }) => type === 'x-mitre-tactic').map(({ id }) => id));
  const places = new Map<unknown, number>();
  for (const matrix of current.filter(({ type }) => type === 'x-mitre-matrix')) {
    matrix.tactic_refs.forEach((id, at) => {
      if (!known.has(id)) fail(matrix, at, 'names a tactic that the bundle does not hold');
      else if (!places.has(id)) places.set(id, places.size);
    });
  }
  return (id) => places.get(id) ?? places.size;
}
