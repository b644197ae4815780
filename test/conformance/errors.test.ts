import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { declaredKinds, type ErrorKind } from '../../src/core/errors/error-kind';
import { errorsPage } from '../../src/errors-page';
import { CLOSES, PROBLEMS } from '../../src/gateway';
import { type ApiDocument, operationsOf } from '../../src/openapi/document';
import { parseAll, readTree, type SourceFile, visit } from '../architecture/source-tree';
import { startServer, type TestServer } from '../support/app';

const GENERAL_ERRORS = [
  ...['DomainError', 'InvalidRequest', 'Unauthorized', 'Forbidden', 'NotFound', 'Conflict'],
  ...['PreconditionFailed', 'PayloadTooLarge', 'UnsupportedMediaType', 'RateLimitExceeded'],
  'ServiceUnavailable',
];
/** A sentence that says what happened, and one that says what to do. */
const SENTENCE = /^[A-Z/].*\.$/;
const ORDER = /^(?:[A-Z][a-z]+\b).*\.$/;

/** Codes that stand in the sources, by where: declared kinds, and the resource of each NotFound that names it. */
function codesIn(files: readonly SourceFile[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, syntax } of files) {
    visit(syntax, (node) => {
      if (
        ts.isPropertyAssignment(node) &&
        node.name.getText() === 'code' &&
        ts.isStringLiteral(node.initializer)
      ) {
        const call = node.parent.parent;
        if (ts.isCallExpression(call) && call.expression.getText() === 'errorKind')
          found.set(node.initializer.text, path);
      }
      if (!ts.isNewExpression(node) || node.expression.getText() !== 'NotFound') return;
      const [resource] = node.arguments ?? [];
      if (resource && ts.isStringLiteral(resource))
        found.set(`${resource.text.toUpperCase()}_NOT_FOUND`, path);
    });
  }
  return found;
}

/** What is wrong with how errors are made in these files. */
function faultsOf(files: readonly SourceFile[]): string[] {
  const faults: string[] = [];
  for (const { path, syntax } of files) {
    visit(syntax, (node) => {
      // A code that is written where it is thrown, rather than declared, would be in no table.
      if (
        ts.isPropertyAssignment(node) &&
        node.name.getText() === 'code' &&
        ts.isStringLiteral(node.initializer)
      ) {
        const call = node.parent.parent;
        const isError =
          /^[A-Z][A-Z]+(_[A-Z]+)+$/.test(node.initializer.text) && /status:/.test(node.parent.getText());
        if (isError && !(ts.isCallExpression(call) && call.expression.getText() === 'errorKind'))
          faults.push(`${path}: the code ${node.initializer.text} is not declared by errorKind`);
      }
      if (!ts.isNewExpression(node) || !GENERAL_ERRORS.includes(node.expression.getText())) return;
      for (const argument of node.arguments ?? []) {
        const text =
          ts.isStringLiteral(argument) || ts.isNoSubstitutionTemplateLiteral(argument) ? argument.text : null;
        if (text === null || ['NotFound', 'InvalidRequest'].includes(node.expression.getText())) continue;
        if (!SENTENCE.test(text)) faults.push(`${path}: "${text}" is no sentence`);
        // What has happened and what to do are two arguments: said in one, the message would say it twice.
        if (/: (?:try|sign|send|wait|see|read|make|write)\b/i.test(text))
          faults.push(`${path}: "${text}" says what to do where it says what happened`);
      }
    });
  }
  return faults;
}

describe('errors', () => {
  let server: TestServer;
  let files: SourceFile[];
  let kinds: readonly ErrorKind[];
  let page: string;
  let document: ApiDocument;
  beforeAll(async () => {
    server = await startServer();
    page = errorsPage(server.app);
    document = (await server.anonymous.get<ApiDocument>('//api/docs-json')).body;
    kinds = declaredKinds();
    files = readTree('src');
  });
  afterAll(() => server.close());

  it('all say what has happened and what to do next, in sentences', () => {
    expect(kinds.length).toBeGreaterThan(50);
    for (const { code, meaning, remedy } of kinds) {
      expect([code, meaning]).toEqual([code, expect.stringMatching(SENTENCE)]);
      expect([code, remedy]).toEqual([code, expect.stringMatching(ORDER)]);
    }
    for (const { reason, meaning, remedy } of Object.values(CLOSES))
      expect([reason, meaning, remedy]).toEqual([
        ...[reason, expect.stringMatching(SENTENCE), expect.stringMatching(ORDER)],
      ]);
  });

  it('have codes that are declared once, and messages that are made of both parts', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(faultsOf(files)).toEqual([]);
  });

  it('that anything in the sources can answer with are all in docs/errors.md', () => {
    const codes = codesIn(files);
    expect(codes.size).toBeGreaterThan(35);
    const missing = [...codes].filter(([code]) => !page.includes(`| \`${code}\` |`));
    expect(missing).toEqual([]);
    for (const { code } of kinds) expect(page).toContain(`| \`${code}\` |`);
    for (const { reason, remedy } of Object.values(CLOSES)) {
      expect(page).toContain(`| ${reason} |`);
      expect(page).toContain(remedy);
    }
    for (const text of [PROBLEMS.notJson(), PROBLEMS.since(), PROBLEMS.unavailable()])
      expect(page).toContain(`- ${text}`);
  });

  it('stand in docs/errors.md with the place that each comes from', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.length).toBe(kinds.length);
    for (const row of rows) expect(row).toMatch(/ \| [^|]{3,} \|$/);
    expect(page).toContain('| `LAST_ADMIN` | 409 |');
  });

  it('are named by every operation that can answer with them, each with an example', () => {
    const seen = new Set<string>();
    for (const { path, method, operation } of operationsOf(document)) {
      for (const [status, given] of Object.entries(operation.responses)) {
        if (Number(status) < 400 || path.startsWith('/health')) continue;
        const answer = given.$ref ? document.components.responses![given.$ref.split('/').at(-1)!] : given;
        const at = `${method} ${path} ${status}`;
        const codes = answer['x-error-codes'] ?? [];
        expect([at, codes.length]).not.toEqual([at, 0]);
        const { example, examples } = answer.content!['application/json'];
        const shown = examples
          ? Object.values(examples as Record<string, { value: unknown }>).map(({ value }) => value)
          : [example];
        expect([at, shown]).toMatchObject([
          at,
          codes.map((code) => ({ error: { code, message: expect.stringMatching(SENTENCE) } })),
        ]);
        for (const code of codes) {
          seen.add(code);
          expect(answer.description).toContain(`${code}: `);
          expect([at, code, kinds.find((kind) => kind.code === code)?.status]).toEqual([
            at,
            code,
            Number(status),
          ]);
        }
      }
    }
    const outside = kinds.filter(({ code, where }) => !seen.has(code) && !where).map(({ code }) => code);
    expect(outside).toEqual([]);
  });

  it('say of a route what is true there: what its path can miss, and what helps with it', () => {
    const answerOf = (method: string, path: string, status: number) => {
      const found = operationsOf(document).find((one) => one.method === method && one.path === path);
      const given = found!.operation.responses[status];
      return given.$ref ? document.components.responses![given.$ref.split('/').at(-1)!] : given;
    };
    const evidence = '/api/v1/infra/incidents/{incident}/evidence/{evidenceId}';
    expect(answerOf('delete', evidence, 404)['x-error-codes']).toEqual([
      ...['EVIDENCE_NOT_FOUND', 'INCIDENT_NOT_FOUND'],
    ]);
    for (const status of [401, 403]) {
      const { description, content } = answerOf('get', '/metrics', status);
      expect(description).toMatch(/ (?:Send|Set) METRICS_TOKEN\b[^.]*\.$/);
      expect(content!['application/json'].example).toMatchObject({ error: { details: null } });
    }
    const series = answerOf('get', '/api/v1/infra/metrics/{metric_name}/timeseries', 404);
    expect(series.description).toMatch(/^METRIC_NOT_FOUND: No metric can have this name\. Send a name of/);
    expect(page).toContain('except the 503 of `/health` and `/health/ready`');
  });

  it('would be missed if they were written where they are thrown', () => {
    const source = (text: string): SourceFile => parseAll([['src/rumours/rumour.ts', text]])[0];
    expect(faultsOf([source(`refuse({ status: 409, code: 'TOO_MANY_RUMOURS' })`)])).toHaveLength(1);
    expect(faultsOf([source(`throw new ServiceUnavailable('Too many rumours: try again.')`)])).toHaveLength(
      1,
    );
    expect(faultsOf([source(`throw new Conflict('too many')`)])).toHaveLength(1);
    expect([...codesIn([source(`throw new NotFound('rumour', id)`)]).keys()]).toEqual(['RUMOUR_NOT_FOUND']);
    expect(page).not.toContain('RUMOUR_NOT_FOUND');
  });
});
