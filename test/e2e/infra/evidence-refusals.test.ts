import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Actor, Answer } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import {
  draft,
  type ErrorAnswer,
  faultyFields,
  form,
  openIncident,
  PNG,
  rawForm,
  refusalOf,
  storedFiles,
  untilNothingStored,
  tallies,
} from './fixtures';

const PARTS = { title: 'File', type: 'document' };
const PDF = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';
const ELF = Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex');
const EXE = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(64)]);
const ZIP = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64');
const LIMIT = 10 * 1024 * 1024;

describe('a refused upload', () => {
  let server: TestServer;
  let engineer: Actor;
  let path: string;
  let before: Record<string, number>;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    path = `/infra/incidents/${(await openIncident(engineer)).id}/evidence`;
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    before = await tallies(server);
  });
  // The promise of every test here: no row, no event, no file, not even in the incoming folder.
  afterEach(async () => {
    expect(await tallies(server)).toEqual(before);
    await untilNothingStored(server);
  });

  const upload = (
    name: string,
    bytes: Uint8Array | string,
    parts: Record<string, string> = PARTS,
  ): Promise<Answer> => engineer.post(path, form(parts, { name, bytes }));

  it.each<[string, string, Uint8Array | string]>([
    ['a PNG named .txt', 'graph.txt', PNG],
    ['a program of Linux named .png', 'graph.png', ELF],
    ['a program of Windows named .png', 'graph.png', EXE],
    ['a program of Linux named .log', 'gateway.log', ELF],
    ['a program of Windows named .txt', 'readme.txt', EXE],
    ['a script named .png', 'graph.png', '#!/bin/sh\nrm -rf /\n'],
    ['a page named .png', 'graph.png', '<html><script>alert(1)</script></html>'],
    ['a PDF named .txt', 'report.txt', PDF],
    ['a PNG named .jpg', 'photo.jpg', PNG],
    ['a zip named .gz', 'logs.gz', ZIP],
    ['a gz named .zip', 'logs.zip', gzipSync('x')],
    ['a text named .pdf', 'report.pdf', 'Dear all,'],
    ['an empty file named .png', 'graph.png', ''],
    ['text in UTF-16', 'notes.txt', Buffer.from('\ufeffHello', 'utf16le')],
    ['text in Latin-1', 'notes.txt', Buffer.from('Grüße', 'latin1')],
    ['text with NUL', 'notes.txt', 'a\0b'],
    ['text that ends within a character', 'notes.md', Buffer.from('世').subarray(0, 2)],
    [
      'text that is no text after 300 KB',
      'big.log',
      Buffer.concat([Buffer.alloc(300_000, 'a'), Buffer.from([0xff])]),
    ],
  ])('for its content: %s', async (_, name, bytes) => {
    const answer = await upload(name, bytes);
    expect(refusalOf(answer)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it.each([
    'tool.exe',
    'shell.php',
    'picture.svg',
    'page.html',
    'page.htm',
    'script.js',
    'run.sh',
    'graph.png.exe',
    'graph.png%00.exe',
    'graph.png\u202egnp.exe',
    'library.jar',
    'no-extension',
    'png',
    '.png',
    'graph.png.',
    '...',
  ])('for its name: %s', async (name) => {
    const answer = await upload(name, PNG);
    expect(refusalOf(answer)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const { details } = (answer.body as unknown as ErrorAnswer).error;
    expect((details as { allowed: string[] }).allowed).toContain('png');
  });

  it('for its size: a byte more than 10 MiB', async () => {
    const answer = await upload('big.log', Buffer.alloc(LIMIT + 1, 'a'));
    expect(refusalOf(answer)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['no title', { type: 'log' }, ['title']],
    ['no type', { title: 'File' }, ['type']],
    ['an unknown type', { title: 'File', type: 'virus' }, ['type']],
    ['metadata that is no JSON', { ...PARTS, metadata: '{broken' }, ['metadata']],
    ['metadata that is a list', { ...PARTS, metadata: '[1]' }, ['metadata']],
    ['an unknown part', { ...PARTS, colour: 'red' }, ['colour']],
    ['a part that reaches for a prototype', { ...PARTS, __proto__x: '1', constructor: 'x' }, ['constructor']],
    ['NUL in a part', { ...PARTS, title: 'a\0b' }, ['title']],
    [
      'another incident in the form',
      { ...PARTS, incident_id: '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c' },
      ['incident_id'],
    ],
  ])('for its parts: %s', async (_, parts, fields) => {
    const answer = await upload('graph.png', PNG, parts);
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(fields);
  });

  it('for its parts: two files, a file under another name, a part of more than 1 MiB', async () => {
    const file = { name: 'file', filename: 'graph.png', content: PNG };
    const title = { name: 'title', content: 'File' };
    const type = { name: 'type', content: 'log' };
    const faults = [
      [title, type, file, file],
      [title, type, { ...file, name: 'attachment' }],
      [title, type, file, { ...file, name: 'second' }],
      [file, title, type, { name: 'content', content: 'x'.repeat(1024 * 1024 + 1) }],
    ];
    for (const parts of faults) {
      const { body, headers } = rawForm(parts);
      const answer = await engineer.post(path, body, headers);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toHaveLength(1);
    }
  });

  it('for its form: without a boundary, with another one, without its end, or not of parts at all', async () => {
    const parts = [
      { name: 'title', content: 'File' },
      { name: 'file', filename: 'graph.png', content: PNG },
    ];
    const whole = rawForm(parts);
    const endless = rawForm(parts, false);
    const faults: [Uint8Array, string][] = [
      [whole.body, 'multipart/form-data'],
      [whole.body, 'multipart/form-data; boundary=another'],
      [endless.body, endless.headers['content-type']],
      [Buffer.from('no form'), whole.headers['content-type']],
    ];
    for (const [body, type] of faults) {
      const answer = await engineer.post(path, body, { 'content-type': type });
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toHaveLength(1);
    }
  });

  it('for its form: another kind of body, and a form where none is taken', async () => {
    const xml = await engineer.post(path, '<a/>', { 'content-type': 'application/xml' });
    expect(refusalOf(xml)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const elsewhere = await engineer.post('/infra/incidents', form(draft() as Record<string, string>));
    expect(refusalOf(elsewhere)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('for its incident: one that does not exist', async () => {
    const answer = await engineer.post(
      '/infra/incidents/INC-999999/evidence',
      form(PARTS, { bytes: PNG, name: 'graph.png' }),
    );
    expect(refusalOf(answer)).toEqual([404, 'INCIDENT_NOT_FOUND']);
  });

  it('for its key: an Idempotency-Key that is too long', async () => {
    const upload = form(PARTS, { bytes: PNG, name: 'graph.png' });
    const answer = await engineer.post(path, upload, { 'idempotency-key': 'k'.repeat(129) });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
  });

  it('for its sender: a viewer, a stranger', async () => {
    const bytes = Buffer.alloc(1024 * 1024, 'a');
    const viewer = await server.as('viewer');
    const send = (actor: Actor): Promise<Answer> => actor.post(path, form(PARTS, { bytes, name: 'big.log' }));
    expect(refusalOf(await send(viewer))).toEqual([403, 'FORBIDDEN']);
    expect(refusalOf(await send(server.anonymous))).toEqual([401, 'UNAUTHORIZED']);
  });

  it('for its end: one that breaks off half way', async () => {
    const { body, headers } = rawForm([
      { name: 'title', content: 'File' },
      { name: 'file', filename: 'big.log', content: Buffer.alloc(500_000, 'a') },
    ]);
    const upload = request(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...engineer.headers, ...headers, 'content-length': body.length },
    });
    upload.on('error', () => undefined);
    upload.write(body.subarray(0, 400_000));
    await until(async () => (await storedFiles(server)).length === 1);
    upload.destroy();
    await until(async () => (await storedFiles(server)).length === 0);
  });
});

describe('the size of an upload', () => {
  it('is limited by UPLOAD_MAX_BYTES, to the byte, and however much larger the file is', async () => {
    const server = await startServer({ UPLOAD_MAX_BYTES: '1000' });
    try {
      const engineer = await server.as('engineer');
      const path = `/infra/incidents/${(await openIncident(engineer)).id}/evidence`;
      const upload = (size: number): Promise<Answer> =>
        engineer.post(path, form(PARTS, { bytes: Buffer.alloc(size, 'a'), name: 'some.log' }));
      for (const size of [1001, 100_000, 3_000_000]) {
        expect(refusalOf(await upload(size))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
        expect(await storedFiles(server)).toEqual([]);
      }
      expect((await upload(1000)).status).toBe(201);
      expect(await storedFiles(server)).toHaveLength(1);
    } finally {
      await server.close();
    }
  });

  it('may be 10 MiB unless told otherwise', async () => {
    const server = await startServer();
    try {
      const engineer = await server.as('engineer');
      const path = `/infra/incidents/${(await openIncident(engineer)).id}/evidence`;
      const file = { bytes: Buffer.alloc(LIMIT, 'a'), name: 'big.log' };
      expect((await engineer.post(path, form(PARTS, file))).status).toBe(201);
    } finally {
      await server.close();
    }
  });
});

/** Waits for something that happens by itself soon; fails by the test's own time limit if it never does. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
