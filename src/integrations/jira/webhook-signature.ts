import { createHmac, timingSafeEqual } from 'node:crypto';

const FORM = /^sha256=([0-9a-f]{64})$/i;

/** Whether this is Jira's signature (X-Hub-Signature) of these bytes. Takes the same time wherever it is wrong. */
export function isSigned(body: Buffer, signature: string | undefined, secret: string): boolean {
  const given = FORM.exec(signature ?? '')?.[1];
  if (secret === '' || given === undefined) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha256', secret).update(body).digest());
}
