import { describe, expect, it } from '@jest/globals';
import { bareHost, isPublicAddress } from './address-policy';

describe('an address', () => {
  it.each([
    ...['8.8.8.8', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'],
    // As a name server of an IPv6-only network (DNS64) gives those of IPv4.
    ...['64:ff9b::808:808', '64:ff9b::8.8.8.8', '64:FF9B:0:0:0:0:5db8:d70e'],
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
    ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ['shared by a carrier', '100.64.0.1', '100.127.255.255'],
    ['link-local', '169.254.0.1', 'fe80::1', 'febf::1'],
    ['a metadata service', '169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16'],
    ['unique local', 'fc00::1', 'fd12:3456::1'],
    ['site-local', 'fec0::1'],
    ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
    ['broadcast or reserved', '255.255.255.255', '240.0.0.1', '192.0.0.1', '4000::1', '100::1'],
    ['for tests and documents', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::ffff:a9fe:a9fe'],
    ['IPv4 translated to IPv6', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::'],
    ['translated to Azure', '64:ff9b::a83f:8110', '::ffff:168.63.129.16'],
    ['translated locally', '64:ff9b:1::808:808', '64:ff9b:1:fffe::1', '64:ff9b::1:808:808'],
    ['tunnelled', '2002:7f00:1::', '2001::1'],
  ])('that is %s is not public', (_, ...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it.each([
    '',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '8.8.8',
    'fe80::1%eth0',
    '8.8.8.8 ',
  ])('"%s" is none at all', (text) => expect(isPublicAddress(text)).toBe(false));

  it.each([
    'http://0x7f.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:7f00:1]/',
    'http://①②⑦.0.0.1/',
  ])('is not public in whatever way a URL writes it: %s', (url) => {
    const host = bareHost(new URL(url).hostname);
    expect(host).toMatch(/^(127\.0\.0\.1|::ffff:7f00:1)$/);
    expect(isPublicAddress(host)).toBe(false);
  });
});
