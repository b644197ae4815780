import { NotFound } from '../errors/domain-error';

/** As long as a key may be, without the prefix of its bucket. */
const MAX_LENGTH = 500;

/** Whether it is made of names between slashes, as ours are. */
export const isKey = (key: string): boolean =>
  key.length <= MAX_LENGTH && key.split('/').every((name) => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name));

/**
 * The key itself, if it can be one. Keys are ours, but a file outside of the folder or the prefix must be impossible, not
 * merely unlikely. Throws NotFound.
 */
export function checkedKey(key: string): string {
  if (!isKey(key)) throw new NotFound('file');
  return key;
}
