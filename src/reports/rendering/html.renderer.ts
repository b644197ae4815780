import type { Block, Chart, Column, KeyFigure, Section, Table, Value } from '../figures/report-content';
import { aboutReport } from './about-report';
import { chartSvg, hasValues } from './charts/chart-svg';
import { escaped } from '../../core/text/escaped';
import { STYLE } from './html-style';
import { colourOf } from './palette';
import type { ReportDocument } from './report-document';
import { isNumeric, shownMoment, shownValue } from './shown-value';

/** Even opened from a disk it can load and run nothing. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const LONG = 4;

/** The report as one file for browsers: drawings inside, no script, nothing that is loaded. */
export function renderHtml(report: ReportDocument): string {
  const { content, name, moment } = report;
  const about = aboutReport(report).map(
    ({ label, text }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(text)}</dd></div>`,
  );
  const body = content.markup ?? content.sections.map(sectionHtml).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escaped(name)}</h1>
<p class="subtitle">${escaped([content.title, content.subtitle].filter(Boolean).join(' · '))}</p>
<dl class="about">${about.join('')}</dl>
</header>
${content.hidesSummary ? '' : figuresHtml(content.summary)}
${content.markup === undefined && content.sections.length > LONG ? contentsHtml(content.sections) : ''}
${body}
<footer>All figures are of one moment: ${escaped(shownMoment(moment.toISOString()))}. Times are in UTC.</footer>
</main>
</body>
</html>
`;
}

const contentsHtml = (sections: readonly Section[]): string =>
  `<nav aria-label="Contents"><ol>${sections.map(({ name, heading }) => `<li><a href="#${escaped(name)}">${escaped(heading)}</a></li>`).join('')}</ol></nav>`;

const sectionHtml = ({ name, heading, blocks }: Section): string =>
  `<section id="${escaped(name)}"><h2>${escaped(heading)}</h2>${blocks.map(blockHtml).join('')}</section>`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'figures':
      return figuresHtml(block.figures);
    case 'chart':
      return chartHtml(block);
    case 'table':
      return tableHtml(block);
  }
}

const figuresHtml = (figures: readonly KeyFigure[]): string =>
  figures.length === 0 ? '' : `<ul class="figures">${figures.map(figureHtml).join('')}</ul>`;

function figureHtml({ label, value, kind, unit, hint }: KeyFigure): string {
  const below = hint === undefined ? '' : `<span class="hint">${escaped(hint)}</span>`;
  return `<li><span class="label">${escaped(label)}</span><span class="value">${escaped(shownValue(value, kind, unit))}</span>${below}</li>`;
}

const chartHtml = (chart: Chart): string =>
  hasValues(chart)
    ? `<figure><figcaption>${escaped(chart.title)}</figcaption>${chartSvg(chart)}</figure>`
    : `<h3>${escaped(chart.title)}</h3><p class="note">There is nothing to draw.</p>`;

function tableHtml({ title, columns, rows, total, note, empty = 'There are none.' }: Table): string {
  const below = note === undefined ? '' : `<p class="note">${escaped(note)}</p>`;
  if (rows.length === 0) return `<h3>${escaped(title)}</h3><p class="note">${escaped(empty)}</p>`;
  const head = columns
    .map((column) => `<th scope="col"${classOf(column)}>${escaped(column.label)}</th>`)
    .join('');
  const line = (row: readonly Value[]): string =>
    `<tr>${row.map((value, at) => cellHtml(value, columns[at])).join('')}</tr>`;
  const foot = total ? `<tfoot>${line(total)}</tfoot>` : '';
  return `<div class="scroll"><table><caption>${escaped(title)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.map(line).join('')}</tbody>${foot}</table>${below}</div>`;
}

function cellHtml(value: Value, column: Column): string {
  const text = escaped(shownValue(value, column.kind, column.unit));
  const colour = column.kind === 'label' && typeof value === 'string' ? colourOf(value) : undefined;
  const shown = colour ? `<span class="tag" style="color:${colour}">${text}</span>` : text;
  return `<td${classOf(column)}>${shown}</td>`;
}

function classOf({ kind, wide }: Column): string {
  if (isNumeric(kind)) return ' class="number"';
  if (kind !== 'text') return ' class="short"';
  return wide === false ? '' : ' class="wide"';
}
