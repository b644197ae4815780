import { ACCENT, INK, LINE, SHADE, SOFT_INK } from './palette';

/** The only style of the document: it loads nothing. */
export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #e9edf1; color: ${INK}; font: 15px/1.5 Roboto, "Segoe UI", Helvetica, Arial, sans-serif; }
main { max-width: 60rem; margin: 2rem auto; padding: 2.75rem 3.25rem 2rem; background: #fff; border-top: 6px solid ${ACCENT}; box-shadow: 0 1px 4px rgba(0, 0, 0, .12); }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 .75rem; padding-bottom: .35rem; border-bottom: 2px solid ${LINE}; color: ${ACCENT}; font-size: 1.3rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; max-width: 46rem; }
.subtitle { margin: .35rem 0 0; color: ${SOFT_INK}; font-size: 1.05rem; overflow-wrap: anywhere; }
.about { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 1.25rem 0 0; padding: 0; }
.about div { min-width: 8rem; }
.about dt { color: ${SOFT_INK}; font-size: .78rem; }
.about dd { margin: 0; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .75rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.figures li { padding: .8rem 1rem; background: ${SHADE}; border-left: 4px solid ${ACCENT}; }
.figures .label { color: ${SOFT_INK}; font-size: .82rem; }
.figures .value { display: block; font-size: 1.5rem; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
.figures .hint { color: ${SOFT_INK}; font-size: .82rem; }
nav ol { columns: 2; margin: .5rem 0; padding-left: 1.25rem; }
nav a { color: ${ACCENT}; }
figure { margin: 1.25rem 0; }
figcaption, caption { padding-bottom: .5rem; font-weight: 600; text-align: left; }
figure svg { display: block; width: 100%; height: auto; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .42rem .6rem; border-bottom: 1px solid ${LINE}; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: ${SHADE}; border-bottom: 2px solid ${LINE}; font-weight: 600; overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.short { white-space: nowrap; }
.wide { min-width: 7em; overflow-wrap: anywhere; }
.tag { white-space: nowrap; font-weight: 600; }
tfoot td { border-top: 2px solid ${SOFT_INK}; font-weight: 600; }
.note { color: ${SOFT_INK}; font-size: .82rem; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid ${LINE}; color: ${SOFT_INK}; font-size: .8rem; }
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
@media print {
  body { background: #fff; font-size: 10pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; margin: 0; padding: 0; border-top: 0; box-shadow: none; }
  h2, h3, caption, figcaption { break-after: avoid; }
  figure, tr, .figures li { break-inside: avoid; }
  table { font-size: 8.5pt; }
  th, td { padding: .3rem .35rem; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  tfoot { display: table-row-group; }
  .scroll { overflow: visible; }
}`;
