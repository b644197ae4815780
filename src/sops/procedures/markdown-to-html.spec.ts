import { describe, expect, it } from '@jest/globals';
import { markdownToHtml } from './markdown-to-html';

/** What a browser would act upon: tags that run, handlers, and links by anything but http(s), mailto or within the page. */
const actsIn = (html: string): string[] =>
  [...html.matchAll(/<[^>]*>/g)]
    .map(([tag]) => tag)
    .filter(
      (tag) =>
        /^<\/?(script|iframe|object|embed|style|svg|math|form|input|link|meta|base)\b/i.test(tag) ||
        /\s(on\w+|style)\s*=/i.test(tag.replace(/"[^"]*"/g, '""')) ||
        /\s(href|src)\s*=\s*"(?!https?:|mailto:|#|\/(?!\/))/i.test(tag),
    );

describe('Markdown as HTML', () => {
  it('has headings, lists, tables, code and links that tell nothing of where they come from', () => {
    const html = markdownToHtml(
      '# When\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nls -l\n```\n\n[wiki](https://example.com/a?b=1&c=2 "t") ![pic](https://example.com/p.png)',
    );
    for (const part of [
      '<h1>When</h1>',
      '<ol>',
      '<td>2</td>',
      '<pre><code>ls -l\n</code></pre>',
      '<a href="https://example.com/a?b=1&amp;c=2" title="t" rel="noopener noreferrer nofollow">wiki</a>',
      '<img src="https://example.com/p.png" alt="pic" />',
    ])
      expect(html).toContain(part);
  });

  it('shows placeholders and HTML as the text that they are', () => {
    expect(markdownToHtml('Run `kubectl get {{pod}}` <b>now</b>')).toBe(
      '<p>Run <code>kubectl get {{pod}}</code> &lt;b&gt;now&lt;/b&gt;</p>\n',
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe src="https://example.com"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<style>*{display:none}</style>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](java&#x0A;script:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](%6Aavascript:alert(1))',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example.com)',
    '[x](\\\\evil.example.com)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
    '![x](data:image/png;base64,iVBORw0KGgo=)',
    '![x](https://example.com/a.png"onerror="alert(1))',
    '![x" onerror="alert(1)](https://example.com/a.png)',
    '[x](https://example.com "t\\" onmouseover=\\"alert(1)")',
    '[a]: javascript:alert(1)\n\n[a]',
    '```"><script>alert(1)</script>\nx\n```',
    '`<script>alert(1)</script>`',
    '# <script>alert(1)</script>',
    '| <img src=x onerror=alert(1)> |\n|---|\n| x |',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<form action="/api/v1/auth/logout"><input type=submit>',
    '<base href="https://evil.example.com/">',
  ])('nothing in it acts: %j', (markdown) => {
    expect(actsIn(markdownToHtml(markdown))).toEqual([]);
  });

  it('the check itself would notice', () => {
    for (const html of [
      '<script>',
      '<a onclick="x">',
      '<a href="javascript:x">',
      '<img src="//x">',
      '<p style="x">',
    ])
      expect(actsIn(html)).toEqual([html]);
  });

  it.each([
    ['>'],
    ['['],
    ['*a **a '],
    ['`'],
    ['- '.repeat(10) + '\n'],
    ['![a]('],
    ['| '],
    ['<'],
    ['\\'],
    ['[a]: b\n'],
  ])('the longest content of %j is rendered to its end', (piece) => {
    const html = markdownToHtml(piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000));
    expect(actsIn(html)).toEqual([]);
  });
});
