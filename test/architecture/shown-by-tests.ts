import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { visit } from './source-tree';

const ROOT = join(__dirname, '../..');

export interface Reference {
  readonly path: string;
  readonly name: string;
}

/** Every `path` with the "names" of tests behind it. Lines may break anywhere. */
export function referencesIn(markdown: string): Reference[] {
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

export const missing = (references: readonly Reference[]): Reference[] =>
  references.filter(({ path, name }) => !testsOf(path).has(name));
