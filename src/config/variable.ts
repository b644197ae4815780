import express from 'express';

/** How one variable of the environment is read. */
export interface Variable<T> {
  readonly fallback: string;
  readonly about: string;
  readonly secret?: boolean;
  /** Turns the text into a value; throws an Error whose message completes "<NAME> …". */
  readonly parse: (text: string) => T;
}

export const text = (fallback: string, about: string): Variable<string> => ({
  fallback,
  about,
  parse: (value) => value,
});

export const secret = (about: string): Variable<string> => ({ ...text('', about), secret: true });

export const integer = (fallback: number, min: number, max: number, about: string): Variable<number> => ({
  fallback: String(fallback),
  about,
  parse: (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw new Error(`must be a whole number from ${min} to ${max}, not "${value}"`);
    }
    return number;
  },
});

export const oneOf = <T extends string>(values: readonly T[], fallback: T, about: string): Variable<T> => ({
  fallback,
  about,
  parse: (value) => {
    if (!values.includes(value as T)) throw new Error(`must be one of ${values.join(', ')}, not "${value}"`);
    return value as T;
  },
});

export const flag = (fallback: boolean, about: string): Variable<boolean> => ({
  fallback: String(fallback),
  about,
  parse: (value) => {
    if (value !== 'true' && value !== 'false') throw new Error(`must be true or false, not "${value}"`);
    return value === 'true';
  },
});

export const url = (protocols: readonly string[], about: string, concealed = false): Variable<string> => ({
  fallback: '',
  about,
  secret: concealed,
  parse: (value) => {
    if (value === '') return value;
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (!parsed || !protocols.includes(parsed.protocol.slice(0, -1))) {
      throw new Error(`must be a URL that starts with ${protocols.map((name) => `${name}://`).join(' or ')}`);
    }
    return value.replace(/\/+$/, '');
  },
});

/** What stands between commas, each as `read` makes it. */
export const list = <T>(
  fallback: string,
  about: string,
  read: (entry: string) => T,
): Variable<readonly T[]> => ({
  fallback,
  about,
  parse: (value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map((entry) => read(entry)),
});

export const texts = (fallback: string, about: string): Variable<readonly string[]> =>
  list(fallback, about, (entry) => entry);

export const origins = (fallback: string, about: string): Variable<readonly string[]> =>
  list(fallback, about, (entry) => {
    if (!URL.canParse(entry) || !/^https?:/.test(entry)) {
      throw new Error(
        `must be a comma-separated list of origins such as https://ops.example.com, not "${entry}"`,
      );
    }
    return new URL(entry).origin;
  });

export const trustProxy = (about: string): Variable<string | number> => ({
  fallback: '',
  about,
  parse: (value) => {
    if (/^\d*$/.test(value)) return value && Number(value);
    try {
      express().set('trust proxy', value);
    } catch {
      throw new Error(
        `must be a number of proxies, or addresses and subnets such as loopback or 10.0.0.0/8, not "${value}"`,
      );
    }
    return value;
  },
});

export const decimal = (fallback: number, min: number, max: number, about: string): Variable<number> => ({
  fallback: String(fallback),
  about,
  parse: (value) => {
    const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
    if (!(number >= min && number <= max)) {
      throw new Error(`must be a number from ${min} to ${max}, not "${value}"`);
    }
    return number;
  },
});

/** Where requests go, to the letter: a slash at the end may matter there. */
export const httpTarget = (fallback: string, about: string, concealed = false): Variable<string> => ({
  fallback,
  about,
  secret: concealed,
  parse: (value) => {
    if (value === '') return value;
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (!parsed || !/^https?:$/.test(parsed.protocol)) {
      throw new Error('must be a URL that starts with http:// or https://');
    }
    if (parsed.username || parsed.password) throw new Error('must not hold a user or a password');
    return value;
  },
});

/** A secret of the Standard Webhooks convention. */
export const signingSecret = (about: string): Variable<string> => ({
  ...secret(about),
  parse: (value) => {
    if (value === '') return value;
    const encoded = value.replace(/^whsec_/, '');
    const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64').length : 0;
    if (bytes < 24 || bytes > 64) throw new Error('must be the base64 text of 24 to 64 bytes');
    return value;
  },
});
