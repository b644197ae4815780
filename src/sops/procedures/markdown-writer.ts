import { stringify } from 'yaml';
import {
  COMMAND,
  escapeMarks,
  ID,
  LABELS,
  QUOTED,
  QUOTED_AGAIN,
  type QuotedField,
  STEP,
} from './markdown-marks';
import type { Sop } from './sop.entity';
import type { SopStep } from './sop-step';

type Written = Pick<
  Sop,
  | 'id'
  | 'title'
  | 'category'
  | 'description'
  | 'content'
  | 'steps'
  | 'owner'
  | 'reviewers'
  | 'semantic_version'
  | 'status'
  | 'tags'
  | 'prerequisites'
  | 'estimated_duration'
>;

/** The SOP as a Markdown file with front matter; markdown-reader reads it back without loss. */
export function writeMarkdown(sop: Written): string {
  const { id, title, category, semantic_version, status, owner, reviewers, tags } = sop;
  const front = {
    ...{ id, title, category, version: semantic_version, status, owner, reviewers, tags },
    ...{ estimated_duration: sop.estimated_duration, description: sop.description },
    prerequisites: sop.prerequisites,
  };
  const known = Object.fromEntries(Object.entries(front).filter(([, value]) => value !== null));
  const head = stringify(known, { lineWidth: 0, version: '1.2', aliasDuplicateObjects: false });
  const parts = [`---\n${head}---\n\n${escapeMarks(sop.content, [STEP])}\n`, ...sop.steps.map(section)];
  return parts.join('\n');
}

function section({ id, title, description, command, ...quoted }: SopStep): string {
  const blocks = [`## Step: ${title}\n<!-- id: ${id} -->\n`];
  if (description) blocks.push(`${escapeMarks(description, [STEP, COMMAND, ID, QUOTED])}\n`);
  if (command !== null) blocks.push(`\`\`\`command\n${command}\n\`\`\`\n`);
  for (const field of Object.keys(LABELS) as QuotedField[]) {
    const text = quoted[field];
    if (text !== null) blocks.push(`${quotation(LABELS[field], text)}\n`);
  }
  return blocks.join('\n');
}

function quotation(label: string, text: string): string {
  const [first, ...more] = text.split('\n');
  const rest = more.map((line) => (line === '' ? '>' : `> ${escapeMarks(line, [QUOTED_AGAIN])}`));
  return [`> **${label}:** ${first}`, ...rest].join('\n');
}
