import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { startServer, type TestServer } from '../support/app';
import { faultsOf, type Operation, operationsOf } from '../support/openapi-faults';
import { declaredRoutes, type Route } from '../support/routes';

/** Answers as /health, under which it is documented. */
const ALIAS = '/api/v1/health';
const OPEN = 'POST /api/v1/infra/incidents';
const CHANGE = 'PATCH /api/v1/infra/incidents/{id}';

describe('the OpenAPI document', () => {
  let server: TestServer;
  let routes: Route[];
  let document: OpenAPIObject;
  beforeAll(async () => {
    server = await startServer();
    routes = declaredRoutes(server.app).filter(({ path }) => path !== ALIAS);
    document = (await server.anonymous.get<OpenAPIObject>('//api/docs-json')).body;
  });
  afterAll(() => server.close());

  it('tells everything that a caller of any route has to know', () => {
    expect(faultsOf(document, routes)).toEqual([]);
  });

  const edit = (name: string, change: (operation: Operation) => void): string[] => {
    const copy = structuredClone(document);
    change(operationsOf(copy).get(name)!);
    return faultsOf(copy, routes);
  };

  it.each<[string, string, (operation: Operation) => void, string]>([
    ['a missing summary', OPEN, (operation) => delete operation.summary, 'no summary'],
    ['a second tag', OPEN, (operation) => operation.tags?.push('Other'), 'not exactly one tag'],
    [
      'a permission that is not the one enforced',
      OPEN,
      (operation) => (operation['x-permission'] = 'read:incidents'),
      'x-permission is not write:incidents',
    ],
    ['an undocumented refusal', OPEN, ({ responses }) => delete responses[403], 'no 403'],
    ['an error of another form', OPEN, ({ responses }) => (responses[409] = {}), '409 is not an ErrorBody'],
    ['an answer without schema', OPEN, ({ responses }) => (responses[201] = {}), 'no schema of the answer'],
    [
      'a body without schema',
      OPEN,
      (operation) =>
        (operation.requestBody = {
          content: { 'application/json': { schema: { type: 'object' }, example: {} } },
        }),
      'no schema of the application/json body',
    ],
    [
      'a body without example',
      OPEN,
      ({ requestBody }) => delete requestBody!.content['application/json'].example,
      'no example of the application/json body',
    ],
    [
      'an answer without example',
      OPEN,
      ({ responses }) => delete responses[201].content!['application/json'].example,
      'no example of 201 application/json',
    ],
    ['a change without If-Match', CHANGE, (operation) => (operation.parameters = []), 'no If-Match'],
    [
      'a creation without Idempotency-Key',
      OPEN,
      (operation) => (operation.parameters = []),
      'no Idempotency-Key',
    ],
  ])('is caught at %s', (_, name, change, fault) => {
    expect(edit(name, change)).toEqual([`${name}: ${fault}`]);
  });

  it('is caught at a route that it leaves out, one that is not there, and a schema that is not there', () => {
    const copy = structuredClone(document);
    const incidents = copy.paths['/api/v1/infra/incidents'];
    copy.paths['/api/v1/infra/rumours'] = incidents;
    delete copy.paths['/api/v1/infra/incidents'];
    delete copy.components!.schemas!.UpdateIncidentRequest;
    expect(faultsOf(copy, routes)).toEqual(
      expect.arrayContaining([
        `${OPEN}: not documented`,
        'POST /api/v1/infra/rumours: documented but not served',
        '#/components/schemas/UpdateIncidentRequest: does not exist',
      ]),
    );
  });
});
