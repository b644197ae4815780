import { afterAll, describe, it, jest } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['test/database', 'test/conformance', 'test/e2e'];

/** How many files there are in test/groups. */
const GROUPS = 12;

/** Every test that needs the database, in the order of their paths. */
const testFiles = (): string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(ROOT, folder, name)),
  ).sort();

/**
 * Runs every twelfth test file, one after the other, with one load of the server's modules. Loading them anew for each
 * file, as Jest does, takes longer than most files' tests.
 */
export function runTogether(group: number): void {
  for (const file of testFiles().filter((_, index) => index % GROUPS === group - 1)) {
    describe(relative(ROOT, file), () => {
      // As between files that Jest runs itself, nothing watched or replaced is left to the next one.
      afterAll(() => {
        jest.restoreAllMocks();
      });
      try {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is known only now
        require(file);
      } catch (error) {
        it('can be loaded', () => {
          throw error;
        });
      }
    });
  }
}
