import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Database } from '../database/database';
import { Conflict, InvalidRequest } from '../errors/domain-error';
import { StoredRow } from './answers';
import type { OpsRequest } from './request';

interface Kept {
  request_hash: string;
  id: string | null;
  body: string | null;
  etag: string | null;
}

const CLAIM = {
  name: 'idempotency_claim',
  text: `insert into idempotency_keys as k (user_id, key, request_hash) values ($1, $2, $3)
    on conflict (user_id, key) do update set request_hash = excluded.request_hash, body = null, etag = null, created_at = now()
    where k.created_at < now() - interval '24 hours' returning key`,
};
const RECALL = {
  name: 'idempotency_recall',
  text: `select request_hash, body, etag, body::json ->> 'id' as id from idempotency_keys where user_id = $1 and key = $2`,
};
const KEEP = {
  name: 'idempotency_keep',
  text: `update idempotency_keys set body = $3, etag = $4, status = 201 where user_id = $1 and key = $2`,
};

/**
 * Makes a POST with `Idempotency-Key` happen once. Key, change and answer are written in one transaction, so a crash
 * leaves either all or nothing, and a second request with the same key waits for the first to end.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<OpsRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    return from(this.once(request, String(key), () => lastValueFrom(next.handle() as Observable<unknown>)));
  }

  private async once(request: OpsRequest, key: string, create: () => Promise<unknown>): Promise<unknown> {
    if (!/^[\x21-\x7e]{1,128}$/.test(key)) {
      throw InvalidRequest.field(
        'Idempotency-Key',
        'must be 1 to 128 printable ASCII characters without spaces',
      );
    }
    const user = request.context.principal!.userId;
    const hash = fingerprint(request);
    return this.database.transaction(async () => {
      const [claimed] = await this.database.query(CLAIM, [user, key, hash]);
      if (!claimed) return this.recall(user, key, hash);
      const answer = await create();
      const [body, etag] =
        answer instanceof StoredRow ? [answer.json, answer.etag] : [JSON.stringify(answer ?? null), null];
      await this.database.query(KEEP, [user, key, body, etag]);
      return answer;
    });
  }

  private async recall(user: string, key: string, hash: string): Promise<unknown> {
    const [kept] = await this.database.query<Kept>(RECALL, [user, key]);
    if (kept?.request_hash !== hash) {
      throw new Conflict(
        'This Idempotency-Key was used for another request.',
        { key },
        'IDEMPOTENCY_KEY_REUSED',
      );
    }
    if (kept.etag === null) return JSON.parse(kept.body!);
    return new StoredRow(kept.id!, kept.body!, Number(kept.etag.replaceAll('"', '')));
  }
}

function fingerprint(request: OpsRequest): string {
  const file = (request as OpsRequest & { file?: { sha256?: string; originalname: string } }).file;
  return createHash('sha256')
    .update(
      JSON.stringify([
        request.method,
        request.path,
        request.body ?? null,
        file?.sha256 ?? null,
        file?.originalname ?? null,
      ]),
    )
    .digest('base64url');
}
