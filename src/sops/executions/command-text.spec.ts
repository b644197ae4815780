import { describe, expect, it } from '@jest/globals';
import { fillWords, parametersOf, parseCommand } from './command-text';

const fill = (command: string, values: Record<string, string> = {}): string[] =>
  fillWords(parseCommand(command), new Map(Object.entries(values)));

describe('the text of a command', () => {
  it.each([
    ['uptime', ['uptime']],
    ['  df\t-h   /var ', ['df', '-h', '/var']],
    [`echo 'two words' "and two"`, ['echo', 'two words', 'and two']],
    [`echo a'b c'd"e f"g`, ['echo', 'ab cde fg']],
    [`echo '' ""`, ['echo', '', '']],
    [`awk '{ print $1; }' "it's"`, ['awk', '{ print $1; }', `it's`]],
    [`jq '.a | .b' x`, ['jq', '.a | .b', 'x']],
    [`echo "a;b|c&d<e>f(g)*"`, ['echo', 'a;b|c&d<e>f(g)*']],
    ['curl -H Host:x http://a/?b=c', ['curl', '-H', 'Host:x', 'http://a/?b=c']],
    ['echo {a} }} é 🙂', ['echo', '{a}', '}}', 'é', '🙂']],
  ])('%s is split as a shell would', (command, words) => {
    expect(fill(command)).toEqual(words);
  });

  it.each([
    ['echo a; reboot', /has a ; that only a shell would act on/],
    ['echo a | sh', /has a \|/],
    ['echo a && reboot', /has a &/],
    ['sleep 9 &', /has a &/],
    ['echo a > /etc/passwd', /has a >/],
    ['cat < /etc/shadow', /has a </],
    ['echo `id`', /has a `/],
    ['echo $(id)', /has a \$/],
    ['echo $HOME', /has a \$/],
    ['echo "$(id)"', /has a \$ .* single quotes/],
    ['echo "`id`"', /has a ` .* single quotes/],
    ['echo a\\ b', /has a \\/],
    ['ls *.log', /has a \*/],
    ['(reboot)', /has a \(/],
    ['echo a\nreboot', /must be one line/],
    ['echo a\rreboot', /must be one line/],
    ['echo "a\nb"', /must be one line/],
    ['echo a\u2028reboot', /must be one line/],
    ['echo a\u0000b', /must be one line/],
    [`echo 'a`, /has a ' that is never closed/],
    ['echo "a', /has a " that is never closed/],
    ['', /is empty/],
    ['   ', /is empty/],
    [`'' a`, /must begin with the name of an executable/],
    ['{{command}} a', /must begin with the name of an executable/],
    ['ls{{command}}', /must begin with the name of an executable/],
    ['echo {{a b}}', /is not written \{\{name\}\}/],
    ['echo {{a;b}}', /is not written \{\{name\}\}/],
    ['echo {{}}', /is not written \{\{name\}\}/],
    ['echo {{a', /is not written \{\{name\}\}/],
    [`echo ${'a'.repeat(5_000)}`, /must not be longer than 4096/],
    [`echo${' a'.repeat(200)}`, /must not have more than 200 words/],
  ])('%j is refused', (command, message) => {
    expect(() => parseCommand(command)).toThrow(message);
  });

  it('says which parameters it needs, each once', () => {
    const words = parseCommand(`echo {{a}} x{{ b }}y '{{a}}' "{{c_1}}"`);
    expect(parametersOf(words)).toEqual(['a', 'b', 'c_1']);
  });

  it.each([
    '; reboot',
    '$(reboot)',
    '`reboot`',
    'a && reboot',
    'a | sh',
    'a\nreboot',
    `a' 'b`,
    'a" "b',
    'a b  c',
    '*',
    '{{b}}',
    '\\',
    '> /etc/passwd',
  ])('%j fills one argument, as it is, by itself and inside a word', (value) => {
    expect(fill(`tool {{a}} --name={{a}} '{{a}}' "x {{a}} y" {{a}}{{b}}`, { a: value, b: 'B' })).toEqual([
      ...['tool', value, `--name=${value}`, value, `x ${value} y`, `${value}B`],
    ]);
  });

  it('a value that would be read as an option is refused, unless the command ends its options before', () => {
    for (const value of ['-rf', '--', '--output=/etc/passwd', '-']) {
      for (const command of [
        'tool {{a}}',
        'tool {{a}}.txt',
        `tool '{{a}}'`,
        'tool -- x',
        'tool {{a}} -- x',
      ]) {
        const isRefused = parametersOf(parseCommand(command)).length > 0;
        if (isRefused) expect(() => fill(command, { a: value })).toThrow(/take it for an option/);
      }
      expect(fill('tool -v -- {{a}} {{a}}', { a: value })).toEqual(['tool', '-v', '--', value, value]);
      expect(fill('tool --lines={{a}} x{{a}}', { a: value })).toEqual([
        'tool',
        `--lines=${value}`,
        `x${value}`,
      ]);
    }
  });

  it('what a word after the two dashes is given may be an option of that word', () => {
    const command = 'kubectl exec pod -- tool {{a}}';
    expect(() => fill(command, { a: '--all' })).toThrow(/take it for an option/);
    expect(fill(command, { a: 'x' })).toEqual(['kubectl', 'exec', 'pod', '--', 'tool', 'x']);
    expect(fill('kubectl exec pod -- tool -- {{a}}', { a: '-x' }).at(-1)).toBe('-x');
  });

  it('no value ends the options of a command by being two dashes itself', () => {
    expect(() => fill('tool x{{a}} {{b}}', { a: '--', b: '-rf' })).toThrow(/take it for an option/);
  });
});
