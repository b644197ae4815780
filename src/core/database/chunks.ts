/** Rows that one statement takes: beyond, its JSON costs more than another round trip. */
const CHUNK = 1_000;

/** Cuts into pieces of at most `size`, in order. */
export function chunksOf<E>(all: readonly E[], size = CHUNK): E[][] {
  const chunks: E[][] = [];
  for (let at = 0; at < all.length; at += size) chunks.push(all.slice(at, at + size));
  return chunks;
}
