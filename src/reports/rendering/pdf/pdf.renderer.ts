import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReportDocument } from '../report-document';
import { pdfPlan } from './pdf-document';
import { drawable } from './drawable';
import { writePdf, type WrittenPdf } from './pdf-thread';

/** Bounds what a report can cost; lists in reports are short, so none comes near. */
const MAX_HEAP_MB = 256;
/** Else it would take as much as the server takes for its requests. */
const MAX_YOUNG_MB = 16;
const FILES = { normal: 'Regular', bold: 'Medium', italics: 'Italic', bolditalics: 'MediumItalic' };

/** Not a file of its own, which would have another name before and after compilation. */
const SCRIPT = `
const { createRequire } = require('node:module');
const { parentPort, workerData: { pdfmake, fonts, plan, path } } = require('node:worker_threads');
const drawable = ${drawable.toString()};
const writePdf = ${writePdf.toString()};
// As those who draw see the font.
const fontkit = createRequire(createRequire(pdfmake).resolve('pdfkit'))('fontkit');
const letters = new Set(fontkit.openSync(fonts.normal).characterSet);
const tools = { pdfMake: require(pdfmake), fonts, drawable, hasLetter: (codePoint) => letters.has(codePoint) };
writePdf(tools, plan, path).then((written) => parentPort.postMessage(written));
`;

/**
 * Writes the report as a PDF, in a thread of its own: laying pages out would hold up everything else. Rejects as soon as the
 * signal comes.
 */
export function writePdfFile(report: ReportDocument, path: string, signal: AbortSignal): Promise<WrittenPdf> {
  const pdfmake = require.resolve('pdfmake');
  const folder = join(dirname(pdfmake), '../fonts/Roboto');
  const fonts = Object.fromEntries(
    Object.entries(FILES).map(([face, name]) => [face, join(folder, `Roboto-${name}.ttf`)]),
  );
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(SCRIPT, {
      eval: true,
      workerData: { pdfmake, fonts, plan: pdfPlan(report), path },
      // Nothing of ours: neither secrets nor flags such as a test runner's.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: MAX_YOUNG_MB },
    });
    const stop = (): void => {
      reject(signal.reason as Error);
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', (written: WrittenPdf) => resolve(written));
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      // Without effect when there was a message.
      reject(new Error('The thread that lays out pages ended before its work did.'));
    });
  });
}
