import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../../src/config';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const expected = Object.entries(VARIABLES).map(([name, { fallback, about }]) => ({
  name,
  fallback: fallback || 'empty',
  about,
}));

/** The rows of the table below the heading. */
function tableBelow(heading: string, markdown: string): { name: string; fallback: string; about: string }[] {
  const section = markdown.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [name, fallback, about] = line.split('|').slice(1, -1);
      return {
        name: name.trim().replaceAll('`', ''),
        fallback: fallback.trim().replaceAll('`', ''),
        about: about.trim(),
      };
    });
}

describe('what is written about the configuration', () => {
  it('README.md names every variable with its default and its meaning, and nothing else', () => {
    expect(tableBelow('Configuration', read('README.md'))).toEqual(expected);
  });

  it('a variable that is missing there, or has another default, is noticed', () => {
    const [first, second] = expected;
    const row = ({ name, fallback, about }: typeof first): string =>
      `| \`${name}\` | \`${fallback}\` | ${about} |`;
    const markdown = [
      '',
      '## Configuration',
      row(first),
      row({ ...second, fallback: '1' }),
      '## Other',
      '',
    ].join('\n');
    expect(tableBelow('Configuration', markdown)).toEqual([first, { ...second, fallback: '1' }]);
  });

  it('.env.example names every variable, each commented out with its default', () => {
    const lines = read('.env.example').match(/^#? ?[A-Z_0-9]+=.*$/gm);
    expect(lines).toEqual(Object.entries(VARIABLES).map(([name, { fallback }]) => `# ${name}=${fallback}`));
  });
});

describe('what the documentation refers to', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/adding-a-resource.md',
    'docs/decisions.md',
    'docs/security.md',
    'docs/backup.md',
    'docs/client.md',
    'docs/errors.md',
    'docs/jira.md',
    'docs/observability.md',
    'docs/production.md',
    'docs/reliability.md',
    'docs/several-instances.md',
    'docs/storage.md',
  ];

  it.each(documents)('%s links only to files that exist', (document) => {
    const folder = document.includes('/') ? 'docs/' : '';
    const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target);
    const missing = targets.filter((target) => {
      try {
        return !readFileSync(join(ROOT, folder, target));
      } catch (error) {
        return (error as NodeJS.ErrnoException).code !== 'EISDIR';
      }
    });
    expect(missing).toEqual([]);
  });

  it.each(documents)('%s names only npm scripts that exist', (document) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(document).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
