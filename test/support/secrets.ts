import { createHash } from 'node:crypto';

/** Something that must be nowhere. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  /** Also as a plain hash of it: whoever has that can guess what people think up. */
  readonly guessable?: boolean;
}

/** A find, for people: which secret, in which form. */
export type Find = string;

const BASES = ['base64', 'base64url'] as const;
const HASHES = ['md5', 'sha1', 'sha256', 'sha512'] as const;

/** What stays the same of the text in base64, wherever in other bytes it begins. */
function base64Inside(text: string, base: (typeof BASES)[number]): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(base)
      .replace(/=+$/, '');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}

/** Every form in which the secret would still be its own giveaway. */
export function formsOf({ value, guessable }: Secret): Map<string, string> {
  const forms = new Map<string, string>([
    ['in the clear', value],
    ['URL-encoded', encodeURIComponent(value)],
    ['as a form', new URLSearchParams({ '': value }).toString().slice(1)],
    ['as JSON', JSON.stringify(value).slice(1, -1)],
    ['as JSON in JSON', JSON.stringify(JSON.stringify(value)).slice(3, -3)],
    ['as a cell', value.replaceAll('"', '""')],
    ['as HTML', value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
    ['in hex', Buffer.from(value).toString('hex')],
    ['in UTF-16 hex', Buffer.from(value, 'utf16le').toString('hex')],
  ]);
  for (const base of BASES)
    base64Inside(value, base).forEach((form, at) => forms.set(`in ${base}, ${at} bytes off`, form));
  if (guessable)
    for (const hash of HASHES)
      for (const encoding of ['hex', ...BASES] as const) {
        const digest = createHash(hash).update(value).digest(encoding).replace(/=+$/, '');
        forms.set(`as ${hash} in ${encoding}`, digest);
      }
  return forms;
}

/** Looks for secrets in texts, in any form and whatever has become of upper and lower case: search indexes fold it. */
export class SecretSearch {
  private readonly needles: readonly {
    readonly form: Buffer;
    readonly name: string;
    readonly secret: Secret;
  }[];

  constructor(secrets: readonly Secret[]) {
    this.needles = secrets.flatMap((secret) => {
      const forms = new Map([...formsOf(secret)].map(([how, form]) => [form.toLowerCase(), how]));
      return [...forms].map(([form, how]) => ({
        ...{ form: Buffer.from(form), name: `${secret.name} ${how}`, secret },
      }));
    });
  }

  /** What is found, each with its surroundings. `except`: may be here. */
  in(text: string | Buffer, except: (secret: Secret) => boolean = () => false): Find[] {
    const folded = Buffer.from(text.toString().toLowerCase());
    // Bytes of files need not be text.
    const haystacks = typeof text === 'string' ? [folded] : [folded, text];
    return this.needles.flatMap(({ form, name, secret }) => {
      for (const haystack of haystacks) {
        const at = haystack.indexOf(form);
        if (at >= 0 && !except(secret))
          return [`${name}: …${haystack.subarray(Math.max(0, at - 80), at + form.length + 20).toString()}…`];
      }
      return [];
    });
  }
}
