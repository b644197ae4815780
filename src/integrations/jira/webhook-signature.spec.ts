import { describe, expect, it } from '@jest/globals';
import { isSigned } from './webhook-signature';

// The example of Atlassian's documentation of webhook secrets.
const BODY = Buffer.from('Hello World!');
const SECRET = "It's a Secret to Everybody";
const SIGNATURE = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';

describe('the signature of a webhook', () => {
  it('is that of Atlassian', () => expect(isSigned(BODY, SIGNATURE, SECRET)).toBe(true));

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['without its method', SIGNATURE.slice(7)],
    ['of another method', SIGNATURE.replace('256', '1')],
    ['too short', SIGNATURE.slice(0, -2)],
    ['too long', `${SIGNATURE}00`],
    ['another', SIGNATURE.replace('a4', 'a5')],
  ])('that is %s is wrong', (_, signature) => expect(isSigned(BODY, signature, SECRET)).toBe(false));

  it('is wrong for other bytes and under another secret, and always without one', () => {
    expect(isSigned(Buffer.from('Hello World'), SIGNATURE, SECRET)).toBe(false);
    expect(isSigned(BODY, SIGNATURE, `${SECRET}!`)).toBe(false);
    expect(isSigned(BODY, SIGNATURE, '')).toBe(false);
  });
});
