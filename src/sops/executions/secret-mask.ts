import { readableText } from './output-text';
import { isSecret, MASKED, type ParameterValues } from './run-parameters';

/** Shorter ones would black out half of any text, and are no secrets. */
const MIN_LENGTH = 4;
const MIN_LINE = 8;
/** The password of `scheme://user:password@host`. */
const PASSWORD_IN_URL = /:\/\/[^\s/:@]*:(\S+)@/;

/** Takes the secrets of a run out of texts, also as URLs, base64 and JSON write them, and trimmed or line by line. */
export class SecretMask {
  /** Longest first: one may be part of another. */
  private readonly forms: readonly string[];

  constructor(values: ParameterValues) {
    const secrets = [...values].flatMap(([name, value]) => (isSecret(name, value) ? [value] : []));
    const forms = new Set(secrets.flatMap(variantsOf).flatMap(formsOf));
    for (const line of secrets.flatMap(linesOf)) forms.add(line);
    this.forms = [...forms].toSorted((one, other) => other.length - one.length);
  }

  /** `isCut`: the text may end in the middle of a secret, whose beginning must not stay. */
  hide(text: string, isCut = false): string {
    let hidden = text;
    for (const form of this.forms) hidden = hidden.replaceAll(form, MASKED);
    return isCut ? this.withoutBeginnings(hidden) : hidden;
  }

  private withoutBeginnings(text: string): string {
    let cut = 0;
    for (const form of this.forms) {
      for (let length = form.length - 1; length > cut; length -= 1)
        if (text.endsWith(form.slice(0, length))) cut = length;
    }
    return text.slice(0, text.length - cut);
  }
}

/** The secret as it was given, as it looks in what is kept of an output, and the password in it. */
function variantsOf(secret: string): string[] {
  const password = PASSWORD_IN_URL.exec(secret)?.[1] ?? '';
  return [secret, normalised(secret), password]
    .flatMap((text) => [text, text.trim()])
    .filter(({ length }) => length >= MIN_LENGTH);
}

const normalised = (secret: string): string => readableText(Buffer.from(secret), false);

const linesOf = (secret: string): string[] =>
  normalised(secret)
    .split('\n')
    .map((line) => line.trim())
    .filter(({ length }) => length >= MIN_LINE);

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  ...base64Of(secret).flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]),
];

/** By itself, and what stays the same of it in the middle of other bytes, wherever it begins. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [bytes.toString('base64').replace(/=+$/, ''), ...inside];
}
