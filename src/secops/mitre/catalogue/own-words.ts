import { parentOf } from './catalogue';

/** What each tactic is about, in our own words. */
const TACTICS: Readonly<Record<string, string>> = {
  TA0043: 'Looking a target over beforehand and collecting what helps to plan an intrusion.',
  TA0042: 'Getting hold of the servers, accounts, certificates and tools that an intrusion will need.',
  TA0001: 'Winning a first foothold inside, for instance by phishing or through an exposed service.',
  TA0002: 'Having code of the attacker run on a local or remote system.',
  TA0003: 'Staying inside across restarts, changed passwords and clean-ups.',
  TA0004: 'Obtaining more rights than the first foothold came with, up to those of an administrator.',
  TA0005: 'Slipping past security controls and leaving as few traces as possible.',
  TA0006: 'Stealing passwords, keys and tokens in order to act as somebody else.',
  TA0007: 'Learning from the inside which systems, accounts and data there are.',
  TA0008: 'Going on from one compromised system to the next.',
  TA0009: 'Bringing together the data that the intrusion is after.',
  TA0011: 'Steering compromised systems from outside, over channels that look like ordinary traffic.',
  TA0010: 'Carrying collected data out of the network.',
  TA0040: 'Destroying, encrypting, altering or blocking systems and data, or what depends on them.',
};

/** A description of the tactic of our own; of one that we do not know, its name. */
export const describeTactic = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  Object.hasOwn(TACTICS, id) ? TACTICS[id] : `${name}, a tactic of ATT&CK.`;

/** A description of the technique made of facts alone: its name, its tactics, and what it is a part of. */
export function describeTechnique(
  {
    id,
    name,
    tactic_ids,
  }: { readonly id: string; readonly name: string; readonly tactic_ids: readonly string[] },
  nameOf: (id: string) => string,
): string {
  const parent = parentOf(id);
  const kind = parent === null ? 'a technique' : `a sub-technique of ${nameOf(parent)} (${parent})`;
  return `${name}, ${kind} for ${listed(tactic_ids.map(nameOf))}.`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
