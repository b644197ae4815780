/** The name that a file is stored and downloaded under: no path, no control characters, at most 200 characters. */
export function safeFileName(original: string): string {
  const base = original.split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .trim();
  // By characters, not code units: half of a pair is no character.
  const name = [...clean.replace(/^\.+/, '')];
  return name.length > 200
    ? [...name.slice(0, 180), ...name.slice(name.lastIndexOf('.')).slice(-20)].join('')
    : name.join('');
}
