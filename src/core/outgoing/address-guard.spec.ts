import { describe, expect, it } from '@jest/globals';
import { AddressGuard } from './address-guard';

const ipv4 = (address: string) => ({ address, family: 4 });
const ipv6 = (address: string) => ({ address, family: 6 });

describe('the guard of addresses', () => {
  const guard = (allowsPrivate: boolean, ...found: { address: string; family: number }[]): AddressGuard =>
    new AddressGuard(allowsPrivate, () => Promise.resolve(found));

  it('gives all public addresses of a name, IPv4 first', async () => {
    const found = await guard(false, ipv6('2606:4700::1111'), ipv4('8.8.8.8')).addressesOf('example.com');
    expect(found).toEqual([ipv4('8.8.8.8'), ipv6('2606:4700::1111')]);
  });

  it('refuses a name of which a single address is private', async () => {
    const asking = guard(false, ipv4('8.8.8.8'), ipv4('10.0.0.1')).addressesOf('example.com');
    await expect(asking).rejects.toMatchObject({
      name: 'TargetRefused',
      message: expect.stringContaining('NOTIFY_ALLOW_PRIVATE'),
    });
  });

  it.each(['127.0.0.1', '[::1]', '::1', '169.254.169.254', '[::ffff:a00:1]'])(
    'refuses the address %s itself, without asking anybody',
    async (host) => {
      const unasked = new AddressGuard(false, () => Promise.reject(new Error('asked')));
      await expect(unasked.addressesOf(host)).rejects.toMatchObject({ name: 'TargetRefused' });
    },
  );

  it('lets private addresses pass where that is allowed', async () => {
    expect(await guard(true, ipv4('10.0.0.1')).addressesOf('db.local')).toEqual([ipv4('10.0.0.1')]);
    expect(await guard(true).addressesOf('[::1]')).toEqual([ipv6('::1')]);
  });

  it('asks anew each time, so that a name may move', async () => {
    const answers = [[ipv4('8.8.8.8')], [ipv4('127.0.0.1')]];
    const moving = new AddressGuard(false, () => Promise.resolve(answers.shift()!));
    expect(await moving.addressesOf('example.com')).toEqual([ipv4('8.8.8.8')]);
    await expect(moving.addressesOf('example.com')).rejects.toMatchObject({ name: 'TargetRefused' });
  });

  it('a name that has no address, or that nobody knows, may have one later', async () => {
    const empty = guard(false).addressesOf('example.com');
    await expect(empty).rejects.toMatchObject({ name: 'ExchangeFailed' });
    const failing = new AddressGuard(false, () =>
      Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
    );
    await expect(failing.addressesOf('example.com')).rejects.toMatchObject({
      name: 'ExchangeFailed',
      message: 'the name of the target cannot be resolved (ENOTFOUND)',
    });
  });
});
