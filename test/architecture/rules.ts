import ts from 'typescript';
import { type SourceFile, visit } from './source-tree';

/** A house rule: gives what breaks it, as `path: why`. */
export type Rule = (files: readonly SourceFile[]) => string[];

const DOMAINS = ['infra', 'secops', 'finops', 'sops', 'admin'];

/** Which folders of src a folder may import from. Files that lie in src itself put the parts together and may use all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  config: [],
  core: ['config'],
  auth: ['config', 'core'],
  ...Object.fromEntries(DOMAINS.map((domain) => [domain, ['config', 'core', 'auth', ...DOMAINS]])),
  integrations: ['config', 'core', 'auth', ...DOMAINS],
  reports: ['config', 'core', 'auth', ...DOMAINS],
  gateway: ['config', 'core', 'auth'],
  health: ['config', 'core'],
  observability: ['config', 'core'],
  seed: ['config', 'core', 'auth', ...DOMAINS],
  backup: ['core'],
  openapi: ['core'],
  asyncapi: ['core', 'gateway', 'openapi'],
};

/** The sole import of gateway or reports outside of app.module: the WebSocket adapter is set before modules exist. */
const ADAPTER = { from: 'src/app.setup.ts', target: 'src/gateway/ws.adapter.ts' };

/** `src/infra/incidents/incident.entity.ts` → `infra`; '' for files in src itself; undefined outside of src. */
const areaOf = (path: string): string | undefined =>
  path.startsWith('src/') ? (/^src\/([^/]+)\//.exec(path)?.[1] ?? '') : undefined;

/** The folder that a file of auth or of a domain belongs to: a resource's, or the domain's own. */
const homeOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const eachImport =
  (fault: (file: SourceFile, target: string, names: readonly string[]) => string | false | undefined): Rule =>
  (files) =>
    files.flatMap((file) =>
      file.imports.flatMap(({ target, names }) => {
        const why = fault(file, target, names);
        return why ? [`${file.path}: ${why}`] : [];
      }),
    );

/** What is said of the gateway's protocol may be told in its document. */
const PROTOCOL = 'src/gateway/index.ts';

export const layers = eachImport(({ path }, target) => {
  const [from, to] = [areaOf(path), areaOf(target)];
  if (!from || to === undefined || from === to) return false;
  const allowed = MAY_IMPORT[from];
  if (!allowed) return `src/${from} is not part of the house: give it its place in the layers`;
  return !allowed.includes(to) && `${from} must not import ${target}`;
});

export const topOfTheHouse = eachImport(({ path }, target) => {
  const [from, to] = [areaOf(path), areaOf(target)];
  if ((to !== 'gateway' && to !== 'reports') || from === to || path === 'src/app.module.ts') return false;
  if (path.startsWith('src/asyncapi/') && target === PROTOCOL) return false;
  return !(path === ADAPTER.from && target === ADAPTER.target) && `only app.module imports ${target}`;
});

export const domainsMeetThroughIndex = eachImport(({ path }, target) => {
  const to = areaOf(target) ?? '';
  if (![...DOMAINS, 'auth', 'integrations'].includes(to) || !areaOf(path)) return false;
  const [here, there] = [homeOf(path), homeOf(target)];
  // A domain's own module and index put its resources together.
  if (here === there || there.startsWith(`${here}/`)) return false;
  return !target.endsWith('/index.ts') && `reaches past the index.ts of ${there} to ${target}`;
});

/** Not auth: it lies below the domains, and administration keeps the accounts that it owns. */
export const indexesKeepRepositories = eachImport(
  ({ path }, target, names) =>
    path.endsWith('/index.ts') &&
    DOMAINS.includes(areaOf(path) ?? '') &&
    (target.endsWith('.repository.ts') || names.some((name) => name.endsWith('Repository'))) &&
    `gives a repository to other domains (${target})`,
);

export const controllersUseServices = eachImport(
  ({ path }, target, names) =>
    path.endsWith('.controller.ts') &&
    (/\.(repository|queries)\.ts$/.test(target) || names.some((name) => name.endsWith('Repository'))) &&
    `a controller must ask a service, not ${target}`,
);

export const servicesKnowNoHttp = eachImport(({ path }, target, names) => {
  if (!path.endsWith('.service.ts')) return false;
  if (/^(express|multer)$|^@nestjs\/(swagger|platform-)/.test(target))
    return `a service must not know ${target}`;
  const exception = target === '@nestjs/common' && names.find((name) => name.endsWith('Exception'));
  return exception && `a service throws domain errors, not ${exception}`;
});

const TYPEORM_FILES = [
  /^migrations\//,
  /\.(entity|repository|queries)\.ts$/,
  /^src\/core\/database\//,
  /^src\/core\/fields\/(decorators|described)\.ts$/,
  /^src\/core\/core\.module\.ts$/,
  /^src\/(app\.setup|main|[a-z]+\.main)\.ts$/,
];

export const typeormStaysBelow = eachImport(
  ({ path }, target) =>
    target === 'typeorm' && !TYPEORM_FILES.some((pattern) => pattern.test(path)) && 'must not import typeorm',
);

export const migrationsStandAlone = eachImport(
  ({ path }, target) =>
    path.startsWith('migrations/') && areaOf(target) !== undefined && `a migration must not import ${target}`,
);

/** What a child process needs to run at all is handed on; it is no setting of this server. */
const INHERITED = /^process\.env\.(PATH|LD_LIBRARY_PATH)$/;

export const oneReaderOfTheEnvironment: Rule = (files) =>
  files
    .filter(({ path }) => areaOf(path) !== 'config')
    .flatMap(({ path, syntax }) => {
      const faults: string[] = [];
      visit(syntax, (node) => {
        const isRead =
          (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
          /^(globalThis\.)?process(\.env|\[['"]env['"]\])$/.test(node.getText());
        const isTaken =
          (ts.isImportSpecifier(node) || ts.isBindingElement(node)) &&
          (node.propertyName ?? node.name).getText() === 'env' &&
          /\bprocess\b/.test(
            (ts.isImportSpecifier(node) ? node.parent.parent.parent : node.parent.parent).getText(),
          );
        if ((isRead && !INHERITED.test(node.parent.getText())) || isTaken) {
          faults.push(`${path}: reads the environment (${node.parent.getText().slice(0, 60)})`);
        }
      });
      return faults;
    });

const BOUND_ENVIRONMENT = 'src/core/context/bound-environment.ts';

/** What a caller may see hangs on this one line. A socket has no request: the gateway looks at whom it belongs to. */
export const oneReaderOfTheBoundEnvironment: Rule = (files) =>
  files
    .filter(({ path }) => path !== BOUND_ENVIRONMENT && areaOf(path) !== 'gateway')
    .flatMap(({ path, syntax }) => {
      const faults: string[] = [];
      visit(syntax, (node) => {
        const source =
          ts.isPropertyAccessExpression(node) && node.name.text === 'environment'
            ? node.expression
            : ts.isElementAccessExpression(node) &&
                /^['"`]environment['"`]$/.test(node.argumentExpression.getText())
              ? node.expression
              : ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === 'environment'
                ? ts.isVariableDeclaration(node.parent.parent) && node.parent.parent.initializer
                : undefined;
        if (source && /\bprincipal\b[!?]*$/.test(source.getText()))
          faults.push(`${path}: reads the caller's environment (${node.getText().slice(0, 60)})`);
      });
      return faults;
    });

const MAX_LINES = 300;

export const filesStayShort: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > MAX_LINES ? [`${path}: ${lines} lines`] : [];
  });

export const filesAreNamedAfterWhatTheyAre: Rule = (files) =>
  files.flatMap(({ path }) =>
    /helper|util|manager/i.test(path.slice(path.lastIndexOf('/')))
      ? [`${path}: says nothing of what it is`]
      : [],
  );

export const nothingIsLeftForLater: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const found = /\b(TODO|FIXME|XXX|HACK)\b/.exec(text);
    return found ? [`${path}: ${found[0]}`] : [];
  });
