import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { ConfigError, readConfig } from './config';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('the keys of the audit log', () => {
  it('are given as PEM in base64', () => {
    const config = readConfig({
      AUDIT_SIGNING_KEY: base64(pem),
      AUDIT_RETIRED_KEYS: base64(publicPem + publicPem),
    });
    expect([config.AUDIT_SIGNING_KEY, config.AUDIT_RETIRED_KEYS]).toEqual([pem, publicPem + publicPem]);
    expect(readConfig({}).AUDIT_SIGNING_KEY).toBe('');
  });

  it.each([
    ['AUDIT_SIGNING_KEY', '/nowhere/key.pem'],
    ['AUDIT_SIGNING_KEY', base64(publicPem)],
    ['AUDIT_SIGNING_KEY', base64(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())],
    ['AUDIT_RETIRED_KEYS', base64(pem)],
    ['AUDIT_RETIRED_KEYS', base64(rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString())],
  ])('are refused at the start when they are none, without being repeated: %s=%s', (name, value) => {
    const read = (): unknown => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      new RegExp(`${name} must be .*Ed25519 .* key.* in base64 or as the path of a file$`),
    );
  });
});
