/** A column of the matrix. */
export interface CatalogueTactic {
  /** e.g. `TA0001` */
  readonly id: string;
  readonly name: string;
  /** As kill chain phases and Navigator layers name it, e.g. `initial-access`. */
  readonly short_name: string;
  readonly description: string;
  readonly url: string;
}

export interface CatalogueTechnique {
  /** e.g. `T1059`, or `T1059.001` for a sub-technique */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** In the order of the matrix, at least one. */
  readonly tactic_ids: readonly string[];
  readonly url: string;
}

/** The Enterprise matrix: tactics in its order, techniques by id. */
export interface Catalogue {
  /** e.g. `18.1`; null if its source does not say. */
  readonly attack_version: string | null;
  readonly tactics: readonly CatalogueTactic[];
  readonly techniques: readonly CatalogueTechnique[];
}

export const TACTIC_ID = /^TA\d{4}$/;
export const TECHNIQUE_ID = /^T\d{4}(\.\d{3})?$/;

const SITE = 'https://attack.mitre.org';

/** Where ATT&CK describes a tactic. */
export const tacticUrl = (id: string): string => `${SITE}/tactics/${id}`;

/** Where ATT&CK describes a technique: `T1059.001` is at `/techniques/T1059/001`. */
export const techniqueUrl = (id: string): string => `${SITE}/techniques/${id.replace('.', '/')}`;

/** The technique that a sub-technique belongs to; null for others. */
export const parentOf = (id: string): string | null =>
  id.includes('.') ? id.slice(0, id.indexOf('.')) : null;
