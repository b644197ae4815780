import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'sk_';
const RANDOM_LENGTH = 37;
/** What secret scanners look for; the last characters are the checksum, whose last one has four values only. */
export const TOKEN_PATTERN = /^sk_[A-Za-z0-9_-]{42}[AQgw]$/;

/** A new API token: `sk_`, 37 characters drawn at random (222 bits), and 6 of checksum. */
export function drawToken(): string {
  const body = PREFIX + randomBytes(28).toString('base64url').slice(0, RANDOM_LENGTH);
  return body + checksumOf(body);
}

/** CRC-32 (ISO 3309, as in zip) of all that stands before, its four bytes in network order as base64url. */
function checksumOf(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64url');
}

/** Whether it can be a token at all: the database is not asked for what was mistyped, cut off or guessed. */
export const isWellFormed = (text: string): boolean =>
  TOKEN_PATTERN.test(text) && text.endsWith(checksumOf(text.slice(0, PREFIX.length + RANDOM_LENGTH)));

export const looksLikeToken = (text: string): boolean => text.startsWith(PREFIX);

/** What is stored in its place. No salt and no slow hash: there are too many tokens for anybody to guess one. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** By what people tell tokens apart: `sk_...xyz123`. */
export const previewOf = (token: string): string => `${PREFIX}...${token.slice(-6)}`;
