export const FIRST_VERSION = '1.0.0';

export const SEMANTIC_VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

export const isSemanticVersion = (text: unknown): text is string =>
  typeof text === 'string' && SEMANTIC_VERSION.test(text);

/** The version after a change: `minor` for one of what people act upon, `patch` for any other. */
export function nextVersion(version: string, change: 'minor' | 'patch'): string {
  const [major, minor, patch] = version.split('.').map(Number);
  return change === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
