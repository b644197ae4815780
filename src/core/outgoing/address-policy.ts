import ipaddr from 'ipaddr.js';

/** Reserved for a cloud's own services although it lies among public addresses: Azure's host. */
const PRIVATE_ALL_THE_SAME = new Set(['168.63.129.16']);
/** All that is given out to the public internet so far; what lies outside is for purposes of its own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

/**
 * Whether an IP address is one of the public internet. Addresses that carry an IPv4 address inside (mapped, translated,
 * tunnelled) are judged by it or refused, so that none is a way around.
 */
export function isPublicAddress(address: string): boolean {
  // `parse` would also take what is no address to anybody else, such as 0x7f.1.
  if (!isAddress(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || PRIVATE_ALL_THE_SAME.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST, 3);
}

/** Whether it is an IPv4 address of four decimals, or an IPv6 address without a zone. */
export const isAddress = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));

/** The host of a URL as a name or a bare address: without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');
