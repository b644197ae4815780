import { TERMINAL_SEQUENCES } from '../../core/text/control-characters';

/** What a command printed, as text that can be kept and shown: UTF-8, without control characters. */
export function readableText(bytes: Buffer, isCut: boolean): string {
  // A character that was cut in half is held back, not shown as a broken one.
  const text = new TextDecoder().decode(bytes, { stream: isCut });
  return (
    text
      .replace(TERMINAL_SEQUENCES, '')
      .replace(/\r\n?/g, '\n')
      // Postgres cannot keep NUL.
      .replace(/[^\P{Cc}\n\t]/gu, '\ufffd')
  );
}

/** Keeps the beginning of what is printed and counts the rest, so that no output grows the memory. */
export class KeptOutput {
  bytes = 0;
  keptBytes = 0;
  private readonly chunks: Buffer[] = [];

  constructor(private readonly limit: number) {}

  take(chunk: Buffer): void {
    this.bytes += chunk.length;
    const room = this.limit - this.keptBytes;
    if (room <= 0) return;
    // A copy: a slice would hold on to the whole chunk.
    const part = Buffer.from(chunk.subarray(0, room));
    this.chunks.push(part);
    this.keptBytes += part.length;
  }

  get isCut(): boolean {
    return this.bytes > this.keptBytes;
  }

  get text(): string {
    return readableText(Buffer.concat(this.chunks), this.isCut);
  }
}
