import { describe, expect, it } from '@jest/globals';
import { canonicalAddress, canonicalNetwork } from './address-text';

describe('an address', () => {
  it.each([
    ['10.20.4.17', '10.20.4.17'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8::0001:0000', '2001:db8::1:0'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::2', '::2'],
    ['::0.0.0.2', '::2'],
    ['::10.0.0.1', '::10.0.0.1'],
    ['2001:db8::10.0.0.1', '2001:db8::a00:1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:0a00:0001', '10.0.0.1'],
    ['::0a00:0001', '::10.0.0.1'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
    expect(canonicalAddress(canonical)).toBe(canonical);
  });

  it.each([
    ...['', ' ', 'localhost', '10.0.0', '10.0.0.0.1', '10.0.0.256', '010.0.0.1', '10.0.0.01', '0x0a.0.0.1'],
    ...[
      '167772161',
      '10.0.0.1/32',
      '10.0.0.0/8',
      '10.0.0.1 ',
      ' 10.0.0.1',
      '10.0.0.1\n',
      '-1.0.0.1',
      '1e1.0.0.1',
    ],
    ...[
      'fe80::1%eth0',
      '2001:db8::1/64',
      '2001:db8::1::2',
      ':::',
      '[::1]',
      '12345::',
      '::1.2.3',
      '::ffff:010.0.0.1',
    ],
    ...['１０.0.0.1', '10.0.0.1, 10.0.0.2', "10.0.0.1'; --"],
  ])('%j is none', (text) => {
    expect(canonicalAddress(text)).toBeUndefined();
  });

  it.each([null, undefined, 1, 167_772_161, true, {}, ['10.0.0.1']])('%p is none', (value) => {
    expect(canonicalAddress(value)).toBeUndefined();
  });
});

describe('a network', () => {
  it.each([
    ['10.20.0.0/16', '10.20.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0::/48', '2001:db8::/48'],
    ['::/128', '::/128'],
    ['10.0.0.1', '10.0.0.1'],
  ])('%s is written %s', (text, canonical) => {
    expect(canonicalNetwork(text)).toBe(canonical);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '::/129',
    '/8',
    '10.0.0.0/a',
    'x/8',
  ])('%s is none', (text) => {
    expect(canonicalNetwork(text)).toBeUndefined();
  });
});
