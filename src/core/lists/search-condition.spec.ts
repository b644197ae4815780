import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Resource, Row, specOf } from '../database/resource';
import { CreatedAt, IpAddress, Text } from '../fields';
import { countStatement, pageStatement } from './list-statements';
import { parseListQuery } from './parse-list-query';
import { readFragments } from './search-condition';

@Resource<Host>({ name: 'host', table: 'hosts', label: 'name' })
class Host extends Row {
  @Text({ filter: true, sort: true, caseless: true, fragment: true }) name!: string;
  @IpAddress({ filter: true, sort: true, fragment: true }) address!: string;
  @Text({ nullable: true, filter: true }) note!: string | null;
  @CreatedAt() created_at!: Date;
}

const spec = specOf<unknown>(Host);
const parsed = (query: Record<string, string>) =>
  parseListQuery(spec, '/hosts', new URLSearchParams(query).toString(), undefined);
const counted = (query: Record<string, string>) => countStatement(spec, parsed(query), { baseUrl: '' });

describe('a search by fragments', () => {
  it.each<[string, [text: string, unwanted: boolean][]]>([
    ['pay', [['pay', false]]],
    [
      '  pay   prod ',
      [
        ['pay', false],
        ['prod', false],
      ],
    ],
    [
      '"Debian GNU" -stage',
      [
        ['Debian GNU', false],
        ['stage', true],
      ],
    ],
    ['web-01', [['web-01', false]]],
    [
      '-"a b" "open',
      [
        ['a b', true],
        ['open', false],
      ],
    ],
    ['"" -', [['-', false]]],
    ['""', []],
  ])('%j is read as its words', (search, words) => {
    expect(readFragments(search).map(({ text, unwanted }) => [text, unwanted])).toEqual(words);
  });

  it('wants each word in one of the fields, and an unwanted one in none', () => {
    const { text, values } = counted({ search: 'pay -stage' });
    expect(text).toContain(
      '(lower(r.name) like lower($1::text) or host(r.address) like lower($1::text)) and ' +
        '(lower(r.name) like lower($2::text) or host(r.address) like lower($2::text)) is not true',
    );
    expect(values).toEqual(['%pay%', '%stage%']);
  });

  it('takes what a pattern would read as a wildcard for what it is', () => {
    expect(counted({ search: '100%_a\\' }).values).toEqual(['%100\\%\\_a\\\\%']);
  });

  it('finds nothing where nothing is asked for', () => {
    expect(counted({ search: '""' }).text).toMatch(/and false$/);
  });

  it('is planned for its very fragment; other lists are planned once', () => {
    const scope = { baseUrl: '' };
    const contains = JSON.stringify([{ field: 'name', operator: 'contains', value: 'a' }]);
    const queries: Record<string, string>[] = [{ search: 'a' }, { filter: contains }];
    for (const query of queries) expect(pageStatement(spec, parsed(query), scope).name).toBeUndefined();
    expect(pageStatement(spec, parsed({ name: 'a' }), scope).name).toMatch(/^list_/);
  });

  it('has at most ten words', () => {
    expect(() => parsed({ search: 'a b c d e f g h i j' })).not.toThrow();
    expect(() => parsed({ search: 'a b c d e f g h i j k' })).toThrow('not valid');
  });
});

describe('a filter', () => {
  it('by a name without regard to case compares what the index holds', () => {
    const { text, values } = counted({ name: 'WEB-01' });
    expect([text, values]).toEqual([expect.stringContaining('lower(r.name) = $1::text'), ['web-01']]);
    const several = counted({ name: 'A,b' });
    expect([several.text, several.values]).toEqual([
      expect.stringContaining('lower(r.name) = any($1::text[])'),
      [['a', 'b']],
    ]);
  });

  it('by address finds the address itself and what lies in a network', () => {
    const { text, values } = counted({ address: '10.0.0.0/8,2001:DB8::0' });
    expect(text).toContain('(r.address <<= $1::inet or r.address <<= $2::inet)');
    expect(values).toEqual(['10.0.0.0/8', '2001:db8::']);
    const except = counted({
      filter: JSON.stringify([{ field: 'address', operator: 'ne', value: '10.0.0.1' }]),
    });
    expect(except.text).toContain('(r.address <<= $1::inet) is not true');
  });
});
