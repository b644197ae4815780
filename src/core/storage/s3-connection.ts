import type { S3Client } from '@aws-sdk/client-s3';
import { Agent as HttpAgent, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Config } from '../../config';
import { SECOND_MS } from '../time/durations';
import { endOnSilence } from './end-on-silence';

const CONNECT_MS = 5 * SECOND_MS;
/** The first one counts. */
const MAX_ATTEMPTS = 3;
/** Of connections that wait for the next request. */
const MAX_IDLE = 16;

export interface S3Connection {
  readonly client: S3Client;
  readonly sdk: typeof import('@aws-sdk/client-s3');
}

/** One client of S3, made when it is first needed: its packages are large, and nobody else shall have to load them. */
export class S3Connections {
  private opening?: Promise<S3Connection>;
  // How many are at work is decided by who asks: a slow download must not keep the next one waiting.
  private readonly httpAgent = new HttpAgent({ keepAlive: true, maxFreeSockets: MAX_IDLE });
  private readonly httpsAgent = new HttpsAgent({ keepAlive: true, maxFreeSockets: MAX_IDLE });

  constructor(private readonly config: Config) {}

  open(): Promise<S3Connection> {
    this.opening ??= this.connect().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  close(): void {
    this.httpAgent.destroy();
    this.httpsAgent.destroy();
  }

  private async connect(): Promise<S3Connection> {
    const { config } = this;
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      region: config.AWS_REGION,
      endpoint: config.AWS_S3_ENDPOINT || undefined,
      forcePathStyle: config.AWS_S3_FORCE_PATH_STYLE,
      credentials: credentialsOf(config),
      maxAttempts: MAX_ATTEMPTS,
      retryMode: 'standard',
      // Each request is signed with the SHA-256 of what it carries, and what comes is checked against our own: further
      // checksums are not understood by every server that speaks S3.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        httpAgent: this.httpAgent,
        httpsAgent: this.httpsAgent,
        connectionTimeout: CONNECT_MS,
        requestTimeout: config.STORAGE_TIMEOUT_SECONDS * SECOND_MS,
        throwOnRequestTimeout: true,
      },
    });
    watchAnswers(client, config.STORAGE_TIMEOUT_SECONDS * SECOND_MS);
    return { client, sdk };
  }
}

/**
 * The package waits in time for the beginning of an answer, and for ever for its end. What a download brings is watched by
 * who reads it.
 */
function watchAnswers({ config: { requestHandler } }: S3Client, silenceMs: number): void {
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = async (request, options) => {
    const answer = await handle(request, options);
    const { statusCode, body } = answer.response as { statusCode: number; body: unknown };
    const { query } = request as { query?: Record<string, unknown> };
    const isDownload = query?.['x-id'] === 'GetObject' && statusCode === 200;
    if (!isDownload && body instanceof IncomingMessage) endOnSilence(body, silenceMs);
    return answer;
  };
}

/** Undefined lets the package look for those of instance, container or profile. */
function credentialsOf(config: Config) {
  if (config.AWS_ACCESS_KEY_ID === '') return undefined;
  return {
    accessKeyId: config.AWS_ACCESS_KEY_ID,
    secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
    sessionToken: config.AWS_SESSION_TOKEN || undefined,
  };
}
