export interface ListRow {
  id: string;
  created_at: string;
  updated_at: string;
}
interface List<T> {
  rows: T[];
  total: number;
}

/**
 * The first page of a list, newest first, after something happened to a row that fits its filters, or does not. Undefined
 * where only the server knows: a row that is on no page known here came, went, or changed.
 */
export function patchList<T extends ListRow, L extends List<T>>(
  list: L,
  pageSize: number,
  { row, action, fits }: { row: T; action: 'created' | 'updated' | 'deleted'; fits: boolean },
): L | undefined {
  const { rows, total } = list;
  const isRow = ({ id }: ListRow): boolean => id === row.id;
  const known = rows.find(isRow);
  // The answer to a change and its event come in any order.
  if (known && known.updated_at > row.updated_at) return list;
  if (known && (action === 'deleted' || !fits)) {
    const others = rows.filter((other) => !isRow(other));
    return total > rows.length ? undefined : { ...list, rows: others, total: total - 1 };
  }
  if (known) return { ...list, rows: rows.map((other) => (isRow(other) ? row : other)) };
  if (action === 'deleted') return fits ? { ...list, total: total - 1 } : list;
  const isNewest = rows.length === 0 || row.created_at >= rows[rows.length - 1].created_at;
  if (action === 'created' && fits && isNewest) {
    const sorted = [...rows, row].sort((a, b) => b.created_at.localeCompare(a.created_at));
    return { ...list, rows: sorted.slice(0, pageSize), total: total + 1 };
  }
  return fits || (action === 'updated' && total > rows.length) ? undefined : list;
}
