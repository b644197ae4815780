import { Inject, Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { CONFIG, type Config } from '../../config';
import type { Principal } from '../access/principal';
import { requestContext } from '../context/request-context';
import { Database } from '../database/database';
import { Conflict, InvalidRequest } from '../errors/domain-error';
import { IDEMPOTENCY_KEY_REUSED } from '../errors/error-kinds';
import { RevealedRow, StoredRow } from './answers';
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
  text: `update idempotency_keys set body = $3, etag = $4 where user_id = $1 and key = $2`,
};

/**
 * Makes a POST with `Idempotency-Key` happen once. Key, change and answer are written in one transaction, so a crash
 * leaves either all or nothing, and a second request with the same key waits for the first to end.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Gives what `create` gives, or what it gave the first time. Throws Conflict (IDEMPOTENCY_KEY_REUSED). */
  async once(request: OpsRequest, create: () => Promise<unknown>): Promise<unknown> {
    const key = String(request.headers['idempotency-key']);
    if (!/^[\x21-\x7e]{1,128}$/.test(key)) {
      throw InvalidRequest.field(
        'Idempotency-Key',
        'must be 1 to 128 printable ASCII characters without spaces',
      );
    }
    const user = ownerOf(request.context.principal!);
    const hash = fingerprint(request, this.config.JWT_SECRET);
    return this.database.transaction(async () => {
      const [claimed] = await this.database.query(CLAIM, [user, key, hash]);
      if (!claimed) return this.recall(user, key, hash);
      const answer = await create();
      const kept = answer instanceof RevealedRow ? answer.kept : answer;
      const [body, etag] =
        kept instanceof StoredRow ? [kept.json, kept.etag] : [JSON.stringify(kept ?? null), null];
      await this.database.query(KEEP, [user, key, body, etag]);
      return answer;
    });
  }

  private async recall(user: string, key: string, hash: string): Promise<unknown> {
    const [kept] = await this.database.query<Kept>(RECALL, [user, key]);
    if (kept?.request_hash !== hash) {
      throw new Conflict(IDEMPOTENCY_KEY_REUSED.meaning, { key }, IDEMPOTENCY_KEY_REUSED);
    }
    if (kept.etag === null) return JSON.parse(kept.body!);
    return new StoredRow(kept.id!, kept.body!, Number(kept.etag.replaceAll('"', '')));
  }
}

/** Each API token has keys of its own: one that is bound to an environment must not be answered what its user was told. */
const ownerOf = ({ kind, userId, credentialId }: Principal): string =>
  kind === 'api_token' ? credentialId : userId;

/** Keyed by what the database does not know: a body may hold a password, which a bare hash would let be guessed. */
function fingerprint(request: OpsRequest, secret: string): string {
  const file = (request as OpsRequest & { file?: { sha256?: string; originalname: string } }).file;
  return createHmac('sha256', `idempotency:${secret}`)
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

/** Marks handlers that answer an Idempotency-Key. */
export const ONCE_PER_KEY = 'occ:once-per-key';

/**
 * Wraps a handler so that it runs once per Idempotency-Key. Not an interceptor: their machinery costs every creation,
 * with or without a key, some five per cent of its time.
 */
export function OncePerKey(): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    const create = descriptor.value as (...args: unknown[]) => Promise<unknown>;
    const wrapped = function (this: unknown, ...args: unknown[]): Promise<unknown> {
      const once = requestContext.current()?.once;
      return once ? once(() => create.apply(this, args)) : create.apply(this, args);
    };
    // Nest keeps what other decorators said of the handler on the function itself.
    for (const name of Reflect.getMetadataKeys(create) as string[]) {
      Reflect.defineMetadata(name, Reflect.getMetadata(name, create), wrapped);
    }
    Reflect.defineMetadata(ONCE_PER_KEY, true, wrapped);
    Object.defineProperty(wrapped, 'name', { value: create.name });
    descriptor.value = wrapped;
  };
}
