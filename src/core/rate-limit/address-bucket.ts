import ipaddr from 'ipaddr.js';

const NETWORK_PARTS = 4;
const MAX_LENGTH = 64;

/**
 * By what an address is counted. Of IPv6 it is the network of 64 bits, as everybody there has all of its addresses; an
 * IPv4 address mapped into IPv6 is the IPv4 address. What is no address stands for itself.
 */
export function addressBucket(address: string): string {
  if (!address.includes(':') || !ipaddr.isValid(address)) return address.slice(0, MAX_LENGTH);
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = parsed.parts.slice(0, NETWORK_PARTS).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
