import { InvalidRequest, PayloadTooLarge } from '../errors/domain-error';
import type { OpsRequest } from './request';

type Streamed = Pick<OpsRequest, 'headers' | 'iterator' | 'resume' | 'complete'>;

/** The body of a route that takes streams, as it comes in. Throws PayloadTooLarge, and InvalidRequest for one that is cut off. */
export async function* chunksOfBody(request: Streamed, limit: number): AsyncGenerator<Buffer, void> {
  // Left unread until here: what is refused now is not even received.
  if (Number(request.headers['content-length']) > limit) throw new PayloadTooLarge(limit);
  let size = 0;
  try {
    // Not destroyed when this loop is left: the caller must be able to hear why.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) break;
      yield chunk;
    }
  } catch (error) {
    throw request.complete ? error : InvalidRequest.field('', 'the body ended too early: send it whole');
  } finally {
    request.resume();
  }
  if (size > limit) throw new PayloadTooLarge(limit);
}

/** All of it at once. */
export async function receiveBytes(request: Streamed, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOfBody(request, limit)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
