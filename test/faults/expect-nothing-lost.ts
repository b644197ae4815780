import { expect } from '@jest/globals';
import type { KillFigures } from './kill-rounds';

/** The promise of the outbox, checked on what a run with kills has left behind. */
export function expectNothingLost(figures: KillFigures): void {
  const { kills, acknowledged, surprises, books, seen, told, connections, socketErrors } = figures;
  expect(surprises).toEqual([]);
  expect(socketErrors).toEqual([]);
  // Every kill broke requests and the socket: otherwise nothing was tried.
  expect(connections).toBeGreaterThan(kills);
  expect(figures.brokenRequests).toBeGreaterThanOrEqual(kills);
  expect(acknowledged.length).toBeGreaterThan(10 * kills);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);

  expect(acknowledged.filter((id) => !books.incidents.has(id))).toEqual([]);
  expect(books).toMatchObject({ unbalanced: [], phantoms: 0, unnumbered: 0 });
  expect(books.events).toHaveLength(books.incidents.size);
  expect(seen).toEqual(books.events);
  expect(new Set(told)).toEqual(books.incidents);
}
