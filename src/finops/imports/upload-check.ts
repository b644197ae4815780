import { open } from 'node:fs/promises';
import { InvalidRequest, UnsupportedMediaType } from '../../core/errors/domain-error';
import type { IncomingFile } from '../../core/storage/incoming.engine';

const LOOK_BYTES = 4_096;
/** A text may well begin with the letters BM, which is all that bitmaps are known by. */
const LIKE_TEXT: readonly (string | undefined)[] = [undefined, 'image/bmp'];

/** Whether the file is packed by gzip. Throws for one that is empty, or by its first bytes neither text nor gzip. */
export async function checkUpload(file: IncomingFile, isSaidToBePacked: boolean): Promise<boolean> {
  if (file.size === 0) throw InvalidRequest.field('file', 'the file is empty');
  const start = await beginningOf(file.path);
  if (start[0] === 0x1f && start[1] === 0x8b) return true;
  if (isSaidToBePacked)
    throw InvalidRequest.field('file', 'the file is not packed by gzip, as it is said to be');
  const { fileTypeFromBuffer } = await import('file-type');
  const detected = (await fileTypeFromBuffer(start))?.mime;
  if (start.includes(0) || !LIKE_TEXT.includes(detected)) {
    throw new UnsupportedMediaType(
      'The file is not a CSV text in UTF-8, packed by gzip or not.',
      { detected: detected ?? 'unknown' },
      'Export it again as CSV in UTF-8.',
    );
  }
  return false;
}

async function beginningOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
