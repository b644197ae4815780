import { parse as parseQueryString } from 'node:querystring';

const MAX_PARAMETERS = 200;

/** The parameters of a query string; says by `fail` what is wrong with it. */
export function readQueryString(
  text: string,
  fail: (field: string, message: string) => void,
): Record<string, string | string[] | undefined> {
  try {
    decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    fail('', 'the query string is not valid percent-encoded UTF-8');
  }
  if (text.split('&').length > MAX_PARAMETERS) {
    fail('', `the query must not have more than ${MAX_PARAMETERS} parameters`);
    return {};
  }
  // Its own limit would leave parameters out without a word, filters too.
  const query = parseQueryString(text, '&', '=', { maxKeys: 0 });
  for (const [name, value] of Object.entries(query)) {
    if (name.includes('\0') || [value].flat().some((part) => part?.includes('\0'))) {
      fail(name.replaceAll('\0', ''), 'must not contain NUL characters');
    }
  }
  return query;
}
