import { describe, expect, it } from '@jest/globals';
import { BadMessage, parseMessage, pong, problem, subscribed, unsubscribed } from './protocol';
import { PROBLEMS } from './refusals';

const parse = (message: unknown) => parseMessage(JSON.stringify(message));
const refusal = (data: unknown): BadMessage => {
  try {
    parseMessage(typeof data === 'string' ? data : JSON.stringify(data));
  } catch (error) {
    if (error instanceof BadMessage) return error;
    throw error;
  }
  throw new Error('was understood');
};

describe('what clients say', () => {
  it('names channels once, however often the client repeats them', () => {
    expect(parse({ type: 'subscribe', channels: ['incidents', 'incidents', 'squad:Payments'] })).toEqual({
      kind: 'subscribe',
      dialect: 'type',
      channels: ['incidents', 'squad:Payments'],
      since: null,
      filters: null,
    });
  });

  it('is understood in the older dialect, with filters of one value or several', () => {
    const filters = { environment: 'production', squad: ['Payments', 'Search'] };
    expect(parse({ action: 'subscribe', topics: ['incidents'], filters, since: 7 })).toMatchObject({
      kind: 'subscribe',
      dialect: 'action',
      channels: ['incidents'],
      since: 7,
      filters: { environment: ['production'], squad: ['Payments', 'Search'], said: filters },
    });
    expect(parse({ action: 'unsubscribe', topics: ['incidents'] })).toEqual({
      kind: 'unsubscribe',
      dialect: 'action',
      channels: ['incidents'],
    });
    expect(parse({ action: 'ping' })).toEqual({ kind: 'ping', dialect: 'action' });
  });

  it('restricts nothing by an empty filter or by "all"', () => {
    const filters = { environment: 'all', squad: '' };
    expect(parse({ action: 'subscribe', topics: ['incidents'], filters })).toMatchObject({
      filters: { environment: null, squad: null },
    });
  });

  it('leaves earlier filters alone when it has none', () => {
    expect(parse({ action: 'subscribe', topics: ['incidents'] })).toMatchObject({ filters: null });
  });

  it('is refused when it makes no sense, in the dialect it came in', () => {
    expect(refusal('{"type":').message).toBe(PROBLEMS.notJson());
    for (const data of ['null', '[]', '7', '"subscribe"'])
      expect(refusal(data).message).toBe(PROBLEMS.notAnObject());
    for (const data of [{}, { type: 'shout' }, { type: 7 }, { type: 'constructor' }])
      expect(refusal(data).message).toBe('type must be one of subscribe, unsubscribe, ping, auth.');
    expect(refusal({ action: 'shout' })).toMatchObject({
      dialect: 'action',
      message: 'action must be one of subscribe, unsubscribe, ping, auth.',
    });
    expect(refusal({ type: 'auth', token: 7 }).message).toBe(PROBLEMS.token());
  });

  it.each([
    [undefined],
    [[]],
    ['incidents'],
    [{ 0: 'incidents' }],
    [Array.from({ length: 101 }, (_, index) => `squad:${index}`)],
  ])('is refused with channels like %j', (channels) => {
    expect(refusal({ type: 'subscribe', channels }).message).toBe(
      'channels must be a list of 1 to 100 names.',
    );
    expect(refusal({ action: 'subscribe', topics: channels }).message).toBe(
      'topics must be a list of 1 to 100 names.',
    );
  });

  it.each([['weather'], ['Incidents'], ['squad:'], [`squad:${'x'.repeat(101)}`], [7], [null], ['__proto__']])(
    'is refused with the unknown channel %j, and says which it was',
    (channel) => {
      const { message } = refusal({ type: 'subscribe', channels: ['incidents', channel] });
      expect(message).toContain(`There is no channel ${JSON.stringify(channel).slice(0, 60)}`);
    },
  );

  it.each([[-1], [1.5], ['7'], [Number.MAX_SAFE_INTEGER + 1], [{}], [true]])(
    'is refused with since %j',
    (since) => {
      expect(refusal({ type: 'subscribe', channels: ['incidents'], since }).message).toBe(
        'since must be the id of an event, or 0.',
      );
    },
  );

  it.each([['production'], [[]], [{ environment: 7 }], [{ squad: [7] }], [{ squad: { a: 1 } }]])(
    'is refused with filters %j, which would otherwise hide everything or nothing',
    (filters) => {
      expect(refusal({ action: 'subscribe', topics: ['incidents'], filters })).toMatchObject({
        dialect: 'action',
        message: 'filters must be an object of environment and squad, each a name or a list of names.',
      });
    },
  );
});

describe('what the server answers', () => {
  it('has exactly the documented fields', () => {
    expect(JSON.parse(subscribed('type', ['incidents'], null))).toEqual({
      type: 'subscribed',
      channels: ['incidents'],
    });
    expect(JSON.parse(unsubscribed('type', ['incidents']))).toEqual({
      type: 'unsubscribed',
      channels: ['incidents'],
    });
    expect(JSON.parse(pong('type'))).toEqual({ type: 'pong' });
    expect(JSON.parse(problem('type', 'No.'))).toEqual({ type: 'error', message: 'No.' });
  });

  it('speaks the older dialect to those who do', () => {
    expect(JSON.parse(subscribed('action', ['incidents'], null))).toEqual({
      action: 'subscribed',
      topics: ['incidents'],
    });
    const filters = { environment: ['production'], squad: null, said: { environment: 'production' } };
    expect(JSON.parse(subscribed('action', ['incidents'], filters))).toEqual({
      action: 'subscribed',
      topics: ['incidents'],
      filters: { environment: 'production' },
    });
    expect(JSON.parse(unsubscribed('action', ['incidents']))).toEqual({
      action: 'unsubscribed',
      topics: ['incidents'],
    });
    expect(JSON.parse(pong('action'))).toEqual({ action: 'pong' });
    expect(JSON.parse(problem('action', 'No.'))).toEqual({ action: 'error', message: 'No.' });
  });
});
