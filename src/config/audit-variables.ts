import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { flag, type Variable } from './variable';

/** The text of a PEM that is given in base64, or in a file. */
function pemOf(value: string): string {
  if (value.startsWith('-----BEGIN')) return value;
  const decoded = Buffer.from(value, 'base64').toString();
  return decoded.startsWith('-----BEGIN') ? decoded : readFileSync(value, 'utf8');
}

const pem = (
  about: string,
  concealed: boolean,
  wanted: string,
  isFit: (text: string) => boolean,
): Variable<string> => ({
  fallback: '',
  about,
  secret: concealed,
  parse: (value) => {
    if (value === '') return value;
    try {
      const text = pemOf(value);
      if (isFit(text)) return text;
    } catch {
      // Falls through to the one message, which does not repeat what may be a key.
    }
    throw new Error(`must be ${wanted}, in base64 or as the path of a file`);
  },
});

const isPrivateKey = (text: string): boolean => createPrivateKey(text).asymmetricKeyType === 'ed25519';

const PUBLIC = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;
const arePublicKeys = (text: string): boolean => {
  const keys = text.match(PUBLIC) ?? [];
  return keys.length > 0 && keys.every((key) => createPublicKey(key).asymmetricKeyType === 'ed25519');
};

/** How the audit log is proved. */
export const AUDIT_VARIABLES = {
  AUDIT_SIGNING_KEY: pem(
    'Signs checkpoints of the audit log: Ed25519, PKCS8 PEM in base64 or its path; generated once into DATA_DIR',
    true,
    'an Ed25519 private key (PKCS8 PEM)',
    isPrivateKey,
  ),
  AUDIT_RETIRED_KEYS: pem(
    'Public keys of signing keys of before, so that their checkpoints still hold: PEM in base64 or its path',
    false,
    'one or more Ed25519 public keys (PEM)',
    arePublicKeys,
  ),
  AUDIT_SEALING: flag(true, 'Chains and signs the audit log; false only to measure what that costs'),
} as const;
