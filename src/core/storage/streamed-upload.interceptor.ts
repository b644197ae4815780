import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Observable } from 'rxjs';
import { CONFIG, type Config } from '../../config';
import { UnsupportedMediaType } from '../errors/domain-error';
import { chunksOfBody } from '../http/receive-bytes';
import type { OpsRequest } from '../http/request';
import type { IncomingFile } from './incoming.engine';
import { Storage } from './storage';
import { folderError } from './storage.errors';

type Streamed = Omit<OpsRequest, 'file'> & { file?: IncomingFile };

/**
 * Receives a file that is the body itself, where a form would carry one, for routes that take streams. It goes to the
 * incoming folder as it arrives, still packed if it comes so. Stands between FileInterceptor and UploadCleanup.
 */
@Injectable()
export class StreamedUpload implements NestInterceptor {
  constructor(
    private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Streamed>();
    const type = request.headers['content-type'] ?? '';
    if (!request.file && type !== '' && !/^multipart\//i.test(type)) {
      checkHeaders(request, type);
      request.file = await receive(request, this.storage.incoming, this.config.IMPORT_MAX_BYTES).catch(
        (error: unknown) => {
          throw folderError(error);
        },
      );
    }
    return next.handle();
  }
}

function checkHeaders({ headers }: Streamed, type: string): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new UnsupportedMediaType(
      `A body packed by ${encoding.slice(0, 50)} is not taken here.`,
      null,
      'Send it as it is or packed by gzip.',
    );
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset))
    throw new UnsupportedMediaType('This encoding is not supported.', null, 'Send UTF-8.');
}

async function receive(request: Streamed, folder: string, limit: number): Promise<IncomingFile> {
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  let size = 0;
  await mkdir(folder, { recursive: true });
  const target = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunksOfBody(request, limit)) {
      size += chunk.length;
      hash.update(chunk);
      await target.writeFile(chunk);
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await target.close();
  }
  return { originalname: '', path, size, sha256: hash.digest('hex') };
}
