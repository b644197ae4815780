import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../config';
import { log } from '../../logging/logger';
import { isSigned, signCheckpoint } from './checkpoint';
import { SigningKey } from './signing-key';

describe('the key that checkpoints are signed with', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'occ-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const load = (env: Record<string, string> = {}) =>
    new SigningKey(readConfig({ DATA_DIR: folder, ...env })).load();
  const unsigned = {
    ...{ sequence: 1, hash: 'h', count: 1, created_at: '2026-01-15T10:30:00.000Z', previous: null },
  };

  it('is made once, for its owner to read, also when two start together', async () => {
    const [one, two] = await Promise.all([load(), load()]);
    const later = await load();
    expect([two.keyId, later.keyId]).toEqual([one.keyId, one.keyId]);
    expect(await readdir(folder)).toEqual(['audit-signing-key.pem']);
    expect((await stat(join(folder, 'audit-signing-key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is asked for, loudly, where several instances may share a database in production', async () => {
    const told = jest.spyOn(log, 'warn').mockImplementation(() => undefined);
    const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost/ops' };
    const secret = { JWT_SECRET: 'only-for-tests-0123456789-abcdefghijklmnop' };
    try {
      await load({ ...production, ...secret });
      expect(told.mock.calls).toEqual([[expect.stringContaining('AUDIT_SIGNING_KEY is not set')]]);
      const pem = await readFile(join(folder, 'audit-signing-key.pem'));
      await load({ ...production, ...secret, AUDIT_SIGNING_KEY: pem.toString('base64') });
      expect(told).toHaveBeenCalledTimes(1);
    } finally {
      told.mockRestore();
    }
  });

  it('can be changed: what the one before signed still holds', async () => {
    const before = await load();
    const checkpoint = signCheckpoint({ ...unsigned, key_id: before.keyId }, before.key);
    const pem = await readFile(join(folder, 'audit-signing-key.pem'), 'utf8');
    await rm(join(folder, 'audit-signing-key.pem'));
    expect((await load()).known.has(before.keyId)).toBe(false);
    const publicPem = createPublicKey(createPrivateKey(pem))
      .export({ type: 'spki', format: 'pem' })
      .toString();
    const after = await load({ AUDIT_RETIRED_KEYS: Buffer.from(publicPem).toString('base64') });
    expect(after.keyId).not.toBe(before.keyId);
    expect(isSigned(checkpoint, after.known.get(before.keyId)!)).toBe(true);
    expect(after.publicPem).toContain(publicPem);
  });
});
