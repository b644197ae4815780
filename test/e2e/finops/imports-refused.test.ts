import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { COLUMNS, csvLine, focusFile, type FocusRow, handIn, type ImportBody, imported } from './focus-file';

const LIMIT = 2 * 1024 * 1024;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HEADER = `${csvLine(COLUMNS)}\n`;
const GOOD = focusFile([{}]);
const gzipOf = (text: string | Buffer): Buffer => gzipSync(text);

describe('a file that is no import of costs', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await startServer({ IMPORT_MAX_BYTES: String(LIMIT) });
    admin = await server.as('admin');
    expect(await imported(admin, focusFile([{ ResourceId: 'known' }]))).toMatchObject({
      status: 'completed',
    });
  });
  afterAll(() => server.close());

  /** What an import that failed must have left: what was there before, and nothing else. */
  const nothingIsLeft = async (): Promise<void> => {
    const [left] = await server.sql(
      `select (select count(*)::int from costs) as costs, (select count(*)::int from cost_import_lines) as lines`,
    );
    expect(left).toEqual({ costs: 1, lines: 0 });
    const files = async (folder: string): Promise<string[]> =>
      readdir(join(server.storagePath, folder)).catch(() => []);
    // The file goes a moment after the import is on record as failed.
    for (const end = Date.now() + 5_000; Date.now() < end && (await files('imports')).length > 0;)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect([await files('imports'), await files('incoming')]).toEqual([[], []]);
  };
  const failed = async (file: string | Uint8Array, headers = {}): Promise<ImportBody> => {
    const body = await imported(admin, file, headers);
    expect(body).toMatchObject({ status: 'failed', created_count: null, finished_at: expect.any(String) });
    await nothingIsLeft();
    return body;
  };
  const refused = async (file: string | Uint8Array, headers: Record<string, string> = {}, query = '') => {
    const answer = await handIn(admin, file, headers, query);
    await nothingIsLeft();
    const { error } = answer.body as unknown as { error: { code: string; details: unknown } };
    return [answer.status, error.code, error.details];
  };

  it.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['a picture', PNG, {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a PDF', '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n', {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['NUL bytes at the start', '\0\0\0', {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['JSON', '{"a":1}', { 'content-type': 'application/json' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no type that is known', GOOD, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', GOOD, { 'content-type': 'text/csv; charset=latin1' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another packing', deflateSync(GOOD), { 'content-encoding': 'deflate' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an empty body', '', {}, 400, 'INVALID_REQUEST'],
    ['text said to be packed', GOOD, { 'content-encoding': 'gzip' }, 400, 'INVALID_REQUEST'],
    ['text said to be a gzip file', GOOD, { 'content-type': 'application/gzip' }, 400, 'INVALID_REQUEST'],
    ['more than is allowed', 'x'.repeat(LIMIT + 1), {}, 413, 'PAYLOAD_TOO_LARGE'],
  ])('%s is refused at once', async (_, file, headers, status, code) => {
    expect((await refused(file, headers)).slice(0, 2)).toEqual([status, code]);
  });

  it('more than is allowed is refused also when its length is not said before', async () => {
    const body = ReadableStream.from(Array.from({ length: 40 }, () => Buffer.alloc(100_000, 'x')));
    const init = {
      method: 'POST',
      headers: { ...admin.headers, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    };
    const answer = await fetch(`${server.url}/api/v1/finops/costs/import`, init as unknown as RequestInit);
    expect([answer.status, await answer.json()]).toMatchObject([
      413,
      { error: { code: 'PAYLOAD_TOO_LARGE' } },
    ]);
    await nothingIsLeft();
  });

  it('a form without a file, with an empty one, with two or with one too large is refused', async () => {
    const send = async (...parts: [string, string][]) => {
      const form = new FormData();
      form.set('other', 'text');
      for (const [name, content] of parts) form.append(name, new Blob([content]), 'focus.csv');
      const answer = await admin.post('/finops/costs/import', form);
      await nothingIsLeft();
      return [answer.status, (answer.body as { error: { code: string } }).error.code];
    };
    expect(await send()).toEqual([400, 'INVALID_REQUEST']);
    expect(await send(['file', ''])).toEqual([400, 'INVALID_REQUEST']);
    expect(await send(['file', GOOD], ['file', GOOD])).toEqual([400, 'INVALID_REQUEST']);
    expect(await send(['file', 'x'.repeat(LIMIT + 1)])).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('a mode that there is not is refused', async () => {
    expect(await refused(GOOD, {}, '?mode=append')).toEqual([
      ...[400, 'INVALID_REQUEST'],
      [{ field: 'mode', message: 'mode must be one of replace, merge' }],
    ]);
  });

  it.each<[string, string | Uint8Array, object]>([
    ['a header alone', HEADER, { row: null, column: null, rule: 'no_rows' }],
    [
      'prose',
      'Dear Sir or Madam,\nwhere is my invoice?\n',
      { row: 1, column: 'BilledCost', rule: 'required_column' },
    ],
    ['blank lines alone', '\n\n\n', { row: null, column: null, rule: 'no_rows' }],
    [
      'semicolons',
      GOOD.replaceAll(',', ';'),
      { row: 1, column: null, rule: 'delimiter', message: expect.stringContaining('semicolons') },
    ],
    [
      'tabs',
      GOOD.replaceAll(',', '\t'),
      { row: 1, column: null, rule: 'delimiter', message: expect.stringContaining('tabs') },
    ],
    [
      'a column twice',
      focusFile([{}], [...COLUMNS, 'Tags']),
      { row: 1, column: 'Tags', rule: 'duplicate_column' },
    ],
    ['one line of a megabyte and more', 'x'.repeat(1_500_000), { row: 1, rule: 'csv' }],
    ['a row of a megabyte and more', `${GOOD}${'x'.repeat(1_500_000)}\n`, { row: 3, rule: 'csv' }],
    [
      'a quotation mark that is never closed',
      `${GOOD}"${GOOD.slice(HEADER.length)}`,
      { row: 3, rule: 'csv' },
    ],
    ['a quotation mark in the middle', `${GOOD}a"b,"c" d\n`, { row: 3, rule: 'csv' }],
    [
      'NUL bytes further on',
      `${GOOD}${'x'.repeat(9_000)}\0\n`,
      { rule: 'encoding', message: 'the file holds NUL characters' },
    ],
    [
      'another encoding',
      Buffer.concat([Buffer.from(GOOD), Buffer.from([0xe9, 0x0a])]),
      { rule: 'encoding', message: 'the file is not UTF-8 text' },
    ],
    [
      'half a character at its end',
      Buffer.concat([Buffer.from(GOOD), Buffer.from([0xe2, 0x82])]),
      { rule: 'encoding' },
    ],
    ['a packed picture', gzipOf(PNG), { row: null, rule: 'encoding' }],
    ['a packed file that is cut off', gzipOf(GOOD).subarray(0, 200), { rule: 'compression' }],
    [
      'a packed file that is damaged',
      Buffer.concat([gzipOf(GOOD).subarray(0, 60), Buffer.alloc(99, 7)]),
      { rule: 'compression' },
    ],
    [
      'a bomb',
      gzipOf(`${GOOD}${'\n'.repeat(40 * LIMIT)}`),
      { rule: 'size', message: `the file is larger than ${LIMIT} bytes when it is unpacked` },
    ],
  ])('%s is an import that failed, and says why', async (_, file, violation) => {
    const { violations, violation_count, error } = await failed(file);
    expect(violations).toContainEqual(expect.objectContaining(violation));
    expect(violation_count).toBe(violations.length);
    expect(error).toMatch(/^The file is not valid: \d+ violations?\. Nothing was imported\.$/);
  });

  it('every mandatory column that is missing is named', async () => {
    const { violations } = await failed(focusFile([{}], COLUMNS.slice(21)));
    expect(violations.map(({ row, column, rule }) => [row, column, rule])).toEqual(
      COLUMNS.slice(0, 21).map((column) => [1, column, 'required_column']),
    );
  });

  it.each<[string, FocusRow, string | null, string]>([
    ['no service', { ServiceName: 'NULL' }, 'ServiceName', 'required'],
    ['no cost', { EffectiveCost: '' }, 'EffectiveCost', 'required'],
    ['no currency', { BillingCurrency: ' ' }, 'BillingCurrency', 'required'],
    ['no day', { ChargePeriodStart: '' }, 'ChargePeriodStart', 'required'],
    ['a cost that is no number', { EffectiveCost: '1,25' }, 'EffectiveCost', 'number'],
    ['a cost beyond all measure', { BilledCost: '1e13' }, 'BilledCost', 'number'],
    ['a cost that is not a number', { ListCost: 'NaN' }, 'ListCost', 'number'],
    ['use that is no number', { ConsumedQuantity: 'many' }, 'ConsumedQuantity', 'number'],
    [
      'a day that there is not',
      { ChargePeriodStart: '2026-02-30T00:00:00Z' },
      'ChargePeriodStart',
      'timestamp',
    ],
    [
      'a day of another age',
      { ChargePeriodStart: '1026-01-15', ChargePeriodEnd: '' },
      'ChargePeriodStart',
      'date_range',
    ],
    ['an end before the beginning', { ChargePeriodEnd: '2026-01-15T09:00:00Z' }, 'ChargePeriodEnd', 'period'],
    ['a bill without a month', { BillingPeriodStart: 'January' }, 'BillingPeriodStart', 'timestamp'],
    ['a currency that is none', { BillingCurrency: 'usd' }, 'BillingCurrency', 'currency'],
    ['a kind of charge that is none', { ChargeCategory: 'Gift' }, 'ChargeCategory', 'charge_category'],
    ['a class that is none', { ChargeClass: 'Guess' }, 'ChargeClass', 'charge_class'],
    ['tags that are no object', { Tags: 'env=prod' }, 'Tags', 'tags'],
    ['tags with a NUL character', { Tags: '{"env":"\\u0000"}' }, 'Tags', 'tags'],
    ['a service with an endless name', { ServiceName: 'x'.repeat(201) }, 'ServiceName', 'length'],
    [
      'names that no index holds together',
      { ServiceName: '界'.repeat(200), ResourceId: '界'.repeat(500), BillingAccountId: '界'.repeat(200) },
      null,
      'length',
    ],
  ])('a row with %s is named with its column and the rule', async (_, row, column, rule) => {
    const { violations, violation_count, rows_total } = await failed(focusFile([{}, row, {}]));
    expect([violation_count, rows_total]).toEqual([1, 3]);
    expect(violations).toEqual([{ row: 3, column, rule, message: expect.any(String) }]);
  });

  it('a row with a cell too few or too many is named', async () => {
    const { violations } = await failed(`${GOOD}a,b\n${GOOD.slice(HEADER.length).trimEnd()},\n`);
    expect(violations).toEqual([
      { row: 3, column: null, rule: 'cells', message: `has 2 cells, and the header ${COLUMNS.length}` },
      {
        row: 4,
        column: null,
        rule: 'cells',
        message: `has ${COLUMNS.length + 1} cells, and the header ${COLUMNS.length}`,
      },
    ]);
  });

  it('all that is wrong is counted, the first hundred faults are told, and the good rows count for nothing', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      index % 2 ? { EffectiveCost: `x${index}` } : {},
    );
    const body = await failed(focusFile(rows));
    expect(body).toMatchObject({ violation_count: 2_500, rows_read: 5_000, rows_total: 5_000 });
    expect(body.violations).toHaveLength(100);
    expect(body.violations[99]).toEqual({
      ...{ row: 201, column: 'EffectiveCost', rule: 'number' },
      message: 'must be a decimal number, not "x199"',
    });
  });

  it('costs that add up to more than can be kept are refused', async () => {
    const rows = Array.from({ length: 1_001 }, () => ({ EffectiveCost: '1e12' }));
    const { violations } = await failed(focusFile(rows));
    expect(violations).toMatchObject([
      { row: null, rule: 'sum', message: expect.stringContaining('2026-01-15') },
    ]);
  });

  it('is on record as refused', async () => {
    const { id } = await failed(HEADER);
    const entries = await server.sql(
      `select user_name, error_message from audit_logs where resource_id = $1 and status = 'failed'`,
      [id],
    );
    expect(entries).toEqual([
      {
        user_name: 'Test admin 1',
        error_message: 'The file is not valid: 1 violation. Nothing was imported.',
      },
    ]);
  });

  it('is for those who may write costs', async () => {
    for (const persona of ['engineer', 'viewer'] as const) {
      const answer = await handIn(await server.as(persona), GOOD);
      expect([answer.status, answer.body]).toMatchObject([
        403,
        { error: { code: 'FORBIDDEN', details: { missing_permission: 'write:costs' } } },
      ]);
    }
    expect((await handIn(server.anonymous, GOOD)).status).toBe(401);
    await nothingIsLeft();
  });
});
