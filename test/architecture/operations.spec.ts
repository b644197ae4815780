import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../../src/config';
import { missing, referencesIn } from './shown-by-tests';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The checklist as the product's integration guide has it. */
const CHECKLIST = [
  'HTTPS enabled for API',
  'WSS (secure WebSocket) enabled',
  'Database migrations automated',
  'Backup strategy implemented',
  'Monitoring and logging configured',
  'Rate limiting in production',
  'Session management secured',
  'File upload size limits configured',
  'CORS restricted to production domains',
  'Error messages sanitized (no stack traces in production)',
  'API documentation (Swagger/OpenAPI) available',
  'Health check endpoint: `GET /health`',
];

describe('what is written about operations', () => {
  const documents = ['docs/production.md', 'docs/backup.md', 'docs/reliability.md'];

  it('ticks off every line of the production checklist, each with a test that shows it', () => {
    const rows = read('docs/production.md')
      .split('\n')
      .filter((line) => line.startsWith('| ✓ '));
    expect(rows.map((row) => row.split('|')[1].replace('✓', '').trim())).toEqual(CHECKLIST);
    expect(rows.filter((row) => referencesIn(row).length === 0)).toEqual([]);
  });

  it('has a test and a figure for every fault', () => {
    const rows = read('docs/reliability.md')
      .split('\n')
      .filter((line) => line.startsWith('| **'));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => referencesIn(row).length === 0 || !/\d/.test(row.split('|')[3]))).toEqual([]);
  });

  it.each(documents)('%s names tests, files, scripts and variables that exist', (document) => {
    const markdown = read(document);
    expect(missing(referencesIn(markdown))).toEqual([]);
    const files = [...markdown.matchAll(/`((?:src|test|docs|migrations)\/[\w./-]+)`/g)].map(
      ([, path]) => path,
    );
    const links = [...markdown.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) =>
      join('docs', target),
    );
    expect([...files, ...links].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...markdown.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const variables = [...markdown.matchAll(/`([A-Z][A-Z0-9]+_[A-Z0-9_]+)(?:=[^`]*)?`/g)].map(
      ([, name]) => name,
    );
    expect(variables.filter((name) => !(name in VARIABLES))).toEqual([]);
  });
});
