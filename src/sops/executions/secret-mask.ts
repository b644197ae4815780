import { isSecretName, MASKED, type ParameterValues } from './run-parameters';

/** Shorter ones would black out half of any text, and are no secrets. */
const MIN_LENGTH = 4;

/** Takes the secrets of a run out of texts, also as URLs, base64 and JSON write them. */
export class SecretMask {
  /** Longest first: one may be part of another. */
  private readonly forms: readonly string[];

  constructor(values: ParameterValues) {
    const secrets = [...values].flatMap(([name, value]) =>
      isSecretName(name) && value.length >= MIN_LENGTH ? [value] : [],
    );
    this.forms = [...new Set(secrets.flatMap(formsOf))].toSorted((one, other) => other.length - one.length);
  }

  /** `isCut`: the text may end in the middle of a secret, whose beginning must not stay. */
  hide(text: string, isCut = false): string {
    let hidden = text;
    for (const form of this.forms) hidden = hidden.replaceAll(form, MASKED);
    return isCut ? this.withoutBeginnings(hidden) : hidden;
  }

  private withoutBeginnings(text: string): string {
    for (const form of this.forms) {
      for (let length = form.length - 1; length > 0; length -= 1)
        if (text.endsWith(form.slice(0, length))) return text.slice(0, -length);
    }
    return text;
  }
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
}
