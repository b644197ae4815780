import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsupportedMediaType } from '../../core/errors/domain-error';
import { checkFile, safeFileName } from './file-check';

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['/etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['..\\..\\a.txt', 'a.txt'],
    ['mixed/..\\a.txt', 'a.txt'],
    ['.bashrc', 'bashrc'],
    ['...a.txt', 'a.txt'],
    ['  spaced name .txt  ', 'spaced name .txt'],
    ['a\r\nb\t\0c.txt', 'abc.txt'],
    ['a\u007f\u0085\u2028\u2029b.txt', 'ab.txt'],
    ['a\u202eb\u2066c\u200bd\u061ce\ufefff.txt', 'abcdef.txt'],
    ['<b>"x"|y?*:z.txt', 'bxyz.txt'],
    ['Sto\u0308rung.txt', 'St\u00f6rung.txt'],
    ['障害 🚀.log', '障害 🚀.log'],
    ['', ''],
    ['..', ''],
    ['a/', ''],
  ])('%j becomes %j', (sent, kept) => {
    expect(safeFileName(sent)).toBe(kept);
  });

  it('has at most 200 characters and keeps its extension', () => {
    expect(safeFileName(`${'n'.repeat(196)}.txt`)).toBe(`${'n'.repeat(196)}.txt`);
    expect(safeFileName(`${'n'.repeat(300)}.txt`)).toBe(`${'n'.repeat(180)}.txt`);
    expect(safeFileName(`${'🚀'.repeat(300)}.txt`)).toBe(`${'🚀'.repeat(180)}.txt`);
    expect([...safeFileName(`a.${'x'.repeat(300)}`)].length).toBeLessThanOrEqual(200);
    expect([...safeFileName('n'.repeat(300))].length).toBeLessThanOrEqual(200);
  });

  it('does not change when it is made safe twice', () => {
    for (const name of ['../a b.txt', '..a..txt', ' .a', `${'é'.repeat(300)}.log`]) {
      expect(safeFileName(safeFileName(name))).toBe(safeFileName(name));
    }
  });
});

describe('the content of a file', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'occ-file-check-'));
    path = join(folder, 'upload');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const check = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(path, content);
    return checkFile(path, name);
  };

  it.each<[string, string | Uint8Array, string]>([
    ['a.TXT', 'text', 'text/plain; charset=utf-8'],
    ['a.log', '', 'text/plain; charset=utf-8'],
    ['a.json', 'null', 'application/json'],
    ['a.csv', '\ufeffa;b', 'text/csv; charset=utf-8'],
    ['a.md', 'BM is no bitmap', 'text/markdown; charset=utf-8'],
    ['a.txt', '<?xml version="1.0"?><a/>', 'text/plain; charset=utf-8'],
    ['a.log', '\ufeff<?xml version="1.0"?>\n<log/>', 'text/plain; charset=utf-8'],
    ['a.pdf', '%PDF-1.7\n', 'application/pdf'],
    ['a.gif', 'GIF89a\x01\0\x01\0', 'image/gif'],
  ])('%s that holds what its name says is taken', async (name, content, type) => {
    expect(await check(name, content)).toBe(type);
  });

  it('a character that lies across two reads is no fault', async () => {
    // Files are read 64 KiB at a time.
    const text = 'x'.repeat(64 * 1024 - 1) + '世界'.repeat(30_000);
    expect(await check('a.log', text)).toBe('text/plain; charset=utf-8');
  });

  it.each<[string, string | Uint8Array]>([
    ['a.png', 'text'],
    ['a.png', '<?xml version="1.0"?><svg/>'],
    ['a.txt', '%PDF-1.7\n'],
    ['a.txt', 'a\0b'],
    ['a.txt', Buffer.from([0x61, 0xff])],
    ['a.txt', Buffer.from([0xe4, 0xb8])],
    ['a.log', Buffer.from('\ufeff障害', 'utf16le')],
    ['a.log', Buffer.from('BM\x46\0\0\0\0\0\0\0', 'latin1')],
    ['a.json', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
  ])('%s that holds something else is refused', async (name, content) => {
    await expect(check(name, content)).rejects.toThrow(UnsupportedMediaType);
  });

  it.each([
    'a.exe',
    'a.php',
    'a.svg',
    'a.html',
    'a',
    '',
    'txt',
    'a.txt.',
    'a.txt ',
    'constructor',
    'a.constructor',
  ])('the name %j is refused, whatever it holds', async (name) => {
    await expect(check(name, 'text')).rejects.toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });
});
