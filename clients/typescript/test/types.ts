/**
 * Holds every type of the client against the product's own type definitions. Nothing of this runs: that it compiles is
 * the test. A field that is missing, too much, of another type, or listed here as a difference without being one, does not.
 */
import type * as Ours from '../src/index.js';
import type * as Theirs from './product-types.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Fits<A, B> = [A] extends [B] ? true : false;
type Expect<T extends true> = T;

/** The same structure, whatever it is declared by. */
type Plain<T> = T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
/** Optional fields are always there, null when empty. */
type Answered<T> = {
  [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Exclude<T[K], undefined> | null : T[K];
};
/** What may be left out may also be null. */
type WithoutNull<T> = { [K in keyof T]: Exclude<T[K], null> };
type Extra<A, B> = Exclude<keyof A, keyof B>;

/** An answer: as documented, but for the fields that are ours and those that are looked at one by one. */
type Answer<A, B, E extends Extra<A, B> = never, D extends keyof A & keyof B = never> = Equal<
  Plain<Omit<A, E | D>>,
  Plain<Omit<Answered<B>, D>>
>;
/** A request: what is documented is taken, and what is taken is documented, but for the same. */
type Request<A, B, E extends Extra<A, B> = never, D extends keyof A & keyof B = never> =
  Fits<Omit<B, D>, Omit<A, D>> extends true
    ? Equal<Plain<WithoutNull<Omit<A, E | D>>>, Plain<Omit<B, D>>>
    : false;

// A test that cannot fail is none.
interface Documented {
  id: string;
  count: number;
  note?: string;
}
interface Sound {
  id: string;
  count: number;
  note: string | null;
}
export type Sensitive = [
  Expect<Answer<Sound, Documented>>,
  Expect<Answer<Sound & { extra: 1 }, Documented, 'extra'>>,
  // @ts-expect-error -- a field that nobody told of
  Expect<Answer<Sound & { extra: 1 }, Documented>>,
  // @ts-expect-error -- a field told of that is not there
  Expect<Answer<Sound, Documented, 'extra'>>,
  // @ts-expect-error -- one that is documented is no extra
  Expect<Answer<Sound, Documented, 'note'>>,
  // @ts-expect-error -- a field is missing
  Expect<Answer<Omit<Sound, 'count'>, Documented>>,
  // @ts-expect-error -- of another type
  Expect<Answer<Omit<Sound, 'count'> & { count: string }, Documented>>,
  // @ts-expect-error -- narrower than documented
  Expect<Answer<Omit<Sound, 'count'> & { count: 1 }, Documented>>,
  // @ts-expect-error -- wider than documented
  Expect<Answer<Omit<Sound, 'count'> & { count: number | null }, Documented>>,
  // @ts-expect-error -- may be left out
  Expect<Answer<Omit<Sound, 'note'> & { note?: string | null }, Documented>>,
  Expect<Request<{ id: string; count: number; note?: string | null }, Documented>>,
  // @ts-expect-error -- demands what need not be given
  Expect<Request<{ id: string; count: number; note: string }, Documented>>,
  // @ts-expect-error -- demands what is not documented
  Expect<Request<{ id: string; count: number; note?: string; more: string }, Documented, 'more'>>,
];

export type Authentication = [
  // Ours: whether the account is locked. `lastLogin` is null before the first one.
  Expect<Answer<Ours.User, Theirs.User, 'disabled', 'lastLogin'>>,
  Expect<Equal<Ours.User['lastLogin'], Theirs.User['lastLogin'] | null>>,
  Expect<Request<Ours.LoginRequest, Theirs.LoginRequest>>,
  Expect<Answer<Ours.LoginResponse, Theirs.LoginResponse, never, 'user'>>,
  Expect<Equal<Ours.LoginResponse['user'], Ours.User>>,
  Expect<Answer<Ours.TokenRefreshResponse, Theirs.TokenRefreshResponse>>,
];

export type InfraOps = [
  Expect<Answer<Ours.Incident, Theirs.Incident, 'jira_url'>>,
  Expect<Request<Ours.CreateIncidentRequest, Theirs.CreateIncidentRequest>>,
  Expect<
    Request<
      Ours.UpdateIncidentRequest,
      Theirs.UpdateIncidentRequest,
      'tags' | 'affected_services' | 'squad' | 'environment'
    >
  >,
  Expect<Answer<Ours.Evidence, Theirs.Evidence>>,
  // The path names the incident. `evidence_type` is another name of `type`, of which one is needed; a file is content too.
  Expect<
    Request<
      Ours.UploadEvidenceRequest,
      Theirs.UploadEvidenceRequest,
      'evidence_type',
      'incident_id' | 'type' | 'content'
    >
  >,
  Expect<Fits<Theirs.UploadEvidenceRequest, Ours.UploadEvidenceRequest>>,
  Expect<Answer<Ours.Task, Theirs.Task, 'jira_url'>>,
  Expect<Request<Ours.CreateTaskRequest, Theirs.CreateTaskRequest, 'environment' | 'tags'>>,
  // Documented as any text: it is one of the environments.
  Expect<Answer<Ours.SlaMetric, Theirs.SLAMetric, never, 'environment'>>,
  Expect<Equal<Ours.SlaMetric['environment'], Theirs.Incident['environment'] | null>>,
  Expect<Fits<NonNullable<Ours.SlaWeeksData['query']>, Theirs.SLAMetricsQuery>>,
  Expect<Answer<Ours.Metric, Theirs.InfrastructureMetric>>,
  Expect<Answer<Ours.MetricTimeSeries, Theirs.MetricTimeSeries, 'interval' | 'from' | 'to'>>,
];

export type SecOps = [
  // Counted for every asset: never empty.
  Expect<Answer<Ours.Asset, Theirs.Asset, never, 'vulnerability_count'>>,
  Expect<Equal<Ours.Asset['vulnerability_count'], number>>,
  Expect<
    Request<Ours.CreateAssetRequest, Theirs.CreateAssetRequest, 'status' | 'metadata' | 'last_scanned_at'>
  >,
  Expect<
    Answer<
      Ours.Vulnerability,
      Theirs.Vulnerability,
      'cvss_vector' | 'environment' | 'accepted_reason' | 'accepted_by' | 'accepted_until'
    >
  >,
  Expect<
    Request<
      Ours.UpdateVulnerabilityRequest,
      Theirs.UpdateVulnerabilityRequest,
      Extra<Ours.UpdateVulnerabilityRequest, Theirs.UpdateVulnerabilityRequest>
    >
  >,
  Expect<Answer<Ours.MitreTactic, Theirs.MitreTactic, 'short_name' | 'position'>>,
  Expect<
    Answer<
      Ours.MitreTechnique,
      Theirs.MitreTechnique,
      'tactic_ids' | 'is_subtechnique' | 'parent_id' | 'retired'
    >
  >,
  Expect<Answer<Ours.MitreDetection, Theirs.MitreDetection, 'environment'>>,
];

type Comparison = NonNullable<Theirs.CostSummary['comparison']>;
type CostFilters = NonNullable<Ours.CostsBreakdownData['query']>;
export type FinOps = [
  // Environments have names, and there are costs of none. There is always something to compare with.
  Expect<Answer<Ours.CostSummary, Theirs.CostSummary, never, 'breakdown_by_environment' | 'comparison'>>,
  Expect<Fits<Ours.CostSummary['breakdown_by_environment'], Theirs.CostSummary['breakdown_by_environment']>>,
  // Without costs before there is no percentage.
  Expect<
    Answer<
      Ours.CostSummary['comparison'],
      Comparison,
      'previous_period_start' | 'previous_period_end',
      'change_percentage'
    >
  >,
  Expect<Equal<Ours.CostSummary['comparison']['change_percentage'], number | null>>,
  Expect<Answer<Ours.Credit, Theirs.CloudCredit, 'burn_rate' | 'projected_exhaustion_date'>>,
  // There are costs of no environment.
  Expect<
    Answer<
      Ours.Cost,
      Theirs.CostBreakdown,
      | 'resource_type'
      | 'category'
      | 'charge_category'
      | 'billed_cost'
      | 'list_cost'
      | 'contracted_cost'
      | 'provider'
      | 'region'
      | 'account_id'
      | 'import_id',
      'environment'
    >
  >,
  Expect<Equal<Ours.Cost['environment'], Theirs.CostBreakdown['environment'] | 'unallocated'>>,
  // Filters take one value or several: in the client a list.
  Expect<Equal<Pick<CostFilters, 'group_by'>, Pick<Theirs.CostBreakdownQuery, 'group_by'>>>,
  Expect<Fits<Theirs.CostBreakdownQuery['start_date'], CostFilters['start_date']>>,
  Expect<Fits<keyof Theirs.CostBreakdownQuery, keyof CostFilters>>,
  // Documented as any text: it is one of the environments.
  Expect<
    Answer<Ours.Recommendation, Theirs.CostRecommendation, 'service' | 'note' | 'updated_at', 'environment'>
  >,
  Expect<Equal<Ours.Recommendation['environment'], Ours.CostEnvironment | null>>,
];

export type Reports = [
  // Every report has a version.
  Expect<
    Answer<Ours.Report, Theirs.Report, 'percentage' | 'error' | 'snapshot_at' | 'environment', 'version'>
  >,
  Expect<Equal<Ours.Report['version'], number>>,
  Expect<Request<Ours.GenerateReportRequest, Theirs.GenerateReportRequest>>,
  Expect<Answer<Ours.ReportVersion, Theirs.ReportVersion, 'snapshot_at'>>,
];

type StepResult = Theirs.SOPExecutionResult['step_results'][number];
export type SOPs = [
  // Steps are looked at below. Executions are counted for every SOP.
  Expect<Answer<Ours.Sop, Theirs.SOP, 'approved_by' | 'author', 'steps' | 'execution_count'>>,
  Expect<Equal<Ours.Sop['execution_count'], number>>,
  Expect<Equal<Ours.Sop['steps'], Ours.SopStep[]>>,
  Expect<Answer<Ours.SopStep, Theirs.SOPStep>>,
  // The path names the SOP. An environment that does not exist is refused.
  Expect<
    Request<
      Ours.ExecuteSopRequest,
      Theirs.ExecuteSOPRequest,
      'version' | 'incident_id' | 'confirmed_steps',
      'sop_id' | 'environment'
    >
  >,
  Expect<Fits<Theirs.ExecuteSOPRequest['sop_id'], Ours.ExecuteSopRequest['sop_id']>>,
  // An execution that people take part in is running meanwhile. Logs are never empty of meaning.
  Expect<
    Answer<
      Ours.SopExecution,
      Theirs.SOPExecutionResult,
      'sop_title' | 'sop_version' | 'environment' | 'parameters' | 'incident_id' | 'finished_at',
      'status' | 'step_results' | 'logs'
    >
  >,
  Expect<Equal<Ours.SopExecution['status'], Theirs.SOPExecutionResult['status'] | 'running'>>,
  Expect<Equal<Ours.SopExecution['logs'], string[]>>,
  Expect<Equal<Ours.SopExecution['step_results'], Ours.StepResult[]>>,
  Expect<
    Answer<
      Ours.StepResult,
      StepResult,
      | 'order'
      | 'title'
      | 'command'
      | 'note'
      | 'decided_by'
      | 'exit_code'
      | 'output_bytes'
      | 'started_at'
      | 'finished_at',
      'status'
    >
  >,
  Expect<Equal<Ours.StepResult['status'], StepResult['status'] | 'pending' | 'running'>>,
];

export type Admin = [
  // Only the answer that creates a token has it. Scopes and environments are documented as any text.
  Expect<Answer<Ours.ApiToken, Theirs.APIToken, never, 'token' | 'scopes' | 'environment'>>,
  Expect<Equal<Ours.ApiToken['token'], string | null>>,
  Expect<Equal<Ours.ApiToken['scopes'], Ours.Permission[]>>,
  Expect<Equal<Ours.ApiToken['environment'], Ours.Environment | null>>,
  Expect<Request<Ours.CreateApiTokenRequest, Theirs.CreateAPITokenRequest, never, 'scopes' | 'environment'>>,
  Expect<Fits<Ours.CreateApiTokenRequest['scopes'], Theirs.CreateAPITokenRequest['scopes']>>,
  // Channels are documented as any text: those that nobody knows are refused. Every threshold has a cooldown.
  Expect<Answer<Ours.Threshold, Theirs.AlertThreshold, never, 'notification_channels' | 'cooldown_minutes'>>,
  Expect<Equal<Ours.Threshold['cooldown_minutes'], number>>,
  Expect<Equal<Ours.Threshold['notification_channels'], Ours.NotificationChannel[]>>,
  Expect<Request<Ours.ThresholdRequest, Theirs.ThresholdRequest, never, 'notification_channels'>>,
  Expect<Fits<Ours.ThresholdRequest['notification_channels'], string[] | undefined>>,
  Expect<
    Answer<
      Ours.ReportTemplate,
      Theirs.ReportTemplate,
      | 'schedule_cron'
      | 'schedule_timezone'
      | 'schedule_format'
      | 'schedule_period'
      | 'schedule_parameters'
      | 'schedule_enabled'
      | 'next_run_at'
      | 'last_run_at',
      'fields'
    >
  >,
  Expect<Equal<Ours.ReportTemplate['fields'], Ours.TemplateField[]>>,
  // A default is a text, a number or a boolean.
  Expect<Answer<Ours.TemplateField, Theirs.TemplateField, never, 'default_value'>>,
  Expect<Equal<Ours.TemplateField['default_value'], string | number | boolean | null>>,
];

type AuditFilters = NonNullable<Ours.AuditLogsListData['query']>;
export type AuditLogs = [
  // More is audited than is documented.
  Expect<Answer<Ours.AuditLog, Theirs.AuditLog, never, 'resource_type'>>,
  Expect<Fits<Theirs.AuditLog['resource_type'], Ours.AuditLog['resource_type']>>,
  Expect<Fits<keyof Theirs.AuditLogQuery, keyof AuditFilters>>,
  Expect<Equal<AuditFilters['limit'], Theirs.AuditLogQuery['limit']>>,
];

export type WebSocket = [
  // Ours: `id`. Types, actions and data belong together; who did it is null when it was the server.
  Expect<Fits<Omit<Ours.LiveEvent, 'user_id'>, Omit<Theirs.WebSocketMessage, 'user_id'>>>,
  Expect<Equal<Ours.LiveEvent['type'], Theirs.WebSocketMessage['type']>>,
  Expect<Equal<Ours.LiveEvent['action'], Theirs.WebSocketMessage['action']>>,
  Expect<Equal<Ours.LiveEvent['user_id'], string | null>>,
  Expect<Equal<Extra<Ours.LiveEvent, Theirs.WebSocketMessage>, 'id'>>,
  Expect<Equal<Plain<Ours.NotificationPayload>, Plain<Theirs.NotificationPayload>>>,
];

type Filtered = NonNullable<Ours.IncidentsListData['query']>;
export type Common = [
  Expect<Equal<keyof Theirs.PaginationParams, keyof Theirs.PaginationParams & keyof Filtered>>,
  Expect<Equal<Filtered['page'], Theirs.PaginationParams['page']>>,
  Expect<Equal<Filtered['limit'], Theirs.PaginationParams['limit']>>,
  // Only what can be sorted by.
  Expect<Fits<Filtered['sort_by'], Theirs.PaginationParams['sort_by']>>,
  Expect<Equal<Filtered['sort_order'], Theirs.SortParams['order'] | undefined>>,
  Expect<
    Equal<
      Plain<Extract<Ours.IncidentsListResponse, { pagination: unknown }>>['pagination'],
      Plain<Theirs.PaginatedResponse<unknown>['pagination']>
    >
  >,
  // `retry_after` comes with 429 and 503; `details` is null, an object or a list.
  Expect<Answer<Ours.ErrorDetail, Theirs.ErrorResponse['error'], 'retry_after', 'details' | 'request_id'>>,
  Expect<Equal<Ours.ErrorDetail['request_id'], string>>,
  Expect<Fits<null, Ours.ErrorDetail['details']>>,
  Expect<Equal<Ours.ErrorBody, { error: Ours.ErrorDetail }>>,
  // Only where there is nothing else to say; so there is a message and no data.
  Expect<Fits<Ours.SuccessResponse, Theirs.SuccessResponse>>,
];

/** What `filter` takes, as JSON text: it has no type of its own in the client. */
export type Filter = Theirs.FilterParams;
