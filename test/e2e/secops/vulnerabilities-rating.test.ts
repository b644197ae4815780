import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { auditOf, type ErrorAnswer, faultyFields, refusalOf } from '../infra/fixtures';
import {
  change,
  changed,
  LOG4SHELL,
  PATH,
  registerAsset,
  type VulnerabilityBody,
} from './vulnerability-scene';

const CRITICAL = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const HIGH = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
const V40 = 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

describe('the rating of a vulnerability', () => {
  let server: TestServer;
  let engineer: Actor;
  let asset: string;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    asset = (await registerAsset(engineer)).id;
  });
  afterAll(() => server.close());

  const rate = (rating: Record<string, unknown>) =>
    engineer.post<VulnerabilityBody>(PATH, { ...LOG4SHELL, asset_id: asset, ...rating });
  const rated = async (rating: Record<string, unknown>): Promise<VulnerabilityBody> => {
    const answer = await rate(rating);
    expect([answer.text, answer.status]).toEqual([expect.any(String), 201]);
    return answer.body;
  };
  const messageOf = (answer: { body: unknown }): string =>
    ((answer.body as ErrorAnswer).error.details as { message: string }[])[0].message;

  it.each([
    [{ cvss_vector: CRITICAL }, { cvss_vector: CRITICAL, cvss_score: 9.8, severity: 'critical' }],
    [{ cvss_vector: CRITICAL.replace('3.1', '3.0') }, { cvss_score: 9.8, severity: 'critical' }],
    [{ cvss_vector: V40 }, { cvss_vector: V40, cvss_score: 7.7, severity: 'high' }],
    [{ cvss_vector: `${V40}/E:U` }, { cvss_score: 5.2, severity: 'medium' }],
    [
      { cvss_vector: HIGH, cvss_score: 7.5 },
      { cvss_score: 7.5, severity: 'high' },
    ],
    [
      { cvss_vector: HIGH, severity: 'low' },
      { cvss_score: 7.5, severity: 'low' },
    ],
    [{ cvss_score: 0 }, { cvss_score: 0, severity: 'info' }],
    [{ cvss_score: 0.1 }, { cvss_score: 0.1, severity: 'low' }],
    [{ cvss_score: 10 }, { cvss_score: 10, severity: 'critical' }],
    [
      { cvss_score: 10, severity: 'info' },
      { cvss_score: 10, severity: 'info' },
    ],
    [{ severity: 'high' }, { cvss_vector: null, cvss_score: null, severity: 'high' }],
  ])('of %p', async (given, expected) => {
    const body = await rated(given);
    expect(body).toMatchObject(expected);
    expect((await engineer.get(`${PATH}/${body.id}`)).body).toEqual(body);
  });

  it('needs a severity where there is no score', async () => {
    const answer = await rate({});
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(['severity']);
  });

  it('whose score is not that of its vector is refused, and both are named', async () => {
    const answer = await rate({ cvss_vector: CRITICAL, cvss_score: 5.5 });
    expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
    expect(faultyFields(answer)).toEqual(['cvss_score']);
    expect(messageOf(answer)).toMatch(/9\.8.*5\.5/);
  });

  it.each([
    ['of CVSS 2', 'AV:N/AC:L/Au:N/C:P/I:P/A:P', /CVSS 2\.0/],
    ['without a base metric', CRITICAL.replace('/A:H', ''), /A missing/],
    ['with a metric twice', `${CRITICAL}/AV:N`, /AV twice/],
    ['with an unknown metric', `${CRITICAL}/XY:N`, /XY:N/],
    ['with an unknown value', CRITICAL.replace('AV:N', 'AV:Z'), /"Z"/],
    ['that never ends', CRITICAL + '/E:H'.repeat(1_000), /shorter than or equal to 300/],
    ['that is empty', '', /longer than or equal to 1/],
    ['that is a number', 9.8, /must be a string/],
    ['that is a list', [CRITICAL], /must be a string/],
  ])('from a vector %s is refused', async (_, cvss_vector, message) => {
    const { id } = await rated({ severity: 'low' });
    for (const answer of [
      await rate({ severity: 'low', cvss_vector }),
      await change(engineer, id, { cvss_vector }),
    ]) {
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual(['cvss_vector']);
      expect(answer.text.replaceAll('\\"', '"')).toMatch(message);
    }
  });

  it('follows a new vector, and the audit log says all three', async () => {
    const { id } = await rated({ cvss_vector: HIGH });
    expect(await changed(engineer, id, { cvss_vector: CRITICAL })).toMatchObject({
      ...{ cvss_vector: CRITICAL, cvss_score: 9.8, severity: 'critical' },
    });
    const [, audit] = await auditOf(server, id);
    expect(audit.changes).toEqual([
      { field: 'severity', old_value: 'high', new_value: 'critical' },
      { field: 'cvss_score', old_value: 7.5, new_value: 9.8 },
      { field: 'cvss_vector', old_value: HIGH, new_value: CRITICAL },
    ]);
  });

  it('follows a new score, unless a severity is given with it', async () => {
    const { id } = await rated({ cvss_score: 5 });
    expect(await changed(engineer, id, { cvss_score: 9 })).toMatchObject({
      cvss_score: 9,
      severity: 'critical',
    });
    expect(await changed(engineer, id, { cvss_score: 3, severity: 'high' })).toMatchObject({
      ...{ cvss_score: 3, severity: 'high' },
    });
    // The score is what it was: what somebody decided stays.
    expect(await changed(engineer, id, { cvss_score: 3, assignee: 'A' })).toMatchObject({ severity: 'high' });
    expect(await changed(engineer, id, { cvss_score: null })).toMatchObject({
      cvss_score: null,
      severity: 'high',
    });
  });

  it('has no score beside a vector but that of the vector', async () => {
    const { id } = await rated({ cvss_vector: HIGH });
    for (const cvss_score of [5, null]) {
      const answer = await change(engineer, id, { cvss_score });
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual(['cvss_score']);
    }
    expect(await changed(engineer, id, { cvss_vector: null, cvss_score: 5 })).toMatchObject({
      ...{ cvss_vector: null, cvss_score: 5, severity: 'medium' },
    });
  });
});
