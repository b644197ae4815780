import { lookup } from 'node:dns/promises';
import { bareHost, isAddress, isPublicAddress } from './address-policy';
import { ExchangeFailed, TargetRefused } from './outgoing.errors';

export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly { address: string; family: number }[]>;

const systemResolve: Resolve = (name) => lookup(name, { all: true });

/**
 * Decides where this server may connect to, so that nobody can make it talk to the network it stands in. A name is
 * resolved once, and the connection must go to an address that was looked at: asked a second time, a name server that
 * means harm would answer something else.
 */
export class AddressGuard {
  constructor(
    private readonly allowsPrivate: boolean,
    private readonly resolve: Resolve = systemResolve,
  ) {}

  /** Addresses to connect to, IPv4 first. Throws TargetRefused if any is not public, ExchangeFailed if there is none. */
  async addressesOf(hostname: string): Promise<CheckedAddress[]> {
    const host = bareHost(hostname);
    const found = isAddress(host)
      ? [{ address: host, family: host.includes(':') ? 6 : 4 }]
      : await this.resolved(host);
    if (!this.allowsPrivate && !found.every(({ address }) => isPublicAddress(address))) {
      throw new TargetRefused(
        'the target is not on the public internet (NOTIFY_ALLOW_PRIVATE=true allows it for development)',
      );
    }
    return found
      .map(({ address, family }): CheckedAddress => ({ address, family: family === 6 ? 6 : 4 }))
      .sort((one, other) => one.family - other.family);
  }

  private async resolved(host: string): Promise<readonly { address: string; family: number }[]> {
    const found = await this.resolve(host).catch((error: unknown) => {
      const { code = 'failed' } = error as NodeJS.ErrnoException;
      throw new ExchangeFailed(`the name of the target cannot be resolved (${code})`);
    });
    if (found.length === 0) throw new ExchangeFailed('the name of the target has no address');
    return found;
  }
}
