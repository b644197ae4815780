import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { readMarkdown } from './markdown-reader';
import { writeMarkdown } from './markdown-writer';
import { Sop } from './sop.entity';
import type { SopStep } from './sop-step';

const ID = '3f2b8c1a-9d4e-4f6a-8b7c-1d2e3f4a5b6c';

const step = (more: Partial<SopStep>): SopStep => ({
  ...{ id: 'a', order: 1, title: 'Look', description: '', command: null },
  ...{ expected_result: null, warning: null, screenshot_url: null, ...more },
});
const sop = (more: Partial<Sop> = {}): Sop =>
  Object.assign(new Sop(), {
    ...{ id: ID, title: 'Fail over', category: 'security', description: 'When lost.', content: '# When' },
    ...{ owner: 'Data', reviewers: null, semantic_version: '1.2.0', status: 'draft', tags: null },
    ...{ prerequisites: null, estimated_duration: null, steps: [] },
    ...more,
  });
const read = (text: string) => readMarkdown(Buffer.from(text));
const again = (one: Sop) => read(writeMarkdown(one));
const faultsOf = (text: string | Buffer): string[] => {
  try {
    readMarkdown(Buffer.from(text as string));
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    return (error.details as Violation[]).map(({ field, message }) => `${field}: ${message}`);
  }
  return [];
};

/** Everything that the file's own marks could be mistaken for, and what YAML and Markdown find hard. */
const HARD = [
  '## Step: not a step',
  '\\## Step: with a backslash',
  '\\\\## step 3: and two',
  '```command\nrm\n```',
  '\\```command',
  '> **Warning:** of its own',
  '> **expected result:** x\n> y',
  '<!-- id: b -->',
  '---\n---\n...\n',
  '\n\nblank lines around\n\n',
  '  indented\n\ttabs\n trailing ',
  'a: b # c',
  '- [ ] {x: [y]} & *alias !tag |\n>',
  '"quotes" \'single\' \\n \\',
  'ünïcode 障害 🚀 \u2028 \u0085 \ufeff',
  'null',
  '~',
  'true',
  '0x1F',
  '2026-01-01',
  '1.0',
  'line\r\nends\rmixed\n',
  '>',
  '**Warning:** x\n\\**Warning:** y',
  '{{service}} {{ name }}',
];

describe('an SOP as a Markdown file', () => {
  it('looks like something that people write', () => {
    const one = sop({
      ...{ tags: ['postgres'], estimated_duration: 30, description: 'Two\nlines.' },
      steps: [
        step({
          description: 'Is it down?',
          command: 'pg_isready -h {{host}}',
          expected_result: 'no',
          warning: 'a\nb',
        }),
        step({ id: 'b', order: 2, title: 'Tell', screenshot_url: 'https://example.com/a.png' }),
      ],
    });
    expect(writeMarkdown(one)).toBe(
      [
        ...['---', `id: ${ID}`, 'title: Fail over', 'category: security', 'version: 1.2.0', 'status: draft'],
        ...['owner: Data', 'tags:', '  - postgres', 'estimated_duration: 30'],
        ...['description: |-', '  Two', '  lines.', '---', '', '# When', ''],
        ...['## Step: Look', '<!-- id: a -->', '', 'Is it down?', ''],
        ...['```command', 'pg_isready -h {{host}}', '```', ''],
        ...['> **Expected result:** no', '', '> **Warning:** a', '> b', ''],
        ...['## Step: Tell', '<!-- id: b -->', '', '> **Screenshot:** https://example.com/a.png', ''],
      ].join('\n'),
    );
  });

  it.each(HARD)('comes back as it was whatever text it holds: %j', (text) => {
    const one = sop({
      ...{ description: text, content: `x${text}`, owner: text, tags: [text, 'b'], prerequisites: [text] },
      steps: [
        step({ description: text, expected_result: text, warning: `a\n${text}` }),
        step({
          id: 'b',
          order: 2,
          description: `a\n\n${text}`,
          command: `echo '${text.replace(/[\n\r\u2028\u0085]/g, '')}'`,
        }),
        step({ id: 'c', order: 3, title: `x ${text.replace(/[\s\u0085]/g, ' ').trim()}` }),
      ],
    });
    const { id, version, request } = again(one);
    expect([id, version]).toEqual([ID, '1.2.0']);
    const { steps, ...fields } = request;
    expect({ ...fields }).toEqual({
      ...{ title: one.title, category: 'security', description: text, content: `x${text}` },
      ...{ owner: text, tags: [text, 'b'], prerequisites: [text] },
    });
    expect(steps!.map((read, at) => step({ ...read, order: at + 1 } as Partial<SopStep>))).toEqual(one.steps);
  });

  it.each(HARD)('and so does its content alone, with and without steps: %j', (text) => {
    for (const steps of [[], [step({})]])
      for (const content of [text, `${text}\n`, `\n${text}`, `${text}\n\n`])
        if (content.trim() !== '')
          expect([steps.length, again(sop({ content, steps })).request.content]).toEqual([
            steps.length,
            content,
          ]);
  });

  it('may be written by hand, with other line ends, numbered steps and no ids', () => {
    const text = [
      ...[
        '---',
        'title: By hand',
        'category: security',
        'description: d',
        '---',
        'Content',
        '## Step 1: One',
      ],
      ...['```command', 'ls', '```', 'After the command.', '## step 2:   Two  ', '>**warning:** hot', ''],
    ];
    for (const end of ['\n', '\r\n']) {
      const { id, request } = read(`\ufeff${text.join(end)}`);
      expect([id, request.content]).toEqual([undefined, 'Content']);
      expect(request.steps).toMatchObject([
        { title: 'One', command: 'ls', description: 'After the command.' },
        { title: 'Two', warning: 'hot', description: '' },
      ]);
    }
  });

  const head = 'title: abc\ncategory: security\ndescription: d';
  it.each<[string, string, string[]]>([
    [
      'no front matter',
      '# Title',
      [': line 1: the file must begin with front matter between two lines of ---'],
    ],
    ['front matter without end', '---\ntitle: x\n', [': line 1: the file must begin with front matter']],
    ['broken YAML', '---\ntitle: [a\nb: c\n---\nx', [': line 3: the front matter is not valid YAML']],
    [
      'a name twice',
      '---\ntitle: abc\ntitle: def\n---\nx',
      [': line 3: the front matter is not valid YAML: Map keys'],
    ],
    [
      'a tag of the reader',
      '---\ntitle: !!js/function x\n---\nx',
      [': line 2: the front matter is not valid YAML'],
    ],
    ['a list', '---\n- a\n---\nx', [': line 2: the front matter must be names']],
    ['nothing', '---\n---\nx', [': line 2: the front matter must be names']],
    [
      'an alias',
      '---\ntitle: &a abc\nowner: *a\n---\nx',
      [': line 1: the front matter must not refer to anchors'],
    ],
    [
      'a name of a prototype',
      `---\n${head}\n__proto__: {a: 1}\n---\nx`,
      ['__proto__: line 5: is not an allowed name', '__proto__: line 5: is not known'],
    ],
    [
      'an unknown name',
      `---\n${head}\nauthor: me\n---\nx`,
      ['author: line 5: is not known; known are id, version'],
    ],
    ['an id that is none', `---\nid: 7\n${head}\n---\nx`, ['id: line 2: id must be a UUID']],
    [
      'a version that is none',
      `---\n${head}\nversion: 1.2\n---\nx`,
      ['version: line 5: version must be like 1.2.0'],
    ],
    [
      'a category that is none',
      '---\ntitle: abc\ncategory: cooking\ndescription: d\n---\nx',
      ['category: line 3: category must be one of'],
    ],
    [
      'tags that are numbers',
      `---\n${head}\ntags: [1]\n---\nx`,
      ['tags: line 5: each value in tags must be a string'],
    ],
    ['no content', `---\n${head}\n---\n\n`, ['content: line 6:']],
    [
      'a step without title',
      `---\n${head}\n---\nx\n## Step:\n`,
      ['steps.0.title: line 7: title must be longer'],
    ],
    [
      'a command of two lines',
      `---\n${head}\n---\nx\n## Step: a\n\`\`\`command\na\nb\n\`\`\`\n`,
      ['steps.0.command: line 8: must be one line between'],
    ],
    [
      'a command without end',
      `---\n${head}\n---\nx\n## Step: a\n\`\`\`command\na\n`,
      ['steps.0.command: line 8: must be one line between'],
    ],
    [
      'a warning twice',
      `---\n${head}\n---\nx\n## Step: a\n> **Warning:** a\n\n> **Warning:** b\n`,
      ['steps.0.warning: line 10: stands twice'],
    ],
    [
      'a picture by script',
      `---\n${head}\n---\nx\n## Step: a\n\n> **Screenshot:** javascript:alert(1)\n`,
      ['steps.0.screenshot_url: line 9: screenshot_url must be an http'],
    ],
    ['a NUL', `---\n${head}\n---\nx\0`, [': must not contain NUL characters']],
  ])('one with %s is refused, and the line is named', (_, text, faults) => {
    const found = faultsOf(text);
    expect(found.length).toBeGreaterThan(0);
    for (const fault of faults) expect(found).toContainEqual(expect.stringContaining(fault));
  });

  it('one that is no UTF-8 is refused', () => {
    expect(faultsOf(Buffer.from([0x2d, 0xff, 0xfe]))).toEqual([': the file is not valid UTF-8']);
  });

  it('one with 1,000 steps is refused', () => {
    const steps = Array.from({ length: 1_000 }, (_, at) => step({ id: `s${at}`, order: at + 1 }));
    expect(faultsOf(writeMarkdown(sop({ steps })))).toEqual([
      'steps: line 613: steps must have at most 200 steps',
    ]);
  });

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['braces', '{a: '.repeat(20_000)],
    ['dashes', '- '.repeat(40_000)],
    ['questions', '? '.repeat(40_000)],
    ['indents', Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    [
      'anchors',
      `a: &a [x,x]\n${Array.from({ length: 40 }, (_, at) => `b${at}: &b${at} [*a,*a]`).join('\n')}`,
    ],
    ['length', `title: ${'x'.repeat(200_000)}`],
    ['comments', '# x\n'.repeat(24_000)],
    ['quotes', `title: "${'\\n'.repeat(45_000)}`],
  ])('a bomb of %s goes off nowhere', (_, yaml) => {
    expect(faultsOf(`---\n${yaml}\n---\nx`).length).toBeGreaterThan(0);
  });

  it('a body of a megabyte of marks is read to its end and refused', () => {
    for (const piece of ['## Step: a\n', '> **Warning:** a\n', '```command\n', '\\', '\n'])
      expect(faultsOf(`---\n${head}\n---\n${piece.repeat(1_000_000 / piece.length)}`).length).toBeGreaterThan(
        0,
      );
  });
});
