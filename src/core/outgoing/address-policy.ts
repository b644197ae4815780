import ipaddr from 'ipaddr.js';

/** Reserved for a cloud's own services although it lies among public addresses: Azure's host. */
const PRIVATE_ALL_THE_SAME = new Set(['168.63.129.16']);
/** All that is given out to the public internet so far; what lies outside is for purposes of its own. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
/** Where networks without IPv4 reach it (RFC 6052): their name servers answer with these for every name that has no IPv6. */
const TRANSLATED = ipaddr.IPv6.parse('64:ff9b::');

/**
 * Whether an IP address is one of the public internet. Addresses that carry an IPv4 address inside are judged by it
 * (mapped, translated) or refused (tunnelled, translated by a network's own prefix), so that none is a way around.
 */
export function isPublicAddress(address: string): boolean {
  // `parse` would also take what is no address to anybody else, such as 0x7f.1.
  if (!isAddress(address)) return false;
  const parsed = carried(ipaddr.process(address));
  if (parsed.range() !== 'unicast' || PRIVATE_ALL_THE_SAME.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST, 3);
}

/** The IPv4 address inside of a translated one; any other as it is. */
function carried(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4 || !address.match(TRANSLATED, 96)) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

/** Whether it is an IPv4 address of four decimals, or an IPv6 address without a zone. */
export const isAddress = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));

/** The host of a URL as a name or a bare address: without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');
