import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { MitreCatalogueService } from '../../../src/secops/mitre';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, form, refusalOf, storedFiles } from '../infra/fixtures';
import { bundle, collection, shippedBundle, SMALL, technique } from './mitre-bundle';
import { boundTo } from './mitre-scene';

const IMPORT = '/secops/mitre/import';
const JSON_BODY = { 'content-type': 'application/json' };

describe('an ATT&CK bundle that is refused', () => {
  let server: TestServer;
  let admin: Actor;
  let before: unknown[];
  beforeAll(async () => {
    server = await startServer();
    admin = await server.as('admin');
    before = await everything();
  });
  afterAll(() => server.close());
  // The promise of every test here: nothing has changed, nothing says that it has, and nothing of the bundle stays.
  afterEach(async () => {
    expect(await everything()).toEqual(before);
    expect(await server.sql(`select 1 from audit_logs where resource_type = 'mitre_catalogue'`)).toEqual([]);
    expect(await storedFiles(server)).toEqual([]);
  });

  const upload = (content: string | Uint8Array, parts: Record<string, string> = {}): Promise<Answer> =>
    admin.post(IMPORT, form(parts, { bytes: content, name: 'enterprise-attack.json' }));
  const everything = (): Promise<unknown[]> =>
    server.sql(`select to_jsonb(c) as row from mitre_catalogue c union all select to_jsonb(t) from mitre_tactics t
      union all select to_jsonb(t) from mitre_techniques t order by 1`);

  const faulty: [string, unknown, string][] = [
    ['no bundle', { type: 'report' }, 'type'],
    ['no tactics', bundle([collection('18.0'), technique('T1205', 'x', ['persistence'])]), 'objects'],
    [
      'an unknown tactic',
      shippedBundle([technique('T1998', 'x', ['magic'])]),
      'objects.707.kill_chain_phases',
    ],
    [
      'an id twice',
      shippedBundle([technique('T1205', 'x', ['impact'], { id: 'x' })]),
      'objects.707.external_references',
    ],
    [
      'an id of another form',
      shippedBundle([technique('T12', 'x', ['impact'])]),
      'objects.707.external_references',
    ],
    ['a long name', shippedBundle([technique('T1998', 'x'.repeat(201), ['impact'])]), 'objects.707.name'],
    ['NUL', shippedBundle([technique('T1998', 'x\0', ['impact'])]), 'objects.707.name'],
    [
      'deep nesting',
      shippedBundle([{ type: 'note', x: JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown }]),
      `objects.707.x${'.0'.repeat(30)}`,
    ],
  ];

  it.each(faulty)('may have %s, whether it comes as a body or as a file', async (_, value, field) => {
    const body = await admin.post(IMPORT, value);
    expect([...refusalOf(body), faultyFields(body)[0]]).toEqual([400, 'INVALID_REQUEST', field]);
    const file = await upload(JSON.stringify(value));
    expect([...refusalOf(file), faultyFields(file)[0]]).toEqual([400, 'INVALID_REQUEST', field]);
  });

  it.each<[string, string | Uint8Array, string, string]>([
    ['no JSON', '{"type": "bundle", ', 'the file is not valid JSON', ''],
    ['nothing', '', 'the file is not valid JSON', ''],
    [
      'no UTF-8',
      Buffer.from('{"type":"bundle","objects":[{"type":"n\u00f6te"}]}', 'latin1'),
      'the file is not valid UTF-8',
      '',
    ],
    ['a list without end', '['.repeat(200_000), 'the file is not valid JSON', ''],
    [
      'lists in lists',
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      'must be a STIX bundle: a JSON object',
      '',
    ],
    [
      'more values than there is memory for',
      `{"type":"bundle","objects":[${'[],'.repeat(1_500_000)}0]}`,
      'the file must not hold more than 3000000 values',
      '',
    ],
    [
      'a prototype',
      '{"type":"bundle","objects":[{"type":"note"}],"__proto__":{"polluted":true}}',
      'is not an allowed name: leave it out',
      '__proto__',
    ],
  ])('may be a file or a body that holds %s', async (_, content, message, field) => {
    for (const [answer, said] of [
      [await upload(content), message],
      [await admin.post(IMPORT, content, JSON_BODY), message.replace('the file', 'the body')],
    ] as const) {
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      const { details } = (answer.body as { error: { details: unknown } }).error;
      expect(details).toEqual([{ field, message: said }]);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('may be a file of more than 100 MiB', async () => {
    const answer = await uploadOfSize(server.url, admin.token, 100 * 1024 * 1024 + 1);
    expect(answer).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  it('may be missing, in a form with other parts, or nothing of the kind', async () => {
    const none = await admin.post(IMPORT, form({}));
    expect(refusalOf(none)).toEqual([400, 'INVALID_REQUEST']);
    const parts = await upload(JSON.stringify(bundle([...SMALL])), { colour: 'red' });
    expect([...refusalOf(parts), faultyFields(parts)]).toEqual([400, 'INVALID_REQUEST', ['colour']]);
    const text = await admin.post(IMPORT, form({ file: JSON.stringify(bundle([...SMALL])) }));
    expect([...refusalOf(text), faultyFields(text)]).toEqual([400, 'INVALID_REQUEST', ['file']]);
    expect(refusalOf(await admin.post(IMPORT))).toEqual([400, 'INVALID_REQUEST']);
    const xml = await admin.post(IMPORT, '<bundle/>', { 'content-type': 'text/xml' });
    expect(refusalOf(xml)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('may come from somebody who is bound to an environment, for it is the catalogue of all', async () => {
    const service = server.app.get(MitreCatalogueService, { strict: false });
    const bytes = Buffer.from(JSON.stringify(bundle([...SMALL])));
    const attempt = boundTo('staging', () => service.import(bytes));
    await expect(attempt).rejects.toMatchObject({
      ...{ status: 403, code: 'FORBIDDEN', details: { environment: 'staging' } },
    });
  });

  it('may come from somebody who may not manage templates', async () => {
    const engineer = await server.as('engineer');
    const answer = await engineer.post(IMPORT, bundle([...SMALL]));
    expect(refusalOf(answer)).toEqual([403, 'FORBIDDEN']);
    expect(answer.body).toMatchObject({ error: { details: { missing_permission: 'manage:templates' } } });
  });
});

/** Uploads so many spaces, piece by piece. */
function uploadOfSize(url: string, token: string, size: number): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/api/v1${IMPORT}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string } };
        resolve({ status: response.statusCode!, code: body.error.code });
      });
    });
    request.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n');
    const piece = Buffer.alloc(1024 * 1024, ' ');
    let left = size;
    const more = (): void => {
      while (left > 0) {
        const length = Math.min(left, piece.length);
        left -= length;
        if (!request.write(length === piece.length ? piece : piece.subarray(0, length))) {
          request.once('drain', more);
          return;
        }
      }
      request.end('\r\n--x--\r\n');
    };
    more();
  });
}
