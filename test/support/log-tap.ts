import { pino } from 'pino';
import { log } from '../../src/core/logging/logger';

interface Sink {
  write(line: string): unknown;
}

/** Keeps every line that is logged from now on, in place of writing it out, and what goes to the console past the log. */
export class LogTap {
  readonly lines: string[] = [];
  private readonly level = log.level;
  private readonly sink: Sink;
  private readonly outputs = [process.stdout, process.stderr].map((stream) => {
    const write: (chunk: string | Uint8Array) => boolean = stream.write.bind(stream);
    return { stream, write };
  });

  constructor() {
    const holder = log as unknown as Record<symbol, Sink>;
    this.sink = holder[pino.symbols.streamSym];
    holder[pino.symbols.streamSym] = { write: (line) => this.lines.push(line) };
    for (const { stream, write } of this.outputs)
      stream.write = (chunk: string | Uint8Array) => {
        this.lines.push(chunk.toString());
        return write(chunk);
      };
  }

  /** Everything goes where it went before. */
  close(): void {
    (log as unknown as Record<symbol, Sink>)[pino.symbols.streamSym] = this.sink;
    log.level = this.level;
    for (const { stream, write } of this.outputs) stream.write = write;
  }
}
