import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type ApiDocument, type DocumentedOperation, operationsOf } from '../../src/openapi/document';
import { Random } from '../../src/seed/random';
import type { Actor } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { type GeneratedRequest, requestOf } from '../support/openapi-requests';
import { schemaFaults } from '../support/openapi-schema';
import { Scene, shownBodies } from '../support/openapi-scene';

const REQUESTS = 5_000;
const AT_ONCE = 8;
/** Another seed asks other questions; that of a failure is in its message. */
const SEED = process.env.OPENAPI_SEED ?? 'ops control center';

/** These end, lock or need the session that they are sent with, which must not be everybody's. */
const SESSION_ROUTES = /\/auth\/(logout|refresh|sessions)/;
const PASSWORD = '/api/v1/auth/password';
/** One alert that makes no sense must not hold up the others: such are told of in the answer. */
const FORGIVING = /\/integrations\/alertmanager/;
/** Made by hand they are binary; a text that stands in a document cannot be one. */
const BINARY = ['application/gzip', 'application/x-gzip', 'application/x-protobuf'];
/** They need what a generated request cannot bring about. */
const UNREACHED = [
  // A delivery that has failed.
  'POST /api/v1/admin/notifications/{id}/retry',
  // A body packed with Snappy.
  'POST /api/v1/integrations/prometheus/write',
  // A signature.
  'POST /api/v1/integrations/jira/webhook',
];

/** Of two ids those that belong together are seldom drawn. */
const isHardToReach = (operation: DocumentedOperation): boolean =>
  UNREACHED.includes(nameOf(operation)) || /\{.*\{/.test(operation.path);

const nameOf = ({ method, path }: DocumentedOperation): string => `${method.toUpperCase()} ${path}`;

describe('the server, asked as its OpenAPI document says', () => {
  let server: TestServer;
  let document: ApiDocument;
  let operations: DocumentedOperation[];
  let scene: Scene;
  /** Of an account that nobody else uses. */
  let sessions: Actor[];
  beforeAll(async () => {
    server = await startServer({ SOP_ALLOWED_COMMANDS: 'echo' });
    document = (await server.anonymous.get<ApiDocument>('//api/docs-json')).body;
    operations = operationsOf(document);
    scene = await Scene.on(server, document);
    sessions = [];
    for (let number = 0; number < 12; number += 1) sessions.push(await server.signIn('colleague'));
    const { body } = await sessions[0].get<{ id: string }[]>('/auth/sessions');
    scene.replace(
      '/api/v1/auth/sessions',
      body.map(({ id }) => id),
    );
  });
  afterAll(() => server.close());

  it('accepts every request that the document shows as an example', async () => {
    expect(scene.refusals).toEqual([]);
    const refused: string[] = [];
    for (const documented of operations) {
      const { path, method } = documented;
      for (const [type, media] of shownBodies(documented)) {
        if (BINARY.includes(type)) continue;
        const actor = path === PASSWORD ? scene.somebody : scene.admin;
        const headers: Record<string, string> = /json|form-data/.test(type) ? {} : { 'content-type': type };
        const target = scene.pathTo(path);
        const answer = await actor.send(
          method.toUpperCase(),
          `/${target}`,
          scene.bodyOf(type, media, path),
          headers,
        );
        scene.learn(method.toUpperCase(), target, answer);
        // Whether it fits what is there (404, 409) is another matter than whether it is right.
        if ([400, 413, 415].includes(answer.status))
          refused.push(`${nameOf(documented)} ${type}: ${answer.status} ${answer.text}`);
      }
    }
    expect(refused).toEqual([]);
  });

  it('answers 5,000 valid and broken requests without a fault of its own, and never outside the document', async () => {
    const order = new Random(SEED);
    const rounds = Math.ceil(REQUESTS / operations.length);
    const plan = Array.from({ length: rounds }, () => order.shuffle(operations)).flat();
    const faults: string[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < plan.length) {
        const number = next++;
        const request = requestOf(SEED, number, plan[number], document, scene);
        for (const fault of await faultsOf(plan[number], number, request)) {
          const { method, path, headers, body } = request;
          const shown = body instanceof FormData ? 'a form' : String(body).slice(0, 400);
          faults.push(
            `seed "${SEED}", number ${number}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers)} ${shown}\n  ${fault}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect({ count: faults.length, first: faults.slice(0, 10) }).toEqual({ count: 0, first: [] });
    // All of this was asked of a server that let its caller in, and nearly every operation has done its work.
    expect((await scene.admin.get('/auth/me')).status).toBe(200);
    const idle = operations.filter((operation) => !scene.succeeded.has(nameOf(operation)));
    expect(idle.filter((operation) => !isHardToReach(operation)).map(nameOf)).toEqual([]);
  }, 240_000);

  async function faultsOf(
    documented: DocumentedOperation,
    number: number,
    { method, path, headers, body }: GeneratedRequest,
  ): Promise<string[]> {
    try {
      const actor = await callerOf(documented, number);
      const answer = await actor.send(method, `/${path}`, body, headers);
      scene.learn(method, path, answer);
      if (answer.status >= 500) return [`gave ${answer.status}: ${answer.text}`];
      const wrong = answer.status < 300 ? wrongIn(documented, body, headers) : [];
      return wrong.length > 0 ? [`was accepted, though: ${wrong.join('; ')}`] : [];
    } catch (error) {
      return [(error as Error).message];
    }
  }

  async function callerOf({ path }: DocumentedOperation, number: number): Promise<Actor> {
    if (path === PASSWORD) return scene.somebody;
    if (SESSION_ROUTES.test(path)) return sessions[number % sessions.length];
    const random = new Random(`caller ${SEED} ${number}`);
    if (random.chance(0.04)) return server.anonymous;
    if (random.chance(0.02)) return server.anonymous.with({ authorization: `Bearer ${randomUUID()}` });
    if (random.chance(0.1)) return server.as(random.pick(['viewer', 'engineer']));
    return scene.admin;
  }

  /** What the document says is wrong with a JSON body. */
  function wrongIn(
    { path, operation }: DocumentedOperation,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): string[] {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (!schema || typeof body !== 'string' || headers['content-type'] || FORGIVING.test(path)) return [];
    return schemaFaults(JSON.parse(body) as unknown, schema, document);
  }
});
