import { expect } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { Client } from 'pg';
import { AuditSealer } from '../../src/core/audit/chain/audit-sealer';
import type { TestServer } from './app';

/** What all instances on one database have to share. */
export const sharedKey = (): Record<string, string> => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { AUDIT_SIGNING_KEY: Buffer.from(pem).toString('base64') };
};

export const sealerOf = ({ app }: TestServer): AuditSealer => app.get(AuditSealer, { strict: false });

/** What `GET /admin/audit-logs/verify` says. */
export async function verified(server: TestServer): Promise<Record<string, unknown>> {
  const admin = await server.as('admin');
  const { status, body } = await admin.get('/admin/audit-logs/verify');
  expect(status).toBe(200);
  return body;
}

/** Somebody who holds the database itself, and whom no trigger stops. */
export async function intruder(server: TestServer): Promise<Client> {
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(`set session_replication_role = replica`);
  return client;
}
