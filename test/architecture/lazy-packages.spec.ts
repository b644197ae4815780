import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { parseAll, readTree, type SourceFile } from './source-tree';

/** Large packages that only those shall load who have configured what they are for. */
const LAZY = /^(@aws-sdk\/|@google-cloud\/)/;

/** Imports of them that are carried out when the file is loaded; types are not there at run time. */
const eager = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, syntax }) =>
    syntax.statements.flatMap((statement) => {
      const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
      if (!isImport || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier))
        return [];
      const isType = ts.isImportDeclaration(statement)
        ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : statement.isTypeOnly;
      return LAZY.test(statement.moduleSpecifier.text) && !isType ? [path] : [];
    }),
  );

describe('the packages of buckets', () => {
  it('are loaded by who has configured a bucket, and by nobody at the start', () => {
    const tree = readTree('src');
    const users = tree.filter(({ imports }) => imports.some(({ target }) => LAZY.test(target)));
    expect(users.length).toBeGreaterThan(1);
    expect(eager(tree)).toEqual([]);
  });

  it.each([
    `import { S3Client } from '@aws-sdk/client-s3';`,
    `import '@google-cloud/storage';`,
    `export * from '@aws-sdk/client-s3';`,
  ])('would be noticed: %s', (text) => expect(eager(parseAll([['src/x.ts', text]]))).toEqual(['src/x.ts']));

  it.each([
    `import type { S3Client } from '@aws-sdk/client-s3';`,
    `const sdk = () => import('@aws-sdk/client-s3');`,
  ])('may be used so: %s', (text) => expect(eager(parseAll([['src/x.ts', text]]))).toEqual([]));
});
