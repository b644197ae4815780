import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config';
import { NotFound } from '../errors/domain-error';
import { SECOND_MS } from '../time/durations';
import { endOnSilence } from './end-on-silence';

const GOOGLE = 'https://storage.googleapis.com';
/** The first one counts. */
const MAX_ATTEMPTS = 3;
const FIRST_WAIT_MS = 100;
const MAX_IDLE = 16;
const MAX_ERROR_BYTES = 10_000;

type Client = Awaited<ReturnType<typeof connect>>;
export type GcsBucket = ReturnType<Client['bucket']>;

/** One client of Google Cloud Storage, made when it is first needed: its packages are large. */
export class GcsConnections {
  private opening?: Promise<Client>;
  private readonly httpAgent = new HttpAgent({ keepAlive: true, maxFreeSockets: MAX_IDLE });
  private readonly httpsAgent = new HttpsAgent({ keepAlive: true, maxFreeSockets: MAX_IDLE });

  constructor(private readonly config: Config) {}

  async bucket(): Promise<GcsBucket> {
    return (await this.client()).bucket(this.config.GCS_BUCKET);
  }

  /**
   * A stored object as it comes. Not by the package: when one of its downloads breaks off it closes the connections of all
   * others. Throws NotFound.
   */
  async get(name: string): Promise<IncomingMessage> {
    const { GCS_API_ENDPOINT: endpoint, GCS_BUCKET: bucket } = this.config;
    const url = `${endpoint || GOOGLE}/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}?alt=media`;
    const { authClient } = await this.client();
    const headers = endpoint ? {} : await authClient.getRequestHeaders(url);
    const answer = await this.request(url, headers);
    if (answer.statusCode === 200) return answer;
    endOnSilence(answer, this.config.STORAGE_TIMEOUT_SECONDS * SECOND_MS);
    const text = await startOf(answer);
    if (answer.statusCode === 404 && !/bucket does not exist/i.test(text)) throw new NotFound('file');
    const code = answer.statusCode === 404 ? 'NoSuchBucket' : answer.statusCode;
    throw Object.assign(new Error(text), { code });
  }

  /** Does it again when it may well succeed then: keys are new and what is removed stays so. */
  async again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isPassing(error)) throw error;
        await sleep(FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random() / 2));
      }
    }
  }

  close(): void {
    this.httpAgent.destroy();
    this.httpsAgent.destroy();
  }

  private client(): Promise<Client> {
    this.opening ??= connect(this.config).catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private request(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
    const limit = this.config.STORAGE_TIMEOUT_SECONDS * SECOND_MS;
    return new Promise((resolve, reject) => {
      const asked = url.startsWith('https:')
        ? httpsRequest(url, { headers, agent: this.httpsAgent })
        : httpRequest(url, { headers, agent: this.httpAgent });
      const timer = setTimeout(
        () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
        limit,
      );
      asked.once('response', (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      // Stays: a connection may break after the answer has begun.
      asked.on('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
      asked.end();
    });
  }
}

async function connect({ GCS_API_ENDPOINT: apiEndpoint, STORAGE_TIMEOUT_SECONDS: seconds }: Config) {
  const { Storage } = await import('@google-cloud/storage');
  return new Storage({
    ...(apiEndpoint ? { apiEndpoint, projectId: 'none' } : {}),
    timeout: seconds * SECOND_MS,
    // It would wait for seconds each time, and repeats no uploads.
    retryOptions: { autoRetry: false },
  });
}

const isPassing = (error: unknown): boolean => {
  const { code, type } = error as { code?: string | number; type?: unknown };
  return (
    type === 'request-timeout' ||
    [408, 429, 500, 502, 503, 504].includes(Number(code)) ||
    /^(E[A-Z_]+|stalled)$/.test(String(code ?? ''))
  );
};

async function startOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.length > MAX_ERROR_BYTES) break;
  }
  return text;
}
