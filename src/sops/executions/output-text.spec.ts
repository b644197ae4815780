import { describe, expect, it } from '@jest/globals';
import { KeptOutput, readableText } from './output-text';

describe('what a command printed', () => {
  it.each([
    ['plain\ttext\n', 'plain\ttext\n'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['\u001b[31mred\u001b[0m \u001b]0;title\u0007x', 'red x'],
    ['a\u0000b\u0007c\u001b', 'a\ufffdb\ufffdc\ufffd'],
    ['é🙂', 'é🙂'],
  ])('%j becomes text that can be kept', (printed, text) => {
    expect(readableText(Buffer.from(printed), false)).toBe(text);
  });

  it('is no fault when it is not UTF-8', () => {
    expect(readableText(Buffer.from([0x61, 0xff, 0xfe, 0x62]), false)).toBe('a\ufffd\ufffdb');
  });

  it('is kept up to a limit, to whole characters, and all of it is counted', () => {
    const output = new KeptOutput(10);
    for (const part of ['1234', '5678', 'é€ and more', 'x'.repeat(1_000)]) output.take(Buffer.from(part));
    expect([output.text, output.isCut, output.keptBytes]).toEqual(['12345678é', true, 10]);
    expect(output.bytes).toBe(8 + Buffer.byteLength('é€ and more') + 1_000);
    const whole = new KeptOutput(10);
    whole.take(Buffer.from('1234567890'));
    expect([whole.text, whole.isCut]).toEqual(['1234567890', false]);
  });
});
