import { describe, expect, it } from '@jest/globals';
import { addressBucket } from './address-bucket';

describe('the bucket of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:DB8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
    ['unknown', 'unknown'],
    [':'.repeat(1_000), ':'.repeat(64)],
  ])('%s is %s', (address, bucket) => {
    expect(addressBucket(address)).toBe(bucket);
  });
});
