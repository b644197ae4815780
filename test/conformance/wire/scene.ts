import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { EVERYTHING, REPORT } from './infra';

/** The one server that the tests of all domains share, in the order in which they are told to run. */
export class WireScene {
  server!: TestServer;
  engineer!: Actor;
  admin!: Actor;
  /** An incident with nothing but what must be said, and one with everything. */
  bare!: Record<string, unknown>;
  full!: Record<string, unknown>;

  async open(): Promise<void> {
    this.server = await startServer({ RATE_LIMIT_ANONYMOUS: '5' });
    [this.engineer, this.admin] = [await this.server.as('engineer'), await this.server.as('admin')];
    this.bare = (await this.engineer.post('/infra/incidents', REPORT)).body;
    const { body } = await this.engineer.post('/infra/incidents', REPORT);
    this.full = (await this.engineer.patch(`/infra/incidents/${String(body.id)}`, EVERYTHING)).body;
  }
}
