import { afterAll, describe, it, jest } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import apart from './apart.cjs';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['test/database', 'test/conformance', 'test/e2e'];

/** How many files there are in test/groups. */
const GROUPS = 12;

/** Those that take ten seconds and more, the slowest first: no group may have two before each has one. */
const SLOW = [
  'conformance/openapi-requests',
  'database/imports-interrupted',
  'e2e/jira/outgoing',
  'e2e/notifications/restart',
  'e2e/storage/unruly-bucket',
  'database/embedded-postgres',
  'conformance/access-matrix',
  'e2e/reports/templates-seed',
  'database/job-queue-faults',
  'database/reports-snapshot',
  'e2e/operations/metrics',
  'e2e/lists/bulky',
  'database/reports-shutdown',
  'database/imports-large',
  'e2e/integrations/real-senders',
].map((name) => join(ROOT, 'test', `${name}.test.ts`));

/** Every test that needs the database and no more: the slow ones, then the others in the order of their paths. */
const testFiles = (): string[] => {
  const all = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(ROOT, folder, name)),
  )
    .filter((file) => !apart.some((path) => file.startsWith(join(ROOT, 'test', path))))
    .sort();
  return [...SLOW.filter((file) => all.includes(file)), ...all.filter((file) => !SLOW.includes(file))];
};

/**
 * Runs every twelfth test file, the slowest in the last group, with which Jest begins, one after the other, with one load of the server's modules. Loading them anew for each
 * file, as Jest does, takes longer than most files' tests.
 */
export function runTogether(group: number): void {
  for (const file of testFiles().filter((_, index) => GROUPS - (index % GROUPS) === group)) {
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
