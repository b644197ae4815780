import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { type EvidenceBody, form, openIncident, PNG, rawForm, refusalOf, storedFiles } from './fixtures';

const PARTS = { title: 'File', type: 'document' };
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const GIF = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
const ZIP = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64');
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
);
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=', 'base64');

describe('the file of a piece of evidence', () => {
  let server: TestServer;
  let engineer: Actor;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    path = `/infra/incidents/${(await openIncident(engineer)).id}/evidence`;
  });
  afterAll(() => server.close());

  const download = async (id: string): Promise<{ response: Response; bytes: Buffer }> => {
    const response = await fetch(`${server.url}/api/v1${path}/${id}/file`, { headers: engineer.headers });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const upload = (filename: string, content: Uint8Array | string): Promise<Answer<EvidenceBody>> => {
    const parts = Object.entries(PARTS).map(([name, value]) => ({ name, content: value }));
    const { body, headers } = rawForm([...parts, { name: 'file', filename, content }]);
    return engineer.post<EvidenceBody>(path, body, headers);
  };

  it.each<[string, string, Uint8Array | string]>([
    ['graph.png', 'image/png', PNG],
    ['photo.jpg', 'image/jpeg', JPEG],
    ['photo.JPEG', 'image/jpeg', JPEG],
    ['moving.gif', 'image/gif', GIF],
    ['picture.webp', 'image/webp', WEBP],
    ['report.pdf', 'application/pdf', PDF],
    ['logs.zip', 'application/zip', ZIP],
    ['log.txt.gz', 'application/gzip', gzipSync('10:14 timed out')],
    ['notes.txt', 'text/plain; charset=utf-8', 'Grüße, 世界 🚀\r\n'],
    ['feed.txt', 'text/plain; charset=utf-8', '<?xml version="1.0"?><a/>'],
    ['bench.log', 'text/plain; charset=utf-8', 'BM_StringCreation 12 ns\n'],
    ['notes.md', 'text/markdown; charset=utf-8', '# <script>alert(1)</script>'],
    ['rows.csv', 'text/csv; charset=utf-8', '\ufeffa,b\r\n=1+1,2'],
    ['state.json', 'application/json', '{"a":[1,2]}'],
    ['empty.log', 'text/plain; charset=utf-8', ''],
  ])(
    '%s comes back byte for byte as %s, as an attachment that no browser runs',
    async (name, type, content) => {
      const answer = await upload(name, content);
      expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('/file"')]);
      const { response, bytes } = await download(answer.body.id);
      expect(response.status).toBe(200);
      expect(bytes.equals(Buffer.from(content))).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': type,
        'content-length': String(Buffer.from(content).length),
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
      });
    },
  );

  it.each([
    ['a path upwards', '../../etc/passwd.txt', 'passwd.txt'],
    ['a path of Windows', 'C:\\Windows\\system32\\drivers.txt', 'drivers.txt'],
    ['a hidden file', '.htaccess.txt', 'htaccess.txt'],
    ['quotes', 'a"b\'c.txt', "ab'c.txt"],
    ['a reversed direction', 'report\u202etxt.exe.txt', 'reporttxt.exe.txt'],
    ['invisible characters', 'a\u200bb\u2066c\u061cd\ufeffe.txt', 'abcde.txt'],
    ['line separators and C1 controls', 'a\u2028b\u2029c\u0085d.txt', 'abcd.txt'],
    ['other scripts', 'Störung 障害 🚀.txt', 'Störung 障害 🚀.txt'],
    ['separate accents', 'Sto\u0308rung.txt', 'Störung.txt'],
    ['percent signs', '100%41.txt', '100%41.txt'],
  ])('%s in a name cannot mislead anyone', async (_, sent, kept) => {
    const answer = await upload(sent, 'text');
    expect(answer.status).toBe(201);
    const { response, bytes } = await download(answer.body.id);
    expect([response.status, String(bytes)]).toEqual([200, 'text']);
    expect(nameIn(response)).toBe(kept);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+"/);
  });

  it('a newline in a name cannot begin a header of its own', async () => {
    // As browsers send it, and as it stands: the latter breaks the part's header and is refused.
    const escaped = await engineer.post<EvidenceBody>(
      path,
      form(PARTS, { bytes: 'x', name: 'a\r\nX-Evil: 1.txt' }),
    );
    expect(escaped.status).toBe(201);
    const { response } = await download(escaped.body.id);
    expect(response.headers.get('x-evil')).toBeNull();
    const raw = await upload('a\r\nX-Evil: 1.txt', 'x');
    expect(refusalOf(raw)).toEqual([400, 'INVALID_REQUEST']);
  });

  it.each([
    ['letters', 'n'.repeat(300)],
    ['pictograms, of which each is two code units', `x${'🚀'.repeat(300)}`],
  ])('a name of 300 %s is shortened, whole characters and extension are kept', async (_, stem) => {
    const { body } = await upload(`${stem}.txt`, 'text');
    const { response } = await download(body.id);
    const name = nameIn(response);
    expect(name.length).toBeLessThanOrEqual(400);
    expect([...name].length).toBeLessThanOrEqual(200);
    expect(name).toMatch(/\.txt$/);
    expect(name).not.toContain('\ufffd');
    expect(stem.startsWith(name.slice(0, -4))).toBe(true);
  });

  it('a client of the success envelope gets the file itself', async () => {
    const { body } = await upload('graph.png', PNG);
    const response = await fetch(`${server.url}/api/v1${path}/${body.id}/file`, {
      headers: { ...engineer.headers, 'x-response-envelope': 'success' },
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
  });

  it('evidence without a file has none to download', async () => {
    const { body } = await engineer.post(path, { title: 'Text', type: 'log', content: 'x' });
    const answer = await engineer.get(`${path}/${String(body.id)}/file`);
    expect(refusalOf(answer)).toEqual([404, 'FILE_NOT_FOUND']);
    const { error } = answer.body as unknown as { error: { message: string } };
    expect(error.message).toBe(
      'This evidence is text and has no file. Read the field content of the evidence.',
    );
  });

  it('a file that is gone from the storage is a clear 404', async () => {
    const before = await storedFiles(server);
    const { body } = await upload('graph.png', PNG);
    const [added] = (await storedFiles(server)).filter((file) => !before.includes(file));
    await rm(added);
    const answer = await engineer.get(`${path}/${body.id}/file`);
    expect(refusalOf(answer)).toEqual([404, 'FILE_NOT_FOUND']);
    expect(answer.text).not.toContain(server.storagePath);
    expect((answer.body as unknown as { error: { details: unknown } }).error.details).toBeNull();
  });

  it('nobody downloads without signing in, a viewer may', async () => {
    const { body } = await upload('graph.png', PNG);
    const file = `${path}/${body.id}/file`;
    expect(refusalOf(await server.anonymous.get(file))).toEqual([401, 'UNAUTHORIZED']);
    expect((await (await server.as('viewer')).get(file)).status).toBe(200);
  });
});

describe('the URL of a stored file', () => {
  it.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ['PUBLIC_URL', { PUBLIC_URL: 'https://ops.example.com/' }, {}, /^https:\/\/ops\.example\.com\/api\/v1\//],
    [
      'the scheme that a trusted proxy tells',
      { TRUST_PROXY: '1' },
      { 'x-forwarded-proto': 'https' },
      /^https:\/\/127/,
    ],
    ['nothing that an untrusted one tells', {}, { 'x-forwarded-proto': 'https' }, /^http:\/\/127/],
  ])('follows %s, in answer, list and CSV', async (_, settings, headers, expected) => {
    const server = await startServer(settings);
    try {
      const engineer = (await server.as('engineer')).with(headers);
      const path = `/infra/incidents/${(await openIncident(engineer)).id}/evidence`;
      const answer = await engineer.post<EvidenceBody>(path, form(PARTS, { bytes: PNG, name: 'graph.png' }));
      expect(answer.body.content).toMatch(expected);
      expect((await engineer.get<EvidenceBody[]>(path)).body[0].content).toBe(answer.body.content);
      expect((await engineer.get(`${path}?format=csv`)).text).toContain(answer.body.content);
      const onThisHost = server.url + new URL(answer.body.content).pathname;
      expect((await fetch(onThisHost, { headers: engineer.headers })).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

/** The name that a browser would save the download under (RFC 6266: filename* before filename). */
function nameIn(response: Response): string {
  const header = response.headers.get('content-disposition') ?? '';
  const extended = /filename\*=UTF-8''(\S+)/.exec(header)?.[1];
  return extended ? decodeURIComponent(extended) : (/filename="([^"]*)"/.exec(header)?.[1] ?? '');
}
