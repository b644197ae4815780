import { BadRequestException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { describeError, errorBody, isDatabaseUnavailable } from './describe-error';
import { IDEMPOTENCY_KEY_REUSED } from './error-kinds';
import { Conflict, Forbidden, InvalidRequest, NotFound, RateLimitExceeded } from './domain-error';

const failure = (fields: object, message = 'boom'): Error => Object.assign(new Error(message), fields);

describe('describing an error', () => {
  it('takes domain errors at their word', () => {
    expect(describeError(new NotFound('incident', 'x'))).toMatchObject({
      ...{ status: 404, code: 'INCIDENT_NOT_FOUND', details: { incident_id: 'x' } },
    });
    expect(describeError(new Forbidden('no', { missing_permission: 'a:b' }, 'Ask me.'))).toMatchObject({
      ...{ status: 403, code: 'FORBIDDEN', message: 'no Ask me.', details: { missing_permission: 'a:b' } },
    });
    expect(describeError(new Conflict('twice', null, IDEMPOTENCY_KEY_REUSED))).toMatchObject({
      status: 409,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(describeError(new RateLimitExceeded(7))).toMatchObject({ status: 429, retryAfter: 7 });
    expect(describeError(InvalidRequest.field('a', 'b')).details).toEqual([{ field: 'a', message: 'b' }]);
  });

  it.each([
    ['an error', new Error('select secret from users')],
    ['a driver error', failure({ code: '42P01', table: 'users' }, 'relation "users" does not exist')],
    ['a file system error', failure({ code: 'ENOENT' }, "no such file '/srv/data/x'")],
    ['text', 'a secret'],
    ['null', null],
    ['undefined', undefined],
    ['a number', 42],
    ['a cancellation', new DOMException('a secret', 'AbortError')],
    ['an object', { message: 'a secret', status: 200 }],
  ])('says nothing of %s that is not meant for callers', (_what, error) => {
    const described = describeError(error);
    expect(described).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', details: null });
    expect(JSON.stringify(described)).not.toMatch(/secret|users|relation|srv/);
  });

  it.each([
    ['ECONNREFUSED', failure({ code: 'ECONNREFUSED' })],
    ['a connection exception', failure({ code: '08006' })],
    ['an administrator who shuts down', failure({ code: '57P01' })],
    ['too many connections', failure({ code: '53300' })],
    ['no room for more locks', failure({ code: '53200' })],
    ['a dropped connection', failure({}, 'Connection terminated unexpectedly')],
    ['an error around one', failure({ driverError: failure({ code: 'ECONNRESET' }) })],
    ['several failed addresses', new AggregateError([failure({ code: 'ECONNREFUSED' })])],
  ])('knows by %s that the database is away, and asks to come back', (_what, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(describeError(error)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: 2 });
  });

  it('does not blame the database for faults of a statement', () => {
    for (const error of [
      failure({ code: '23505' }),
      failure({ code: '42601' }),
      new Error('x'),
      null,
      'text',
    ]) {
      expect(isDatabaseUnavailable(error)).toBe(false);
    }
  });

  it('names the fields of a broken constraint and not their values or its name', () => {
    const detail = 'Key (environment, hostname)=(production, secret-host) already exists.';
    const error = failure({ driverError: failure({ code: '23505', detail, constraint: 'assets_key' }) });
    const described = describeError(error);
    expect(described).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect(described.details).toEqual({ fields: ['environment', 'hostname'] });
    expect(JSON.stringify(described)).not.toMatch(/secret-host|assets_key/);
    const caseless = 'Key (environment, lower(hostname))=(production, secret-host) already exists.';
    expect(describeError(failure({ code: '23505', detail: caseless })).details).toEqual({
      fields: ['environment', 'hostname'],
    });
    expect(describeError(failure({ code: '23505' }))).toMatchObject({ status: 409, details: null });
    expect(
      describeError(failure({ code: '23503', detail: 'Key (asset_id)=(1) is not present' })),
    ).toMatchObject({
      ...{ status: 409, details: { fields: ['asset_id'] } },
    });
  });

  it.each(['40001', '40P01', '55P03'])('calls %s a conflict that may be tried again', (code) => {
    expect(describeError(failure({ code }))).toMatchObject({ status: 409, code: 'CONFLICT' });
  });

  it('calls a statement that took too long unavailable', () => {
    const described = describeError(failure({ code: '57014' }));
    expect(described).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    // It may have waited for somebody else's change: then it was not too large, and the same again may succeed.
    expect(described.message).toContain('Try again in a moment');
  });

  it.each<[string, Error, number, string]>([
    ['a body that is too large', failure({ type: 'entity.too.large', limit: 10 }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a file that is too large', failure({ code: 'LIMIT_FILE_SIZE' }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a character set', failure({ type: 'charset.unsupported', status: 415 }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an encoding', failure({ type: 'encoding.unsupported', status: 415 }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body cut short', failure({ type: 'request.aborted', status: 400 }), 400, 'INVALID_REQUEST'],
    ['too many parts', failure({ code: 'LIMIT_PART_COUNT' }), 400, 'INVALID_REQUEST'],
    ['a broken form', new Error('Unexpected end of form'), 400, 'INVALID_REQUEST'],
    ['a broken path', new URIError('URI malformed'), 400, 'INVALID_REQUEST'],
    ['the framework', new BadRequestException('Unexpected field'), 400, 'INVALID_REQUEST'],
    ['a missing route', new NotFoundException('Cannot GET /x'), 404, 'NOT_FOUND'],
    ['a paused service', new ServiceUnavailableException(), 503, 'SERVICE_UNAVAILABLE'],
    ['any other 4xx', failure({ status: 418 }, 'teapot'), 418, 'INVALID_REQUEST'],
  ])('gives %s its code', (_what, error, status, code) => {
    expect(describeError(error)).toMatchObject({ status, code });
  });

  it('lists what is wrong in details for every 400', () => {
    for (const error of [
      failure({ type: 'request.aborted', status: 400 }),
      failure({ code: 'LIMIT_UNEXPECTED_FILE', field: 'photo' }),
      new BadRequestException('Unexpected field'),
      new BadRequestException("Failed to decode param '%'"),
      failure({ status: 400 }, ''),
    ]) {
      expect(describeError(error).details).toEqual([
        { field: expect.any(String), message: expect.any(String) },
      ]);
    }
  });

  it('does not send a path of the router back', () => {
    expect(describeError(new NotFoundException('Cannot GET /x')).message).not.toContain('/x');
  });
});

describe('the body of an error', () => {
  it('always has the same keys; retry_after only where waiting helps', () => {
    const plain = errorBody(describeError(new NotFound('incident', 'x')), 'req-1').error;
    expect(Object.keys(plain)).toEqual(['code', 'message', 'details', 'timestamp', 'request_id']);
    expect(plain.request_id).toBe('req-1');
    expect(new Date(plain.timestamp).toISOString()).toBe(plain.timestamp);
    const waiting = errorBody(describeError(new RateLimitExceeded(7)), 'req-2').error;
    expect(waiting.retry_after).toBe(7);
    const unknown = errorBody({ status: 500, code: 'X', message: 'x', details: undefined }, '');
    expect(unknown.error.details).toBeNull();
  });
});
