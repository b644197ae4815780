import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missing, referencesIn } from './shown-by-tests';

const ROOT = join(__dirname, '../..');

describe('what docs/security.md says', () => {
  const markdown = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

  it('is shown by tests that exist', () => {
    const references = referencesIn(markdown);
    expect(references.length).toBeGreaterThan(40);
    expect(missing(references)).toEqual([]);
    const [path, name] = ['test/architecture/security.spec.ts', 'is shown by tests that exist'];
    const wrong = referencesIn(`\`${path}\` "${name}", "is shown by nothing"; \`test/nowhere.ts\` "${name}"`);
    expect(missing(wrong)).toEqual([
      { path, name: 'is shown by nothing' },
      { path: 'test/nowhere.ts', name },
    ]);
  });

  it('names no test file without one of its tests', () => {
    const named = new Set(referencesIn(markdown).map(({ path }) => path));
    const files = [...markdown.matchAll(/`(test\/(?:e2e|database|conformance)\/[^`]+\.ts)`/g)];
    expect(files.map(([, path]) => path).filter((path) => !named.has(path))).toEqual([]);
  });

  it('leaves none of the ten risks without a test', () => {
    const rows = markdown.split('\n').filter((line) => line.startsWith('| **API'));
    expect(rows.map((row) => /^\| \*\*(API\d+)\*\*/.exec(row)![1])).toEqual(
      Array.from({ length: 10 }, (_, at) => `API${at + 1}`),
    );
    expect(rows.filter((row) => referencesIn(row).length < 2)).toEqual([]);
  });
});
