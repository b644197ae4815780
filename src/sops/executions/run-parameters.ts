import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { PARAMETER_NAME } from './command-text';

const MAX_PARAMETERS = 50;
const MAX_LENGTH = 4_096;
const SECRET_NAME = /passw|passphrase|passcode|pwd|secret|token|key|credential|authori[sz]ation|webhook/i;
/** Parts of names; `dbPass`, `db_pass` and `PASS1` have one. */
const SECRET_WORD =
  /(^|_)(pass|pin|otp|totp|mfa|psk|auth|oauth|jwt|dsn|cookies?|bearer|creds?|conn|connstr|connection_?string)(_|$)|_ur[il]$/;
/** `postgres://user:pass@host`, and the `password=…` of a connection string or a query. */
const SECRET_VALUE = /:\/\/[^\s/:@]*:\S+@|\b(pass(word|wd)?|pwd|secret|token|api_?key)\s*=\s*\S/i;
export const MASKED = '[masked]';
/** The name that stands for where the run happens; nobody can run elsewhere by giving it another value. */
export const ENVIRONMENT = 'environment';

/** What fills the commands of a run, as texts by their names. */
export type ParameterValues = ReadonlyMap<string, string>;

/** Secrets are known by their names, and some by what they look like. */
export const isSecret = (name: string, value: string): boolean =>
  SECRET_NAME.test(name) || SECRET_WORD.test(wordsOf(name)) || SECRET_VALUE.test(value);

/** `dbPassURL2` as `db_pass_url` */
const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/\d+/g, '_')
    .replace(/_+$/, '')
    .toLowerCase();

/** Checks what a request gives. Throws InvalidRequest naming every fault. */
export function readParameters(
  given: Readonly<Record<string, unknown>>,
  environment: string | null,
): ParameterValues {
  const violations: Violation[] = [];
  const values = new Map<string, string>();
  const names = Object.keys(given);
  if (names.length > MAX_PARAMETERS)
    throw InvalidRequest.field('parameters', `parameters must not have more than ${MAX_PARAMETERS} names`);
  for (const name of names) {
    const fault = faultOf(name, given[name], environment);
    if (fault) violations.push({ field: `parameters.${name}`, message: `${name} ${fault}` });
    else values.set(name, String(given[name]));
  }
  if (violations.length > 0) throw new InvalidRequest(violations);
  if (environment !== null) values.set(ENVIRONMENT, environment);
  return values;
}

function faultOf(name: string, value: unknown, environment: string | null): string | null {
  if (!PARAMETER_NAME.test(name)) return 'is no name of a parameter: letters, digits and _ only';
  if (!['string', 'number', 'boolean'].includes(typeof value)) return 'must be a text, a number or a boolean';
  const text = String(value);
  // An empty one could turn `/data/{{name}}` into all of `/data/`.
  if (text.trim() === '') return 'must not be empty';
  if (text.length > MAX_LENGTH) return `must not be longer than ${MAX_LENGTH} characters`;
  if (name === ENVIRONMENT && text !== environment) return 'must agree with the environment of the execution';
  return null;
}

/** The parameters as they may be kept and shown. */
export const maskedParameters = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, isSecret(name, String(value)) ? MASKED : value]),
  );
