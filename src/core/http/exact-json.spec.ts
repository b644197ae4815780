import { describe, expect, it } from '@jest/globals';
import { ExactNumber, exactJson } from './exact-json';

describe('exact JSON', () => {
  it('writes every digit of an exact number, and all else as JSON does', () => {
    const rest = {
      'a "quoted" name': 'a "text"\n',
      list: [1, null, true, {}],
      none: undefined,
      at: new Date(0),
    };
    const { json } = exactJson({
      cost: new ExactNumber('90071992547409.93'),
      of: [new ExactNumber('-0.10')],
      ...rest,
    });
    expect(json).toContain('{"cost":90071992547409.93,"of":[-0.10],');
    expect(JSON.parse(json)).toEqual({
      cost: Number('90071992547409.93'),
      of: [-0.1],
      ...(JSON.parse(JSON.stringify(rest)) as object),
    });
  });
});
