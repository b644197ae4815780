import autocannon, { type Client, type Instance, type Request, type Result } from 'autocannon';
import { serve } from './worker';

/** One round of load: each connection sends its next request as soon as the last one is answered. */
export interface LoadOrder {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly expectedStatus: number;
  /** Dealt out among the connections, each of which goes round its share. */
  readonly requests: readonly Request[];
}

export interface LoadResult {
  readonly perSecond: number;
  readonly answered: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Anything but an answer with the expected status. */
  readonly failures: number;
}

// The load comes from a process of its own, so that it has its own event loop.
serve<LoadOrder>(async ({ url, connections, seconds, expectedStatus, requests }) => {
  const durations: number[] = [];
  let unexpected = 0;
  let dealt = 0;
  const share = Math.ceil(requests.length / connections);
  const setupClient = (client: Client): void => {
    const from = (dealt++ * share) % requests.length;
    // Copies, because autocannon writes into them.
    client.setRequests(requests.slice(from, from + share).map((request) => ({ ...request })));
  };
  const result = await new Promise<Result>((resolve, reject) => {
    const options = { url, connections, duration: seconds, pipelining: 1, sampleInt: 250, setupClient };
    const instance: Instance = autocannon(options, (error: Error | null, done: Result) =>
      error ? reject(error) : resolve(done),
    );
    // Autocannon's own percentiles are whole milliseconds.
    instance.on('response', (_client, status, _bytes, duration) => {
      durations.push(duration);
      if (status !== expectedStatus) unexpected++;
    });
  });
  durations.sort((a, b) => a - b);
  const percentile = (part: number): number => durations[Math.floor((durations.length - 1) * part)] ?? NaN;
  return {
    perSecond: durations.length / result.duration,
    answered: durations.length,
    p50: percentile(0.5),
    p99: percentile(0.99),
    failures: unexpected + result.errors + result.timeouts,
  } satisfies LoadResult;
});
