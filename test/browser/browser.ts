import { describe, it } from '@jest/globals';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where the example and the API are for whom the browser is; these are also what the product assumes by default. */
export const PAGE = 'http://localhost:5173';
export const API = 'http://localhost:8000';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser that `CHROMIUM_PATH` names, else the first one on the `PATH`. */
function installedChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : paths)].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Describes what people see in a browser. Where there is none it says so and skips; on CI, which has to install one, it
 * fails.
 */
export function describeInBrowser(promise: string, tests: () => void): void {
  if (installedChromium()) return void describe(promise, tests);
  const why = 'no Chromium: apt-get install chromium, or name one in CHROMIUM_PATH';
  if (process.env.CI === 'true') {
    describe(promise, () => {
      it('can be tested', () => {
        throw new Error(why);
      });
    });
    return;
  }
  process.stderr.write(`SKIPPED "${promise}": ${why}\n`);
  describe.skip(promise, tests);
}

/**
 * Starts a browser for which these addresses, e.g. localhost:8000, are at others. So pages and API have the ports that
 * people use, in every origin, cookie and link, while the processes listen where there is room.
 */
export function launchBrowser(addresses: Readonly<Record<string, string>>): Promise<Browser> {
  const rules = Object.entries(addresses).map(([seen, real]) => `MAP ${seen} ${real}`);
  return chromium.launch({
    executablePath: installedChromium(),
    // Its sandbox refuses to be started by root, and needs rights that containers do not give.
    chromiumSandbox: false,
    args: [`--host-resolver-rules=${rules.join(', ')}`],
  });
}
