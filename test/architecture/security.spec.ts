import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { visit } from './source-tree';

const ROOT = join(__dirname, '../..');

interface Reference {
  readonly path: string;
  readonly name: string;
}

/** Every `path` with the "names" of tests behind it. Lines may break anywhere. */
function referencesIn(markdown: string): Reference[] {
  const text = markdown.replace(/\s+/g, ' ');
  return [...text.matchAll(/`((?:test|src)\/[^`]+\.ts)`((?:,? ?"[^"]+")+)/g)].flatMap(([, path, names]) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => ({ path, name })),
  );
}

/** What the tests of a file are called, as they are written: with the %s of tables. */
function testsOf(path: string): Set<string> {
  const file = join(ROOT, path);
  if (!existsSync(file)) return new Set();
  const names = new Set<string>();
  visit(ts.createSourceFile(path, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true), (node) => {
    if (!ts.isCallExpression(node) || !/^it\b/.test(node.expression.getText())) return;
    const [name] = node.arguments;
    if (name && ts.isStringLiteralLike(name)) names.add(name.text);
  });
  return names;
}

const missing = (references: readonly Reference[]): Reference[] =>
  references.filter(({ path, name }) => !testsOf(path).has(name));

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
