import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { isUtf8 } from 'node:buffer';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import { findUnsafe } from '../../core/http/unsafe-content';
import { BODY_RULES, violationsOf } from '../../core/http/validation.pipe';
import { readFront } from './markdown-front';
import { STEP, unescapeMarks } from './markdown-marks';
import { readSection, type StepSection } from './markdown-section';
import { isSemanticVersion } from './semantic-version';
import { MAX_STEPS, SopRequest } from './sop.requests';

/** What a file says. */
export interface SopFile {
  readonly id?: string;
  readonly version?: string;
  readonly request: SopRequest;
}

const FRONT = '---';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Reads a file as markdown-writer writes it. Throws InvalidRequest, which names the line of every fault. */
export function readMarkdown(bytes: Buffer): SopFile {
  if (!isUtf8(bytes)) throw InvalidRequest.field('', 'the file is not valid UTF-8');
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const unsafe = findUnsafe(text);
  if (unsafe.length > 0) throw new InvalidRequest(unsafe);
  // An editor that ends one line so ends all of them so.
  const lines = (/^---[ \t]*\r\n/.test(text) ? text.replaceAll('\r\n', '\n') : text).split('\n');
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === FRONT);
  if (lines[0].trimEnd() !== FRONT || end < 0)
    throw InvalidRequest.field('', 'line 1: the file must begin with front matter between two lines of ---');

  const violations: Violation[] = [];
  const fail = (line: number, { field, message }: Violation): void =>
    void violations.push({ field, message: `line ${line}: ${message}` });
  const front = readFront(`${lines.slice(1, end).join('\n')}\n`, fail);
  const body = readBody(lines, end + 1, fail);
  if (front.id !== undefined && !(typeof front.id === 'string' && UUID.test(front.id)))
    fail(front.lines.get('id') ?? 1, { field: 'id', message: 'id must be a UUID' });
  if (front.version !== undefined && !isSemanticVersion(front.version))
    fail(front.lines.get('version') ?? 1, { field: 'version', message: 'version must be like 1.2.0' });
  // What cannot be read has no fields that could be wrong.
  if (violations.length > 0) throw new InvalidRequest(violations);

  const steps = body.sections.map(({ values }) => values);
  const request = plainToInstance(SopRequest, { ...front.fields, content: body.content, steps });
  for (const violation of violationsOf(validateSync(request, BODY_RULES))) {
    const [top, at, inner] = violation.field.split('.');
    const section = body.sections[Number(at)] as StepSection | undefined;
    const own = top === 'content' ? end + 2 : (front.lines.get(top) ?? 1);
    fail(top === 'steps' && section ? (section.lines.get(inner) ?? 1) : own, violation);
  }
  if (violations.length > 0) throw new InvalidRequest(violations);
  const { id, version } = front as { id?: string; version?: string };
  return { id: id?.toLowerCase(), version, request };
}

/** What stands behind the front matter: the content, and a section for each step. */
function readBody(
  lines: readonly string[],
  start: number,
  fail: (line: number, violation: Violation) => void,
): { content: string; sections: StepSection[] } {
  const headings = lines.flatMap((line, at) => (at >= start && STEP.test(line) ? [at] : []));
  if (headings.length > MAX_STEPS) {
    const message = `steps must have at most ${MAX_STEPS} steps`;
    fail(headings[MAX_STEPS] + 1, { field: 'steps', message });
    return { content: '', sections: [] };
  }
  const content = lines.slice(start, headings[0] ?? lines.length);
  // The blank lines that set it apart.
  if (content[0] === '') content.shift();
  if (content.at(-1) === '') content.pop();
  const sections = headings.map((heading, at) => {
    const within = (line: number, { field, message }: Violation): void =>
      fail(line, { field: `steps.${at}.${field}`, message });
    return readSection(lines.slice(heading, headings[at + 1] ?? lines.length), heading + 1, within);
  });
  return { content: unescapeMarks(content.join('\n'), [STEP]), sections };
}
