import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { DatabaseSignals } from '../../src/core/database/signals';
import { startServer, type TestServer } from '../support/app';

/** Carries connections to the database, and can let those that listen go dead without a word to either end. */
class Wire {
  private readonly server: Server;
  private readonly pairs: { near: Socket; far: Socket; listens: boolean }[] = [];

  constructor(target: URL) {
    this.server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      const pair = { near, far, listens: false };
      this.pairs.push(pair);
      near.on('data', (bytes) => (pair.listens ||= bytes.includes('listen ')));
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) socket.on('error', () => undefined);
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  /** Gives how many went dead. */
  deaden(): number {
    const dead = this.pairs.filter(({ near, listens }) => listens && !near.destroyed);
    for (const { near, far } of dead) {
      near.unpipe(far);
      far.unpipe(near);
      near.resume();
      far.resume();
    }
    return dead.length;
  }

  close(): void {
    for (const { near, far } of this.pairs) [near, far].forEach((socket) => socket.destroy());
    this.server.close();
  }
}

describe('the line on which the database tells its news', () => {
  let owner: TestServer;
  let wire: Wire;
  let server: TestServer;
  let signals: DatabaseSignals;
  const news: string[] = [];
  let gaps = 0;
  beforeAll(async () => {
    owner = await startServer();
    wire = new Wire(new URL(owner.databaseUrl));
    const url = new URL(owner.databaseUrl);
    url.host = `127.0.0.1:${await wire.open()}`;
    server = await startServer({}, url.href);
    signals = server.app.get(DatabaseSignals);
    signals.on('thresholds_changed', () => news.push('thresholds'));
    signals.onGap(() => (gaps += 1));
  });
  afterAll(async () => {
    await server.close();
    wire.close();
    await owner.close();
  });
  afterEach(() => {
    news.splice(0);
    gaps = 0;
  });

  const tell = (): Promise<unknown> => owner.sql(`select pg_notify('thresholds_changed', '')`);
  const until = async (what: () => boolean): Promise<void> => {
    for (let look = 0; look < 500 && !what(); look += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(what()).toBe(true);
  };

  it('stays as it is when it answers', async () => {
    await signals.check();
    await tell();
    await until(() => news.length > 0);
    expect([signals.isListening, gaps]).toEqual([true, 0]);
  });

  it('that has gone dead is noticed, and another takes its place', async () => {
    expect(wire.deaden()).toBe(1);
    await tell();
    await signals.check();
    await until(() => gaps > 0);
    expect(news).toEqual([]);
    // Once when it was lost, and once when there is another: what lies between may have been missed.
    await until(() => gaps === 2 && signals.isListening);
    await tell();
    await until(() => news.length > 0);
  });
});
