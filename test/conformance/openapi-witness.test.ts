import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020';
import { type ApiDocument, type Schema } from '../../src/openapi/document';
import { Random } from '../../src/seed/random';
import type { Actor, Answer } from '../support/actor';
import { startServer, type TestServer } from '../support/app';
import { FORMATS, schemaFaults } from '../support/openapi-schema';
import { broken, Values } from '../support/openapi-values';
import { Witness } from '../support/openapi-witness';

const LIST = '/api/v1/infra/incidents';
const BODY = {
  ...{ title: 'Checkout fails', description: 'One call in five fails.', severity: 'high' },
  ...{ squad: 'Payments', environment: 'production' },
};

describe('the comparison of answers with the OpenAPI document', () => {
  let server: TestServer;
  let document: ApiDocument;
  let witness: Witness;
  let engineer: Actor;
  let incident: Answer;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    document = (await server.anonymous.get<ApiDocument>('//api/docs-json')).body;
    witness = new Witness(document);
    incident = await engineer.post('/infra/incidents', BODY);
  });
  afterAll(() => server.close());

  const faults = (change: Partial<Answer>, method = 'POST', path = LIST, headers = new Headers()): string[] =>
    witness.faults({ method, path, headers }, { ...incident, ...change });
  const withHeaders = (change: (headers: Headers) => void): Headers => {
    const headers = new Headers(incident.headers);
    change(headers);
    return headers;
  };
  const withBody = (more: object): Partial<Answer> => ({ body: { ...incident.body, ...more } });

  it('has nothing to say about an answer that is as documented', () => {
    expect(faults({})).toEqual([]);
  });

  it('finds a status, a body, a field, a value or a header that is not as documented', () => {
    expect(faults({ status: 418, text: 'I am a teapot' })).toEqual([
      'the status 418 is not documented: I am a teapot',
    ]);
    expect(faults({ status: 500 })[0]).toMatch(/^the status 500 is not documented/);
    expect(faults({ status: 200 }, 'GET', `${LIST}/INC-1001`)).toEqual([]);
    expect(faults({}, 'DELETE', `${LIST}/INC-1001`)[0]).toMatch(/^the status 201 is not documented/);
    expect(faults({ status: 204 }, 'DELETE', `${LIST}/INC-1001`)).toEqual([
      'a body where none is documented',
    ]);
    expect(faults(withBody({ secret: 1 }))).toEqual(['secret: is not documented']);
    expect(faults(withBody({ severity: 'dire' }))[0]).toMatch(/^severity: is "dire", not one of/);
    expect(faults(withBody({ squad: null }))).toEqual(['squad: is null, not string']);
    expect(faults(withBody({ created_at: '15.01.2026' }))).toEqual([
      'created_at: is "15.01.2026", which is no date-time',
    ]);
    expect(faults(withBody({ tags: ['a', ''] }))).toEqual(['tags[1]: has 0 characters']);
    const { title: _, ...rest } = incident.body;
    expect(faults({ body: rest })).toEqual(['title: is missing']);
    expect(faults({ headers: withHeaders((headers) => headers.delete('etag')) })).toEqual([
      'the header ETag is missing',
    ]);
    expect(faults({ headers: withHeaders((headers) => headers.set('x-ratelimit-limit', 'many')) })).toEqual([
      'the header X-RateLimit-Limit is many',
    ]);
    expect(faults({ headers: withHeaders((headers) => headers.set('content-type', 'text/html')) })).toEqual([
      'the content type text/html is not documented',
    ]);
  });

  it('finds the code of an error that is not documented with the operation', () => {
    const refused = (code: string): string[] => {
      const details = { timestamp: '2026-01-15T10:30:00.000Z', request_id: 'known', details: null };
      const body = { error: { code, message: 'It is not there.', ...details } };
      return faults({ status: 404, body }, 'GET', `${LIST}/INC-1001`);
    };
    expect(refused('INCIDENT_NOT_FOUND')).toEqual([]);
    expect(refused('TASK_NOT_FOUND')).toEqual(['the code TASK_NOT_FOUND is not documented']);
  });

  it('demands the form of errors also where there is no route, and that nothing else is there', () => {
    const nowhere = '/api/v1/infra/rumours';
    expect(faults({ status: 404, body: { message: 'Cannot GET' } }, 'GET', nowhere)).toEqual([
      'error: is missing',
      'message: is not documented',
    ]);
    expect(faults({ status: 200 }, 'GET', nowhere)).toEqual(['200 where nothing is documented']);
  });

  it('looks into the envelope if one was asked for', () => {
    const asked = new Headers({ 'x-response-envelope': 'success' });
    const wrapped = { success: true, data: incident.body, timestamp: '2026-01-15T10:30:00.000Z' };
    expect(faults({ body: wrapped }, 'POST', LIST, asked)).toEqual([]);
    expect(faults({ body: wrapped })).not.toEqual([]);
    const odd = { ...wrapped, data: { ...incident.body, squad: 7 } };
    expect(faults({ body: odd }, 'POST', LIST, asked)).toEqual(['squad: is 7, not string']);
    expect(faults({ body: { ...wrapped, more: 1 } }, 'POST', LIST, asked)).toEqual([
      'this is not the success envelope',
    ]);
  });

  it('takes place at every answer of every test, whoever asks', async () => {
    for (const actor of [server.anonymous, engineer, await server.signIn('viewer')]) {
      const spoilt = actor.with({ 'x-request-id': 'known' });
      await expect(spoilt.get('/infra/incidents')).resolves.toHaveProperty('status');
    }
    await server.sql(`alter table incidents disable trigger user; update incidents set title = 'x'`);
    await expect(engineer.get('/infra/incidents')).rejects.toThrow(
      /GET \/api\/v1\/infra\/incidents gave 200, and the OpenAPI document is wrong about it:\n {2}\[0\].title: has 1 characters/,
    );
    const answer = await engineer.unchecked('the title is spoilt').get('/infra/incidents');
    expect(answer.status).toBe(200);
  });

  it('judges values as ajv does', () => {
    const ajv = new Ajv2020({ strict: false, formats: FORMATS, logger: false });
    ajv.addSchema({ $id: 'doc', components: { schemas: closed(document.components.schemas) as never } });
    const disagreements: string[] = [];
    let [right, wrong] = [0, 0];
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const judge = ajv.compile({ $ref: `doc#/components/schemas/${name}` });
      for (let number = 0; number < 30; number += 1) {
        const random = new Random(`${name} ${number}`);
        const made = new Values(document, random, () => undefined).of(schema);
        const value: unknown = JSON.parse(JSON.stringify(number % 2 ? broken(made, random) : made));
        const found = schemaFaults(value, schema, document);
        if (judge(value)) right += 1;
        else wrong += 1;
        if ((found.length === 0) !== judge(value)) {
          disagreements.push(
            `${name} ${JSON.stringify(value).slice(0, 300)}: ${found.join()} | ${ajv.errorsText(judge.errors)}`,
          );
        }
      }
    }
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(right).toBeGreaterThan(1_000);
    expect(wrong).toBeGreaterThan(1_000);
  });
});

/** The same schemas for a judge who does not know that fields which are not named are faults. */
function closed(schemas: Readonly<Record<string, Schema>>): unknown {
  return JSON.parse(JSON.stringify(schemas), (_, value: unknown) => {
    const schema = value as Schema | null;
    return schema?.type === 'object' && schema.properties && schema.additionalProperties === undefined
      ? { ...schema, additionalProperties: false }
      : value;
  }) as unknown;
}
