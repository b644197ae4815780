import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalAddress } from '../../src/core/fields';
import { Random } from '../../src/seed/random';
import { startServer, type TestServer } from '../support/app';

/** An IPv6 address in some spelling: with runs of zeros, leading zeros, upper case, or an IPv4 address at its end. */
function spelling(random: Random): string {
  const groups = Array.from({ length: 8 }, () => (random.chance(0.5) ? 0 : random.integer(0, 0xffff)));
  if (random.chance(0.2)) groups.fill(0, 0, 5);
  if (random.chance(0.2)) groups.fill(0, 0, 6);
  const width = random.pick([1, 4]);
  const texts = groups.map((group) => group.toString(16).padStart(width, '0'));
  const text = texts.join(':');
  if (random.chance(0.2)) {
    const bytes = groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
    return `${texts
      .slice(0, 6)
      .join(':')
      .replace(/^0+(:0+){5}$/, ':')}:${bytes.join('.')}`;
  }
  const shortened = random.chance(0.5) ? text.replace(/(^|:)0{1,4}(:0{1,4})+(:|$)/, '::') : text;
  return random.chance(0.5) ? shortened.toUpperCase() : shortened;
}

describe('the form of an address', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  it('is that of Postgres, for 20,000 of them, so that reading one back is no change', async () => {
    const random = new Random('addresses');
    const texts = Array.from({ length: 20_000 }, () => spelling(random));
    const rows = await server.sql<{ text: string; host: string }>(
      'select text, host(text::inet) as host from unnest($1::text[]) with ordinality as t (text, place) order by place',
      [texts.map((text) => canonicalAddress(text) ?? `not an address: ${text}`)],
    );
    expect(rows.filter(({ text, host }) => text !== host)).toEqual([]);
    const same = await server.sql(
      `select a, b from unnest($1::text[], $2::text[]) as t (a, b)
       where a::inet <> b::inet and not (family(b::inet) = 4 and a::inet = ('::ffff:' || b)::inet)`,
      [texts, texts.map((text) => canonicalAddress(text))],
    );
    expect(same).toEqual([]);
  });
});
