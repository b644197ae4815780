import { expect, it } from '@jest/globals';
import {
  anything,
  faultsOf,
  flag,
  like,
  listOf,
  object,
  type Shape,
  text,
  timestamp,
  whole,
} from '../../support/shape';
import { INCIDENT, REPORT } from './infra';
import { PAGINATION } from './page';
import type { WireScene } from './scene';

const enveloped = (data: Shape[string]): Shape => ({ success: flag, data, timestamp });
const ERROR_DETAIL: Shape = {
  code: like(/^[A-Z_]+$/),
  message: text,
  details: anything,
  timestamp,
  request_id: text,
};
const ERROR_RESPONSE: Shape = { error: object(ERROR_DETAIL) };
const RETRY_ERROR_RESPONSE: Shape = { error: object({ ...ERROR_DETAIL, retry_after: whole }) };

/** Envelopes and errors. */
export function answersOnTheWire(scene: WireScene): void {
  it('with the success envelope, the same fields one level down', async () => {
    const wrapped = scene.engineer.with({ 'x-response-envelope': 'success' });
    const one = await wrapped.get(`/infra/incidents/${String(scene.full.id)}`);
    expect(faultsOf(one.body, enveloped(object(INCIDENT)))).toEqual([]);
    const list = await wrapped.get('/infra/incidents');
    expect(faultsOf(list.body, enveloped(listOf(object(INCIDENT))))).toEqual([]);
    const page = await wrapped.get('/infra/incidents?page=1');
    const { data } = enveloped(listOf(object(INCIDENT)));
    expect(faultsOf(page.body, { success: flag, data, pagination: object(PAGINATION), timestamp })).toEqual(
      [],
    );
    const created = await wrapped.post('/infra/incidents', REPORT);
    expect(faultsOf(created.body, enveloped(object(INCIDENT)))).toEqual([]);
  });

  it.each([
    ['400', 'INVALID_REQUEST', () => scene.engineer.post('/infra/incidents', {})],
    [
      '401',
      'UNAUTHORIZED',
      () => scene.server.anonymous.with({ authorization: 'Bearer x' }).get('/infra/incidents'),
    ],
    ['403', 'FORBIDDEN', () => scene.engineer.get('/admin/users')],
    ['404', 'INCIDENT_NOT_FOUND', () => scene.engineer.get('/infra/incidents/INC-1')],
    ['404', 'NOT_FOUND', () => scene.engineer.get('/nowhere')],
    [
      '412',
      'PRECONDITION_FAILED',
      () => scene.engineer.delete(`/infra/incidents/${String(scene.full.id)}`, { 'if-match': '"0"' }),
    ],
    [
      '415',
      'UNSUPPORTED_MEDIA_TYPE',
      () => scene.engineer.post('/infra/incidents', 'x', { 'content-type': 'text/xml' }),
    ],
  ])('a %s %s is an ErrorResponse', async (status, code, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(Number(status));
    expect(faultsOf(answer.body, ERROR_RESPONSE)).toEqual([]);
    expect(answer.body).toMatchObject({ error: { code, request_id: answer.headers.get('x-request-id') } });
  });

  it('a 429 says besides how long to wait', async () => {
    let answer = await scene.server.anonymous.get('/auth/me');
    for (let tries = 0; answer.status !== 429 && tries < 10; tries += 1)
      answer = await scene.server.anonymous.get('/auth/me');
    expect(answer.status).toBe(429);
    expect(faultsOf(answer.body, RETRY_ERROR_RESPONSE)).toEqual([]);
    expect(answer.body).toMatchObject({ error: { code: 'RATE_LIMIT_EXCEEDED' } });
  });
}
