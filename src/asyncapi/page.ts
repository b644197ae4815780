import { escaped } from '../core/text/escaped';
import type { AsyncApiDocument, Message } from './document';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); } h3 { margin-bottom: .25rem; }
code, pre { font: .9em/1.5 ui-monospace, monospace; } code { background: var(--soft); padding: .1em .3em; border-radius: .2em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .75rem 1rem; overflow-x: auto; border-radius: .4rem; } pre code { background: none; padding: 0; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
nav a { margin-right: 1rem; display: inline-block; } .about { margin-top: 0; }
@media (max-width: 40rem) { table { display: block; overflow-x: auto; } }`;

/** The protocol for people to read: one page without scripts that loads nothing, made of the document. */
export function renderPage({ info, channels, components }: AsyncApiDocument): string {
  const { live } = channels;
  const messages = Object.values(components.messages);
  const tagged = (name: string): Message[] => messages.filter((message) => message['x-group'] === name);
  const sections = info.tags.map(
    ({ name, description }) =>
      `<h2 id="${idOf(name)}">${escaped(capital(name))}</h2><p>${escaped(description)}.</p>` +
      tagged(name).map(describe).join(''),
  );
  const links = info.tags
    .map(({ name }) => `<a href="#${idOf(name)}">${escaped(capital(name))}</a>`)
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escaped(info.title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(info.title)}</h1>
<p><a href="/api/docs">The REST API</a> · <a href="/api/asyncapi.json">This as AsyncAPI 3.0</a></p>
${prose(info.description)}
<nav>${links}<a href="#channels">Channels</a><a href="#ends">How a socket ends</a><a href="#errors">Errors</a></nav>
${sections.join('\n')}
<h2 id="channels">Channels</h2>
${table(
  ['Channel', 'What it brings'],
  live['x-subscriptions'].map(({ channel, about }) => [code(channel), escaped(about)]),
)}
<h2 id="ends">How a socket ends</h2>
${table(
  ['Code', 'Reason', 'What has happened', 'What to do next'],
  live['x-close-codes'].map(({ code: number, reason, meaning, remedy }) => [
    code(String(number)),
    escaped(reason),
    escaped(meaning),
    escaped(remedy),
  ]),
)}
<h2 id="errors">Errors</h2><p>What <code>{"type":"error","message":…}</code> can say. The connection lives, except after “There were more than 100 messages in a minute”, which ends it.</p>
<ul>${live['x-errors'].map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>
</body></html>
`;
}

function describe({ name, title, summary, examples, ...more }: Message): string {
  const { 'x-permissions': permissions, 'x-channels': channels } = more;
  const heard = permissions
    ? `<p>Needs ${permissions.map(code).join(' or ')}; goes to ${channels!.map(code).join(', ')}.</p>`
    : '';
  const shown = examples.map(
    ({ payload }) => `<pre><code>${escaped(JSON.stringify(payload, null, 2))}</code></pre>`,
  );
  return `<h3 id="${escaped(name)}">${escaped(title)}</h3><p class="about">${escaped(summary)}</p>${heard}${shown.join('')}`;
}

const code = (text: string): string => `<code>${escaped(text)}</code>`;
const capital = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}`;
const idOf = (text: string): string => `group-${text.replaceAll(' ', '-')}`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</table>`;

/** What the document's own description uses of Markdown: paragraphs, a numbered list, code, bold, links. */
function prose(text: string): string {
  const inline = (line: string): string =>
    escaped(line)
      .replace(/`([^`]+)`/g, '<code>$1</code>')
      .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
      .replace(/\[([^\]]+)\]\((\/[^)]+)\)/g, '<a href="$2">$1</a>');
  return text
    .split('\n\n')
    .map((part) => {
      const items = part.split('\n').filter((line) => /^\d+\. /.test(line));
      return items.length > 0
        ? `<ol>${items.map((line) => `<li>${inline(line.replace(/^\d+\. /, ''))}</li>`).join('')}</ol>`
        : `<p>${inline(part)}</p>`;
    })
    .join('');
}
