import { createReadStream } from 'node:fs';
import { UnsupportedMediaType } from '../../core/errors/domain-error';

export { safeFileName } from '../../core/storage/file-name';

/** Media types by extension; `text` ones have no magic bytes and must be clean UTF-8. */
const BINARY: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
};
const TEXT: Readonly<Record<string, string>> = {
  txt: 'text/plain; charset=utf-8',
  log: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};
/**
 * What may be no more than a text: bitmaps are recognised by the letters BM alone, with which a text may well begin (a
 * real one has NUL bytes), and XML is text.
 */
const LIKE_TEXT: readonly (string | undefined)[] = [undefined, 'image/bmp', 'application/xml'];
const ALLOWED = [...Object.keys(BINARY), ...Object.keys(TEXT)];

/** The media type of an uploaded file, found from name and content, which must agree. Throws UnsupportedMediaType. */
export async function checkFile(path: string, name: string): Promise<string> {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? '';
  if (!ALLOWED.includes(extension)) {
    throw new UnsupportedMediaType(
      'Files of this kind are not accepted.',
      { extension, allowed: ALLOWED },
      `Send one of these: ${ALLOWED.join(' ')}.`,
    );
  }
  const { fileTypeFromFile } = await import('file-type');
  const detected = (await fileTypeFromFile(path))?.mime;
  const expected = BINARY[extension] ?? TEXT[extension];
  const agrees =
    extension in BINARY ? detected === expected : LIKE_TEXT.includes(detected) && (await isCleanText(path));
  if (!agrees) {
    throw new UnsupportedMediaType(
      'The content of the file is not what its name says.',
      { extension, detected: detected ?? 'unknown' },
      'Give it the extension of what it is, or save it again; texts must be UTF-8.',
    );
  }
  return expected;
}

async function isCleanText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (chunk.includes(0)) return false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}
