import type { Browser } from 'playwright-core';
import { Pool } from 'pg';
import { seed } from '../../src/seed/seed';
import { ChildServer } from '../support/child-server';
import { PERSONAS } from '../support/personas';
import { cloneDatabase } from '../support/template-database';
import { API, launchBrowser, PAGE } from './browser';
import { servePage } from './page-server';

/** A server as it is after its installation, and a browser that finds it at its usual address. */
export class Scene {
  private constructor(
    readonly server: ChildServer,
    readonly browser: Browser,
    private readonly endings: readonly (() => Promise<void>)[],
  ) {}

  /** With `demo`, on the demo data and with the example's page. */
  static async start({ demo }: { demo: boolean }): Promise<Scene> {
    const endings: (() => Promise<void>)[] = [];
    try {
      const database = await cloneDatabase();
      endings.unshift(database.drop);
      if (demo) await seedDemo(database.url);
      // Only where it listens is set: whom it allows, and under which name it goes, is the product's own default.
      const server = await ChildServer.on(database.url);
      endings.unshift(() => server.remove());
      const addresses: Record<string, string> = { [host(API)]: host(server.url) };
      if (demo) {
        const page = await servePage();
        endings.unshift(page.close);
        addresses[host(PAGE)] = host(page.url);
      }
      const browser = await launchBrowser(addresses);
      endings.unshift(() => browser.close());
      await server.start();
      return new Scene(server, browser, endings);
    } catch (error) {
      await endAll(endings);
      throw error;
    }
  }

  end(): Promise<void> {
    return endAll(this.endings);
  }
}

const host = (url: string): string => new URL(url).host;

/** Also what comes after one that does not end. */
async function endAll(endings: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of endings) await end().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be ended');
}

/** The demo accounts have the addresses and the password of the personas. */
async function seedDemo(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await pool.query('truncate users cascade');
    await seed(pool, { hash: () => Promise.resolve(PERSONAS.admin.passwordHash) });
  } finally {
    await pool.end();
  }
}
