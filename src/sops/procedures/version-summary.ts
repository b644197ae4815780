import type { SopStep } from './sop-step';
import type { VersionedField } from './sop-snapshot';
import { stepDifferences } from './version-diff';

/** One line of what a change was, e.g. `Changed title, content; steps: 1 added, 2 changed`. */
export function summaryOf(
  changed: readonly VersionedField[],
  before: readonly SopStep[],
  after: readonly SopStep[],
): string {
  const fields = changed.filter((field) => field !== 'steps').join(', ');
  const parts = fields ? [`Changed ${fields.replaceAll('_', ' ')}`] : [];
  if (changed.includes('steps')) {
    const { added, removed, changed: reworded, moved } = stepDifferences(before, after);
    const counts = [
      [added.length, 'added'],
      [removed.length, 'removed'],
      [reworded.length, 'changed'],
      [moved.length, 'moved'],
    ] as const;
    const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    parts.push(`${fields ? 'steps' : 'Steps'}: ${told.join(', ')}`);
  }
  return parts.join('; ');
}
