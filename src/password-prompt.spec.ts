import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { readPassword } from './password-prompt';

/** What was read, or why not, and all that the screen showed. */
async function type(
  isTTY: boolean,
  ...keys: readonly string[]
): Promise<{ password?: string; error?: string; shown: string }> {
  const input = Object.assign(new PassThrough(), { isTTY });
  const screen = new PassThrough();
  const reading = readPassword(input, screen);
  for (const text of keys) input.write(text);
  input.end();
  const read = await reading.then(
    (password) => ({ password }),
    (error: Error) => ({ error: error.message }),
  );
  return { ...read, shown: String(screen.read() ?? '') };
}

describe('a password', () => {
  it('is typed twice at a terminal, and never shown', async () => {
    const { password, shown } = await type(true, 's', 'ecret', ' horse\r', 'secret horse\r');
    expect(password).toBe('secret horse');
    expect(shown).toBe('Password (it will not be shown): \nThe same again: \n');
  });

  it('can be pasted with its repetition at once, and corrected while it is typed', async () => {
    expect(await type(true, 'secret horse\rsecret horse\r')).toMatchObject({ password: 'secret horse' });
    expect(await type(true, 'secrex\x7ft\r', 'secret\r')).toMatchObject({ password: 'secret' });
  });

  it('is refused when the second one differs', async () => {
    const { error, shown } = await type(true, 'secret horse\r', 'secret house\r');
    expect(error).toBe('These were two different passwords.');
    expect(shown).not.toMatch(/secret/);
  });

  it.each([
    ['nothing', []],
    ['an empty line', ['\r']],
    ['Ctrl-C', ['secr', '\x03']],
    ['Ctrl-D', ['\x04']],
  ])('is missed when a terminal gives %s', async (_, keys) => {
    expect(await type(true, ...keys)).toMatchObject({ error: 'No password was given.' });
  });

  it('is the first line of what is piped in, with whatever end, and nothing is asked', async () => {
    for (const piped of ['secret horse', 'secret horse\n', 'secret horse\r\n', 'secret horse\nmore\n'])
      expect(await type(false, piped)).toEqual({ password: 'secret horse', shown: '' });
    expect(await type(false, 'пароль 密码\n')).toMatchObject({ password: 'пароль 密码' });
    expect(await type(false)).toMatchObject({ error: 'No password was given.' });
  });
});
