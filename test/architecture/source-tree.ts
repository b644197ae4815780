import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** A path from the repository's root, e.g. `src/core/errors/domain-error.ts`, or the name of a package. */
  readonly target: string;
  /** What is taken by name; empty for `import x from`, `import * as x`, `export *` and `import()`. */
  readonly names: readonly string[];
}

export interface SourceFile {
  /** From the repository's root, e.g. `src/auth/auth.service.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly syntax: ts.SourceFile;
}

const ROOT = join(__dirname, '../..');

/** Every TypeScript file of these folders, tests left out. */
export function readTree(...folders: string[]): SourceFile[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  );
  return parseAll(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

/** The same for files that exist only here, beside those of `known`. */
export function parseAll(
  files: readonly (readonly [path: string, text: string])[],
  known: readonly SourceFile[] = [],
): SourceFile[] {
  const paths = new Set([...known.map(({ path }) => path), ...files.map(([path]) => path)]);
  return files.map(([path, text]) => {
    const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    return { path, text, syntax, imports: importsOf(syntax, path, paths) };
  });
}

/** Visits every node of a file. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

function importsOf(syntax: ts.SourceFile, path: string, paths: ReadonlySet<string>): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node | undefined, names: string[] = []): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    imports.push({ target: resolve(specifier.text, path, paths), names });
  };
  visit(syntax, (node) => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      add(node.moduleSpecifier, bindings && ts.isNamedImports(bindings) ? namesOf(bindings) : []);
    } else if (ts.isExportDeclaration(node)) {
      const { exportClause } = node;
      add(node.moduleSpecifier, exportClause && ts.isNamedExports(exportClause) ? namesOf(exportClause) : []);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isCallExpression(node) && isLoading(node.expression)) add(node.arguments[0]);
  });
  return imports;
}

const namesOf = (clause: ts.NamedImports | ts.NamedExports): string[] =>
  clause.elements.map((element) => (element.propertyName ?? element.name).text);

const isLoading = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

function resolve(specifier: string, from: string, paths: ReadonlySet<string>): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(posix.dirname(from), specifier);
  // Data, which imports nothing; the compiler knows whether it is there.
  if (path.endsWith('.json')) return path;
  return [path, `${path}.ts`, `${path}/index.ts`].find((candidate) => paths.has(candidate)) ?? `${path}.ts`;
}
