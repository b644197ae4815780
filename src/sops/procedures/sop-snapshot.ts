import type { Sop } from './sop.entity';
import { sameSteps } from './sop-step';

/** What belongs to a version: all that people write. */
export const VERSIONED = [
  'title',
  'category',
  'description',
  'content',
  'steps',
  'owner',
  'reviewers',
  'tags',
  'prerequisites',
  'estimated_duration',
] as const satisfies readonly (keyof Sop)[];
export type VersionedField = (typeof VERSIONED)[number];
export type SopSnapshot = Pick<Sop, VersionedField>;

/** Of these, what people act upon: a change of it wants a new approval. The rest says where the SOP belongs. */
const SUBSTANCE: ReadonlySet<VersionedField> = new Set<VersionedField>([
  'title',
  'description',
  'content',
  'steps',
  'prerequisites',
]);

export const isSubstance = (field: VersionedField): boolean => SUBSTANCE.has(field);

export function snapshotOf(sop: SopSnapshot): SopSnapshot {
  return Object.fromEntries(VERSIONED.map((field) => [field, sop[field]])) as unknown as SopSnapshot;
}

/** The fields in which two differ; what `after` leaves out is not compared. */
export const differingFields = (before: SopSnapshot, after: Partial<SopSnapshot>): VersionedField[] =>
  VERSIONED.filter((field) => {
    if (after[field] === undefined) return false;
    if (field === 'steps') return !sameSteps(before.steps, after.steps ?? []);
    return JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  });
