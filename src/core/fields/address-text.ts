import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

const DOTTED = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/**
 * The one way in which an address is written, which is that of Postgres: so that the same address in another spelling is
 * no change. An IPv4 address that is mapped into IPv6 becomes the IPv4 address. Undefined for anything else.
 */
export function canonicalAddress(value: unknown): string | undefined {
  // Zone ids name an interface of one host and mean nothing to others.
  if (typeof value !== 'string' || isIP(value) === 0 || value.includes('%')) return undefined;
  // The library takes ::a.b.c.d for a mapped address; without dots there is but one way to read it.
  const address = ipaddr.process(value.includes(':') ? value.replace(DOTTED, hexadecimal) : value);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const [high, low] = address.parts.slice(6);
  const isEmbedded = address.parts.slice(0, 6).every((part) => part === 0) && high > 0;
  return isEmbedded ? `::${[high >> 8, high & 255, low >> 8, low & 255].join('.')}` : address.toString();
}

function hexadecimal(...[, a, b, c, d]: string[]): string {
  return [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)]
    .map((part) => part.toString(16))
    .join(':');
}

/** An address, or a network in the form address/bits. Undefined for anything else. */
export function canonicalNetwork(text: string): string | undefined {
  const [base, bits, ...more] = text.split('/');
  const address = canonicalAddress(base);
  if (address === undefined || bits === undefined) return bits === undefined ? address : undefined;
  const fits = /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= BITS[isIP(address)];
  return fits && more.length === 0 ? `${address}/${bits}` : undefined;
}
