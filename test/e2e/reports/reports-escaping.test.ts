import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { generated } from './reports-scene';

const EVIL = `<script>alert(1)</script><img src=x onerror=alert(2)>"'&]]>\u202e\u0007`;

/** What could run, load or lead somewhere: the document needs none of it. */
const DANGERS = [
  /<script/i,
  /<(img|iframe|object|embed|link|base|form|input|use|image|foreignObject)\b/i,
  /<[^>]*\son\w+\s*=/i,
  /javascript:/i,
  /@import|url\(/i,
];

describe('what users wrote', () => {
  let server: TestServer;
  let engineer: Actor;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    for (const squad of [`Squad ${EVIL}`.slice(0, 100), 'Data']) {
      await server.sql(
        `insert into incidents (title, description, severity, status, squad, environment, assignee, created_at)
          values ($1, 'x', 'high', 'open', $2, 'production', $1, now() - interval '2 days')`,
        [EVIL, squad],
      );
    }
  });
  afterAll(() => server.close());

  it('stands in an HTML report as text, and nothing of it runs or loads', async () => {
    const { id } = await generated(engineer, {
      format: 'html',
      name: `Name ${EVIL}`,
      parameters: { squad: `Squad ${EVIL}`.slice(0, 100) },
    });
    const { text } = await engineer.get(`/reports/${id}/download`);
    for (const danger of DANGERS) expect(text).not.toMatch(danger);
    expect(text).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&quot;&#39;&amp;]]&gt;',
    );
    // Besides the name of the SVG namespace there is no address in it.
    expect(text.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|\/\//);
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    // Each tag that is opened is closed, as a browser would see it: the drawings are well-formed.
    for (const [svg] of text.matchAll(/<svg.*?<\/svg>/gs)) expect(wellFormed(svg)).toBe(true);
  });

  it('the same test finds what would run', () => {
    const found = (text: string): boolean => DANGERS.some((danger) => danger.test(text));
    for (const text of [
      '<SCRIPT>',
      '<img src=x>',
      '<p onclick = "x">',
      '<a href="javascript:x">',
      '<style>@import "x"',
    ])
      expect(found(text)).toBe(true);
    expect(wellFormed('<svg><g></svg>')).toBe(false);
  });

  it('does not keep PDF and JSON from being made', async () => {
    const pdf = await generated(engineer, { format: 'pdf', name: `Name ${EVIL}` });
    expect(pdf).toMatchObject({ status: 'completed' });
    const json = await generated(engineer, { name: `Name ${EVIL}` });
    const { body } = await engineer.get<{ report: { name: string } }>(`/reports/${json.id}/download`);
    expect(body.report.name).toBe(`Name ${EVIL}`);
  });

  it('in names of files is left out where no file system takes it', async () => {
    const { id } = await generated(engineer, { name: '../../etc/passwd "x" <y>: ö' });
    const { headers } = await engineer.get(`/reports/${id}/download`);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="-..-etc-passwd x y _-v1.json"; filename*=UTF-8''-..-etc-passwd%20x%20y%20%C3%B6-v1.json`,
    );
  });
});

function wellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, isEmpty] of xml.matchAll(
    /<(\/?)([a-zA-Z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (closing && open.pop() !== name) return false;
    if (!closing && !isEmpty) open.push(name);
  }
  return open.length === 0 && !/<[^>]*</.test(xml);
}
