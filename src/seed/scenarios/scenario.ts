export const SQUADS = ['Platform', 'Payments', 'Data', 'Networking', 'Security', 'Mobile'] as const;
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export const STATUSES = ['open', 'investigating', 'resolved', 'closed'] as const;
export const ENVIRONMENTS = ['production', 'staging', 'development'] as const;

export type Squad = (typeof SQUADS)[number];
export type Severity = (typeof SEVERITIES)[number];
export type Status = (typeof STATUSES)[number];
export type Environment = (typeof ENVIRONMENTS)[number];
export type EvidenceType = 'log' | 'metric' | 'document' | 'command';

/** `{at}` and `{at+90}` are the time of the incident and 90 seconds later. */
export interface EvidenceTemplate {
  readonly type: EvidenceType;
  readonly title: string;
  readonly content: string;
  readonly source: string;
}

/** What a scenario leaves open: a range of whole numbers, or a choice of texts. */
export type Choice = readonly [number, number] | readonly string[];

/** A kind of incident. Texts name values as `{name}`, drawn once per incident; `{env}` is always there. */
export interface Scenario {
  readonly key: string;
  readonly severities: readonly Severity[];
  /** It makes no sense without real customers. */
  readonly productionOnly?: boolean;
  readonly titles: readonly string[];
  readonly description: string;
  /** What it meant for customers: said of production only. */
  readonly impact: string;
  readonly services: readonly string[];
  readonly tags: readonly string[];
  readonly root_cause: string;
  readonly resolution: string;
  readonly values: Readonly<Record<string, Choice>>;
  readonly evidence: readonly EvidenceTemplate[];
}
