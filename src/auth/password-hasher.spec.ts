import { describe, expect, it } from '@jest/globals';
import { RateLimitExceeded } from '../core/errors/domain-error';
import { PasswordHasher } from './password-hasher';

/** Work that ends when told to. */
function held() {
  let release!: () => void;
  const done = new Promise<void>((resolve) => (release = resolve));
  return { done, release };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('hashing passwords', () => {
  const hasher = new PasswordHasher();

  it('knows a password by its hash and no other', async () => {
    const stored = await hasher.hash('correct horse');
    expect(await hasher.verify(stored, 'correct horse')).toBe(true);
    expect(await hasher.verify(stored, 'Correct horse')).toBe(false);
    expect(await hasher.verify(stored, '')).toBe(false);
  });

  it('is argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const [first, second] = [await hasher.hash('correct horse'), await hasher.hash('correct horse')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });

  it('is gone through for an account that does not exist as well, and never matches', async () => {
    expect(await hasher.verify(undefined, 'correct horse')).toBe(false);
    expect(await hasher.verify(undefined, '')).toBe(false);
  });

  it('tells apart passwords that begin alike, up to their last character', async () => {
    const stored = await hasher.hash(`${'x'.repeat(127)}a`);
    expect(await hasher.verify(stored, `${'x'.repeat(127)}b`)).toBe(false);
  });
});

describe('taking turns', () => {
  it('runs one at a time, in the order of arrival', async () => {
    const hasher = new PasswordHasher();
    const [first, second] = [held(), held()];
    const seen: string[] = [];
    const turns = [
      hasher.inTurn(async () => {
        seen.push('first begins');
        await first.done;
        seen.push('first ends');
      }),
      hasher.inTurn(async () => {
        seen.push('second begins');
        await second.done;
      }),
    ];
    await settle();
    expect(seen).toEqual(['first begins']);
    first.release();
    second.release();
    await Promise.all(turns);
    expect(seen).toEqual(['first begins', 'first ends', 'second begins']);
  });

  it('gives what the work gives, and lets a failure concern nobody else', async () => {
    const hasher = new PasswordHasher();
    const failing = hasher.inTurn(() => Promise.reject(new Error('wrong')));
    const following = hasher.inTurn(() => Promise.resolve(42));
    await expect(failing).rejects.toThrow('wrong');
    await expect(following).resolves.toBe(42);
  });

  it('turns away whoever comes when 64 are there already, and takes new ones when they have gone', async () => {
    const hasher = new PasswordHasher();
    const gate = held();
    let ran = 0;
    const work = async () => {
      await gate.done;
      ran += 1;
    };
    const turns = Array.from({ length: 64 }, () => hasher.inTurn(work));
    const refused = hasher.inTurn(work);
    await expect(refused).rejects.toBeInstanceOf(RateLimitExceeded);
    await expect(refused).rejects.toMatchObject({ status: 429, retryAfter: 2 });
    gate.release();
    await Promise.all(turns);
    expect(ran).toBe(64);
    await expect(hasher.inTurn(() => Promise.resolve('welcome'))).resolves.toBe('welcome');
  });
});
