// Generated from docs/openapi.json; do not edit.

import { client } from './client.gen.js';
import type { Client, Options as Options2, TDataShape } from './client/index.js';
import type { AlertFeedNotifyData, AlertFeedNotifyErrors, AlertFeedNotifyResponses, AlertFeedPostData, AlertFeedPostErrors, AlertFeedPostResponses, AlertsListData, AlertsListErrors, AlertsListResponses, AlertsReadData, AlertsReadErrors, AlertsReadResponses, AlertsStepData, AlertsStepErrors, AlertsStepResponses, AssetsListData, AssetsListErrors, AssetsListResponses, AssetsReadData, AssetsReadErrors, AssetsReadResponses, AssetsRegisterData, AssetsRegisterErrors, AssetsRegisterResponses, AssetsRemoveData, AssetsRemoveErrors, AssetsRemoveResponses, AssetsUpdateData, AssetsUpdateErrors, AssetsUpdateResponses, AuditLogsCheckpointsData, AuditLogsCheckpointsErrors, AuditLogsCheckpointsResponses, AuditLogsExportData, AuditLogsExportErrors, AuditLogsExportResponses, AuditLogsListData, AuditLogsListErrors, AuditLogsListResponses, AuditLogsPublicKeyData, AuditLogsPublicKeyErrors, AuditLogsPublicKeyResponses, AuditLogsReadData, AuditLogsReadErrors, AuditLogsReadResponses, AuditLogsVerifyData, AuditLogsVerifyErrors, AuditLogsVerifyResponses, AuthLoginData, AuthLoginErrors, AuthLoginResponses, AuthLogoutData, AuthLogoutErrors, AuthLogoutResponses, AuthMeData, AuthMeErrors, AuthMeResponses, AuthPasswordData, AuthPasswordErrors, AuthPasswordResponses, AuthRefreshData, AuthRefreshErrors, AuthRefreshResponses, BudgetsListData, BudgetsListErrors, BudgetsListResponses, BudgetsReadData, BudgetsReadErrors, BudgetsReadResponses, BudgetsRemoveData, BudgetsRemoveErrors, BudgetsRemoveResponses, BudgetsSetData, BudgetsSetErrors, BudgetsSetResponses, BudgetsUpdateData, BudgetsUpdateErrors, BudgetsUpdateResponses, CostsBreakdownData, CostsBreakdownErrors, CostsBreakdownResponses, CostsExportData, CostsExportErrors, CostsExportResponses, CostsForecastData, CostsForecastErrors, CostsForecastResponses, CostsIngestData, CostsIngestErrors, CostsIngestResponses, CostsRemoveData, CostsRemoveErrors, CostsRemoveResponses, CostsSummaryData, CostsSummaryErrors, CostsSummaryResponses, CostsUpdateData, CostsUpdateErrors, CostsUpdateResponses, CreditsGrantData, CreditsGrantErrors, CreditsGrantResponses, CreditsListData, CreditsListErrors, CreditsListResponses, CreditsReadData, CreditsReadErrors, CreditsReadResponses, CreditsRemoveData, CreditsRemoveErrors, CreditsRemoveResponses, CreditsUpdateData, CreditsUpdateErrors, CreditsUpdateResponses, EvidenceDownloadData, EvidenceDownloadErrors, EvidenceDownloadResponses, EvidenceListData, EvidenceListErrors, EvidenceListResponses, EvidenceRemoveData, EvidenceRemoveErrors, EvidenceRemoveResponses, EvidenceUploadData, EvidenceUploadErrors, EvidenceUploadResponses, ExecutionsDecideData, ExecutionsDecideErrors, ExecutionsDecideResponses, ExecutionsExecuteData, ExecutionsExecuteErrors, ExecutionsExecuteResponses, ExecutionsListData, ExecutionsListErrors, ExecutionsListOfData, ExecutionsListOfErrors, ExecutionsListOfResponses, ExecutionsListResponses, ExecutionsOpenData, ExecutionsOpenErrors, ExecutionsOpenResponses, ExecutionsReadData, ExecutionsReadErrors, ExecutionsReadResponses, HealthCheckData, HealthCheckErrors, HealthCheckResponses, HealthLiveData, HealthLiveErrors, HealthLiveResponses, HealthReadyData, HealthReadyErrors, HealthReadyResponses, ImportsAcceptData, ImportsAcceptErrors, ImportsAcceptResponses, ImportsListData, ImportsListErrors, ImportsListResponses, ImportsReadData, ImportsReadErrors, ImportsReadResponses, IncidentsListData, IncidentsListErrors, IncidentsListResponses, IncidentsOpenData, IncidentsOpenErrors, IncidentsOpenResponses, IncidentsReadData, IncidentsReadErrors, IncidentsReadResponses, IncidentsRemoveData, IncidentsRemoveErrors, IncidentsRemoveResponses, IncidentsUpdateData, IncidentsUpdateErrors, IncidentsUpdateResponses, JiraWebhookHearData, JiraWebhookHearErrors, JiraWebhookHearResponses, MetricsIngestData, MetricsIngestErrors, MetricsIngestResponses, MetricsListData, MetricsListErrors, MetricsListResponses, MetricsReadData, MetricsReadErrors, MetricsReadResponses, MetricsTimeSeriesData, MetricsTimeSeriesErrors, MetricsTimeSeriesResponses, MitreDetectionsListData, MitreDetectionsListErrors, MitreDetectionsListResponses, MitreDetectionsReadData, MitreDetectionsReadErrors, MitreDetectionsReadResponses, MitreDetectionsRemoveData, MitreDetectionsRemoveErrors, MitreDetectionsRemoveResponses, MitreDetectionsReportData, MitreDetectionsReportErrors, MitreDetectionsReportResponses, MitreDetectionsUpdateData, MitreDetectionsUpdateErrors, MitreDetectionsUpdateResponses, MitreImportData, MitreImportErrors, MitreImportResponses, MitreLayerData, MitreLayerErrors, MitreLayerResponses, MitreTacticsData, MitreTacticsErrors, MitreTacticsResponses, MitreTechniquesData, MitreTechniquesErrors, MitreTechniquesResponses, NotificationsListData, NotificationsListErrors, NotificationsListResponses, NotificationsReadData, NotificationsReadErrors, NotificationsReadResponses, NotificationsRetryAllData, NotificationsRetryAllErrors, NotificationsRetryAllResponses, NotificationsRetryData, NotificationsRetryErrors, NotificationsRetryResponses, RecommendationsListData, RecommendationsListErrors, RecommendationsListResponses, RecommendationsReadData, RecommendationsReadErrors, RecommendationsReadResponses, RecommendationsRefreshData, RecommendationsRefreshErrors, RecommendationsRefreshResponses, RecommendationsUpdateData, RecommendationsUpdateErrors, RecommendationsUpdateResponses, RemoteWriteWriteData, RemoteWriteWriteErrors, RemoteWriteWriteResponses, ReportsDownloadData, ReportsDownloadErrors, ReportsDownloadResponses, ReportsGenerateData, ReportsGenerateErrors, ReportsGenerateResponses, ReportsListData, ReportsListErrors, ReportsListResponses, ReportsReadData, ReportsReadErrors, ReportsReadResponses, ReportsRegenerateData, ReportsRegenerateErrors, ReportsRegenerateResponses, ReportsRemoveData, ReportsRemoveErrors, ReportsRemoveResponses, ReportsVersionsData, ReportsVersionsErrors, ReportsVersionsResponses, SessionsEndData, SessionsEndErrors, SessionsEndResponses, SessionsListData, SessionsListErrors, SessionsListResponses, SlaWeeksData, SlaWeeksErrors, SlaWeeksResponses, SopsApproveData, SopsApproveErrors, SopsApproveResponses, SopsArchiveData, SopsArchiveErrors, SopsArchiveResponses, SopsExportData, SopsExportErrors, SopsExportResponses, SopsHtmlData, SopsHtmlErrors, SopsHtmlResponses, SopsImportData, SopsImportErrors, SopsImportResponses, SopsListData, SopsListErrors, SopsListResponses, SopsReadData, SopsReadErrors, SopsReadResponses, SopsRemoveData, SopsRemoveErrors, SopsRemoveResponses, SopsReplaceData, SopsReplaceErrors, SopsReplaceResponses, SopsSubmitData, SopsSubmitErrors, SopsSubmitResponses, SopsUpdateData, SopsUpdateErrors, SopsUpdateResponses, SopsWriteData, SopsWriteErrors, SopsWriteResponses, SopVersionsDiffData, SopVersionsDiffErrors, SopVersionsDiffResponses, SopVersionsListData, SopVersionsListErrors, SopVersionsListResponses, SopVersionsReadData, SopVersionsReadErrors, SopVersionsReadResponses, TasksListData, TasksListErrors, TasksListResponses, TasksPlanData, TasksPlanErrors, TasksPlanResponses, TasksReadData, TasksReadErrors, TasksReadResponses, TasksRemoveData, TasksRemoveErrors, TasksRemoveResponses, TasksUpdateData, TasksUpdateErrors, TasksUpdateResponses, TemplatesListData, TemplatesListErrors, TemplatesListResponses, TemplatesReadData, TemplatesReadErrors, TemplatesReadResponses, TemplatesRemoveData, TemplatesRemoveErrors, TemplatesRemoveResponses, TemplatesReplaceData, TemplatesReplaceErrors, TemplatesReplaceResponses, TemplatesRunsData, TemplatesRunsErrors, TemplatesRunsResponses, TemplatesUpdateData, TemplatesUpdateErrors, TemplatesUpdateResponses, TemplatesWriteData, TemplatesWriteErrors, TemplatesWriteResponses, ThresholdsDefineData, ThresholdsDefineErrors, ThresholdsDefineResponses, ThresholdsListData, ThresholdsListErrors, ThresholdsListResponses, ThresholdsReadData, ThresholdsReadErrors, ThresholdsReadResponses, ThresholdsRemoveData, ThresholdsRemoveErrors, ThresholdsRemoveResponses, ThresholdsReplaceData, ThresholdsReplaceErrors, ThresholdsReplaceResponses, ThresholdsUpdateData, ThresholdsUpdateErrors, ThresholdsUpdateResponses, TokensCreateData, TokensCreateErrors, TokensCreateResponses, TokensListData, TokensListErrors, TokensListResponses, TokensRevokeData, TokensRevokeErrors, TokensRevokeResponses, UsersCreateData, UsersCreateErrors, UsersCreateResponses, UserSessionsEndAllData, UserSessionsEndAllErrors, UserSessionsEndAllResponses, UserSessionsEndData, UserSessionsEndErrors, UserSessionsEndResponses, UserSessionsListData, UserSessionsListErrors, UserSessionsListResponses, UsersListData, UsersListErrors, UsersListResponses, UsersReadData, UsersReadErrors, UsersReadResponses, UsersRemoveData, UsersRemoveErrors, UsersRemoveResponses, UsersUpdateData, UsersUpdateErrors, UsersUpdateResponses, VulnerabilitiesListData, VulnerabilitiesListErrors, VulnerabilitiesListResponses, VulnerabilitiesReadData, VulnerabilitiesReadErrors, VulnerabilitiesReadResponses, VulnerabilitiesReportData, VulnerabilitiesReportErrors, VulnerabilitiesReportResponses, VulnerabilitiesStatsData, VulnerabilitiesStatsErrors, VulnerabilitiesStatsResponses, VulnerabilitiesUpdateData, VulnerabilitiesUpdateErrors, VulnerabilitiesUpdateResponses } from './types.gen.js';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: Record<string, unknown>;
};

class HeyApiClient {
    protected client: Client;
    
    constructor(args?: {
        client?: Client;
    }) {
        this.client = args?.client ?? client;
    }
}

class HeyApiRegistry<T> {
    private readonly defaultKey = 'default';
    
    private readonly instances: Map<string, T> = new Map();
    
    get(key?: string): T {
        const instance = this.instances.get(key ?? this.defaultKey);
        if (!instance) {
            throw new Error(`No SDK client found. Create one with "new OpsControlCenter()" to fix this error.`);
        }
        return instance;
    }
    
    set(value: T, key?: string): void {
        this.instances.set(key ?? this.defaultKey, value);
    }
}

export class Auth extends HeyApiClient {
    /**
     * Sign in
     *
     * Gives a token and sets it as the cookie `session_token`.
     */
    public login<ThrowOnError extends boolean = false>(options: Options<AuthLoginData, ThrowOnError>) {
        return (options.client ?? this.client).post<AuthLoginResponses, AuthLoginErrors, ThrowOnError>({
            url: '/api/v1/auth/login',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Sign out
     *
     * Ends the session: its tokens are refused and its sockets close.
     */
    public logout<ThrowOnError extends boolean = false>(options?: Options<AuthLogoutData, ThrowOnError>) {
        return (options?.client ?? this.client).post<AuthLogoutResponses, AuthLogoutErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/auth/logout',
            ...options
        });
    }
    
    /**
     * Refresh the token
     *
     * A new token of the same session; the old one dies after 60 s.
     */
    public refresh<ThrowOnError extends boolean = false>(options?: Options<AuthRefreshData, ThrowOnError>) {
        return (options?.client ?? this.client).post<AuthRefreshResponses, AuthRefreshErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/auth/refresh',
            ...options
        });
    }
    
    /**
     * Who am I
     *
     * The signed-in user with role and permissions.
     */
    public me<ThrowOnError extends boolean = false>(options?: Options<AuthMeData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AuthMeResponses, AuthMeErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/auth/me',
            ...options
        });
    }
    
    /**
     * Change my password
     *
     * Ends my other sessions.
     */
    public password<ThrowOnError extends boolean = false>(options: Options<AuthPasswordData, ThrowOnError>) {
        return (options.client ?? this.client).post<AuthPasswordResponses, AuthPasswordErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/auth/password',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Sessions extends HeyApiClient {
    /**
     * List my sessions
     *
     * Those that still hold.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<SessionsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<SessionsListResponses, SessionsListErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/auth/sessions',
            ...options
        });
    }
    
    /**
     * End one of my sessions
     *
     * Its tokens are refused and its sockets close. The current one may be ended, too: that signs out.
     */
    public end<ThrowOnError extends boolean = false>(options: Options<SessionsEndData, ThrowOnError>) {
        return (options.client ?? this.client).delete<SessionsEndResponses, SessionsEndErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/auth/sessions/{id}',
            ...options
        });
    }
}

export class Incidents extends HeyApiClient {
    /**
     * List incidents
     *
     * Newest first unless asked otherwise.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<IncidentsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<IncidentsListResponses, IncidentsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    jira_id: { array: { explode: false } },
                    severity: { array: { explode: false } },
                    status: { array: { explode: false } },
                    squad: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    assignee: { array: { explode: false } },
                    tag: { array: { explode: false } },
                    affected_service: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents',
            ...options
        });
    }
    
    /**
     * Open an incident
     *
     * Gives it its jira_id and tells every subscriber.
     */
    public open<ThrowOnError extends boolean = false>(options: Options<IncidentsOpenData, ThrowOnError>) {
        return (options.client ?? this.client).post<IncidentsOpenResponses, IncidentsOpenErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove an incident
     *
     * It vanishes from every read; its history stays in the audit log.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<IncidentsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<IncidentsRemoveResponses, IncidentsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{id}',
            ...options
        });
    }
    
    /**
     * Read an incident
     */
    public read<ThrowOnError extends boolean = false>(options: Options<IncidentsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<IncidentsReadResponses, IncidentsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{id}',
            ...options
        });
    }
    
    /**
     * Change an incident
     *
     * resolved_at follows the status. Nothing changed: nothing is said.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<IncidentsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<IncidentsUpdateResponses, IncidentsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Evidence extends HeyApiClient {
    /**
     * List the evidence of an incident
     */
    public list<ThrowOnError extends boolean = false>(options: Options<EvidenceListData, ThrowOnError>) {
        return (options.client ?? this.client).get<EvidenceListResponses, EvidenceListErrors, ThrowOnError>({
            querySerializer: { parameters: { type: { array: { explode: false } }, uploaded_by: { array: { explode: false } } } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{incident}/evidence',
            ...options
        });
    }
    
    /**
     * Add evidence to an incident
     *
     * JSON, or a form with a file of up to UPLOAD_MAX_BYTES.
     */
    public upload<ThrowOnError extends boolean = false>(options: Options<EvidenceUploadData, ThrowOnError>) {
        return (options.client ?? this.client).post<EvidenceUploadResponses, EvidenceUploadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{incident}/evidence',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Download the file of a piece of evidence
     */
    public download<ThrowOnError extends boolean = false>(options: Options<EvidenceDownloadData, ThrowOnError>) {
        return (options.client ?? this.client).get<EvidenceDownloadResponses, EvidenceDownloadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{incident}/evidence/{evidenceId}/file',
            ...options
        });
    }
    
    /**
     * Remove evidence
     *
     * It vanishes from every read; row and file are kept.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<EvidenceRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<EvidenceRemoveResponses, EvidenceRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/incidents/{incident}/evidence/{evidenceId}',
            ...options
        });
    }
}

export class Tasks extends HeyApiClient {
    /**
     * List tasks
     *
     * Newest first unless asked otherwise.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<TasksListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<TasksListResponses, TasksListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    jira_id: { array: { explode: false } },
                    status: { array: { explode: false } },
                    priority: { array: { explode: false } },
                    squad: { array: { explode: false } },
                    assignee: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    tag: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/tasks',
            ...options
        });
    }
    
    /**
     * Plan a task
     *
     * Gives it its jira_id; it begins as todo.
     */
    public plan<ThrowOnError extends boolean = false>(options: Options<TasksPlanData, ThrowOnError>) {
        return (options.client ?? this.client).post<TasksPlanResponses, TasksPlanErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/tasks',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a task
     *
     * It vanishes from every read and from the SLA; its history stays in the audit log.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<TasksRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<TasksRemoveResponses, TasksRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/tasks/{id}',
            ...options
        });
    }
    
    /**
     * Read a task
     */
    public read<ThrowOnError extends boolean = false>(options: Options<TasksReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<TasksReadResponses, TasksReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/tasks/{id}',
            ...options
        });
    }
    
    /**
     * Change a task
     *
     * completed_at follows the status. Nothing changed: nothing is said.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<TasksUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<TasksUpdateResponses, TasksUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/tasks/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Sla extends HeyApiClient {
    /**
     * SLA of the last weeks
     *
     * Per week, the current one first: hours estimated for the tasks created in it, and hours spent on those of them that are done. Weeks run from Monday to Sunday in UTC.
     */
    public weeks<ThrowOnError extends boolean = false>(options?: Options<SlaWeeksData, ThrowOnError>) {
        return (options?.client ?? this.client).get<SlaWeeksResponses, SlaWeeksErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/sla-metrics',
            ...options
        });
    }
}

export class Metrics extends HeyApiClient {
    /**
     * List metric points
     *
     * Newest first.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<MetricsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MetricsListResponses, MetricsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    metric_name: { array: { explode: false } },
                    metric_type: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    service: { array: { explode: false } },
                    host: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/metrics',
            ...options
        });
    }
    
    /**
     * Ingest metric points
     *
     * 1 to 10,000 points: all of them or, if one of them is not right, none.
     */
    public ingest<ThrowOnError extends boolean = false>(options: Options<MetricsIngestData, ThrowOnError>) {
        return (options.client ?? this.client).post<MetricsIngestResponses, MetricsIngestErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/metrics',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * A metric over time
     *
     * One value for each interval that has points, over all series unless narrowed. A metric without points gives an empty list.
     */
    public timeSeries<ThrowOnError extends boolean = false>(options: Options<MetricsTimeSeriesData, ThrowOnError>) {
        return (options.client ?? this.client).get<MetricsTimeSeriesResponses, MetricsTimeSeriesErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/metrics/{metric_name}/timeseries',
            ...options
        });
    }
    
    /**
     * What Prometheus reads of this instance
     *
     * Asks for METRICS_TOKEN as the bearer token; where none is set it answers this machine alone, and in production nobody. Never rate limited.
     */
    public read<ThrowOnError extends boolean = false>(options?: Options<MetricsReadData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MetricsReadResponses, MetricsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }],
            url: '/metrics',
            ...options
        });
    }
}

export class Vulnerabilities extends HeyApiClient {
    /**
     * Vulnerabilities in figures
     *
     * Totals, by severity, status and CVSS range, the trend of the last 30 days (UTC), and the assets with most of them, all as of one moment.
     */
    public stats<ThrowOnError extends boolean = false>(options?: Options<VulnerabilitiesStatsData, ThrowOnError>) {
        return (options?.client ?? this.client).get<VulnerabilitiesStatsResponses, VulnerabilitiesStatsErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/vulnerabilities/stats',
            ...options
        });
    }
    
    /**
     * List vulnerabilities
     *
     * Last discovered first unless asked otherwise; environment is that of the asset.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<VulnerabilitiesListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<VulnerabilitiesListResponses, VulnerabilitiesListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    asset_id: { array: { explode: false } },
                    cve_id: { array: { explode: false } },
                    severity: { array: { explode: false } },
                    status: { array: { explode: false } },
                    affected_package: { array: { explode: false } },
                    assignee: { array: { explode: false } },
                    mitre_tactic: { array: { explode: false } },
                    mitre_technique: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    accepted_by: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/vulnerabilities',
            ...options
        });
    }
    
    /**
     * Record a vulnerability of an asset
     *
     * cvss_score is that of cvss_vector if there is one; severity follows the score and is needed only where there is none. It begins as open unless told otherwise, and its asset counts it while it is open or in progress.
     */
    public report<ThrowOnError extends boolean = false>(options: Options<VulnerabilitiesReportData, ThrowOnError>) {
        return (options.client ?? this.client).post<VulnerabilitiesReportResponses, VulnerabilitiesReportErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/vulnerabilities',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Read a vulnerability
     */
    public read<ThrowOnError extends boolean = false>(options: Options<VulnerabilitiesReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<VulnerabilitiesReadResponses, VulnerabilitiesReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/vulnerabilities/{id}',
            ...options
        });
    }
    
    /**
     * Change a vulnerability
     *
     * resolved_at follows the status. Accepting the risk needs accepted_reason; with accepted_until it opens again by itself after that. A new score brings its severity along unless another is given.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<VulnerabilitiesUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<VulnerabilitiesUpdateResponses, VulnerabilitiesUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/vulnerabilities/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Assets extends HeyApiClient {
    /**
     * List assets
     *
     * search finds any part of host name, address, operating system and owner; ip_address takes an address or a network such as 10.20.0.0/16.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<AssetsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AssetsListResponses, AssetsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    hostname: { array: { explode: false } },
                    ip_address: { array: { explode: false } },
                    asset_type: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    status: { array: { explode: false } },
                    os: { array: { explode: false } },
                    os_version: { array: { explode: false } },
                    owner: { array: { explode: false } },
                    tag: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/assets',
            ...options
        });
    }
    
    /**
     * Register an asset
     *
     * 409 when the environment has an asset of this host name already. It begins as active.
     */
    public register<ThrowOnError extends boolean = false>(options: Options<AssetsRegisterData, ThrowOnError>) {
        return (options.client ?? this.client).post<AssetsRegisterResponses, AssetsRegisterErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/assets',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove an asset
     *
     * It vanishes from every read, and its vulnerabilities with it; its host name is free again. What was detected on it stays on record, with its id and its environment. An asset that is to stay visible becomes decommissioned instead.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<AssetsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<AssetsRemoveResponses, AssetsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/assets/{id}',
            ...options
        });
    }
    
    /**
     * Read an asset
     */
    public read<ThrowOnError extends boolean = false>(options: Options<AssetsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<AssetsReadResponses, AssetsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/assets/{id}',
            ...options
        });
    }
    
    /**
     * Change an asset
     *
     * 409 when the environment has an asset of this host name already. Nothing changed: nothing is said.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<AssetsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<AssetsUpdateResponses, AssetsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/assets/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Mitre extends HeyApiClient {
    /**
     * List the tactics of ATT&CK
     *
     * In the order of the matrix. ATT&CK® is a registered trademark of The MITRE Corporation; see NOTICE.
     */
    public tactics<ThrowOnError extends boolean = false>(options?: Options<MitreTacticsData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MitreTacticsResponses, MitreTacticsErrors, ThrowOnError>({
            querySerializer: { parameters: { id: { array: { explode: false } }, short_name: { array: { explode: false } } } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/tactics',
            ...options
        });
    }
    
    /**
     * List the techniques of ATT&CK
     *
     * By id. tactic_id finds techniques by any of their tactics; format=csv gives all of them at once. ATT&CK® is a registered trademark of The MITRE Corporation; see NOTICE.
     */
    public techniques<ThrowOnError extends boolean = false>(options?: Options<MitreTechniquesData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MitreTechniquesResponses, MitreTechniquesErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    id: { array: { explode: false } },
                    tactic_id: { array: { explode: false } },
                    is_subtechnique: { array: { explode: false } },
                    parent_id: { array: { explode: false } },
                    retired: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/techniques',
            ...options
        });
    }
    
    /**
     * Import an ATT&CK bundle
     *
     * The official Enterprise bundle in STIX 2.1 replaces the catalogue, or nothing changes. As a JSON body up to 16 MiB, as a file in a form (the official one has about 45 MB) up to 100 MiB.
     */
    public import<ThrowOnError extends boolean = false>(options: Options<MitreImportData, ThrowOnError>) {
        return (options.client ?? this.client).post<MitreImportResponses, MitreImportErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/import',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Download the detections as a layer of the ATT&CK Navigator
     *
     * Format 4.5. The score of a technique is the number of its detections; one of several tactics stands in each of them. Techniques that ATT&CK has given up are left out and named in the description.
     */
    public layer<ThrowOnError extends boolean = false>(options?: Options<MitreLayerData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MitreLayerResponses, MitreLayerErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    status: { array: { explode: false } },
                    severity: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    asset_id: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/layer',
            ...options
        });
    }
}

export class MitreDetections extends HeyApiClient {
    /**
     * List detections
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<MitreDetectionsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<MitreDetectionsListResponses, MitreDetectionsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    technique_id: { array: { explode: false } },
                    asset_id: { array: { explode: false } },
                    severity: { array: { explode: false } },
                    status: { array: { explode: false } },
                    environment: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/detections',
            ...options
        });
    }
    
    /**
     * Report a detection
     */
    public report<ThrowOnError extends boolean = false>(options: Options<MitreDetectionsReportData, ThrowOnError>) {
        return (options.client ?? this.client).post<MitreDetectionsReportResponses, MitreDetectionsReportErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/detections',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a detection
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<MitreDetectionsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<MitreDetectionsRemoveResponses, MitreDetectionsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/detections/{id}',
            ...options
        });
    }
    
    /**
     * Read a detection
     */
    public read<ThrowOnError extends boolean = false>(options: Options<MitreDetectionsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<MitreDetectionsReadResponses, MitreDetectionsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/detections/{id}',
            ...options
        });
    }
    
    /**
     * Change a detection
     */
    public update<ThrowOnError extends boolean = false>(options: Options<MitreDetectionsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<MitreDetectionsUpdateResponses, MitreDetectionsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/secops/mitre/detections/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Costs extends HeyApiClient {
    /**
     * List costs
     *
     * Of each resource and day, the newest first; with group_by their sums. Groups of several currencies are refused: ask for one.
     */
    public breakdown<ThrowOnError extends boolean = false>(options?: Options<CostsBreakdownData, ThrowOnError>) {
        return (options?.client ?? this.client).get<CostsBreakdownResponses, CostsBreakdownErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    environment: { array: { explode: false } },
                    service: { array: { explode: false } },
                    resource_id: { array: { explode: false } },
                    resource_name: { array: { explode: false } },
                    resource_type: { array: { explode: false } },
                    category: { array: { explode: false } },
                    charge_category: { array: { explode: false } },
                    currency: { array: { explode: false } },
                    date: { array: { explode: false } },
                    provider: { array: { explode: false } },
                    region: { array: { explode: false } },
                    account_id: { array: { explode: false } },
                    import_id: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/breakdown',
            ...options
        });
    }
    
    /**
     * Ingest costs
     *
     * 1 to 10,000 records: all of them or, if one of them is not right, none. A record takes the place of the one with the same date, environment, service and resource_id, so that a day can be sent again.
     */
    public ingest<ThrowOnError extends boolean = false>(options: Options<CostsIngestData, ThrowOnError>) {
        return (options.client ?? this.client).post<CostsIngestResponses, CostsIngestErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/costs',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a cost
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<CostsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<CostsRemoveResponses, CostsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/costs/{id}',
            ...options
        });
    }
    
    /**
     * Put a cost into another environment
     *
     * For what a bill could not tell (`unallocated`) or told wrongly. An import that brings the same bill again replaces it. All else is corrected by sending the record again.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<CostsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<CostsUpdateResponses, CostsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/costs/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Sum up the costs of a period
     *
     * A day, a week from Monday to Sunday, or a calendar month, in UTC; by environment and by service; compared with as many days from the beginning of the period before (of a shorter one, as many that end with it), of a running period the days up to today.
     */
    public summary<ThrowOnError extends boolean = false>(options?: Options<CostsSummaryData, ThrowOnError>) {
        return (options?.client ?? this.client).get<CostsSummaryResponses, CostsSummaryErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/summary',
            ...options
        });
    }
    
    /**
     * Forecast the costs of the coming days
     *
     * Per day and in all, from today on (UTC), with an 80 % interval. The answer says how it was made.
     */
    public forecast<ThrowOnError extends boolean = false>(options?: Options<CostsForecastData, ThrowOnError>) {
        return (options?.client ?? this.client).get<CostsForecastResponses, CostsForecastErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/forecast',
            ...options
        });
    }
    
    /**
     * Export costs as a FOCUS file
     *
     * All rows, streamed, with the mandatory columns of FOCUS 1.2; what is not known is empty. To import the file again gives the same costs. Takes every filter of the breakdown. Texts that a spreadsheet would run as a formula begin with an apostrophe, which an import takes away.
     */
    public export<ThrowOnError extends boolean = false>(options: Options<CostsExportData, ThrowOnError>) {
        return (options.client ?? this.client).get<CostsExportResponses, CostsExportErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    currency: { array: { explode: false } },
                    service: { array: { explode: false } },
                    environment: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/costs/export',
            ...options
        });
    }
}

export class Credits extends HeyApiClient {
    /**
     * List credits
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<CreditsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<CreditsListResponses, CreditsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    provider: { array: { explode: false } },
                    credit_type: { array: { explode: false } },
                    currency: { array: { explode: false } },
                    status: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/credits',
            ...options
        });
    }
    
    /**
     * Add a credit
     *
     * Without `remaining` nothing of it is used yet.
     */
    public grant<ThrowOnError extends boolean = false>(options: Options<CreditsGrantData, ThrowOnError>) {
        return (options.client ?? this.client).post<CreditsGrantResponses, CreditsGrantErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/credits',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a credit
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<CreditsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<CreditsRemoveResponses, CreditsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/credits/{id}',
            ...options
        });
    }
    
    /**
     * Read a credit
     */
    public read<ThrowOnError extends boolean = false>(options: Options<CreditsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<CreditsReadResponses, CreditsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/credits/{id}',
            ...options
        });
    }
    
    /**
     * Change a credit
     *
     * Each change of `amount` or `remaining` becomes part of the history that the burn rate is taken from.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<CreditsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<CreditsUpdateResponses, CreditsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/credits/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Budgets extends HeyApiClient {
    /**
     * List budgets
     *
     * With how the current month goes, computed at reading; the figures can be filtered and sorted by too.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<BudgetsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<BudgetsListResponses, BudgetsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    environment: { array: { explode: false } },
                    service: { array: { explode: false } },
                    currency: { array: { explode: false } },
                    status: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/budgets',
            ...options
        });
    }
    
    /**
     * Set a budget
     *
     * For an environment, a service, both, or (with neither) everything.
     */
    public set<ThrowOnError extends boolean = false>(options: Options<BudgetsSetData, ThrowOnError>) {
        return (options.client ?? this.client).post<BudgetsSetResponses, BudgetsSetErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/budgets',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a budget
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<BudgetsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<BudgetsRemoveResponses, BudgetsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/budgets/{id}',
            ...options
        });
    }
    
    /**
     * Read a budget
     *
     * Its ETag covers the figures; If-Match looks only at what people have set.
     */
    public read<ThrowOnError extends boolean = false>(options: Options<BudgetsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<BudgetsReadResponses, BudgetsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/budgets/{id}',
            ...options
        });
    }
    
    /**
     * Change a budget
     *
     * What had been told this month, but is not reached any more, is told again when it is.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<BudgetsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<BudgetsUpdateResponses, BudgetsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/budgets/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Recommendations extends HeyApiClient {
    /**
     * List recommendations
     *
     * Where money can be saved, newest first unless asked otherwise.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<RecommendationsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<RecommendationsListResponses, RecommendationsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    type: { array: { explode: false } },
                    currency: { array: { explode: false } },
                    priority: { array: { explode: false } },
                    status: { array: { explode: false } },
                    resource_id: { array: { explode: false } },
                    resource_type: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    service: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/recommendations',
            ...options
        });
    }
    
    /**
     * Look for savings now
     *
     * What happens once a day anyway: finds idle resources, services whose cost has grown and storage that keeps growing, brings open recommendations up to date, and completes those whose cause is gone.
     */
    public refresh<ThrowOnError extends boolean = false>(options?: Options<RecommendationsRefreshData, ThrowOnError>) {
        return (options?.client ?? this.client).post<RecommendationsRefreshResponses, RecommendationsRefreshErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/recommendations/refresh',
            ...options
        });
    }
    
    /**
     * Read a recommendation
     */
    public read<ThrowOnError extends boolean = false>(options: Options<RecommendationsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<RecommendationsReadResponses, RecommendationsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/recommendations/{id}',
            ...options
        });
    }
    
    /**
     * Take up, complete, dismiss or reopen a recommendation
     *
     * completed_at follows the status. A completed or dismissed one must become pending or in_progress before it can be closed in the other way. A dismissed one never comes back by itself; growth that is measured against later days is another one.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<RecommendationsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<RecommendationsUpdateResponses, RecommendationsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/recommendations/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Reports extends HeyApiClient {
    /**
     * List reports
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<ReportsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<ReportsListResponses, ReportsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    type: { array: { explode: false } },
                    status: { array: { explode: false } },
                    report_format: { array: { explode: false } },
                    generated_by: { array: { explode: false } },
                    environment: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports',
            ...options
        });
    }
    
    /**
     * Generate a report
     *
     * It is made in the background; its author hears of its progress by WebSocket notifications. Parameters: `environment` of all types; `squad`, `severity`, `top` of incident_summary; `squad`, `weeks` of sla_report; `top` (of assets ten at most), `expiring_within_days` of vulnerability_report; `currency`, `metric`, `top`, `forecast_days` of cost_report; `template_id` of custom, and the fields of the template. Periods by default: the last 30 days for incidents and vulnerabilities, the last 12 weeks for the SLA, the current month for costs.
     */
    public generate<ThrowOnError extends boolean = false>(options: Options<ReportsGenerateData, ThrowOnError>) {
        return (options.client ?? this.client).post<ReportsGenerateResponses, ReportsGenerateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports/generate',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a report
     *
     * With all of its versions and their files.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<ReportsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<ReportsRemoveResponses, ReportsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports/{id}',
            ...options
        });
    }
    
    /**
     * Read a report: how far it is, and where its file is
     */
    public read<ThrowOnError extends boolean = false>(options: Options<ReportsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<ReportsReadResponses, ReportsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports/{id}',
            ...options
        });
    }
    
    /**
     * Generate the next version of a report
     *
     * With the same parameters; a period that was not named is that of now. Older versions stay.
     */
    public regenerate<ThrowOnError extends boolean = false>(options: Options<ReportsRegenerateData, ThrowOnError>) {
        return (options.client ?? this.client).post<ReportsRegenerateResponses, ReportsRegenerateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports/{id}/regenerate',
            ...options
        });
    }
    
    /**
     * Download the file of a report
     */
    public download<ThrowOnError extends boolean = false>(options: Options<ReportsDownloadData, ThrowOnError>) {
        return (options.client ?? this.client).get<ReportsDownloadResponses, ReportsDownloadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports/{id}/download',
            ...options
        });
    }
    
    /**
     * List the versions of a report
     */
    public versions<ThrowOnError extends boolean = false>(options: Options<ReportsVersionsData, ThrowOnError>) {
        return (options.client ?? this.client).get<ReportsVersionsResponses, ReportsVersionsErrors, ThrowOnError>({
            querySerializer: { parameters: { generated_by: { array: { explode: false } } } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/reports/{id}/versions',
            ...options
        });
    }
}

export class Templates extends HeyApiClient {
    /**
     * List report templates
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<TemplatesListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<TemplatesListResponses, TemplatesListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    name: { array: { explode: false } },
                    type: { array: { explode: false } },
                    created_by: { array: { explode: false } },
                    schedule_enabled: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates',
            ...options
        });
    }
    
    /**
     * Write a report template
     *
     * The content is mustache over HTML: logic-less, every value escaped, no script and nothing that is loaded from elsewhere. A report of it is asked for with the type `custom` and `parameters.template_id`. With `schedule_cron` it is made by itself.
     */
    public write<ThrowOnError extends boolean = false>(options: Options<TemplatesWriteData, ThrowOnError>) {
        return (options.client ?? this.client).post<TemplatesWriteResponses, TemplatesWriteErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a report template
     *
     * Reports that were made of it stay; they cannot be made again.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<TemplatesRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<TemplatesRemoveResponses, TemplatesRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates/{id}',
            ...options
        });
    }
    
    /**
     * Read a report template
     */
    public read<ThrowOnError extends boolean = false>(options: Options<TemplatesReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<TemplatesReadResponses, TemplatesReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates/{id}',
            ...options
        });
    }
    
    /**
     * Change a report template
     */
    public update<ThrowOnError extends boolean = false>(options: Options<TemplatesUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<TemplatesUpdateResponses, TemplatesUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace a report template
     */
    public replace<ThrowOnError extends boolean = false>(options: Options<TemplatesReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<TemplatesReplaceResponses, TemplatesReplaceErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * List the times of its schedule that have come, and the reports they brought
     */
    public runs<ThrowOnError extends boolean = false>(options: Options<TemplatesRunsData, ThrowOnError>) {
        return (options.client ?? this.client).get<TemplatesRunsResponses, TemplatesRunsErrors, ThrowOnError>({
            querySerializer: { parameters: { status: { array: { explode: false } } } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/report-templates/{id}/runs',
            ...options
        });
    }
}

export class Executions extends HeyApiClient {
    /**
     * List executions of all SOPs
     *
     * `status=running` finds those that wait for somebody.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<ExecutionsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<ExecutionsListResponses, ExecutionsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    sop_id: { array: { explode: false } },
                    status: { array: { explode: false } },
                    executed_by: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    incident_id: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/executions',
            ...options
        });
    }
    
    /**
     * Open an execution whose manual steps are decided one by one
     *
     * Each is decided by PATCH when it is its turn; commands in between run by themselves. Commands run without a shell, and only if their executable is on SOP_ALLOWED_COMMANDS; others are skipped and say why. The first failure skips the rest. Progress is told to your sockets on the channel `notifications`.
     */
    public open<ThrowOnError extends boolean = false>(options: Options<ExecutionsOpenData, ThrowOnError>) {
        return (options.client ?? this.client).post<ExecutionsOpenResponses, ExecutionsOpenErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/executions',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Read an execution: what became of each step
     */
    public read<ThrowOnError extends boolean = false>(options: Options<ExecutionsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<ExecutionsReadResponses, ExecutionsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/executions/{id}',
            ...options
        });
    }
    
    /**
     * Confirm, fail or skip the manual step whose turn it is
     *
     * The last one ends the execution, and so does one that failed. Commands that follow begin at once.
     */
    public decide<ThrowOnError extends boolean = false>(options: Options<ExecutionsDecideData, ThrowOnError>) {
        return (options.client ?? this.client).patch<ExecutionsDecideResponses, ExecutionsDecideErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/executions/{id}/steps/{stepId}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * List the executions of an SOP
     */
    public listOf<ThrowOnError extends boolean = false>(options: Options<ExecutionsListOfData, ThrowOnError>) {
        return (options.client ?? this.client).get<ExecutionsListOfResponses, ExecutionsListOfErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    sop_id: { array: { explode: false } },
                    status: { array: { explode: false } },
                    executed_by: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    incident_id: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/executions',
            ...options
        });
    }
    
    /**
     * Execute an approved SOP from beginning to end
     *
     * Answers when it has ended, which takes at most SOP_RUN_TIMEOUT_SECONDS after its turn has come; it goes on if you hang up. Commands run without a shell, and only if their executable is on SOP_ALLOWED_COMMANDS; others are skipped and say why. The first failure skips the rest. Progress is told to your sockets on the channel `notifications`.
     */
    public execute<ThrowOnError extends boolean = false>(options: Options<ExecutionsExecuteData, ThrowOnError>) {
        return (options.client ?? this.client).post<ExecutionsExecuteResponses, ExecutionsExecuteErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/execute',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Sops extends HeyApiClient {
    /**
     * Import an SOP from Markdown
     *
     * A file as the export gives it, of up to 1 MiB: front matter, content, and a section "## Step: title" for each step. With the id of an SOP it becomes that one’s next version, unless the file’s version is not the present one; else it becomes a new draft.
     */
    public import<ThrowOnError extends boolean = false>(options: Options<SopsImportData, ThrowOnError>) {
        return (options.client ?? this.client).post<SopsImportResponses, SopsImportErrors, ThrowOnError>({
            bodySerializer: null,
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/import',
            ...options,
            headers: {
                'Content-Type': 'text/markdown',
                ...options.headers
            }
        });
    }
    
    /**
     * Download an SOP as Markdown
     *
     * Imported again it gives the same SOP.
     */
    public export<ThrowOnError extends boolean = false>(options: Options<SopsExportData, ThrowOnError>) {
        return (options.client ?? this.client).get<SopsExportResponses, SopsExportErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/export',
            ...options
        });
    }
    
    /**
     * List SOPs
     *
     * search looks into title, tags, description, content and steps.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<SopsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<SopsListResponses, SopsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    category: { array: { explode: false } },
                    owner: { array: { explode: false } },
                    reviewer: { array: { explode: false } },
                    status: { array: { explode: false } },
                    tag: { array: { explode: false } },
                    approved_by: { array: { explode: false } },
                    author: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops',
            ...options
        });
    }
    
    /**
     * Write an SOP
     *
     * It begins as a draft, version 1.0.0.
     */
    public write<ThrowOnError extends boolean = false>(options: Options<SopsWriteData, ThrowOnError>) {
        return (options.client ?? this.client).post<SopsWriteResponses, SopsWriteErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove an SOP
     *
     * It vanishes from every read; its versions and executions stay on record.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<SopsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<SopsRemoveResponses, SopsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}',
            ...options
        });
    }
    
    /**
     * Read an SOP
     */
    public read<ThrowOnError extends boolean = false>(options: Options<SopsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<SopsReadResponses, SopsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}',
            ...options
        });
    }
    
    /**
     * Change an SOP
     *
     * A change of title, description, content, steps or prerequisites gives the next minor version and makes the SOP a draft again; any other change gives the next patch version. Steps keep their ids; one without an id is new.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<SopsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<SopsUpdateResponses, SopsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace an SOP
     *
     * What is left out goes back to its default; the owner stays. A change of title, description, content, steps or prerequisites gives the next minor version and makes the SOP a draft again; any other change gives the next patch version. Steps keep their ids; one without an id is new.
     */
    public replace<ThrowOnError extends boolean = false>(options: Options<SopsReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<SopsReplaceResponses, SopsReplaceErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Submit a draft for review
     */
    public submit<ThrowOnError extends boolean = false>(options: Options<SopsSubmitData, ThrowOnError>) {
        return (options.client ?? this.client).post<SopsSubmitResponses, SopsSubmitErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/submit',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Approve an SOP that is in review
     *
     * Nobody approves what they have written since the last approval.
     */
    public approve<ThrowOnError extends boolean = false>(options: Options<SopsApproveData, ThrowOnError>) {
        return (options.client ?? this.client).post<SopsApproveResponses, SopsApproveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/approve',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Archive an approved SOP
     */
    public archive<ThrowOnError extends boolean = false>(options: Options<SopsArchiveData, ThrowOnError>) {
        return (options.client ?? this.client).post<SopsArchiveResponses, SopsArchiveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/archive',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * The content as HTML
     *
     * Safe to put into a page: HTML in the Markdown is shown as text, links and pictures are http(s) only.
     */
    public html<ThrowOnError extends boolean = false>(options: Options<SopsHtmlData, ThrowOnError>) {
        return (options.client ?? this.client).get<SopsHtmlResponses, SopsHtmlErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/html',
            ...options
        });
    }
}

export class SopVersions extends HeyApiClient {
    /**
     * List the versions of an SOP
     *
     * The newest first.
     */
    public list<ThrowOnError extends boolean = false>(options: Options<SopVersionsListData, ThrowOnError>) {
        return (options.client ?? this.client).get<SopVersionsListResponses, SopVersionsListErrors, ThrowOnError>({
            querySerializer: { parameters: { author: { array: { explode: false } } } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/versions',
            ...options
        });
    }
    
    /**
     * What differs between two versions
     *
     * Of the present version and the one before, unless asked otherwise. Steps are told apart by their ids.
     */
    public diff<ThrowOnError extends boolean = false>(options: Options<SopVersionsDiffData, ThrowOnError>) {
        return (options.client ?? this.client).get<SopVersionsDiffResponses, SopVersionsDiffErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/versions/diff',
            ...options
        });
    }
    
    /**
     * Read a version of an SOP, with all that it said
     */
    public read<ThrowOnError extends boolean = false>(options: Options<SopVersionsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<SopVersionsReadResponses, SopVersionsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/sops/{id}/versions/{version}',
            ...options
        });
    }
}

export class AlertFeed extends HeyApiClient {
    /**
     * Take a notification of Alertmanager (webhook, version 4)
     *
     * An alert that fires opens one incident, however often it is told; its end resolves it. Alerts that cannot be taken do not hold up the others.
     */
    public notify<ThrowOnError extends boolean = false>(options: Options<AlertFeedNotifyData, ThrowOnError>) {
        return (options.client ?? this.client).post<AlertFeedNotifyResponses, AlertFeedNotifyErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/integrations/alertmanager',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Take alerts as Alertmanager itself does (API v2)
     *
     * For Prometheus, which then needs no Alertmanager in between. An alert has ended once it is sent with an endsAt that is over; one that is not sent any more goes on.
     */
    public post<ThrowOnError extends boolean = false>(options: Options<AlertFeedPostData, ThrowOnError>) {
        return (options.client ?? this.client).post<AlertFeedPostResponses, AlertFeedPostErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/integrations/alertmanager/api/v2/alerts',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class RemoteWrite extends HeyApiClient {
    /**
     * Take measurements from Prometheus (remote write 1.0)
     *
     * Up to 50,000 samples. What is no finite number (stale markers among them) is left out. The same request again stores nothing twice.
     */
    public write<ThrowOnError extends boolean = false>(options: Options<RemoteWriteWriteData, ThrowOnError>) {
        return (options.client ?? this.client).post<RemoteWriteWriteResponses, RemoteWriteWriteErrors, ThrowOnError>({
            bodySerializer: null,
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/integrations/prometheus/write',
            ...options,
            headers: {
                'Content-Type': 'application/x-protobuf',
                ...options.headers
            }
        });
    }
}

export class AuditLogs extends HeyApiClient {
    /**
     * List what was done
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<AuditLogsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AuditLogsListResponses, AuditLogsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    event_type: { array: { explode: false } },
                    resource_type: { array: { explode: false } },
                    resource_id: { array: { explode: false } },
                    user_id: { array: { explode: false } },
                    status: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/audit-logs',
            ...options
        });
    }
    
    /**
     * Verify the audit log
     *
     * Reads all of it. Finds rows that were altered, removed, moved or put in behind the back of the server.
     */
    public verify<ThrowOnError extends boolean = false>(options?: Options<AuditLogsVerifyData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AuditLogsVerifyResponses, AuditLogsVerifyErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/audit-logs/verify',
            ...options
        });
    }
    
    /**
     * The signed checkpoints, to be kept elsewhere
     *
     * The newest one kept where the database is out of reach shows later that nothing before it has changed.
     */
    public checkpoints<ThrowOnError extends boolean = false>(options?: Options<AuditLogsCheckpointsData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AuditLogsCheckpointsResponses, AuditLogsCheckpointsErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/audit-logs/checkpoints',
            ...options
        });
    }
    
    /**
     * The key that checkpoints are verified with
     */
    public publicKey<ThrowOnError extends boolean = false>(options?: Options<AuditLogsPublicKeyData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AuditLogsPublicKeyResponses, AuditLogsPublicKeyErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/audit-logs/public-key',
            ...options
        });
    }
    
    /**
     * The whole chain as JSON Lines
     *
     * What `npm run audit:verify` reads: {sequence, hash, genuine, entry} a line, in order.
     */
    public export<ThrowOnError extends boolean = false>(options?: Options<AuditLogsExportData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AuditLogsExportResponses, AuditLogsExportErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/audit-logs/export',
            ...options
        });
    }
    
    /**
     * Read one entry, with what it changed
     */
    public read<ThrowOnError extends boolean = false>(options: Options<AuditLogsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<AuditLogsReadResponses, AuditLogsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/audit-logs/{id}',
            ...options
        });
    }
}

export class Tokens extends HeyApiClient {
    /**
     * List API tokens
     *
     * Of all users, revoked and expired ones included.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<TokensListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<TokensListResponses, TokensListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    name: { array: { explode: false } },
                    scope: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    created_by: { array: { explode: false } },
                    status: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/tokens',
            ...options
        });
    }
    
    /**
     * Create an API token
     *
     * It acts for you, and can be worth no more than the credentials you make it with: no scope (403), no environment (403) and no end beyond theirs. `token` is in this answer and nowhere else, so that a repeat with the same Idempotency-Key has null there.
     */
    public create<ThrowOnError extends boolean = false>(options: Options<TokensCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<TokensCreateResponses, TokensCreateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/tokens',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Revoke an API token
     *
     * It is refused from this answer on, everywhere, and its sockets close; so do tokens that were made with it. It stays in the list as `revoked`.
     */
    public revoke<ThrowOnError extends boolean = false>(options: Options<TokensRevokeData, ThrowOnError>) {
        return (options.client ?? this.client).delete<TokensRevokeResponses, TokensRevokeErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/tokens/{id}',
            ...options
        });
    }
}

export class Users extends HeyApiClient {
    /**
     * List users
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<UsersListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<UsersListResponses, UsersListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    email: { array: { explode: false } },
                    role: { array: { explode: false } },
                    team: { array: { explode: false } },
                    disabled: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users',
            ...options
        });
    }
    
    /**
     * Create a user
     *
     * Needs a session, not an API token, that holds all that the role may do: 403 names what is missing. Of living accounts one has an address, whatever its case.
     */
    public create<ThrowOnError extends boolean = false>(options: Options<UsersCreateData, ThrowOnError>) {
        return (options.client ?? this.client).post<UsersCreateResponses, UsersCreateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a user
     *
     * Ends their sessions and sockets and revokes their API tokens. The address is free again.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<UsersRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<UsersRemoveResponses, UsersRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users/{id}',
            ...options
        });
    }
    
    /**
     * Read a user
     */
    public read<ThrowOnError extends boolean = false>(options: Options<UsersReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<UsersReadResponses, UsersReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users/{id}',
            ...options
        });
    }
    
    /**
     * Change a user
     *
     * Takes effect on the next request. A new password, and `disabled: true`, sign the user out everywhere. Needs credentials that hold all that the account may do, before and after; and a session, not an API token, to change password, email or role and for `disabled: false`.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<UsersUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<UsersUpdateResponses, UsersUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class UserSessions extends HeyApiClient {
    /**
     * Sign a user out everywhere
     *
     * Ends all sessions and their sockets. API tokens stay. If-Match speaks about the user.
     */
    public endAll<ThrowOnError extends boolean = false>(options: Options<UserSessionsEndAllData, ThrowOnError>) {
        return (options.client ?? this.client).delete<UserSessionsEndAllResponses, UserSessionsEndAllErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users/{id}/sessions',
            ...options
        });
    }
    
    /**
     * List a user's sessions
     *
     * Those that still hold.
     */
    public list<ThrowOnError extends boolean = false>(options: Options<UserSessionsListData, ThrowOnError>) {
        return (options.client ?? this.client).get<UserSessionsListResponses, UserSessionsListErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users/{id}/sessions',
            ...options
        });
    }
    
    /**
     * End one of a user's sessions
     *
     * Its tokens are refused and its sockets close. USER_NOT_FOUND if there is no such user.
     */
    public end<ThrowOnError extends boolean = false>(options: Options<UserSessionsEndData, ThrowOnError>) {
        return (options.client ?? this.client).delete<UserSessionsEndResponses, UserSessionsEndErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/users/{id}/sessions/{sessionId}',
            ...options
        });
    }
}

export class Health extends HeyApiClient {
    /**
     * Whether this instance can serve
     *
     * For load balancers; never rate limited. Unhealthy from the moment that the server is told to stop.
     */
    public check<ThrowOnError extends boolean = false>(options?: Options<HealthCheckData, ThrowOnError>) {
        return (options?.client ?? this.client).get<HealthCheckResponses, HealthCheckErrors, ThrowOnError>({ url: '/health', ...options });
    }
    
    /**
     * Whether this process works at all
     *
     * For the liveness probe of an orchestrator, which restarts what does not answer. Asks nobody else, so that an outage of the database restarts no server.
     */
    public live<ThrowOnError extends boolean = false>(options?: Options<HealthLiveData, ThrowOnError>) {
        return (options?.client ?? this.client).get<HealthLiveResponses, HealthLiveErrors, ThrowOnError>({ url: '/health/live', ...options });
    }
    
    /**
     * Whether this instance wants requests
     *
     * For the readiness probe of an orchestrator. 503 while the database is away, and from the moment that the server is told to stop, while requests under way finish. A server listens only once migrations are done.
     */
    public ready<ThrowOnError extends boolean = false>(options?: Options<HealthReadyData, ThrowOnError>) {
        return (options?.client ?? this.client).get<HealthReadyResponses, HealthReadyErrors, ThrowOnError>({ url: '/health/ready', ...options });
    }
}

export class Notifications extends HeyApiClient {
    /**
     * List deliveries of notifications
     *
     * Those that were given up: status=dead.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<NotificationsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<NotificationsListResponses, NotificationsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    alert_id: { array: { explode: false } },
                    channel: { array: { explode: false } },
                    action: { array: { explode: false } },
                    status: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/notifications',
            ...options
        });
    }
    
    /**
     * Read a delivery and its attempts
     */
    public read<ThrowOnError extends boolean = false>(options: Options<NotificationsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<NotificationsReadResponses, NotificationsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/notifications/{id}',
            ...options
        });
    }
    
    /**
     * Try dead deliveries again
     *
     * At most 1,000, first those that are dead the longest. Left out are those of the beginning of an alert that is over.
     */
    public retryAll<ThrowOnError extends boolean = false>(options: Options<NotificationsRetryAllData, ThrowOnError>) {
        return (options.client ?? this.client).post<NotificationsRetryAllResponses, NotificationsRetryAllErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/notifications/retry',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Try a dead delivery again
     *
     * It gets as many attempts as it had at first.
     */
    public retry<ThrowOnError extends boolean = false>(options: Options<NotificationsRetryData, ThrowOnError>) {
        return (options.client ?? this.client).post<NotificationsRetryResponses, NotificationsRetryErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/notifications/{id}/retry',
            ...options
        });
    }
}

export class Thresholds extends HeyApiClient {
    /**
     * List thresholds
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<ThresholdsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<ThresholdsListResponses, ThresholdsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    metric_name: { array: { explode: false } },
                    metric_type: { array: { explode: false } },
                    operator: { array: { explode: false } },
                    threshold_value: { array: { explode: false } },
                    severity: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    enabled: { array: { explode: false } },
                    notification_channel: { array: { explode: false } },
                    cooldown_minutes: { array: { explode: false } },
                    created_by: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/thresholds',
            ...options
        });
    }
    
    /**
     * Define a threshold
     *
     * From then on every measurement that is sent in is held against it.
     */
    public define<ThrowOnError extends boolean = false>(options: Options<ThresholdsDefineData, ThrowOnError>) {
        return (options.client ?? this.client).post<ThresholdsDefineResponses, ThresholdsDefineErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/thresholds',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Remove a threshold
     *
     * Its open alerts are resolved; all its alerts stay on record.
     */
    public remove<ThrowOnError extends boolean = false>(options: Options<ThresholdsRemoveData, ThrowOnError>) {
        return (options.client ?? this.client).delete<ThresholdsRemoveResponses, ThresholdsRemoveErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/thresholds/{id}',
            ...options
        });
    }
    
    /**
     * Read a threshold
     */
    public read<ThrowOnError extends boolean = false>(options: Options<ThresholdsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<ThresholdsReadResponses, ThresholdsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/thresholds/{id}',
            ...options
        });
    }
    
    /**
     * Change a threshold
     *
     * Disabled, or set on another metric or environment, it resolves its open alerts.
     */
    public update<ThrowOnError extends boolean = false>(options: Options<ThresholdsUpdateData, ThrowOnError>) {
        return (options.client ?? this.client).patch<ThresholdsUpdateResponses, ThresholdsUpdateErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/thresholds/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
    
    /**
     * Replace a threshold
     *
     * What is left out goes back to its default. Otherwise like a change.
     */
    public replace<ThrowOnError extends boolean = false>(options: Options<ThresholdsReplaceData, ThrowOnError>) {
        return (options.client ?? this.client).put<ThresholdsReplaceResponses, ThresholdsReplaceErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/admin/thresholds/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Alerts extends HeyApiClient {
    /**
     * List alerts
     *
     * Open and past ones, newest first unless asked otherwise.
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<AlertsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<AlertsListResponses, AlertsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    threshold_id: { array: { explode: false } },
                    metric_name: { array: { explode: false } },
                    metric_type: { array: { explode: false } },
                    environment: { array: { explode: false } },
                    service: { array: { explode: false } },
                    host: { array: { explode: false } },
                    severity: { array: { explode: false } },
                    status: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/alerts',
            ...options
        });
    }
    
    /**
     * Read an alert
     */
    public read<ThrowOnError extends boolean = false>(options: Options<AlertsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<AlertsReadResponses, AlertsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/alerts/{id}',
            ...options
        });
    }
    
    /**
     * Acknowledge or resolve an alert
     *
     * Once resolved by hand, the next alert of the series opens when the cooldown is over and the value still crosses.
     */
    public step<ThrowOnError extends boolean = false>(options: Options<AlertsStepData, ThrowOnError>) {
        return (options.client ?? this.client).patch<AlertsStepResponses, AlertsStepErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/infra/alerts/{id}',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class Imports extends HeyApiClient {
    /**
     * Import a FOCUS file
     *
     * A CSV of FOCUS 1.0 to 1.2 of up to IMPORT_MAX_BYTES. All of it becomes costs or, if anything is wrong with it, nothing; the import then says what. Charges of one day, environment, service and resource are added up. The same file again replaces what it brought the first time.
     */
    public accept<ThrowOnError extends boolean = false>(options: Options<ImportsAcceptData, ThrowOnError>) {
        return (options.client ?? this.client).post<ImportsAcceptResponses, ImportsAcceptErrors, ThrowOnError>({
            bodySerializer: null,
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/costs/import',
            ...options,
            headers: {
                'Content-Type': 'text/csv',
                ...options.headers
            }
        });
    }
    
    /**
     * List imports of costs
     */
    public list<ThrowOnError extends boolean = false>(options?: Options<ImportsListData, ThrowOnError>) {
        return (options?.client ?? this.client).get<ImportsListResponses, ImportsListErrors, ThrowOnError>({
            querySerializer: { parameters: {
                    status: { array: { explode: false } },
                    import_format: { array: { explode: false } },
                    mode: { array: { explode: false } },
                    imported_by: { array: { explode: false } }
                } },
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/imports',
            ...options
        });
    }
    
    /**
     * Read an import: how far it is, and what is wrong with its file
     */
    public read<ThrowOnError extends boolean = false>(options: Options<ImportsReadData, ThrowOnError>) {
        return (options.client ?? this.client).get<ImportsReadResponses, ImportsReadErrors, ThrowOnError>({
            security: [{ scheme: 'bearer', type: 'http' }, {
                    in: 'cookie',
                    name: 'session_token',
                    type: 'apiKey'
                }],
            url: '/api/v1/finops/imports/{id}',
            ...options
        });
    }
}

export class JiraWebhook extends HeyApiClient {
    /**
     * Take news of issues from Jira (webhook)
     *
     * Signed by Jira. What has changed is then read from Jira itself, so that old, repeated and misordered news do no harm.
     */
    public hear<ThrowOnError extends boolean = false>(options: Options<JiraWebhookHearData, ThrowOnError>) {
        return (options.client ?? this.client).post<JiraWebhookHearResponses, JiraWebhookHearErrors, ThrowOnError>({
            url: '/api/v1/integrations/jira/webhook',
            ...options,
            headers: {
                'Content-Type': 'application/json',
                ...options.headers
            }
        });
    }
}

export class OpsControlCenter extends HeyApiClient {
    public static readonly __registry = new HeyApiRegistry<OpsControlCenter>();
    
    constructor(args?: {
        client?: Client;
        key?: string;
    }) {
        super(args);
        OpsControlCenter.__registry.set(this, args?.key);
    }
    
    private _auth?: Auth;
    get auth(): Auth {
        return this._auth ??= new Auth({ client: this.client });
    }
    
    private _sessions?: Sessions;
    get sessions(): Sessions {
        return this._sessions ??= new Sessions({ client: this.client });
    }
    
    private _incidents?: Incidents;
    get incidents(): Incidents {
        return this._incidents ??= new Incidents({ client: this.client });
    }
    
    private _evidence?: Evidence;
    get evidence(): Evidence {
        return this._evidence ??= new Evidence({ client: this.client });
    }
    
    private _tasks?: Tasks;
    get tasks(): Tasks {
        return this._tasks ??= new Tasks({ client: this.client });
    }
    
    private _sla?: Sla;
    get sla(): Sla {
        return this._sla ??= new Sla({ client: this.client });
    }
    
    private _metrics?: Metrics;
    get metrics(): Metrics {
        return this._metrics ??= new Metrics({ client: this.client });
    }
    
    private _vulnerabilities?: Vulnerabilities;
    get vulnerabilities(): Vulnerabilities {
        return this._vulnerabilities ??= new Vulnerabilities({ client: this.client });
    }
    
    private _assets?: Assets;
    get assets(): Assets {
        return this._assets ??= new Assets({ client: this.client });
    }
    
    private _mitre?: Mitre;
    get mitre(): Mitre {
        return this._mitre ??= new Mitre({ client: this.client });
    }
    
    private _mitreDetections?: MitreDetections;
    get mitreDetections(): MitreDetections {
        return this._mitreDetections ??= new MitreDetections({ client: this.client });
    }
    
    private _costs?: Costs;
    get costs(): Costs {
        return this._costs ??= new Costs({ client: this.client });
    }
    
    private _credits?: Credits;
    get credits(): Credits {
        return this._credits ??= new Credits({ client: this.client });
    }
    
    private _budgets?: Budgets;
    get budgets(): Budgets {
        return this._budgets ??= new Budgets({ client: this.client });
    }
    
    private _recommendations?: Recommendations;
    get recommendations(): Recommendations {
        return this._recommendations ??= new Recommendations({ client: this.client });
    }
    
    private _reports?: Reports;
    get reports(): Reports {
        return this._reports ??= new Reports({ client: this.client });
    }
    
    private _templates?: Templates;
    get templates(): Templates {
        return this._templates ??= new Templates({ client: this.client });
    }
    
    private _executions?: Executions;
    get executions(): Executions {
        return this._executions ??= new Executions({ client: this.client });
    }
    
    private _sops?: Sops;
    get sops(): Sops {
        return this._sops ??= new Sops({ client: this.client });
    }
    
    private _sopVersions?: SopVersions;
    get sopVersions(): SopVersions {
        return this._sopVersions ??= new SopVersions({ client: this.client });
    }
    
    private _alertFeed?: AlertFeed;
    get alertFeed(): AlertFeed {
        return this._alertFeed ??= new AlertFeed({ client: this.client });
    }
    
    private _remoteWrite?: RemoteWrite;
    get remoteWrite(): RemoteWrite {
        return this._remoteWrite ??= new RemoteWrite({ client: this.client });
    }
    
    private _auditLogs?: AuditLogs;
    get auditLogs(): AuditLogs {
        return this._auditLogs ??= new AuditLogs({ client: this.client });
    }
    
    private _tokens?: Tokens;
    get tokens(): Tokens {
        return this._tokens ??= new Tokens({ client: this.client });
    }
    
    private _users?: Users;
    get users(): Users {
        return this._users ??= new Users({ client: this.client });
    }
    
    private _userSessions?: UserSessions;
    get userSessions(): UserSessions {
        return this._userSessions ??= new UserSessions({ client: this.client });
    }
    
    private _health?: Health;
    get health(): Health {
        return this._health ??= new Health({ client: this.client });
    }
    
    private _notifications?: Notifications;
    get notifications(): Notifications {
        return this._notifications ??= new Notifications({ client: this.client });
    }
    
    private _thresholds?: Thresholds;
    get thresholds(): Thresholds {
        return this._thresholds ??= new Thresholds({ client: this.client });
    }
    
    private _alerts?: Alerts;
    get alerts(): Alerts {
        return this._alerts ??= new Alerts({ client: this.client });
    }
    
    private _imports?: Imports;
    get imports(): Imports {
        return this._imports ??= new Imports({ client: this.client });
    }
    
    private _jiraWebhook?: JiraWebhook;
    get jiraWebhook(): JiraWebhook {
        return this._jiraWebhook ??= new JiraWebhook({ client: this.client });
    }
}
