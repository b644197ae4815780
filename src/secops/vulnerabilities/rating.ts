import type { Violation } from '../../core/errors/domain-error';
import { scoreOf, severityOf } from './cvss';
import type { VulnerabilitySeverity } from './vulnerability.enums';

/** How bad a vulnerability is, in three ways that must agree. */
export interface Rating {
  /** Without fault. */
  cvss_vector: string | null;
  /** 0 to 10 with one decimal; that of the vector if there is one. */
  cvss_score: number | null;
  severity: VulnerabilitySeverity;
}

/**
 * The rating after a request that says some of it: the score is that of the vector, and the severity follows a score that
 * is new unless it is said too. What contradicts that goes to `faults`.
 * @param before null for a vulnerability that is new
 */
export function rate(given: Partial<Rating>, before: Rating | null, faults: Violation[]): Rating {
  const cvss_vector = given.cvss_vector === undefined ? (before?.cvss_vector ?? null) : given.cvss_vector;
  const cvss_score = scoreAfter(given, before, cvss_vector, faults);
  const isNew = cvss_score !== null && cvss_score !== before?.cvss_score;
  const severity = given.severity ?? (isNew ? severityOf(cvss_score) : before?.severity);
  if (severity === undefined) {
    const message = 'severity must be given where neither cvss_score nor cvss_vector says it';
    faults.push({ field: 'severity', message });
  }
  return { cvss_vector, cvss_score, severity: severity! };
}

function scoreAfter(
  given: Partial<Rating>,
  before: Rating | null,
  vector: string | null,
  faults: Violation[],
): number | null {
  // What is new has nothing yet that null could take away.
  const said = before === null ? (given.cvss_score ?? undefined) : given.cvss_score;
  if (vector === null) return said === undefined ? (before?.cvss_score ?? null) : said;
  // A vector that stays keeps the score that it was given.
  const score = given.cvss_vector ? scoreOf(vector) : before!.cvss_score;
  if (said !== undefined && said !== score) {
    const message = `cvss_score must be that of cvss_vector, which is ${score}, or be left out: it is ${said}`;
    faults.push({ field: 'cvss_score', message });
  }
  return score;
}
