import { CONTROL_CHARACTERS } from '../../../core/text/control-characters';

const MAX_LENGTH = 300;

/**
 * Text of a foreign server, fit to be kept and shown: on one line, short, without control characters (Postgres takes no
 * NUL) and without our own secrets, which some servers repeat.
 */
export function plainText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, '[redacted]');
  clean = clean
    .replace(CONTROL_CHARACTERS, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .trim();
  if (clean.length <= MAX_LENGTH) return clean;
  return `${clean.slice(0, MAX_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What of a URL must not be shown: all of it, its password, and what is long in path and query: there webhooks have their keys. */
export function secretsOfUrl(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { pathname, search, password } = new URL(url);
  const parts = `${pathname}${search}`.split(/[/?&=]/).filter((part) => part.length >= 12);
  // What is this short is no secret and would turn up everywhere.
  const whole = [url, `${pathname}${search}`, pathname, password, decoded(password)];
  return [...whole.filter((part) => part.length >= 6), ...parts];
}

/** Percent-encoding undone; text that is none as it stands. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
