import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { FaultKind } from './chain-check';
import { type Checkpoint, checkpointDigest, keyIdOf, readPublicKeys, signCheckpoint } from './checkpoint';
import { checkExport, type ExportReport, readCheckpoints, Unreadable } from './export-check';
import { BEGINNING, type Entry, type Link, linkHash } from './link';

const ENTRIES = 12;
const EVERY = 4;
const ROUNDS = 1_000;

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keys = readPublicKeys(pem);

const entryOf = (number: number): Entry => ({
  ...{ id: randomUUID(), position: number, xid: String(700 + number), event_type: 'UPDATE', user_id: 'u-1' },
  ...{ action_description: `Ünï "x" \\ \u2028 \u0007 🚀 ${number}`, error_message: null },
  changes: `[{"field": "cost", "new_value": 1.${number}0, "old_value": 12345678901234567890}]`,
});

/** Each with its hash; numbered anew. */
function chained(entries: readonly Entry[], from: readonly Link[] = []): Link[] {
  const links = [...from];
  for (const entry of entries) {
    const sequence = links.length + 1;
    const hash = linkHash(links.at(-1)?.hash ?? BEGINNING, sequence, true, entry);
    links.push({ sequence, hash, genuine: true, entry });
  }
  return links;
}

function checkpointsOf(links: readonly Link[], key = privateKey, key_id = keyIdOf(publicKey)): Checkpoint[] {
  const made: Checkpoint[] = [];
  for (let sequence = EVERY; sequence <= links.length; sequence += EVERY) {
    const last = made.at(-1);
    const { hash } = links[sequence - 1];
    const previous = last ? checkpointDigest(last) : null;
    const created_at = '2026-01-15T10:30:00.000Z';
    made.push(signCheckpoint({ sequence, hash, count: EVERY, created_at, key_id, previous }, key));
  }
  return made;
}

const honest = chained(Array.from({ length: ENTRIES }, (_, index) => entryOf(index)));
const checkpoints = checkpointsOf(honest);
const check = (links: readonly Link[], kept: readonly Checkpoint[] = checkpoints): Promise<ExportReport> =>
  checkExport(
    links.map((link) => JSON.stringify(link)),
    kept,
    keys,
  );

/** As somebody does who hopes that nobody looks at hashes. */
const renumbered = (links: readonly Link[]): Link[] =>
  links.map((link, index) => ({ ...link, sequence: index + 1 }));
const below = (limit: number): number => Math.floor(Math.random() * limit);

function edited(link: Link): Link {
  const fields = Object.keys(link.entry!);
  const field = fields[below(fields.length)];
  const value = link.entry![field];
  const changed =
    typeof value === 'string'
      ? `${value.slice(0, -1)}${value.endsWith('~') ? '!' : '~'}`
      : value === null
        ? ''
        : Number(value) + 1;
  const one = below(10);
  if (one === 0) return { ...link, genuine: false };
  if (one === 1) return { ...link, hash: link.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) };
  return { ...link, entry: { ...link.entry, [field]: changed } };
}

/** Gives the altered links and the place from which on nothing holds any more. */
type Tamper = () => { links: Link[]; first: number };

const TAMPERS: Record<string, Tamper> = {
  edited: () => {
    const at = below(ENTRIES);
    return { links: honest.with(at, edited(honest[at])), first: at + 1 };
  },
  deleted: () => {
    const at = below(ENTRIES - 1);
    const links = honest.toSpliced(at, 1);
    return { links: below(2) ? links : renumbered(links), first: at + 1 };
  },
  inserted: () => {
    const at = below(ENTRIES + 1);
    const foreign = { ...honest[below(ENTRIES)], sequence: at + 1, entry: entryOf(1_000) };
    const links = honest.toSpliced(at, 0, foreign);
    return { links: below(2) ? links : renumbered(links), first: at + 1 };
  },
  reordered: () => {
    const one = below(ENTRIES - 1);
    const other = one + 1 + below(ENTRIES - 1 - one);
    const links = honest.with(one, honest[other]).with(other, honest[one]);
    return { links: below(2) ? links : renumbered(links), first: one + 1 };
  },
  'cut off': () => {
    const left = below(ENTRIES);
    return { links: honest.slice(0, left), first: left + 1 };
  },
  'computed anew': () => {
    const at = below(ENTRIES);
    const entries = honest.map(({ entry }) => entry!).with(at, { ...honest[at].entry, user_id: 'u-2' });
    return { links: chained(entries.slice(at), honest.slice(0, at)), first: at + 1 };
  },
};

describe('an export of the audit log', () => {
  it('holds as it is, also when it has grown since the last checkpoint', async () => {
    expect(await check(honest)).toEqual({
      fault: null,
      checked: ENTRIES,
      checkpoints: 3,
      unsigned: 0,
      unproved: 0,
    });
    const grown = chained([entryOf(13), entryOf(14)], honest);
    expect(await check(grown)).toEqual({
      fault: null,
      checked: 14,
      checkpoints: 3,
      unsigned: 2,
      unproved: 0,
    });
    expect(await check([], [])).toEqual({
      fault: null,
      checked: 0,
      checkpoints: 0,
      unsigned: 0,
      unproved: 0,
    });
  });

  it.each(Object.entries(TAMPERS))(
    'that is %s is found, 1,000 times of 1,000, where it begins',
    async (kind, tamper) => {
      const missed: unknown[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const { links, first } = tamper();
        const { fault } = await check(links);
        // A hash of its own makes the next entry the first that does not fit; signed places tell a stretch.
        const isPlaced = fault !== null && fault.sequence <= first + 1 && fault.sequence > first - EVERY;
        if (!isPlaced) missed.push({ kind, first, fault });
      }
      expect(missed).toEqual([]);
    },
  );

  it.each<[FaultKind, string, Link[]]>([
    ['altered', 'edited', honest.with(4, { ...honest[4], entry: { ...honest[4].entry, user_id: 'x' } })],
    ['removed', 'taken out', honest.toSpliced(4, 1)],
    ['removed', 'taken out, the others moved up', renumbered(honest.toSpliced(4, 1))],
    ['removed', 'emptied', honest.with(4, { ...honest[4], entry: null })],
    [
      'inserted',
      'put in, the others moved down',
      renumbered(honest.toSpliced(4, 0, { ...honest[7], entry: entryOf(1) })),
    ],
    ['inserted', 'given twice', honest.toSpliced(5, 0, honest[4])],
    [
      'inserted',
      'written by no server',
      chained([entryOf(9)], honest).map((link, at) => (at < ENTRIES ? link : foreign())),
    ],
    ['reordered', 'moved', honest.with(4, honest[9]).with(9, honest[4])],
    ['reordered', 'changed with the next', renumbered(honest.with(4, honest[5]).with(5, honest[4]))],
    ['cut_off', 'all that is left', honest.slice(0, 10)],
    [
      'recomputed',
      'followed by new hashes',
      chained(
        honest.slice(4).map(({ entry }) => ({ ...entry, user_id: 'x' })),
        honest.slice(0, 4),
      ),
    ],
  ])('says "%s" of an entry that is %s', async (kind, _, links) => {
    const { fault } = await check(links);
    expect(fault).toMatchObject({ kind });
  });

  /** At the end, well hashed. */
  function foreign(): Link {
    const entry = entryOf(99);
    const hash = linkHash(honest[ENTRIES - 1].hash, ENTRIES + 1, false, entry);
    return { sequence: ENTRIES + 1, hash, genuine: false, entry };
  }

  it('is not told by checkpoints that somebody made, left out or moved', async () => {
    const other = generateKeyPairSync('ed25519');
    const forged = checkpointsOf(honest, other.privateKey);
    expect((await check(honest, forged)).fault).toMatchObject({ kind: 'checkpoint_forged', sequence: 4 });
    const unknown = checkpointsOf(honest, other.privateKey, keyIdOf(other.publicKey));
    expect((await check(honest, unknown)).fault).toMatchObject({ kind: 'checkpoint_forged', sequence: 4 });
    const altered = checkpoints.with(1, { ...checkpoints[1], sequence: 9 });
    expect((await check(honest, altered)).fault).toMatchObject({ kind: 'checkpoint_forged' });
    const thinned = checkpoints.toSpliced(1, 1);
    expect((await check(honest, thinned)).fault).toMatchObject({ kind: 'checkpoint_missing', sequence: 12 });
  });

  it('holds with any stretch of the checkpoints that was kept, and is told by the newest where it was cut off', async () => {
    const [, second, newest] = checkpoints;
    for (const kept of [[newest], [second, newest], [second], checkpoints.slice(0, 2), []]) {
      const unsigned = ENTRIES - (kept.at(-1)?.sequence ?? 0);
      expect(await check(honest, kept)).toMatchObject({ fault: null, checked: ENTRIES, unsigned });
    }
    expect((await check(honest.slice(0, 10), [newest])).fault).toMatchObject({
      kind: 'cut_off',
      sequence: 11,
    });
    const forged = honest.map(({ entry }) => ({ ...entry, user_id: 'x' }));
    expect((await check(chained(forged), [newest])).fault).toMatchObject({ kind: 'recomputed' });
  });

  it('may go on for 1,000 entries and more behind the checkpoints that were kept, not between two of them', async () => {
    const long = chained(Array.from({ length: 1_100 }, (_, index) => entryOf(index)));
    const [first] = checkpointsOf(long);
    expect(await check(long, [first])).toMatchObject({ fault: null, unsigned: 1_096 });
    expect(await check(long, [])).toMatchObject({ fault: null, unsigned: 1_100 });
    const { signature: _, ...later } = { ...first, sequence: 1_100, hash: long[1_099].hash };
    const far = signCheckpoint({ ...later, previous: checkpointDigest(first) }, privateKey);
    expect(await check(long, [far])).toMatchObject({ fault: null, unsigned: 0 });
    const gap = { kind: 'checkpoint_missing', sequence: 1_005 };
    expect((await check(long, [first, far])).fault).toMatchObject(gap);
  });

  it('counts what no server wrote, and goes on: what does not hold behind it is told first', async () => {
    const entries = honest.map(({ entry }) => entry!);
    const foreignAt = (at: number): Link[] =>
      entries.reduce<Link[]>((links, entry) => {
        const sequence = links.length + 1;
        const genuine = sequence !== at;
        const hash = linkHash(links.at(-1)?.hash ?? BEGINNING, sequence, genuine, entry);
        return [...links, { sequence, hash, genuine, entry }];
      }, []);
    const links = foreignAt(3);
    const one = {
      fault: { kind: 'inserted', sequence: 3, id: entries[2].id },
      unproved: 1,
      checked: ENTRIES,
    };
    expect(await check(links, checkpointsOf(links))).toMatchObject(one);
    expect((await check(links.toSpliced(8, 1), checkpointsOf(links))).fault).toMatchObject({
      ...{ kind: 'removed', sequence: 9 },
    });
  });

  it('knows rows from before the chain at its beginning alone', async () => {
    const before = (number: number): Entry => ({ ...entryOf(number), xid: '0' });
    const early = chained([before(1), before(2), entryOf(3), entryOf(4)]);
    expect(await check(early, [])).toMatchObject({ fault: null, unproved: 0 });
    const late = chained([before(1), entryOf(3), before(2), entryOf(4)]);
    expect(await check(late, [])).toMatchObject({ fault: { kind: 'inserted', sequence: 3 }, unproved: 1 });
  });

  it('of which a digit is changed that JavaScript would not see does not hold', async () => {
    const changes = String(honest[3].entry!.changes).replace('12345678901234567890', '12345678901234567891');
    const { fault } = await check(honest.with(3, { ...honest[3], entry: { ...honest[3].entry, changes } }));
    expect(fault).toMatchObject({ kind: 'altered', sequence: 4 });
  });

  it('that is no export, and checkpoints that are none, are told from ones that do not hold', async () => {
    const read = (line: string) => checkExport([line], [], keys);
    await expect(read('{"sequence":1')).rejects.toThrow(new Unreadable('line 1 of the export is not JSON'));
    await expect(read('null')).rejects.toThrow(Unreadable);
    await expect(read('{"sequence":1.5,"hash":"a","genuine":true,"entry":{}}')).rejects.toThrow(Unreadable);
    for (const text of ['', '{}', '[1]', '[null]', JSON.stringify([{ ...checkpoints[0], count: '1' }])])
      expect(() => readCheckpoints(text)).toThrow(Unreadable);
    expect(readCheckpoints(JSON.stringify(checkpoints))).toEqual(checkpoints);
    expect(readCheckpoints(JSON.stringify({ success: true, data: checkpoints }))).toEqual(checkpoints);
  });
});
