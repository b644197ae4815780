/** Tables after those that they refer to. Throws when some refer to each other in a circle. */
export function inLoadOrder<T extends { readonly name: string; readonly refers_to: readonly string[] }>(
  tables: readonly T[],
): T[] {
  const names = new Set(tables.map(({ name }) => name));
  const [done, ordered]: [Set<string>, T[]] = [new Set(), []];
  for (let rest = [...tables]; rest.length > 0;) {
    const ready = rest.filter(({ refers_to }) =>
      refers_to.every((name) => done.has(name) || !names.has(name)),
    );
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${rest.map(({ name }) => name).join(', ')}`);
    for (const table of ready) done.add(table.name);
    ordered.push(...ready);
    rest = rest.filter(({ name }) => !done.has(name));
  }
  return ordered;
}
