// Generated from docs/openapi.json; do not edit.

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

export type LoginRequest = {
    email: string;
    password: string;
};

export type Role = 'admin' | 'engineer' | 'viewer';

export type User = {
    id: string;
    name: string;
    email: string;
    role: Role;
    team: string;
    /**
     * What the role allows, as verb:resource
     */
    permissions: Array<string>;
    avatar: string | null;
    createdAt: string;
    lastLogin: string | null;
    /**
     * Whether the account is locked: its owner is signed out and cannot sign in
     */
    disabled: boolean;
};

export type LoginResponse = {
    /**
     * Send it as `Authorization: Bearer …`
     */
    token: string;
    expiresAt: string;
    user: User;
};

export type ErrorDetail = {
    /**
     * Stable name of the error; see docs
     */
    code: string;
    /**
     * For people
     */
    message: string;
    /**
     * null, an object, or for INVALID_REQUEST a list of {field, message}
     */
    details: Array<{
        [key: string]: unknown;
    }> | {
        [key: string]: unknown;
    } | null;
    timestamp: string;
    /**
     * Also in X-Request-Id
     */
    request_id: string;
    /**
     * Seconds to wait; only on 429 and 503
     */
    retry_after?: number;
};

export type ErrorBody = {
    error: ErrorDetail;
};

export type SuccessResponse = {
    success: boolean;
    message: string;
    timestamp: string;
};

export type TokenRefreshResponse = {
    /**
     * Send it as `Authorization: Bearer …`
     */
    token: string;
    expiresAt: string;
};

export type ChangePasswordRequest = {
    current_password: string;
    new_password: string;
};

export type Session = {
    id: string;
    /**
     * When it was opened by signing in
     */
    createdAt: string;
    /**
     * Its last request, to within about a minute
     */
    lastSeenAt: string;
    /**
     * When it ends by itself; a refresh puts it off
     */
    expiresAt: string;
    /**
     * Where it was opened
     */
    ipAddress: string | null;
    /**
     * With what
     */
    userAgent: string | null;
    /**
     * Whether it is the one that asks
     */
    current: boolean;
};

export type PaginationInfo = {
    current_page: number;
    total_pages: number;
    total_items: number;
    items_per_page: number;
    has_next: boolean;
    has_previous: boolean;
};

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export type IncidentStatus = 'open' | 'investigating' | 'resolved' | 'closed';

export type Environment = 'production' | 'staging' | 'development';

export type Incident = {
    id: string;
    /**
     * Accepted in paths in place of the id. Once there is an issue in Jira it is the key of that; what it was before is still found.
     */
    jira_id: string;
    title: string;
    description: string;
    severity: Severity;
    status: IncidentStatus;
    /**
     * Team that is responsible
     */
    squad: string;
    environment: Environment;
    created_at: string;
    updated_at: string;
    /**
     * Set while the incident is resolved or closed
     */
    resolved_at: string | null;
    assignee: string | null;
    tags: Array<string> | null;
    affected_services: Array<string> | null;
    root_cause: string | null;
    resolution: string | null;
    /**
     * The issue in Jira; null while there is none
     */
    jira_url: string | null;
};

export type CreateIncidentRequest = {
    title: string;
    description: string;
    severity: Severity;
    /**
     * Team that is responsible
     */
    squad: string;
    environment: Environment;
    affected_services?: Array<string> | null;
};

export type UpdateIncidentRequest = {
    title?: string;
    description?: string;
    severity?: Severity;
    status?: IncidentStatus;
    /**
     * Team that is responsible
     */
    squad?: string;
    environment?: Environment;
    assignee?: string | null;
    tags?: Array<string> | null;
    affected_services?: Array<string> | null;
    root_cause?: string | null;
    resolution?: string | null;
};

export type EvidenceType = 'log' | 'metric' | 'screenshot' | 'document' | 'command';

export type UploadEvidenceRequest = {
    title: string;
    type?: EvidenceType;
    /**
     * Text, a URL, or base64; for an uploaded file the URL of the file
     */
    content?: string;
    /**
     * Decided by the path already; if given it must agree
     */
    incident_id?: string | null;
    /**
     * Another name of `type`
     */
    evidence_type?: 'log' | 'metric' | 'screenshot' | 'document' | 'command';
    metadata?: {
        [key: string]: unknown;
    } | null;
};

export type UploadEvidenceForm = {
    title: string;
    type?: EvidenceType;
    /**
     * Text, a URL, or base64; for an uploaded file the URL of the file
     */
    content?: string;
    /**
     * Another name of `type`
     */
    evidence_type?: 'log' | 'metric' | 'screenshot' | 'document' | 'command';
    /**
     * JSON text
     */
    metadata?: string;
    /**
     * png jpg jpeg gif webp pdf txt log json csv md zip gz
     */
    file?: Blob | File;
};

export type Evidence = {
    id: string;
    incident_id: string;
    title: string;
    type: EvidenceType;
    /**
     * Text, a URL, or base64; for an uploaded file the URL of the file
     */
    content: string;
    /**
     * Additional context
     */
    metadata: {
        [key: string]: unknown;
    } | null;
    uploaded_by: string;
    uploaded_at: string;
};

export type TaskStatus = 'todo' | 'in_progress' | 'review' | 'done';

export type TaskPriority = 'critical' | 'high' | 'medium' | 'low';

export type Task = {
    id: string;
    /**
     * Accepted in paths in place of the id. Once there is an issue in Jira it is the key of that; what it was before is still found.
     */
    jira_id: string;
    title: string;
    description: string;
    status: TaskStatus;
    priority: TaskPriority;
    /**
     * Team that is responsible
     */
    squad: string;
    assignee: string | null;
    environment: Environment | null;
    estimated_hours: number | null;
    actual_hours: number | null;
    created_at: string;
    updated_at: string;
    due_date: string | null;
    /**
     * Set while the task is done
     */
    completed_at: string | null;
    tags: Array<string> | null;
    /**
     * The issue in Jira; null while there is none
     */
    jira_url: string | null;
};

export type CreateTaskRequest = {
    title: string;
    description: string;
    priority: TaskPriority;
    /**
     * Team that is responsible
     */
    squad: string;
    assignee?: string | null;
    environment?: Environment | null;
    estimated_hours?: number | null;
    due_date?: string | null;
    tags?: Array<string> | null;
};

export type UpdateTaskRequest = {
    title?: string;
    description?: string;
    status?: TaskStatus;
    priority?: TaskPriority;
    /**
     * Team that is responsible
     */
    squad?: string;
    assignee?: string | null;
    environment?: Environment | null;
    estimated_hours?: number | null;
    actual_hours?: number | null;
    due_date?: string | null;
    tags?: Array<string> | null;
};

export type SlaMetric = {
    /**
     * sla-<week_start>[-squad][-environment]
     */
    id: string;
    /**
     * Monday, UTC
     */
    week_start: string;
    /**
     * Sunday, the whole of it
     */
    week_end: string;
    /**
     * Estimated hours of the tasks created in the week
     */
    total_requested_hours: number;
    /**
     * Actual hours of those of them that are done
     */
    total_delivered_hours: number;
    /**
     * Delivered of requested; 100 where nothing was requested
     */
    sla_percentage: number;
    /**
     * The squad asked for
     */
    squad: string | null;
    /**
     * The environment asked for, or that the credentials are bound to
     */
    environment: Environment | null;
    /**
     * Time of this answer
     */
    created_at: string;
};

export type MetricType = 'cpu' | 'memory' | 'disk' | 'network' | 'custom';

export type Metric = {
    id: string;
    metric_name: string;
    metric_type: MetricType;
    value: number;
    unit: string;
    environment: Environment;
    service: string | null;
    host: string | null;
    /**
     * When it was measured; the time of its arrival if left out
     */
    timestamp: string;
    tags: {
        [key: string]: string;
    } | null;
};

export type CreateMetricRequest = {
    metric_name: string;
    metric_type: MetricType;
    value: number;
    unit: string;
    environment: Environment;
    service?: string | null;
    host?: string | null;
    /**
     * When it was measured; the time of its arrival if left out
     */
    timestamp?: string;
    tags?: {
        [key: string]: string;
    } | null;
};

export type Accepted = {
    /**
     * Records that were taken: all of them
     */
    accepted: number;
};

export type DataPoint = {
    /**
     * Where the interval begins
     */
    timestamp: string;
    value: number;
};

export type Aggregation = 'avg' | 'sum' | 'min' | 'max' | 'count';

export type MetricTimeSeries = {
    metric_name: string;
    data_points: Array<DataPoint>;
    aggregation: Aggregation;
    /**
     * Length of the intervals, which are aligned in UTC
     */
    interval: string;
    from: string;
    to: string;
};

export type CvssRangeCount = {
    range: 'critical' | 'high' | 'medium' | 'low' | 'none' | 'unscored';
    /**
     * Lowest score; null where there is none
     */
    from: number | null;
    /**
     * Highest score; null where there is none
     */
    to: number | null;
    /**
     * Vulnerabilities with such a score
     */
    count: number;
};

export type TrendDay = {
    date: string;
    /**
     * Discovered on this day
     */
    discovered: number;
    /**
     * Resolved on this day, and not opened again since
     */
    resolved: number;
    /**
     * Discovered, and not resolved yet, when the day ended (or now); one that was opened again counts as never resolved
     */
    unresolved: number;
};

export type TopAsset = {
    asset_id: string;
    hostname: string;
    environment: Environment;
    /**
     * Open or in progress
     */
    vulnerability_count: number;
    /**
     * Critical ones of them
     */
    critical: number;
    /**
     * High ones of them
     */
    high: number;
    /**
     * Their highest score; null if none has one
     */
    highest_cvss_score: number | null;
};

export type VulnerabilityStats = {
    /**
     * All, whatever their status
     */
    total: number;
    /**
     * Open or in progress
     */
    unresolved: number;
    /**
     * Mitigated, accepted or false positive
     */
    resolved: number;
    /**
     * Assets that have an unresolved one
     */
    affected_assets: number;
    /**
     * All, by severity
     */
    by_severity?: {
        critical: number;
        high: number;
        medium: number;
        low: number;
        info: number;
    };
    /**
     * The unresolved ones, by severity
     */
    unresolved_by_severity?: {
        critical: number;
        high: number;
        medium: number;
        low: number;
        info: number;
    };
    /**
     * All, by status
     */
    by_status?: {
        open: number;
        in_progress: number;
        mitigated: number;
        accepted: number;
        false_positive: number;
    };
    /**
     * All, by CVSS score, highest first
     */
    by_cvss_range: Array<CvssRangeCount>;
    /**
     * The last 30 days, oldest first, today included
     */
    trend: Array<TrendDay>;
    /**
     * The ten assets with most unresolved ones
     */
    top_assets: Array<TopAsset>;
    /**
     * The moment
     */
    generated_at: string;
};

export type AssetType = 'server' | 'container' | 'database' | 'load_balancer' | 'storage' | 'network_device';

export type AssetStatus = 'active' | 'inactive' | 'maintenance' | 'decommissioned';

export type Asset = {
    id: string;
    /**
     * Unique in its environment, whatever its case
     */
    hostname: string;
    ip_address: string | string;
    asset_type: AssetType;
    environment: Environment;
    status: AssetStatus;
    os: string | null;
    os_version: string | null;
    /**
     * Team or person that is responsible
     */
    owner: string | null;
    tags: Array<string> | null;
    metadata: {
        [key: string]: unknown;
    } | null;
    last_scanned_at: string | null;
    /**
     * Vulnerabilities that are open or in progress
     */
    vulnerability_count: number;
    created_at: string;
    updated_at: string;
};

export type CreateAssetRequest = {
    /**
     * Unique in its environment, whatever its case
     */
    hostname: string;
    ip_address: string | string;
    asset_type: AssetType;
    environment: Environment;
    status?: AssetStatus;
    os?: string | null;
    os_version?: string | null;
    /**
     * Team or person that is responsible
     */
    owner?: string | null;
    tags?: Array<string> | null;
    metadata?: {
        [key: string]: unknown;
    } | null;
    last_scanned_at?: string | null;
};

export type UpdateAssetRequest = {
    /**
     * Unique in its environment, whatever its case
     */
    hostname?: string;
    ip_address?: string | string;
    asset_type?: AssetType;
    environment?: Environment;
    status?: AssetStatus;
    os?: string | null;
    os_version?: string | null;
    /**
     * Team or person that is responsible
     */
    owner?: string | null;
    tags?: Array<string> | null;
    metadata?: {
        [key: string]: unknown;
    } | null;
    last_scanned_at?: string | null;
};

/**
 * Follows the score when not given: 9.0 critical, 7.0 high, 4.0 medium, 0.1 low, 0 info
 */
export type VulnerabilitySeverity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export type VulnerabilityStatus = 'open' | 'in_progress' | 'mitigated' | 'accepted' | 'false_positive';

export type Vulnerability = {
    id: string;
    asset_id: string;
    cve_id: string | null;
    title: string;
    description: string;
    /**
     * Follows the score when not given: 9.0 critical, 7.0 high, 4.0 medium, 0.1 low, 0 info
     */
    severity: VulnerabilitySeverity;
    /**
     * That of the vector if there is one
     */
    cvss_score: number | null;
    status: VulnerabilityStatus;
    affected_package: string | null;
    affected_version: string | null;
    fixed_version: string | null;
    /**
     * Now unless given; not in the future
     */
    discovered_at: string;
    updated_at: string;
    /**
     * Set while it is mitigated, accepted or false_positive; never before discovered_at
     */
    resolved_at: string | null;
    assignee: string | null;
    remediation: string | null;
    /**
     * URLs of advisories
     */
    references: Array<string> | null;
    mitre_tactics: Array<string> | null;
    mitre_techniques: Array<string> | null;
    /**
     * CVSS 3.0, 3.1 or 4.0, with every base metric; decides cvss_score
     */
    cvss_vector: string | null;
    /**
     * That of the asset, also when it moves
     */
    environment: Environment;
    /**
     * Why the risk is accepted; needed while it is
     */
    accepted_reason: string | null;
    /**
     * Who accepted the risk
     */
    accepted_by: string | null;
    /**
     * When an accepted risk opens again by itself; null: never
     */
    accepted_until: string | null;
};

export type CreateVulnerabilityRequest = {
    asset_id: string;
    title: string;
    description: string;
    cve_id?: string | null;
    /**
     * Follows the score when not given: 9.0 critical, 7.0 high, 4.0 medium, 0.1 low, 0 info
     */
    severity?: VulnerabilitySeverity;
    /**
     * That of the vector if there is one
     */
    cvss_score?: number | null;
    status?: VulnerabilityStatus;
    affected_package?: string | null;
    affected_version?: string | null;
    fixed_version?: string | null;
    /**
     * Now unless given; not in the future
     */
    discovered_at?: string;
    assignee?: string | null;
    remediation?: string | null;
    /**
     * URLs of advisories
     */
    references?: Array<string> | null;
    mitre_tactics?: Array<string> | null;
    mitre_techniques?: Array<string> | null;
    /**
     * CVSS 3.0, 3.1 or 4.0, with every base metric; decides cvss_score
     */
    cvss_vector?: string | null;
    /**
     * Why the risk is accepted; needed while it is
     */
    accepted_reason?: string | null;
    /**
     * When an accepted risk opens again by itself; null: never
     */
    accepted_until?: string | null;
};

export type UpdateVulnerabilityRequest = {
    cve_id?: string | null;
    title?: string;
    description?: string;
    /**
     * Follows the score when not given: 9.0 critical, 7.0 high, 4.0 medium, 0.1 low, 0 info
     */
    severity?: VulnerabilitySeverity;
    /**
     * That of the vector if there is one
     */
    cvss_score?: number | null;
    status?: VulnerabilityStatus;
    affected_package?: string | null;
    affected_version?: string | null;
    fixed_version?: string | null;
    /**
     * Now unless given; not in the future
     */
    discovered_at?: string;
    assignee?: string | null;
    remediation?: string | null;
    /**
     * URLs of advisories
     */
    references?: Array<string> | null;
    mitre_tactics?: Array<string> | null;
    mitre_techniques?: Array<string> | null;
    /**
     * CVSS 3.0, 3.1 or 4.0, with every base metric; decides cvss_score
     */
    cvss_vector?: string | null;
    /**
     * Why the risk is accepted; needed while it is
     */
    accepted_reason?: string | null;
    /**
     * When an accepted risk opens again by itself; null: never
     */
    accepted_until?: string | null;
};

export type StixBundle = {
    type: 'bundle';
    id?: string;
    /**
     * x-mitre-tactic, x-mitre-matrix and attack-pattern are read, others are left alone
     */
    objects: Array<{
        [key: string]: unknown;
    }>;
    [key: string]: unknown;
};

export type StixBundleForm = {
    /**
     * e.g. enterprise-attack.json
     */
    file: Blob | File;
};

export type MitreTactic = {
    /**
     * Id of ATT&CK
     */
    id: string;
    name: string;
    description: string;
    /**
     * Its page at ATT&CK
     */
    url: string;
    /**
     * As Navigator layers name it
     */
    short_name: string;
    /**
     * Place in the matrix, from 1
     */
    position: number;
};

export type MitreTechnique = {
    /**
     * Id of ATT&CK
     */
    id: string;
    name: string;
    description: string;
    /**
     * The first of its tactics in the order of the matrix
     */
    tactic_id: string;
    /**
     * All of its tactics
     */
    tactic_ids: Array<string>;
    /**
     * Detections that the caller may see
     */
    detection_count: number;
    /**
     * When the last of them was
     */
    last_detected: string | null;
    /**
     * Its page at ATT&CK
     */
    url: string;
    is_subtechnique: boolean;
    /**
     * The technique it is a part of
     */
    parent_id: string | null;
    /**
     * No longer part of ATT&CK, and here only because there are detections of it
     */
    retired: boolean;
};

export type MitreImportResult = {
    /**
     * As the bundle says it
     */
    attack_version: string | null;
    /**
     * Tactics of the catalogue now
     */
    tactics: number;
    /**
     * Techniques and sub-techniques of the catalogue now
     */
    techniques: number;
    /**
     * Techniques that are new
     */
    created: number;
    /**
     * Techniques that the bundle says something else of
     */
    updated: number;
    unchanged: number;
    /**
     * Techniques that it lacks, kept because there are detections of them
     */
    retired: number;
    /**
     * Techniques that it lacks
     */
    removed: number;
    /**
     * Techniques of the bundle that it revokes: left out
     */
    revoked: number;
    /**
     * Techniques of the bundle that are deprecated: left out
     */
    deprecated: number;
};

export type DetectionSeverity = 'critical' | 'high' | 'medium' | 'low';

export type DetectionStatus = 'active' | 'investigating' | 'resolved';

export type MitreDetection = {
    id: string;
    technique_id: string;
    /**
     * Where it was seen
     */
    asset_id: string | null;
    description: string;
    severity: DetectionSeverity;
    status: DetectionStatus;
    /**
     * Now unless given; at most five minutes ahead
     */
    detected_at: string;
    /**
     * Set while it is resolved
     */
    resolved_at: string | null;
    /**
     * That of the asset; null without one
     */
    environment: Environment | null;
};

export type CreateMitreDetectionRequest = {
    technique_id: string;
    description: string;
    severity: DetectionSeverity;
    /**
     * Where it was seen
     */
    asset_id?: string | null;
    status?: DetectionStatus;
    /**
     * Now unless given; at most five minutes ahead
     */
    detected_at?: string;
};

export type UpdateMitreDetectionRequest = {
    technique_id?: string;
    /**
     * Where it was seen
     */
    asset_id?: string | null;
    description?: string;
    severity?: DetectionSeverity;
    status?: DetectionStatus;
    /**
     * Now unless given; at most five minutes ahead
     */
    detected_at?: string;
};

export type LayerVersions = {
    /**
     * Absent when it is not known
     */
    attack?: string;
    navigator: string;
    layer: '4.5';
};

export type LayerMetadata = {
    name: string;
    value: string;
};

export type LayerTechnique = {
    techniqueID: string;
    tactic: string;
    /**
     * Number of detections
     */
    score: number;
    comment: string;
    enabled: boolean;
    metadata: Array<LayerMetadata>;
};

export type LayerGradient = {
    colors: Array<string>;
    minValue: number;
    maxValue: number;
};

export type LayerLegendItem = {
    label: string;
    color: string;
};

export type NavigatorLayer = {
    name: string;
    versions: LayerVersions;
    domain: 'enterprise-attack';
    description: string;
    /**
     * The highest score first
     */
    sorting: number;
    layout: {
        [key: string]: unknown;
    };
    hideDisabled: boolean;
    techniques: Array<LayerTechnique>;
    gradient: LayerGradient;
    legendItems: Array<LayerLegendItem>;
    metadata: Array<LayerMetadata>;
};

export type CostEnvironment = 'production' | 'staging' | 'development' | 'unallocated';

export type ChargeCategory = 'usage' | 'purchase' | 'tax' | 'credit' | 'adjustment';

export type Cost = {
    id: string;
    environment: CostEnvironment;
    service: string;
    resource_id: string | null;
    resource_name: string | null;
    resource_type: string | null;
    /**
     * Kind of service
     */
    category: string | null;
    charge_category: ChargeCategory | null;
    /**
     * Effective cost
     */
    cost: number;
    /**
     * As invoiced
     */
    billed_cost: number | null;
    /**
     * At public prices
     */
    list_cost: number | null;
    /**
     * At negotiated prices
     */
    contracted_cost: number | null;
    currency: string;
    usage_amount: number | null;
    usage_unit: string | null;
    date: string;
    provider: string | null;
    region: string | null;
    account_id: string | null;
    tags: {
        [key: string]: string;
    } | null;
    /**
     * The import that it came with
     */
    import_id: string | null;
};

export type CostGrouping = 'service' | 'environment' | 'date';

export type CostGroup = {
    /**
     * The service, the environment, or the day
     */
    key: string;
    group_by: CostGrouping;
    /**
     * In whole cents, apportioned so that all groups together are the rounded sum of all records
     */
    cost: number;
    currency: string;
    /**
     * All groups together are exactly 100; 0 where the sum is 0
     */
    percentage: number;
    /**
     * Records that have this kind of cost
     */
    record_count: number;
};

export type CreateCostRequest = {
    environment: CostEnvironment;
    service: string;
    /**
     * Effective cost
     */
    cost: number;
    currency: string;
    date: string;
    resource_id?: string | null;
    resource_name?: string | null;
    resource_type?: string | null;
    /**
     * Kind of service
     */
    category?: string | null;
    charge_category?: ChargeCategory | null;
    /**
     * As invoiced
     */
    billed_cost?: number | null;
    /**
     * At public prices
     */
    list_cost?: number | null;
    /**
     * At negotiated prices
     */
    contracted_cost?: number | null;
    usage_amount?: number | null;
    usage_unit?: string | null;
    provider?: string | null;
    region?: string | null;
    account_id?: string | null;
    tags?: {
        [key: string]: string;
    } | null;
};

export type UpdateCostRequest = {
    environment: CostEnvironment;
};

export type CostPeriod = 'daily' | 'weekly' | 'monthly';

export type EnvironmentShare = {
    environment: CostEnvironment;
    /**
     * All together are exactly the total
     */
    cost: number;
    /**
     * All together are exactly 100; 0 where the total is 0
     */
    percentage: number;
};

export type ServiceShare = {
    service: string;
    /**
     * All together are exactly the total
     */
    cost: number;
    /**
     * All together are exactly 100; 0 where the total is 0
     */
    percentage: number;
};

export type PeriodComparison = {
    previous_period_start: string;
    /**
     * The last of the days compared with
     */
    previous_period_end: string;
    previous_period_cost: number;
    /**
     * Null where there was no cost before, of which nothing is a percentage
     */
    change_percentage: number | null;
    change_amount: number;
};

export type CostSummary = {
    total_cost: number;
    currency: string;
    period: CostPeriod;
    period_start: string;
    /**
     * The last day, the whole of it
     */
    period_end: string;
    /**
     * The most expensive first
     */
    breakdown_by_environment: Array<EnvironmentShare>;
    /**
     * The most expensive first; beyond 1000 the rest as one, named (other services)
     */
    breakdown_by_service: Array<ServiceShare>;
    comparison: PeriodComparison;
};

export type CreditProvider = 'aws' | 'gcp' | 'azure' | 'digitalocean' | 'other';

export type CreditType = 'promotional' | 'support' | 'commitment' | 'discount';

/**
 * Follows from the rest: exhausted when nothing is left, else expired when the last day is over, else active
 */
export type CreditStatus = 'active' | 'expired' | 'exhausted';

export type Credit = {
    id: string;
    provider: CreditProvider;
    credit_type: CreditType;
    /**
     * What was granted
     */
    amount: number;
    currency: string;
    /**
     * What is left; at most the amount
     */
    remaining: number;
    /**
     * First day (UTC) on which it pays
     */
    start_date: string;
    /**
     * Last day on which it pays: it expires when that day ends in UTC
     */
    expiry_date: string;
    /**
     * Follows from the rest: exhausted when nothing is left, else expired when the last day is over, else active
     */
    status: CreditStatus;
    description: string | null;
    created_at: string;
    /**
     * Used per day, as of the last balance that was entered: what was used since the newest balance that is at least 30 days older (or the oldest that is known; on start_date it was the whole amount, unless another was entered before), divided by the days between. Null when that is less than a day
     */
    burn_rate: number | null;
    /**
     * The day on which nothing will be left if the exact burn rate goes on: the day of the last balance plus remaining ÷ rate, rounded up. Null unless active, when nothing is being used, beyond 100 years, and when that day is over
     */
    projected_exhaustion_date: string | null;
};

export type CreateCreditRequest = {
    provider: CreditProvider;
    credit_type: CreditType;
    /**
     * What was granted
     */
    amount: number;
    currency: string;
    /**
     * First day (UTC) on which it pays
     */
    start_date: string;
    /**
     * Last day on which it pays: it expires when that day ends in UTC
     */
    expiry_date: string;
    /**
     * What is left; at most the amount
     */
    remaining?: number;
    description?: string | null;
};

export type UpdateCreditRequest = {
    provider?: CreditProvider;
    credit_type?: CreditType;
    /**
     * What was granted
     */
    amount?: number;
    currency?: string;
    /**
     * What is left; at most the amount
     */
    remaining?: number;
    /**
     * First day (UTC) on which it pays
     */
    start_date?: string;
    /**
     * Last day on which it pays: it expires when that day ends in UTC
     */
    expiry_date?: string;
    description?: string | null;
};

/**
 * exceeded: month_to_date is more than the amount; at_risk: projected_end_of_month is; on_track: neither
 */
export type BudgetStatus = 'on_track' | 'at_risk' | 'exceeded';

export type Budget = {
    id: string;
    name: string;
    description: string | null;
    /**
     * Null is all of them
     */
    environment: CostEnvironment | null;
    /**
     * Null is all of them
     */
    service: string | null;
    /**
     * For a calendar month (UTC)
     */
    amount: number;
    /**
     * Only costs in it count
     */
    currency: string;
    /**
     * Percentages of the amount; reaching one is told, once a month
     */
    thresholds: Array<number>;
    created_at: string;
    updated_at: string;
    /**
     * First day of the current month (UTC), which the figures are of
     */
    month: string;
    /**
     * Costs from that day up to and including today
     */
    month_to_date: number;
    /**
     * month_to_date, plus for each day of the month after today the mean of the last 7 days before today. Days before the first cost of those 7 do not count towards the mean, later ones without costs do
     */
    projected_end_of_month: number;
    /**
     * month_to_date of amount
     */
    percentage: number;
    /**
     * exceeded: month_to_date is more than the amount; at_risk: projected_end_of_month is; on_track: neither
     */
    status: BudgetStatus;
    /**
     * Currencies of costs of the month that the budget would be about, but which do not count
     */
    other_currencies: Array<string>;
};

export type CreateBudgetRequest = {
    name: string;
    /**
     * For a calendar month (UTC)
     */
    amount: number;
    /**
     * Only costs in it count
     */
    currency: string;
    description?: string | null;
    /**
     * Null is all of them
     */
    environment?: CostEnvironment | null;
    /**
     * Null is all of them
     */
    service?: string | null;
    /**
     * Percentages of the amount; reaching one is told, once a month
     */
    thresholds?: Array<number>;
};

export type UpdateBudgetRequest = {
    name?: string;
    description?: string | null;
    /**
     * Null is all of them
     */
    environment?: CostEnvironment | null;
    /**
     * Null is all of them
     */
    service?: string | null;
    /**
     * For a calendar month (UTC)
     */
    amount?: number;
    /**
     * Only costs in it count
     */
    currency?: string;
    /**
     * Percentages of the amount; reaching one is told, once a month
     */
    thresholds?: Array<number>;
};

export type RecommendationType = 'rightsizing' | 'idle_resource' | 'reserved_instance' | 'spot_instance' | 'storage_optimization';

/**
 * high from savings of 500, medium from 100, else low
 */
export type RecommendationPriority = 'high' | 'medium' | 'low';

export type RecommendationStatus = 'pending' | 'in_progress' | 'completed' | 'dismissed';

export type Recommendation = {
    id: string;
    type: RecommendationType;
    title: string;
    /**
     * The figures that it follows from, and how the savings were reckoned
     */
    description: string;
    /**
     * In a month of 30 days
     */
    potential_savings: number;
    currency: string;
    /**
     * high from savings of 500, medium from 100, else low
     */
    priority: RecommendationPriority;
    status: RecommendationStatus;
    resource_id: string | null;
    resource_type: string | null;
    environment: CostEnvironment | null;
    service: string | null;
    /**
     * Why it was closed, or what else is to be said of it
     */
    note: string | null;
    created_at: string;
    updated_at: string;
    /**
     * Set while it is completed
     */
    completed_at: string | null;
};

export type RefreshSummary = {
    /**
     * Causes that are there now
     */
    found: number;
    /**
     * New recommendations
     */
    created: number;
    /**
     * Open ones that now say something else
     */
    updated: number;
    /**
     * Open ones whose cause is gone
     */
    completed: number;
    /**
     * Causes that stay closed: dismissed, or completed within the days that they follow from
     */
    kept_closed: number;
};

export type UpdateRecommendationRequest = {
    status?: RecommendationStatus;
    /**
     * Why it was closed, or what else is to be said of it
     */
    note?: string | null;
};

export type ForecastMethod = 'linear_trend_with_weekdays' | 'insufficient_data';

export type ForecastAmount = {
    cost: number;
    lower: number;
    upper: number;
};

export type ForecastDay = {
    cost: number;
    lower: number;
    upper: number;
    date: string;
};

export type Forecast = {
    method: ForecastMethod;
    /**
     * The method in words
     */
    method_description: string;
    /**
     * How often a day is expected to lie in its interval
     */
    confidence: number;
    /**
     * Null where nothing is known
     */
    currency: string | null;
    /**
     * The environment asked for, or that the credentials are bound to
     */
    environment: CostEnvironment | null;
    /**
     * The service asked for
     */
    service: string | null;
    /**
     * First day of the history
     */
    history_start: string | null;
    /**
     * Its last day: the newest with costs before today
     */
    history_end: string | null;
    /**
     * Days of the history that are known
     */
    history_days: number;
    /**
     * First day that is forecast: today (UTC)
     */
    period_start: string;
    period_end: string;
    /**
     * All days together; null if there is no forecast
     */
    total: ForecastAmount | null;
    /**
     * Empty if there is no forecast
     */
    days: Array<ForecastDay>;
};

export type ReportType = 'incident_summary' | 'sla_report' | 'vulnerability_report' | 'cost_report' | 'custom';

export type ReportStatus = 'generating' | 'completed' | 'failed';

export type ReportFormat = 'pdf' | 'html' | 'json';

export type Report = {
    id: string;
    name: string;
    type: ReportType;
    status: ReportStatus;
    format: ReportFormat;
    /**
     * Where the newest version can be downloaded; null until it is completed
     */
    file_url: string | null;
    /**
     * Bytes of the newest version; null until it is completed
     */
    file_size: number | null;
    /**
     * What the report was asked for; which names there are depends on the type
     */
    parameters: {
        [key: string]: unknown;
    };
    generated_by: string;
    /**
     * When the newest version was finished, or asked for while it is not
     */
    generated_at: string;
    /**
     * First moment of the period
     */
    period_start: string | null;
    /**
     * End of the period, which is not part of it
     */
    period_end: string | null;
    /**
     * Number of the newest version: the one that is being made, or was made last
     */
    version: number;
    /**
     * How far it is; 100 once it is completed
     */
    percentage: number;
    /**
     * Why it failed
     */
    error: string | null;
    /**
     * The one moment that all figures of the newest version are of
     */
    snapshot_at: string | null;
    /**
     * The only one that its figures are of; null is all
     */
    environment: Environment | null;
};

export type GenerateReportRequest = {
    name: string;
    type: ReportType;
    format: ReportFormat;
    /**
     * What the report was asked for; which names there are depends on the type
     */
    parameters?: {
        [key: string]: unknown;
    };
    /**
     * A day or a moment; which default there is depends on the type
     */
    period_start?: string | string | null;
    /**
     * A day, the whole of which counts, or a moment, which does not
     */
    period_end?: string | string | null;
};

export type ReportVersion = {
    id: string;
    report_id: string;
    /**
     * Number of the version, from 1
     */
    version: number;
    /**
     * Where this version can be downloaded
     */
    file_url: string;
    /**
     * Bytes
     */
    file_size: number;
    generated_by: string;
    generated_at: string;
    /**
     * Which key figures differ from those of the version before; null of the first
     */
    changes: string | null;
    /**
     * The one moment that all its figures are of
     */
    snapshot_at: string | null;
};

export type TemplateFieldType = 'text' | 'number' | 'date' | 'select' | 'boolean';

export type TemplateField = {
    /**
     * Its name in parameters and in the template: {{parameters.squad}}
     */
    name: string;
    /**
     * Its name for people
     */
    label: string;
    type: TemplateFieldType;
    /**
     * Whether a report without it is refused
     */
    required: boolean;
    /**
     * Used when nothing else is said; valid itself. Dates are YYYY-MM-DD
     */
    default_value: string | number | boolean | null;
    /**
     * Of select only, and required there: what may be chosen
     */
    options: Array<string> | null;
    /**
     * Of text a regular expression (RE2) that the whole value must match; of number and date a range such as 1..100, 2026-01-01.. or ..50
     */
    validation: string | null;
};

/**
 * What a scheduled report speaks of; null leaves it to the type of report
 */
export type SchedulePeriod = 'previous_day' | 'previous_week' | 'previous_month' | 'previous_quarter';

export type ReportTemplate = {
    id: string;
    name: string;
    /**
     * Which figures it may show: those of this type of report; `custom` has them all
     */
    type: ReportType;
    description: string | null;
    /**
     * Mustache over HTML. Empty for a type other than custom: the report then looks as reports of this type do
     */
    template_content: string;
    /**
     * Values of fields that are not given when a report is asked for
     */
    default_parameters: {
        [key: string]: unknown;
    } | null;
    /**
     * What a report is asked with
     */
    fields: Array<TemplateField>;
    created_by: string;
    created_at: string;
    updated_at: string;
    /**
     * When a report is made by itself: minute, hour, day of month, month, day of week
     */
    schedule_cron: string | null;
    /**
     * IANA time zone of the schedule; UTC unless said
     */
    schedule_timezone: string | null;
    /**
     * pdf unless said
     */
    schedule_format: ReportFormat | null;
    /**
     * What a scheduled report speaks of; null leaves it to the type of report
     */
    schedule_period: SchedulePeriod | null;
    /**
     * Parameters of scheduled reports
     */
    schedule_parameters: {
        [key: string]: unknown;
    } | null;
    /**
     * A disabled schedule rests
     */
    schedule_enabled: boolean;
    /**
     * When the schedule comes next; null if it does not
     */
    next_run_at: string | null;
    /**
     * The time of the schedule that came last
     */
    last_run_at: string | null;
};

export type TemplateRequest = {
    name: string;
    /**
     * Which figures it may show: those of this type of report; `custom` has them all
     */
    type: ReportType;
    /**
     * Mustache over HTML. Empty for a type other than custom: the report then looks as reports of this type do
     */
    template_content: string;
    description?: string | null;
    /**
     * Values of fields that are not given when a report is asked for
     */
    default_parameters?: {
        [key: string]: unknown;
    } | null;
    /**
     * What a report is asked with
     */
    fields?: Array<TemplateField>;
    /**
     * When a report is made by itself: minute, hour, day of month, month, day of week
     */
    schedule_cron?: string | null;
    /**
     * IANA time zone of the schedule; UTC unless said
     */
    schedule_timezone?: string | null;
    /**
     * pdf unless said
     */
    schedule_format?: ReportFormat | null;
    /**
     * What a scheduled report speaks of; null leaves it to the type of report
     */
    schedule_period?: SchedulePeriod | null;
    /**
     * Parameters of scheduled reports
     */
    schedule_parameters?: {
        [key: string]: unknown;
    } | null;
    /**
     * A disabled schedule rests
     */
    schedule_enabled?: boolean;
};

export type UpdateTemplateRequest = {
    name?: string;
    /**
     * Which figures it may show: those of this type of report; `custom` has them all
     */
    type?: ReportType;
    description?: string | null;
    /**
     * Mustache over HTML. Empty for a type other than custom: the report then looks as reports of this type do
     */
    template_content?: string;
    /**
     * Values of fields that are not given when a report is asked for
     */
    default_parameters?: {
        [key: string]: unknown;
    } | null;
    /**
     * What a report is asked with
     */
    fields?: Array<TemplateField>;
    /**
     * When a report is made by itself: minute, hour, day of month, month, day of week
     */
    schedule_cron?: string | null;
    /**
     * IANA time zone of the schedule; UTC unless said
     */
    schedule_timezone?: string | null;
    /**
     * pdf unless said
     */
    schedule_format?: ReportFormat | null;
    /**
     * What a scheduled report speaks of; null leaves it to the type of report
     */
    schedule_period?: SchedulePeriod | null;
    /**
     * Parameters of scheduled reports
     */
    schedule_parameters?: {
        [key: string]: unknown;
    } | null;
    /**
     * A disabled schedule rests
     */
    schedule_enabled?: boolean;
};

export type ScheduleRunStatus = 'requested' | 'failed';

export type ScheduleRun = {
    id: string;
    template_id: string;
    /**
     * The time of the schedule
     */
    run_at: string;
    status: ScheduleRunStatus;
    /**
     * The report that was asked for
     */
    report_id: string | null;
    /**
     * Why none could be asked for
     */
    error: string | null;
    /**
     * When a server saw to it
     */
    created_at: string;
};

export type StepResult = {
    /**
     * Id of the step in the SOP
     */
    step_id: string;
    /**
     * pending and running only while the execution is running
     */
    status: 'pending' | 'running' | 'success' | 'failed' | 'skipped';
    /**
     * What the command printed; secrets are masked
     */
    output: string | null;
    /**
     * Why it failed or was skipped
     */
    error: string | null;
    order: number;
    title: string;
    /**
     * As the SOP had it; null for a manual step
     */
    command: string | null;
    /**
     * What was said of a manual step
     */
    note: string | null;
    /**
     * Who decided a manual step
     */
    decided_by: string | null;
    exit_code: number | null;
    /**
     * All that the command printed, also what was not kept
     */
    output_bytes: number;
    started_at: string | null;
    finished_at: string | null;
};

/**
 * running until its last step is decided; failed if a step failed, partial if one was skipped
 */
export type SopExecutionStatus = 'running' | 'success' | 'partial' | 'failed';

export type SopExecution = {
    id: string;
    sop_id: string;
    /**
     * running until its last step is decided; failed if a step failed, partial if one was skipped
     */
    status: SopExecutionStatus;
    executed_by: string;
    executed_at: string;
    /**
     * Seconds until the last thing that happened
     */
    duration: number;
    /**
     * In the order of the steps
     */
    step_results: Array<StepResult>;
    /**
     * What happened when, a line each
     */
    logs: Array<string>;
    /**
     * As it was then
     */
    sop_title: string;
    sop_version: string;
    environment: Environment | null;
    /**
     * What filled the commands; secrets are masked
     */
    parameters: {
        [key: string]: unknown;
    };
    /**
     * The incident whose evidence this becomes when it ends
     */
    incident_id: string | null;
    finished_at: string | null;
};

export type OpenExecutionRequest = {
    /**
     * The version that you have read: SOP_VERSION_CONFLICT if it is not the present one
     */
    version?: string | null;
    /**
     * Where; by default that of the incident or of the credentials. It fills {{environment}}
     */
    environment?: Environment | null;
    /**
     * Texts, numbers and booleans by name; each fills its {{name}} as one argument
     */
    parameters?: {
        [key: string]: unknown;
    } | null;
    /**
     * UUID or jira_id of the incident that this is for
     */
    incident_id?: string | null;
    /**
     * Ignored: it is whoever sends the request
     */
    executed_by?: string | null;
    sop_id: string;
};

export type DecideStepRequest = {
    /**
     * success confirms the step, failed ends the execution
     */
    status: 'success' | 'failed' | 'skipped';
    note?: string | null;
};

export type ExecuteSopRequest = {
    /**
     * The version that you have read: SOP_VERSION_CONFLICT if it is not the present one
     */
    version?: string | null;
    /**
     * Where; by default that of the incident or of the credentials. It fills {{environment}}
     */
    environment?: Environment | null;
    /**
     * Texts, numbers and booleans by name; each fills its {{name}} as one argument
     */
    parameters?: {
        [key: string]: unknown;
    } | null;
    /**
     * UUID or jira_id of the incident that this is for
     */
    incident_id?: string | null;
    /**
     * Ignored: it is whoever sends the request
     */
    executed_by?: string | null;
    /**
     * Decided by the path already; if given it must agree
     */
    sop_id?: string | null;
    /**
     * Ids of the manual steps that are done; the others are skipped
     */
    confirmed_steps?: Array<string> | null;
};

export type SopCategory = 'incident_response' | 'deployment' | 'backup_recovery' | 'security' | 'monitoring' | 'maintenance';

export type SopStep = {
    /**
     * Stays the same however the step is changed or moved
     */
    id: string;
    /**
     * Its place in the list
     */
    order: number;
    title: string;
    /**
     * Markdown
     */
    description: string;
    /**
     * One line; {{name}} stands for a parameter. Null: done by hand
     */
    command: string | null;
    expected_result: string | null;
    warning: string | null;
    screenshot_url: string | null;
};

export type SopStatus = 'draft' | 'review' | 'approved' | 'archived';

export type Sop = {
    id: string;
    title: string;
    category: SopCategory;
    description: string;
    /**
     * Markdown as it was written; GET /sops/{id}/html gives it rendered and safe to show
     */
    content: string;
    /**
     * In their order
     */
    steps: Array<SopStep>;
    /**
     * Who keeps it up to date
     */
    owner: string;
    reviewers: Array<string> | null;
    /**
     * Semantic: grows with every change of what it says
     */
    version: string;
    status: SopStatus;
    tags: Array<string> | null;
    prerequisites: Array<string> | null;
    /**
     * Minutes
     */
    estimated_duration: number | null;
    last_executed_at: string | null;
    execution_count: number;
    created_at: string;
    updated_at: string;
    /**
     * Null unless approved or archived
     */
    approved_at: string | null;
    approved_by: string | null;
    /**
     * Who wrote what it says last
     */
    author: string;
};

export type SopVersion = {
    id: string;
    sop_id: string;
    version: string;
    /**
     * Versions of one SOP, counted from 1
     */
    number: number;
    author: string;
    created_at: string;
    /**
     * What differs from the version before
     */
    changed_fields: Array<string>;
    summary: string;
    approved_at: string | null;
    approved_by: string | null;
};

export type FieldDifference = {
    field: 'title' | 'category' | 'description' | 'content' | 'owner' | 'reviewers' | 'tags' | 'prerequisites' | 'estimated_duration' | 'command' | 'expected_result' | 'warning' | 'screenshot_url';
    /**
     * Of the type of the field
     */
    old_value: string | number | Array<string> | null;
    /**
     * Of the type of the field
     */
    new_value: string | number | Array<string> | null;
};

export type ChangedStep = {
    id: string;
    /**
     * In the newer version
     */
    title: string;
    changes: Array<FieldDifference>;
};

export type MovedStep = {
    id: string;
    /**
     * In the newer version
     */
    title: string;
    /**
     * Its order in the older version
     */
    from: number;
    /**
     * Its order in the newer version
     */
    to: number;
};

export type StepDifferences = {
    added: Array<SopStep>;
    removed: Array<SopStep>;
    changed: Array<ChangedStep>;
    /**
     * The fewest steps that must be moved to come from one order to the other
     */
    moved: Array<MovedStep>;
};

export type VersionDiff = {
    from: string;
    to: string;
    /**
     * Of the SOP itself
     */
    fields: Array<FieldDifference>;
    steps: StepDifferences;
};

export type SopVersionSnapshot = {
    title: string;
    category: SopCategory;
    description: string;
    /**
     * Markdown as it was written; GET /sops/{id}/html gives it rendered and safe to show
     */
    content: string;
    /**
     * In their order
     */
    steps: Array<SopStep>;
    /**
     * Who keeps it up to date
     */
    owner: string;
    reviewers: Array<string> | null;
    tags: Array<string> | null;
    prerequisites: Array<string> | null;
    /**
     * Minutes
     */
    estimated_duration: number | null;
};

export type SopWholeVersion = {
    id: string;
    sop_id: string;
    version: string;
    /**
     * Versions of one SOP, counted from 1
     */
    number: number;
    author: string;
    created_at: string;
    /**
     * What differs from the version before
     */
    changed_fields: Array<string>;
    summary: string;
    approved_at: string | null;
    approved_by: string | null;
    /**
     * All that it said
     */
    snapshot: SopVersionSnapshot;
};

export type StepRequest = {
    /**
     * Of a step that is there already; a step without one is new. A new SOP may bring its own
     */
    id?: string | null;
    /**
     * Ignored: the place in the list decides
     */
    order?: number | null;
    title: string;
    /**
     * Markdown
     */
    description?: string | null;
    /**
     * One line; {{name}} stands for a parameter. Null: done by hand
     */
    command?: string | null;
    expected_result?: string | null;
    warning?: string | null;
    screenshot_url?: string | null;
};

export type SopRequest = {
    title: string;
    category: SopCategory;
    description: string;
    /**
     * Markdown as it was written; GET /sops/{id}/html gives it rendered and safe to show
     */
    content: string;
    /**
     * Who keeps it up to date
     */
    owner?: string;
    reviewers?: Array<string> | null;
    tags?: Array<string> | null;
    prerequisites?: Array<string> | null;
    /**
     * Minutes
     */
    estimated_duration?: number | null;
    steps?: Array<StepRequest>;
};

export type UpdateSopRequest = {
    title?: string;
    category?: SopCategory;
    description?: string;
    /**
     * Markdown as it was written; GET /sops/{id}/html gives it rendered and safe to show
     */
    content?: string;
    /**
     * Who keeps it up to date
     */
    owner?: string;
    reviewers?: Array<string> | null;
    tags?: Array<string> | null;
    prerequisites?: Array<string> | null;
    /**
     * Minutes
     */
    estimated_duration?: number | null;
    steps?: Array<StepRequest>;
};

export type LifeCycleRequest = {
    /**
     * The version that you have read: SOP_VERSION_CONFLICT if it is not the present one
     */
    version?: string | null;
};

export type SopHtml = {
    sop_id: string;
    version: string;
    html: string;
};

export type AlertmanagerAlert = {
    status?: 'firing' | 'resolved';
    labels: {
        [key: string]: string;
    };
    annotations?: {
        [key: string]: string;
    };
    startsAt?: string;
    endsAt?: string;
    generatorURL?: string;
    /**
     * Made of the labels if left out
     */
    fingerprint?: string;
    [key: string]: unknown;
};

export type AlertmanagerNotification = {
    version?: string;
    truncatedAlerts?: number;
    alerts: Array<AlertmanagerAlert>;
    [key: string]: unknown;
};

export type SkippedAlert = {
    /**
     * Its place in the list, the first being 0
     */
    index: number;
    fingerprint: string | null;
    reason: string;
};

export type AlertsTaken = {
    /**
     * Alerts in the request
     */
    received: number;
    /**
     * New incidents
     */
    opened: number;
    /**
     * Incidents that go on, some of which say something new
     */
    updated: number;
    /**
     * Incidents that are open again
     */
    reopened: number;
    /**
     * Alerts whose end was taken over
     */
    resolved: number;
    /**
     * Alerts that say nothing new, or speak of what is over
     */
    ignored: number;
    /**
     * Alerts that the sender left out (its truncatedAlerts)
     */
    truncated: number;
    /**
     * Alerts that could not be taken
     */
    skipped_count: number;
    /**
     * Why, of the first 100
     */
    skipped: Array<SkippedAlert>;
};

export type AuditEvent = 'CREATE' | 'UPDATE' | 'DELETE' | 'LOGIN' | 'LOGOUT' | 'GENERATE' | 'EXECUTE' | 'APPROVE' | 'ACCESS';

export type AuditStatus = 'success' | 'failed';

export type AuditLog = {
    id: string;
    event_type: AuditEvent;
    resource_type: string;
    resource_id: string | null;
    resource_name: string | null;
    /**
     * anonymous without credentials, system where no request is behind it
     */
    user_id: string;
    user_name: string;
    user_email: string | null;
    action_description: string;
    status: AuditStatus;
    /**
     * Why it failed
     */
    error_message: string | null;
    ip_address: string | null;
    user_agent: string | null;
    /**
     * Each field that changed; secrets are masked
     */
    changes: Array<{
        field: string;
        /**
         * Any JSON value
         */
        old_value: unknown;
        /**
         * Any JSON value
         */
        new_value: unknown;
    }> | null;
    metadata: {
        [key: string]: unknown;
    } | null;
    timestamp: string;
};

export type AuditFault = 'altered' | 'removed' | 'inserted' | 'reordered' | 'recomputed' | 'cut_off' | 'checkpoint_forged' | 'checkpoint_missing' | 'unsealed';

export type AuditVerification = {
    /**
     * Nothing was altered, removed, put in, moved or left out
     */
    valid: boolean;
    /**
     * Entries that were looked at
     */
    checked: number;
    /**
     * The first row that does not hold, where one can be named
     */
    first_invalid_id: string | null;
    /**
     * Its place in the chain
     */
    first_invalid_sequence: number | null;
    reason: AuditFault | null;
    message: string | null;
    /**
     * Signed checkpoints that were looked at
     */
    checkpoints: number;
    /**
     * Entries behind the newest checkpoint: chained, but not signed yet
     */
    unsigned: number;
    /**
     * Rows that have just been written and are not chained yet
     */
    unsealed: number;
    /**
     * Rows of the chain that no server wrote. They stay on record, and the first of them is the reason, if nothing else is
     */
    unproved: number;
};

export type AuditCheckpoint = {
    /**
     * Entries of the chain
     */
    sequence: number;
    /**
     * Of the last of them
     */
    hash: string;
    /**
     * Entries since the checkpoint before
     */
    count: number;
    created_at: string;
    key_id: string;
    /**
     * Digest of the checkpoint before
     */
    previous: string | null;
    /**
     * Ed25519, base64
     */
    signature: string;
};

/**
 * Permissions; what counts is those of them that its creator holds at the time. On a token of one environment, those that reach beyond (write:sops, approve:sops, read:audit_logs, manage:users, manage:templates) have no effect
 */
export type Permission = 'read:incidents' | 'read:tasks' | 'read:metrics' | 'read:assets' | 'read:vulnerabilities' | 'read:mitre' | 'read:costs' | 'read:reports' | 'read:sops' | 'write:incidents' | 'write:tasks' | 'write:metrics' | 'write:assets' | 'write:vulnerabilities' | 'write:mitre' | 'write:reports' | 'write:sops' | 'execute:sops' | 'read:thresholds' | 'read:templates' | 'write:costs' | 'approve:sops' | 'read:audit_logs' | 'manage:tokens' | 'manage:thresholds' | 'manage:templates' | 'manage:users';

export type ApiTokenStatus = 'active' | 'revoked' | 'expired';

export type ApiToken = {
    id: string;
    name: string;
    /**
     * Shown once, in the answer to its creation; null ever after
     */
    token: string | null;
    /**
     * How to tell it from others
     */
    token_preview: string;
    /**
     * Permissions; what counts is those of them that its creator holds at the time. On a token of one environment, those that reach beyond (write:sops, approve:sops, read:audit_logs, manage:users, manage:templates) have no effect
     */
    scopes: Array<Permission>;
    /**
     * The only one whose rows exist for it; null for all
     */
    environment: Environment | null;
    created_by: string;
    created_at: string;
    /**
     * Null: never. In the future
     */
    expires_at: string | null;
    /**
     * Written at most once a minute
     */
    last_used_at: string | null;
    status: ApiTokenStatus;
};

export type CreateApiTokenRequest = {
    name: string;
    /**
     * Permissions; what counts is those of them that its creator holds at the time. On a token of one environment, those that reach beyond (write:sops, approve:sops, read:audit_logs, manage:users, manage:templates) have no effect
     */
    scopes: Array<Permission>;
    /**
     * The only one whose rows exist for it; null for all
     */
    environment?: Environment | null;
    /**
     * Null: never. In the future
     */
    expires_at?: string | null;
};

export type CreateUserRequest = {
    name: string;
    email: string;
    role: Role;
    team: string;
    avatar?: string | null;
    password: string;
};

export type UpdateUserRequest = {
    name?: string;
    email?: string;
    role?: Role;
    team?: string;
    avatar?: string | null;
    /**
     * Whether the account is locked: its owner is signed out and cannot sign in
     */
    disabled?: boolean;
    /**
     * Resets it: the user is signed out everywhere
     */
    password?: string;
};

export type HealthStatus = 'healthy' | 'unhealthy';

export type HealthParts = {
    database: boolean;
    /**
     * true when not configured
     */
    redis: boolean;
    /**
     * Whether sockets are accepted
     */
    websocket: boolean;
};

export type Health = {
    status: HealthStatus;
    checks: HealthParts;
    timestamp: string;
};

export type LivenessStatus = 'alive';

export type Liveness = {
    status: LivenessStatus;
    timestamp: string;
};

export type ReadinessStatus = 'ready' | 'not_ready';

export type ReadinessParts = {
    database: boolean;
    /**
     * false once the server has been told to stop
     */
    accepting: boolean;
};

export type Readiness = {
    status: ReadinessStatus;
    checks: ReadinessParts;
    timestamp: string;
};

export type NotificationChannel = 'email' | 'slack' | 'webhook' | 'pagerduty';

export type DeliveryAction = 'triggered' | 'resolved';

/**
 * dead: given up until somebody retries it
 */
export type DeliveryStatus = 'pending' | 'retrying' | 'delivered' | 'dead';

export type NotificationDelivery = {
    id: string;
    /**
     * The alert that is told of
     */
    alert_id: string | null;
    channel: NotificationChannel;
    action: DeliveryAction;
    title: string;
    /**
     * What is told
     */
    notice: {
        [key: string]: unknown;
    };
    /**
     * dead: given up until somebody retries it
     */
    status: DeliveryStatus;
    /**
     * Attempts so far
     */
    attempts: number;
    /**
     * Attempts after which it is given up
     */
    max_attempts: number;
    last_error: string | null;
    /**
     * Status of the last HTTP answer, or reply code of the mail server
     */
    response_status: number | null;
    last_attempt_at: string | null;
    /**
     * Null when there will be none
     */
    next_attempt_at: string | null;
    delivered_at: string | null;
    created_at: string;
    updated_at: string;
    /**
     * Every attempt, oldest first
     */
    attempt_log: Array<{
        number: number;
        started_at: string;
        ms: number | null;
        outcome: 'delivered' | 'failed' | 'refused' | 'unknown';
        response_status: number | null;
        error: string | null;
    }>;
};

export type RetryDeliveriesRequest = {
    /**
     * The alert that is told of
     */
    alert_id?: string | null;
    channel?: NotificationChannel;
    action?: DeliveryAction;
};

export type ThresholdMetricType = 'infrastructure' | 'application' | 'security' | 'cost';

export type ThresholdOperator = '>' | '<' | '>=' | '<=' | '==' | '!=';

export type ThresholdEnvironment = 'production' | 'staging' | 'development' | 'all';

export type Threshold = {
    id: string;
    metric_name: string;
    metric_type: ThresholdMetricType;
    operator: ThresholdOperator;
    threshold_value: number;
    severity: Severity;
    environment: ThresholdEnvironment;
    enabled: boolean;
    notification_channels: Array<NotificationChannel>;
    /**
     * Least time between two alerts of one series
     */
    cooldown_minutes: number;
    description: string | null;
    created_by: string;
    created_at: string;
    updated_at: string;
};

export type ThresholdRequest = {
    metric_name: string;
    metric_type: ThresholdMetricType;
    operator: ThresholdOperator;
    threshold_value: number;
    severity: Severity;
    environment: ThresholdEnvironment;
    enabled?: boolean;
    notification_channels?: Array<NotificationChannel>;
    /**
     * Least time between two alerts of one series
     */
    cooldown_minutes?: number;
    description?: string | null;
};

export type UpdateThresholdRequest = {
    metric_name?: string;
    metric_type?: ThresholdMetricType;
    operator?: ThresholdOperator;
    threshold_value?: number;
    severity?: Severity;
    environment?: ThresholdEnvironment;
    enabled?: boolean;
    notification_channels?: Array<NotificationChannel>;
    /**
     * Least time between two alerts of one series
     */
    cooldown_minutes?: number;
    description?: string | null;
};

export type AlertStatus = 'active' | 'acknowledged' | 'resolved';

export type Alert = {
    id: string;
    /**
     * The rule that fired, which may have changed since
     */
    threshold_id: string;
    metric_name: string;
    metric_type: ThresholdMetricType;
    environment: Environment;
    service: string | null;
    host: string | null;
    severity: Severity;
    operator: ThresholdOperator;
    /**
     * As it was when the rule fired
     */
    threshold_value: number;
    /**
     * What made the rule fire
     */
    value: number;
    unit: string;
    status: AlertStatus;
    message: string;
    /**
     * When it was measured
     */
    triggered_at: string;
    acknowledged_at: string | null;
    acknowledged_by: string | null;
    resolved_at: string | null;
    /**
     * Null when the value came back by itself
     */
    resolved_by: string | null;
    note: string | null;
    created_at: string;
    updated_at: string;
};

export type AlertStep = 'acknowledged' | 'resolved';

export type StepAlertRequest = {
    note?: string | null;
    status: AlertStep;
};

export type ImportStatus = 'queued' | 'running' | 'completed' | 'failed';

export type ImportFormat = 'focus';

/**
 * replace: costs that earlier imports found on the same bills for the same days go; merge: they stay
 */
export type ImportMode = 'replace' | 'merge';

export type CostImport = {
    id: string;
    status: ImportStatus;
    format: ImportFormat;
    /**
     * replace: costs that earlier imports found on the same bills for the same days go; merge: they stay
     */
    mode: ImportMode;
    file_name: string | null;
    /**
     * Size of the file, as it came
     */
    bytes: number;
    /**
     * 100 once it is completed
     */
    percentage: number;
    /**
     * Rows that were read so far, without the header
     */
    rows_read: number;
    /**
     * Null until the file has been read to its end
     */
    rows_total: number | null;
    /**
     * Cost records that are new; null until completed
     */
    created_count: number | null;
    /**
     * Cost records that took the place of others; null until completed
     */
    replaced_count: number | null;
    /**
     * Cost records that are gone; null until completed
     */
    removed_count: number | null;
    /**
     * Why it failed
     */
    error: string | null;
    /**
     * All that is wrong with the file
     */
    violation_count: number;
    /**
     * The first 100; the header is row 1
     */
    violations: Array<{
        row: number | null;
        column: string | null;
        rule: string;
        message: string;
    }>;
    imported_by: string;
    /**
     * The only one that it may write to; null for all
     */
    environment: Environment | null;
    started_at: string | null;
    finished_at: string | null;
    created_at: string;
    updated_at: string;
};

export type AuthLoginData = {
    body: LoginRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/login';
};

export type AuthLoginErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * INVALID_CREDENTIALS: The e-mail address or the password is wrong. Check both and try again, or ask an administrator to set a new password.
     */
    401: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Too many failed sign-ins. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuthLoginError = AuthLoginErrors[keyof AuthLoginErrors];

export type AuthLoginResponses = {
    200: LoginResponse;
};

export type AuthLoginResponse = AuthLoginResponses[keyof AuthLoginResponses];

export type AuthLogoutData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/auth/logout';
};

export type AuthLogoutErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs a session, not an API token. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuthLogoutError = AuthLogoutErrors[keyof AuthLogoutErrors];

export type AuthLogoutResponses = {
    200: SuccessResponse;
};

export type AuthLogoutResponse = AuthLogoutResponses[keyof AuthLogoutResponses];

export type AuthRefreshData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/auth/refresh';
};

export type AuthRefreshErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs a session, not an API token. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuthRefreshError = AuthRefreshErrors[keyof AuthRefreshErrors];

export type AuthRefreshResponses = {
    200: TokenRefreshResponse;
};

export type AuthRefreshResponse = AuthRefreshResponses[keyof AuthRefreshResponses];

export type AuthMeData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/auth/me';
};

export type AuthMeErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuthMeError = AuthMeErrors[keyof AuthMeErrors];

export type AuthMeResponses = {
    200: User;
};

export type AuthMeResponse = AuthMeResponses[keyof AuthMeResponses];

export type AuthPasswordData = {
    body: ChangePasswordRequest;
    path?: never;
    query?: never;
    url: '/api/v1/auth/password';
};

export type AuthPasswordErrors = {
    /**
     * INVALID_REQUEST: Wrong current password, or the new one is too short. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs a session, not an API token. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuthPasswordError = AuthPasswordErrors[keyof AuthPasswordErrors];

export type AuthPasswordResponses = {
    /**
     * Changed
     */
    204: void;
};

export type AuthPasswordResponse = AuthPasswordResponses[keyof AuthPasswordResponses];

export type SessionsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'createdAt' | 'lastSeenAt' | 'expiresAt';
        sort_order?: 'asc' | 'desc';
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/auth/sessions';
};

export type SessionsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs a session, not an API token. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SessionsListError = SessionsListErrors[keyof SessionsListErrors];

export type SessionsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Session> | {
        data: Array<Session>;
        pagination: PaginationInfo;
    };
};

export type SessionsListResponse = SessionsListResponses[keyof SessionsListResponses];

export type SessionsEndData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/auth/sessions/{id}';
};

export type SessionsEndErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs a session, not an API token. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SESSION_NOT_FOUND: There is no session with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SessionsEndError = SessionsEndErrors[keyof SessionsEndErrors];

export type SessionsEndResponses = {
    /**
     * Removed
     */
    204: void;
};

export type SessionsEndResponse = SessionsEndResponses[keyof SessionsEndResponses];

export type IncidentsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'jira_id' | 'title' | 'severity' | 'status' | 'squad' | 'environment' | 'created_at' | 'updated_at' | 'resolved_at' | 'assignee';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        jira_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        severity?: Array<'critical' | 'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'open' | 'investigating' | 'resolved' | 'closed'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        squad?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        created_from?: string;
        created_to?: string;
        resolved_from?: string;
        resolved_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        assignee?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        tag?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        affected_service?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/infra/incidents';
};

export type IncidentsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type IncidentsListError = IncidentsListErrors[keyof IncidentsListErrors];

export type IncidentsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Incident> | {
        data: Array<Incident>;
        pagination: PaginationInfo;
    };
};

export type IncidentsListResponse = IncidentsListResponses[keyof IncidentsListResponses];

export type IncidentsOpenData = {
    body: CreateIncidentRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/infra/incidents';
};

export type IncidentsOpenErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type IncidentsOpenError = IncidentsOpenErrors[keyof IncidentsOpenErrors];

export type IncidentsOpenResponses = {
    201: Incident;
};

export type IncidentsOpenResponse = IncidentsOpenResponses[keyof IncidentsOpenResponses];

export type IncidentsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/incidents/{id}';
};

export type IncidentsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type IncidentsRemoveError = IncidentsRemoveErrors[keyof IncidentsRemoveErrors];

export type IncidentsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type IncidentsRemoveResponse = IncidentsRemoveResponses[keyof IncidentsRemoveResponses];

export type IncidentsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/incidents/{id}';
};

export type IncidentsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type IncidentsReadError = IncidentsReadErrors[keyof IncidentsReadErrors];

export type IncidentsReadResponses = {
    200: Incident;
};

export type IncidentsReadResponse = IncidentsReadResponses[keyof IncidentsReadResponses];

export type IncidentsUpdateData = {
    body: UpdateIncidentRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/incidents/{id}';
};

export type IncidentsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type IncidentsUpdateError = IncidentsUpdateErrors[keyof IncidentsUpdateErrors];

export type IncidentsUpdateResponses = {
    200: Incident;
};

export type IncidentsUpdateResponse = IncidentsUpdateResponses[keyof IncidentsUpdateResponses];

export type EvidenceListData = {
    body?: never;
    path: {
        /**
         * UUID or jira_id of the incident
         */
        incident: string;
    };
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'title' | 'type' | 'uploaded_by' | 'uploaded_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        type?: Array<'log' | 'metric' | 'screenshot' | 'document' | 'command'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        uploaded_by?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/infra/incidents/{incident}/evidence';
};

export type EvidenceListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type EvidenceListError = EvidenceListErrors[keyof EvidenceListErrors];

export type EvidenceListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Evidence> | {
        data: Array<Evidence>;
        pagination: PaginationInfo;
    };
};

export type EvidenceListResponse = EvidenceListResponses[keyof EvidenceListResponses];

export type EvidenceUploadData = {
    body: UploadEvidenceRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * UUID or jira_id of the incident
         */
        incident: string;
    };
    query?: never;
    url: '/api/v1/infra/incidents/{incident}/evidence';
};

export type EvidenceUploadErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type EvidenceUploadError = EvidenceUploadErrors[keyof EvidenceUploadErrors];

export type EvidenceUploadResponses = {
    201: Evidence;
};

export type EvidenceUploadResponse = EvidenceUploadResponses[keyof EvidenceUploadResponses];

export type EvidenceDownloadData = {
    body?: never;
    path: {
        /**
         * UUID or jira_id of the incident
         */
        incident: string;
        evidenceId: string;
    };
    query?: never;
    url: '/api/v1/infra/incidents/{incident}/evidence/{evidenceId}/file';
};

export type EvidenceDownloadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * EVIDENCE_NOT_FOUND: There is no evidence with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * FILE_NOT_FOUND: The evidence is text, which stands in its content, or the file is lost. Read what it would belong to: that says whether there is one, and a report can be made again.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type EvidenceDownloadError = EvidenceDownloadErrors[keyof EvidenceDownloadErrors];

export type EvidenceDownloadResponses = {
    /**
     * The file, as an attachment
     */
    200: Blob | File;
};

export type EvidenceDownloadResponse = EvidenceDownloadResponses[keyof EvidenceDownloadResponses];

export type EvidenceRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id of the incident
         */
        incident: string;
        evidenceId: string;
    };
    query?: never;
    url: '/api/v1/infra/incidents/{incident}/evidence/{evidenceId}';
};

export type EvidenceRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * EVIDENCE_NOT_FOUND: There is no evidence with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * INCIDENT_NOT_FOUND: There is no incident with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type EvidenceRemoveError = EvidenceRemoveErrors[keyof EvidenceRemoveErrors];

export type EvidenceRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type EvidenceRemoveResponse = EvidenceRemoveResponses[keyof EvidenceRemoveResponses];

export type TasksListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'jira_id' | 'title' | 'status' | 'priority' | 'squad' | 'assignee' | 'environment' | 'estimated_hours' | 'actual_hours' | 'created_at' | 'updated_at' | 'due_date' | 'completed_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        jira_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'todo' | 'in_progress' | 'review' | 'done'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        priority?: Array<'critical' | 'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        squad?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        assignee?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        created_from?: string;
        created_to?: string;
        due_from?: string;
        due_to?: string;
        completed_from?: string;
        completed_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        tag?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/infra/tasks';
};

export type TasksListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:tasks. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TasksListError = TasksListErrors[keyof TasksListErrors];

export type TasksListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Task> | {
        data: Array<Task>;
        pagination: PaginationInfo;
    };
};

export type TasksListResponse = TasksListResponses[keyof TasksListResponses];

export type TasksPlanData = {
    body: CreateTaskRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/infra/tasks';
};

export type TasksPlanErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:tasks. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TasksPlanError = TasksPlanErrors[keyof TasksPlanErrors];

export type TasksPlanResponses = {
    201: Task;
};

export type TasksPlanResponse = TasksPlanResponses[keyof TasksPlanResponses];

export type TasksRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/tasks/{id}';
};

export type TasksRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:tasks. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TASK_NOT_FOUND: There is no task with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TasksRemoveError = TasksRemoveErrors[keyof TasksRemoveErrors];

export type TasksRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type TasksRemoveResponse = TasksRemoveResponses[keyof TasksRemoveResponses];

export type TasksReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/tasks/{id}';
};

export type TasksReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:tasks. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TASK_NOT_FOUND: There is no task with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TasksReadError = TasksReadErrors[keyof TasksReadErrors];

export type TasksReadResponses = {
    200: Task;
};

export type TasksReadResponse = TasksReadResponses[keyof TasksReadResponses];

export type TasksUpdateData = {
    body: UpdateTaskRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * UUID or jira_id
         */
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/tasks/{id}';
};

export type TasksUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:tasks. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TASK_NOT_FOUND: There is no task with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TasksUpdateError = TasksUpdateErrors[keyof TasksUpdateErrors];

export type TasksUpdateResponses = {
    200: Task;
};

export type TasksUpdateResponse = TasksUpdateResponses[keyof TasksUpdateResponses];

export type SlaWeeksData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many weeks, counted back from the current one
         */
        weeks?: number;
        squad?: string;
        environment?: 'production' | 'staging' | 'development';
    };
    url: '/api/v1/infra/sla-metrics';
};

export type SlaWeeksErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:tasks. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SlaWeeksError = SlaWeeksErrors[keyof SlaWeeksErrors];

export type SlaWeeksResponses = {
    200: Array<SlaMetric>;
};

export type SlaWeeksResponse = SlaWeeksResponses[keyof SlaWeeksResponses];

export type MetricsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'timestamp';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        metric_name?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        metric_type?: Array<'cpu' | 'memory' | 'disk' | 'network' | 'custom'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        service?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        host?: Array<string>;
        from?: string;
        to?: string;
        /**
         * Only the newest point of each series
         */
        latest?: boolean;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/infra/metrics';
};

export type MetricsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MetricsListError = MetricsListErrors[keyof MetricsListErrors];

export type MetricsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Metric> | {
        data: Array<Metric>;
        pagination: PaginationInfo;
    };
};

export type MetricsListResponse = MetricsListResponses[keyof MetricsListResponses];

export type MetricsIngestData = {
    body: Array<CreateMetricRequest> | {
        metrics: Array<CreateMetricRequest>;
    } | CreateMetricRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/infra/metrics';
};

export type MetricsIngestErrors = {
    /**
     * INVALID_REQUEST: Nothing was taken; details name each fault by its record, e.g. 3.value. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many batches are waiting; see Retry-After. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MetricsIngestError = MetricsIngestErrors[keyof MetricsIngestErrors];

export type MetricsIngestResponses = {
    202: Accepted;
};

export type MetricsIngestResponse = MetricsIngestResponses[keyof MetricsIngestResponses];

export type MetricsTimeSeriesData = {
    body?: never;
    path: {
        metric_name: string;
    };
    query?: {
        aggregation?: 'avg' | 'sum' | 'min' | 'max' | 'count';
        /**
         * 10s to 1d; by default the smallest round one that gives at most 500 values
         */
        interval?: string;
        /**
         * Default: 24 hours before `to`
         */
        from?: string;
        /**
         * Default: now
         */
        to?: string;
        environment?: 'production' | 'staging' | 'development';
        service?: string;
        host?: string;
    };
    url: '/api/v1/infra/metrics/{metric_name}/timeseries';
};

export type MetricsTimeSeriesErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * METRIC_NOT_FOUND: No metric can have this name. Send a name of letters, digits and _ . : - that begins with a letter or _, as GET /infra/metrics tells them.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MetricsTimeSeriesError = MetricsTimeSeriesErrors[keyof MetricsTimeSeriesErrors];

export type MetricsTimeSeriesResponses = {
    200: MetricTimeSeries;
};

export type MetricsTimeSeriesResponse = MetricsTimeSeriesResponses[keyof MetricsTimeSeriesResponses];

export type VulnerabilitiesStatsData = {
    body?: never;
    path?: never;
    query?: {
        environment?: 'production' | 'staging' | 'development';
        asset_id?: string;
    };
    url: '/api/v1/secops/vulnerabilities/stats';
};

export type VulnerabilitiesStatsErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:vulnerabilities. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type VulnerabilitiesStatsError = VulnerabilitiesStatsErrors[keyof VulnerabilitiesStatsErrors];

export type VulnerabilitiesStatsResponses = {
    200: VulnerabilityStats;
};

export type VulnerabilitiesStatsResponse = VulnerabilitiesStatsResponses[keyof VulnerabilitiesStatsResponses];

export type AssetsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'hostname' | 'ip_address' | 'asset_type' | 'environment' | 'status' | 'os' | 'os_version' | 'owner' | 'last_scanned_at' | 'vulnerability_count' | 'created_at' | 'updated_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        hostname?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        ip_address?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        asset_type?: Array<'server' | 'container' | 'database' | 'load_balancer' | 'storage' | 'network_device'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'active' | 'inactive' | 'maintenance' | 'decommissioned'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        os?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        os_version?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        owner?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        tag?: Array<string>;
        last_scanned_from?: string;
        last_scanned_to?: string;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Any part of hostname, ip_address, os, owner; several words must all be found
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/secops/assets';
};

export type AssetsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:assets. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AssetsListError = AssetsListErrors[keyof AssetsListErrors];

export type AssetsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Asset> | {
        data: Array<Asset>;
        pagination: PaginationInfo;
    };
};

export type AssetsListResponse = AssetsListResponses[keyof AssetsListResponses];

export type AssetsRegisterData = {
    body: CreateAssetRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/secops/assets';
};

export type AssetsRegisterErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:assets. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AssetsRegisterError = AssetsRegisterErrors[keyof AssetsRegisterErrors];

export type AssetsRegisterResponses = {
    201: Asset;
};

export type AssetsRegisterResponse = AssetsRegisterResponses[keyof AssetsRegisterResponses];

export type AssetsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/assets/{id}';
};

export type AssetsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:assets. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * ASSET_NOT_FOUND: There is no asset with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AssetsRemoveError = AssetsRemoveErrors[keyof AssetsRemoveErrors];

export type AssetsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type AssetsRemoveResponse = AssetsRemoveResponses[keyof AssetsRemoveResponses];

export type AssetsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/assets/{id}';
};

export type AssetsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:assets. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * ASSET_NOT_FOUND: There is no asset with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AssetsReadError = AssetsReadErrors[keyof AssetsReadErrors];

export type AssetsReadResponses = {
    200: Asset;
};

export type AssetsReadResponse = AssetsReadResponses[keyof AssetsReadResponses];

export type AssetsUpdateData = {
    body: UpdateAssetRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/assets/{id}';
};

export type AssetsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:assets. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * ASSET_NOT_FOUND: There is no asset with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AssetsUpdateError = AssetsUpdateErrors[keyof AssetsUpdateErrors];

export type AssetsUpdateResponses = {
    200: Asset;
};

export type AssetsUpdateResponse = AssetsUpdateResponses[keyof AssetsUpdateResponses];

export type VulnerabilitiesListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'cve_id' | 'title' | 'severity' | 'cvss_score' | 'status' | 'affected_package' | 'discovered_at' | 'updated_at' | 'resolved_at' | 'assignee' | 'environment' | 'accepted_until';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        asset_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        cve_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        severity?: Array<'critical' | 'high' | 'medium' | 'low' | 'info'>;
        min_cvss_score?: number;
        max_cvss_score?: number;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'open' | 'in_progress' | 'mitigated' | 'accepted' | 'false_positive'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        affected_package?: Array<string>;
        discovered_from?: string;
        discovered_to?: string;
        resolved_from?: string;
        resolved_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        assignee?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        mitre_tactic?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        mitre_technique?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        accepted_by?: Array<string>;
        accepted_until_from?: string;
        accepted_until_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/secops/vulnerabilities';
};

export type VulnerabilitiesListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:vulnerabilities. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type VulnerabilitiesListError = VulnerabilitiesListErrors[keyof VulnerabilitiesListErrors];

export type VulnerabilitiesListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Vulnerability> | {
        data: Array<Vulnerability>;
        pagination: PaginationInfo;
    };
};

export type VulnerabilitiesListResponse = VulnerabilitiesListResponses[keyof VulnerabilitiesListResponses];

export type VulnerabilitiesReportData = {
    body: CreateVulnerabilityRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/secops/vulnerabilities';
};

export type VulnerabilitiesReportErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:vulnerabilities. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type VulnerabilitiesReportError = VulnerabilitiesReportErrors[keyof VulnerabilitiesReportErrors];

export type VulnerabilitiesReportResponses = {
    201: Vulnerability;
};

export type VulnerabilitiesReportResponse = VulnerabilitiesReportResponses[keyof VulnerabilitiesReportResponses];

export type VulnerabilitiesReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/vulnerabilities/{id}';
};

export type VulnerabilitiesReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:vulnerabilities. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * VULNERABILITY_NOT_FOUND: There is no vulnerability with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type VulnerabilitiesReadError = VulnerabilitiesReadErrors[keyof VulnerabilitiesReadErrors];

export type VulnerabilitiesReadResponses = {
    200: Vulnerability;
};

export type VulnerabilitiesReadResponse = VulnerabilitiesReadResponses[keyof VulnerabilitiesReadResponses];

export type VulnerabilitiesUpdateData = {
    body: UpdateVulnerabilityRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/vulnerabilities/{id}';
};

export type VulnerabilitiesUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:vulnerabilities. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * VULNERABILITY_NOT_FOUND: There is no vulnerability with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type VulnerabilitiesUpdateError = VulnerabilitiesUpdateErrors[keyof VulnerabilitiesUpdateErrors];

export type VulnerabilitiesUpdateResponses = {
    200: Vulnerability;
};

export type VulnerabilitiesUpdateResponse = VulnerabilitiesUpdateResponses[keyof VulnerabilitiesUpdateResponses];

export type MitreTacticsData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'id' | 'name' | 'position';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        short_name?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/secops/mitre/tactics';
};

export type MitreTacticsErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreTacticsError = MitreTacticsErrors[keyof MitreTacticsErrors];

export type MitreTacticsResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<MitreTactic> | {
        data: Array<MitreTactic>;
        pagination: PaginationInfo;
    };
};

export type MitreTacticsResponse = MitreTacticsResponses[keyof MitreTacticsResponses];

export type MitreTechniquesData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'id' | 'name' | 'detection_count' | 'last_detected';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        tactic_id?: Array<string>;
        last_detected_from?: string;
        last_detected_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        is_subtechnique?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        parent_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        retired?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/secops/mitre/techniques';
};

export type MitreTechniquesErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreTechniquesError = MitreTechniquesErrors[keyof MitreTechniquesErrors];

export type MitreTechniquesResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<MitreTechnique> | {
        data: Array<MitreTechnique>;
        pagination: PaginationInfo;
    };
};

export type MitreTechniquesResponse = MitreTechniquesResponses[keyof MitreTechniquesResponses];

export type MitreImportData = {
    body: StixBundle;
    path?: never;
    query?: never;
    url: '/api/v1/secops/mitre/import';
};

export type MitreImportErrors = {
    /**
     * INVALID_REQUEST: Details name every object that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many imports are waiting; see Retry-After. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreImportError = MitreImportErrors[keyof MitreImportErrors];

export type MitreImportResponses = {
    200: MitreImportResult;
};

export type MitreImportResponse = MitreImportResponses[keyof MitreImportResponses];

export type MitreDetectionsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'technique_id' | 'severity' | 'status' | 'detected_at' | 'resolved_at' | 'environment';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        technique_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        asset_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        severity?: Array<'critical' | 'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'active' | 'investigating' | 'resolved'>;
        detected_from?: string;
        detected_to?: string;
        resolved_from?: string;
        resolved_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/secops/mitre/detections';
};

export type MitreDetectionsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreDetectionsListError = MitreDetectionsListErrors[keyof MitreDetectionsListErrors];

export type MitreDetectionsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<MitreDetection> | {
        data: Array<MitreDetection>;
        pagination: PaginationInfo;
    };
};

export type MitreDetectionsListResponse = MitreDetectionsListResponses[keyof MitreDetectionsListResponses];

export type MitreDetectionsReportData = {
    body: CreateMitreDetectionRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/secops/mitre/detections';
};

export type MitreDetectionsReportErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreDetectionsReportError = MitreDetectionsReportErrors[keyof MitreDetectionsReportErrors];

export type MitreDetectionsReportResponses = {
    201: MitreDetection;
};

export type MitreDetectionsReportResponse = MitreDetectionsReportResponses[keyof MitreDetectionsReportResponses];

export type MitreDetectionsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/mitre/detections/{id}';
};

export type MitreDetectionsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * MITRE_DETECTION_NOT_FOUND: There is no MITRE detection with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreDetectionsRemoveError = MitreDetectionsRemoveErrors[keyof MitreDetectionsRemoveErrors];

export type MitreDetectionsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type MitreDetectionsRemoveResponse = MitreDetectionsRemoveResponses[keyof MitreDetectionsRemoveResponses];

export type MitreDetectionsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/mitre/detections/{id}';
};

export type MitreDetectionsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * MITRE_DETECTION_NOT_FOUND: There is no MITRE detection with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreDetectionsReadError = MitreDetectionsReadErrors[keyof MitreDetectionsReadErrors];

export type MitreDetectionsReadResponses = {
    200: MitreDetection;
};

export type MitreDetectionsReadResponse = MitreDetectionsReadResponses[keyof MitreDetectionsReadResponses];

export type MitreDetectionsUpdateData = {
    body: UpdateMitreDetectionRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/secops/mitre/detections/{id}';
};

export type MitreDetectionsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * MITRE_DETECTION_NOT_FOUND: There is no MITRE detection with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreDetectionsUpdateError = MitreDetectionsUpdateErrors[keyof MitreDetectionsUpdateErrors];

export type MitreDetectionsUpdateResponses = {
    200: MitreDetection;
};

export type MitreDetectionsUpdateResponse = MitreDetectionsUpdateResponses[keyof MitreDetectionsUpdateResponses];

export type MitreLayerData = {
    body?: never;
    path?: never;
    query?: {
        detected_from?: string;
        detected_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'active' | 'investigating' | 'resolved'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        severity?: Array<'critical' | 'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        asset_id?: Array<string>;
    };
    url: '/api/v1/secops/mitre/layer';
};

export type MitreLayerErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:mitre. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type MitreLayerError = MitreLayerErrors[keyof MitreLayerErrors];

export type MitreLayerResponses = {
    /**
     * The layer, as an attachment
     */
    200: NavigatorLayer;
};

export type MitreLayerResponse = MitreLayerResponses[keyof MitreLayerResponses];

export type CostsBreakdownData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'environment' | 'service' | 'cost' | 'date';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development' | 'unallocated'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        service?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_name?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_type?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        category?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        charge_category?: Array<'usage' | 'purchase' | 'tax' | 'credit' | 'adjustment'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        currency?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        date?: Array<string>;
        start_date?: string;
        end_date?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        provider?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        region?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        account_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        import_id?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
        /**
         * Sums instead of records: all of them unless limit is given; sort_by is then cost, or key for what is grouped by
         */
        group_by?: 'service' | 'environment' | 'date';
        /**
         * With group_by: which cost is added up. Records that have none of the kind do not count
         */
        metric?: 'effective' | 'billed' | 'list' | 'contracted';
    };
    url: '/api/v1/finops/breakdown';
};

export type CostsBreakdownErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * MIXED_CURRENCIES: Details list them; ask for one by `currency`. Ask for one of them by the parameter currency.
     */
    409: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsBreakdownError = CostsBreakdownErrors[keyof CostsBreakdownErrors];

export type CostsBreakdownResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     *
     * The records, or with `group_by` the groups; with `page` they and their pagination
     */
    200: Array<Cost> | Array<CostGroup> | {
        data: Array<Cost> | Array<CostGroup>;
        pagination: PaginationInfo;
    };
};

export type CostsBreakdownResponse = CostsBreakdownResponses[keyof CostsBreakdownResponses];

export type CostsIngestData = {
    body: Array<CreateCostRequest> | {
        costs: Array<CreateCostRequest>;
    } | CreateCostRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/finops/costs';
};

export type CostsIngestErrors = {
    /**
     * INVALID_REQUEST: Nothing was taken; details name each fault by its record, e.g. 3.value. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many batches are waiting; see Retry-After. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsIngestError = CostsIngestErrors[keyof CostsIngestErrors];

export type CostsIngestResponses = {
    202: Accepted;
};

export type CostsIngestResponse = CostsIngestResponses[keyof CostsIngestResponses];

export type CostsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/costs/{id}';
};

export type CostsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * COST_NOT_FOUND: There is no cost with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsRemoveError = CostsRemoveErrors[keyof CostsRemoveErrors];

export type CostsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type CostsRemoveResponse = CostsRemoveResponses[keyof CostsRemoveResponses];

export type CostsUpdateData = {
    body: UpdateCostRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/costs/{id}';
};

export type CostsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * COST_NOT_FOUND: There is no cost with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: There is such a cost in that environment. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsUpdateError = CostsUpdateErrors[keyof CostsUpdateErrors];

export type CostsUpdateResponses = {
    200: Cost;
};

export type CostsUpdateResponse = CostsUpdateResponses[keyof CostsUpdateResponses];

export type CostsSummaryData = {
    body?: never;
    path?: never;
    query?: {
        period?: 'daily' | 'weekly' | 'monthly';
        /**
         * A day of the period; default: today
         */
        date?: string;
        environment?: 'production' | 'staging' | 'development' | 'unallocated';
        /**
         * Needed where there are several
         */
        currency?: string;
        /**
         * Which cost is added up. Records that have none of the kind do not count
         */
        metric?: 'effective' | 'billed' | 'list' | 'contracted';
    };
    url: '/api/v1/finops/summary';
};

export type CostsSummaryErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * MIXED_CURRENCIES: Details list them; ask for one by `currency`. Ask for one of them by the parameter currency.
     */
    409: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsSummaryError = CostsSummaryErrors[keyof CostsSummaryErrors];

export type CostsSummaryResponses = {
    200: CostSummary;
};

export type CostsSummaryResponse = CostsSummaryResponses[keyof CostsSummaryResponses];

export type CreditsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'provider' | 'credit_type' | 'amount' | 'currency' | 'remaining' | 'start_date' | 'expiry_date' | 'status' | 'created_at' | 'burn_rate' | 'projected_exhaustion_date';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        provider?: Array<'aws' | 'gcp' | 'azure' | 'digitalocean' | 'other'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        credit_type?: Array<'promotional' | 'support' | 'commitment' | 'discount'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        currency?: Array<string>;
        start_from?: string;
        start_to?: string;
        expiry_from?: string;
        expiry_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'active' | 'expired' | 'exhausted'>;
        created_from?: string;
        created_to?: string;
        projected_exhaustion_from?: string;
        projected_exhaustion_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/finops/credits';
};

export type CreditsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CreditsListError = CreditsListErrors[keyof CreditsListErrors];

export type CreditsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Credit> | {
        data: Array<Credit>;
        pagination: PaginationInfo;
    };
};

export type CreditsListResponse = CreditsListResponses[keyof CreditsListResponses];

export type CreditsGrantData = {
    body: CreateCreditRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/finops/credits';
};

export type CreditsGrantErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CreditsGrantError = CreditsGrantErrors[keyof CreditsGrantErrors];

export type CreditsGrantResponses = {
    201: Credit;
};

export type CreditsGrantResponse = CreditsGrantResponses[keyof CreditsGrantResponses];

export type CreditsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/credits/{id}';
};

export type CreditsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CREDIT_NOT_FOUND: There is no credit with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CreditsRemoveError = CreditsRemoveErrors[keyof CreditsRemoveErrors];

export type CreditsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type CreditsRemoveResponse = CreditsRemoveResponses[keyof CreditsRemoveResponses];

export type CreditsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/credits/{id}';
};

export type CreditsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CREDIT_NOT_FOUND: There is no credit with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CreditsReadError = CreditsReadErrors[keyof CreditsReadErrors];

export type CreditsReadResponses = {
    200: Credit;
};

export type CreditsReadResponse = CreditsReadResponses[keyof CreditsReadResponses];

export type CreditsUpdateData = {
    body: UpdateCreditRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/credits/{id}';
};

export type CreditsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CREDIT_NOT_FOUND: There is no credit with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CreditsUpdateError = CreditsUpdateErrors[keyof CreditsUpdateErrors];

export type CreditsUpdateResponses = {
    200: Credit;
};

export type CreditsUpdateResponse = CreditsUpdateResponses[keyof CreditsUpdateResponses];

export type BudgetsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'name' | 'environment' | 'service' | 'amount' | 'currency' | 'created_at' | 'updated_at' | 'month_to_date' | 'projected_end_of_month' | 'percentage' | 'status';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development' | 'unallocated'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        service?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        currency?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'on_track' | 'at_risk' | 'exceeded'>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/finops/budgets';
};

export type BudgetsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type BudgetsListError = BudgetsListErrors[keyof BudgetsListErrors];

export type BudgetsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Budget> | {
        data: Array<Budget>;
        pagination: PaginationInfo;
    };
};

export type BudgetsListResponse = BudgetsListResponses[keyof BudgetsListResponses];

export type BudgetsSetData = {
    body: CreateBudgetRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/finops/budgets';
};

export type BudgetsSetErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type BudgetsSetError = BudgetsSetErrors[keyof BudgetsSetErrors];

export type BudgetsSetResponses = {
    201: Budget;
};

export type BudgetsSetResponse = BudgetsSetResponses[keyof BudgetsSetResponses];

export type BudgetsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/budgets/{id}';
};

export type BudgetsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * BUDGET_NOT_FOUND: There is no budget with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type BudgetsRemoveError = BudgetsRemoveErrors[keyof BudgetsRemoveErrors];

export type BudgetsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type BudgetsRemoveResponse = BudgetsRemoveResponses[keyof BudgetsRemoveResponses];

export type BudgetsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/budgets/{id}';
};

export type BudgetsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * BUDGET_NOT_FOUND: There is no budget with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type BudgetsReadError = BudgetsReadErrors[keyof BudgetsReadErrors];

export type BudgetsReadResponses = {
    200: Budget;
};

export type BudgetsReadResponse = BudgetsReadResponses[keyof BudgetsReadResponses];

export type BudgetsUpdateData = {
    body: UpdateBudgetRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/budgets/{id}';
};

export type BudgetsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * BUDGET_NOT_FOUND: There is no budget with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type BudgetsUpdateError = BudgetsUpdateErrors[keyof BudgetsUpdateErrors];

export type BudgetsUpdateResponses = {
    200: Budget;
};

export type BudgetsUpdateResponse = BudgetsUpdateResponses[keyof BudgetsUpdateResponses];

export type RecommendationsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'type' | 'title' | 'potential_savings' | 'priority' | 'status' | 'environment' | 'service' | 'created_at' | 'updated_at' | 'completed_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        type?: Array<'rightsizing' | 'idle_resource' | 'reserved_instance' | 'spot_instance' | 'storage_optimization'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        currency?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        priority?: Array<'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'pending' | 'in_progress' | 'completed' | 'dismissed'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_type?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development' | 'unallocated'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        service?: Array<string>;
        created_from?: string;
        created_to?: string;
        completed_from?: string;
        completed_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/finops/recommendations';
};

export type RecommendationsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type RecommendationsListError = RecommendationsListErrors[keyof RecommendationsListErrors];

export type RecommendationsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Recommendation> | {
        data: Array<Recommendation>;
        pagination: PaginationInfo;
    };
};

export type RecommendationsListResponse = RecommendationsListResponses[keyof RecommendationsListResponses];

export type RecommendationsRefreshData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/finops/recommendations/refresh';
};

export type RecommendationsRefreshErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type RecommendationsRefreshError = RecommendationsRefreshErrors[keyof RecommendationsRefreshErrors];

export type RecommendationsRefreshResponses = {
    200: RefreshSummary;
};

export type RecommendationsRefreshResponse = RecommendationsRefreshResponses[keyof RecommendationsRefreshResponses];

export type RecommendationsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/recommendations/{id}';
};

export type RecommendationsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RECOMMENDATION_NOT_FOUND: There is no recommendation with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type RecommendationsReadError = RecommendationsReadErrors[keyof RecommendationsReadErrors];

export type RecommendationsReadResponses = {
    200: Recommendation;
};

export type RecommendationsReadResponse = RecommendationsReadResponses[keyof RecommendationsReadResponses];

export type RecommendationsUpdateData = {
    body: UpdateRecommendationRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/recommendations/{id}';
};

export type RecommendationsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RECOMMENDATION_NOT_FOUND: There is no recommendation with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * INVALID_TRANSITION: Details say what is allowed. Choose one of the statuses that details list as allowed.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type RecommendationsUpdateError = RecommendationsUpdateErrors[keyof RecommendationsUpdateErrors];

export type RecommendationsUpdateResponses = {
    200: Recommendation;
};

export type RecommendationsUpdateResponse = RecommendationsUpdateResponses[keyof RecommendationsUpdateResponses];

export type CostsForecastData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many, from today on
         */
        days?: number;
        environment?: 'production' | 'staging' | 'development' | 'unallocated';
        service?: string;
        /**
         * Needed where there are several
         */
        currency?: string;
    };
    url: '/api/v1/finops/forecast';
};

export type CostsForecastErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * MIXED_CURRENCIES: Details list them; ask for one by `currency`. Ask for one of them by the parameter currency.
     */
    409: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsForecastError = CostsForecastErrors[keyof CostsForecastErrors];

export type CostsForecastResponses = {
    200: Forecast;
};

export type CostsForecastResponse = CostsForecastResponses[keyof CostsForecastResponses];

export type ReportsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'name' | 'type' | 'status' | 'format' | 'file_size' | 'generated_by' | 'generated_at' | 'period_start' | 'period_end' | 'version';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        type?: Array<'incident_summary' | 'sla_report' | 'vulnerability_report' | 'cost_report' | 'custom'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'generating' | 'completed' | 'failed'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        report_format?: Array<'pdf' | 'html' | 'json'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        generated_by?: Array<string>;
        generated_from?: string;
        generated_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/reports';
};

export type ReportsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsListError = ReportsListErrors[keyof ReportsListErrors];

export type ReportsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Report> | {
        data: Array<Report>;
        pagination: PaginationInfo;
    };
};

export type ReportsListResponse = ReportsListResponses[keyof ReportsListResponses];

export type ReportsGenerateData = {
    body: GenerateReportRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/reports/generate';
};

export type ReportsGenerateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsGenerateError = ReportsGenerateErrors[keyof ReportsGenerateErrors];

export type ReportsGenerateResponses = {
    /**
     * It is being made
     */
    202: Report;
};

export type ReportsGenerateResponse = ReportsGenerateResponses[keyof ReportsGenerateResponses];

export type ReportsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/reports/{id}';
};

export type ReportsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * REPORT_NOT_FOUND: There is no report with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsRemoveError = ReportsRemoveErrors[keyof ReportsRemoveErrors];

export type ReportsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type ReportsRemoveResponse = ReportsRemoveResponses[keyof ReportsRemoveResponses];

export type ReportsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/reports/{id}';
};

export type ReportsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * REPORT_NOT_FOUND: There is no report with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsReadError = ReportsReadErrors[keyof ReportsReadErrors];

export type ReportsReadResponses = {
    200: Report;
};

export type ReportsReadResponse = ReportsReadResponses[keyof ReportsReadResponses];

export type ReportsRegenerateData = {
    body?: never;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/reports/{id}/regenerate';
};

export type ReportsRegenerateErrors = {
    /**
     * INVALID_REQUEST: What it was asked with is not right any more, e.g. its period is too long by now. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * REPORT_NOT_FOUND: There is no report with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * REPORT_NOT_READY: One is being made already. Read the report: while its status is generating wait and ask again, if it is failed make it again or take an older version.
     * * TEMPLATE_UNUSABLE: The template is gone or does not fit any more. Mend the template, or make a new report with another one.
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsRegenerateError = ReportsRegenerateErrors[keyof ReportsRegenerateErrors];

export type ReportsRegenerateResponses = {
    /**
     * It is being made
     */
    202: Report;
};

export type ReportsRegenerateResponse = ReportsRegenerateResponses[keyof ReportsRegenerateResponses];

export type ReportsDownloadData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * The newest by default
         */
        version?: number;
    };
    url: '/api/v1/reports/{id}/download';
};

export type ReportsDownloadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * REPORT_NOT_FOUND: There is no report with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * REPORT_VERSION_NOT_FOUND: There is no report version with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * FILE_NOT_FOUND: There is no file. Read what it would belong to: that says whether there is one, and a report can be made again.
     */
    404: ErrorBody;
    /**
     * REPORT_NOT_READY: It is being made, or has failed. Read the report: while its status is generating wait and ask again, if it is failed make it again or take an older version.
     */
    409: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsDownloadError = ReportsDownloadErrors[keyof ReportsDownloadErrors];

export type ReportsDownloadResponses = {
    /**
     * The file, as an attachment
     */
    200: Blob | File;
};

export type ReportsDownloadResponse = ReportsDownloadResponses[keyof ReportsDownloadResponses];

export type ReportsVersionsData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'version' | 'file_size' | 'generated_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        generated_by?: Array<string>;
        generated_from?: string;
        generated_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/reports/{id}/versions';
};

export type ReportsVersionsErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:reports. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * REPORT_NOT_FOUND: There is no report with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ReportsVersionsError = ReportsVersionsErrors[keyof ReportsVersionsErrors];

export type ReportsVersionsResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<ReportVersion> | {
        data: Array<ReportVersion>;
        pagination: PaginationInfo;
    };
};

export type ReportsVersionsResponse = ReportsVersionsResponses[keyof ReportsVersionsResponses];

export type TemplatesListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'name' | 'type' | 'created_by' | 'created_at' | 'updated_at' | 'next_run_at' | 'last_run_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        name?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        type?: Array<'incident_summary' | 'sla_report' | 'vulnerability_report' | 'cost_report' | 'custom'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        created_by?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        schedule_enabled?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/report-templates';
};

export type TemplatesListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesListError = TemplatesListErrors[keyof TemplatesListErrors];

export type TemplatesListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<ReportTemplate> | {
        data: Array<ReportTemplate>;
        pagination: PaginationInfo;
    };
};

export type TemplatesListResponse = TemplatesListResponses[keyof TemplatesListResponses];

export type TemplatesWriteData = {
    body: TemplateRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/report-templates';
};

export type TemplatesWriteErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesWriteError = TemplatesWriteErrors[keyof TemplatesWriteErrors];

export type TemplatesWriteResponses = {
    201: ReportTemplate;
};

export type TemplatesWriteResponse = TemplatesWriteResponses[keyof TemplatesWriteResponses];

export type TemplatesRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/report-templates/{id}';
};

export type TemplatesRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TEMPLATE_NOT_FOUND: There is no template with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesRemoveError = TemplatesRemoveErrors[keyof TemplatesRemoveErrors];

export type TemplatesRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type TemplatesRemoveResponse = TemplatesRemoveResponses[keyof TemplatesRemoveResponses];

export type TemplatesReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/report-templates/{id}';
};

export type TemplatesReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TEMPLATE_NOT_FOUND: There is no template with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesReadError = TemplatesReadErrors[keyof TemplatesReadErrors];

export type TemplatesReadResponses = {
    200: ReportTemplate;
};

export type TemplatesReadResponse = TemplatesReadResponses[keyof TemplatesReadResponses];

export type TemplatesUpdateData = {
    body: UpdateTemplateRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/report-templates/{id}';
};

export type TemplatesUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TEMPLATE_NOT_FOUND: There is no template with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesUpdateError = TemplatesUpdateErrors[keyof TemplatesUpdateErrors];

export type TemplatesUpdateResponses = {
    200: ReportTemplate;
};

export type TemplatesUpdateResponse = TemplatesUpdateResponses[keyof TemplatesUpdateResponses];

export type TemplatesReplaceData = {
    body: TemplateRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/report-templates/{id}';
};

export type TemplatesReplaceErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TEMPLATE_NOT_FOUND: There is no template with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesReplaceError = TemplatesReplaceErrors[keyof TemplatesReplaceErrors];

export type TemplatesReplaceResponses = {
    200: ReportTemplate;
};

export type TemplatesReplaceResponse = TemplatesReplaceResponses[keyof TemplatesReplaceResponses];

export type TemplatesRunsData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'run_at' | 'status' | 'created_at';
        sort_order?: 'asc' | 'desc';
        run_from?: string;
        run_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'requested' | 'failed'>;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/report-templates/{id}/runs';
};

export type TemplatesRunsErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:templates. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TEMPLATE_NOT_FOUND: There is no template with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TemplatesRunsError = TemplatesRunsErrors[keyof TemplatesRunsErrors];

export type TemplatesRunsResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<ScheduleRun> | {
        data: Array<ScheduleRun>;
        pagination: PaginationInfo;
    };
};

export type TemplatesRunsResponse = TemplatesRunsResponses[keyof TemplatesRunsResponses];

export type ExecutionsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'status' | 'executed_by' | 'executed_at' | 'duration' | 'sop_title' | 'environment' | 'finished_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        sop_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'running' | 'success' | 'partial' | 'failed'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        executed_by?: Array<string>;
        executed_from?: string;
        executed_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        incident_id?: Array<string>;
        finished_from?: string;
        finished_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/sops/executions';
};

export type ExecutionsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ExecutionsListError = ExecutionsListErrors[keyof ExecutionsListErrors];

export type ExecutionsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<SopExecution> | {
        data: Array<SopExecution>;
        pagination: PaginationInfo;
    };
};

export type ExecutionsListResponse = ExecutionsListResponses[keyof ExecutionsListResponses];

export type ExecutionsOpenData = {
    body: OpenExecutionRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/sops/executions';
};

export type ExecutionsOpenErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission execute:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_NOT_APPROVED: Only approved SOPs are executed. Submit the SOP and have somebody else approve it first.
     * * SOP_VERSION_CONFLICT: The SOP has another version than the one that you speak of. Read it again and repeat the request with its present version.
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many wait already. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ExecutionsOpenError = ExecutionsOpenErrors[keyof ExecutionsOpenErrors];

export type ExecutionsOpenResponses = {
    201: SopExecution;
};

export type ExecutionsOpenResponse = ExecutionsOpenResponses[keyof ExecutionsOpenResponses];

export type ExecutionsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/executions/{id}';
};

export type ExecutionsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_EXECUTION_NOT_FOUND: There is no SOP execution with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ExecutionsReadError = ExecutionsReadErrors[keyof ExecutionsReadErrors];

export type ExecutionsReadResponses = {
    200: SopExecution;
};

export type ExecutionsReadResponse = ExecutionsReadResponses[keyof ExecutionsReadResponses];

export type ExecutionsDecideData = {
    body: DecideStepRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
        stepId: string;
    };
    query?: never;
    url: '/api/v1/sops/executions/{id}/steps/{stepId}';
};

export type ExecutionsDecideErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission execute:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * SOP_EXECUTION_NOT_FOUND: There is no SOP execution with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * SOP_STEP_NOT_FOUND: There is no SOP step with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_EXECUTION_CLOSED: This execution has ended. Execute the SOP again to begin a new one.
     * * SOP_STEP_NOT_WAITING: This step does not wait for a decision. Decide the step that details name in waiting_step_id, or read the execution again if it is null.
     * * SOP_WITHDRAWN: The SOP was archived or removed meanwhile, and its commands are not run any more. Say that the step failed, to end this execution.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ExecutionsDecideError = ExecutionsDecideErrors[keyof ExecutionsDecideErrors];

export type ExecutionsDecideResponses = {
    200: SopExecution;
};

export type ExecutionsDecideResponse = ExecutionsDecideResponses[keyof ExecutionsDecideResponses];

export type ExecutionsListOfData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'status' | 'executed_by' | 'executed_at' | 'duration' | 'sop_title' | 'environment' | 'finished_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        sop_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'running' | 'success' | 'partial' | 'failed'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        executed_by?: Array<string>;
        executed_from?: string;
        executed_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        incident_id?: Array<string>;
        finished_from?: string;
        finished_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/sops/{id}/executions';
};

export type ExecutionsListOfErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ExecutionsListOfError = ExecutionsListOfErrors[keyof ExecutionsListOfErrors];

export type ExecutionsListOfResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<SopExecution> | {
        data: Array<SopExecution>;
        pagination: PaginationInfo;
    };
};

export type ExecutionsListOfResponse = ExecutionsListOfResponses[keyof ExecutionsListOfResponses];

export type ExecutionsExecuteData = {
    body: ExecuteSopRequest;
    headers?: {
        /**
         * A repeat within 24 h runs nothing: it waits for the first one and gives its result
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/execute';
};

export type ExecutionsExecuteErrors = {
    /**
     * INVALID_REQUEST: E.g. a parameter that is missing. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission execute:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_NOT_APPROVED: Only approved SOPs are executed. Submit the SOP and have somebody else approve it first.
     * * SOP_VERSION_CONFLICT: The SOP has another version than the one that you speak of. Read it again and repeat the request with its present version.
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many wait already. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ExecutionsExecuteError = ExecutionsExecuteErrors[keyof ExecutionsExecuteErrors];

export type ExecutionsExecuteResponses = {
    200: SopExecution;
};

export type ExecutionsExecuteResponse = ExecutionsExecuteResponses[keyof ExecutionsExecuteResponses];

export type SopsImportData = {
    body: Blob | File;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/sops/import';
};

export type SopsImportErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     * * SOP_VERSION_CONFLICT: Changed since the file was made. Read it again and repeat the request with its present version.
     * * SOP_ARCHIVED: An archived SOP stays as it is. Write a new one.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsImportError = SopsImportErrors[keyof SopsImportErrors];

export type SopsImportResponses = {
    201: Sop;
};

export type SopsImportResponse = SopsImportResponses[keyof SopsImportResponses];

export type SopsExportData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/export';
};

export type SopsExportErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsExportError = SopsExportErrors[keyof SopsExportErrors];

export type SopsExportResponses = {
    /**
     * The file, as an attachment
     */
    200: Blob | File;
};

export type SopsExportResponse = SopsExportResponses[keyof SopsExportResponses];

export type SopVersionsListData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'number' | 'created_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        author?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/sops/{id}/versions';
};

export type SopVersionsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopVersionsListError = SopVersionsListErrors[keyof SopVersionsListErrors];

export type SopVersionsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<SopVersion> | {
        data: Array<SopVersion>;
        pagination: PaginationInfo;
    };
};

export type SopVersionsListResponse = SopVersionsListResponses[keyof SopVersionsListResponses];

export type SopVersionsDiffData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        to?: string;
        from?: string;
    };
    url: '/api/v1/sops/{id}/versions/diff';
};

export type SopVersionsDiffErrors = {
    /**
     * INVALID_REQUEST: No version. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * SOP_VERSION_NOT_FOUND: There is no SOP version with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopVersionsDiffError = SopVersionsDiffErrors[keyof SopVersionsDiffErrors];

export type SopVersionsDiffResponses = {
    200: VersionDiff;
};

export type SopVersionsDiffResponse = SopVersionsDiffResponses[keyof SopVersionsDiffResponses];

export type SopVersionsReadData = {
    body?: never;
    path: {
        id: string;
        version: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/versions/{version}';
};

export type SopVersionsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * SOP_VERSION_NOT_FOUND: There is no SOP version with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopVersionsReadError = SopVersionsReadErrors[keyof SopVersionsReadErrors];

export type SopVersionsReadResponses = {
    200: SopWholeVersion;
};

export type SopVersionsReadResponse = SopVersionsReadResponses[keyof SopVersionsReadResponses];

export type SopsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'title' | 'category' | 'owner' | 'status' | 'estimated_duration' | 'last_executed_at' | 'execution_count' | 'created_at' | 'updated_at' | 'approved_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        category?: Array<'incident_response' | 'deployment' | 'backup_recovery' | 'security' | 'monitoring' | 'maintenance'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        owner?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        reviewer?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'draft' | 'review' | 'approved' | 'archived'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        tag?: Array<string>;
        executed_from?: string;
        executed_to?: string;
        created_from?: string;
        created_to?: string;
        approved_from?: string;
        approved_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        approved_by?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        author?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/sops';
};

export type SopsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsListError = SopsListErrors[keyof SopsListErrors];

export type SopsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Sop> | {
        data: Array<Sop>;
        pagination: PaginationInfo;
    };
};

export type SopsListResponse = SopsListResponses[keyof SopsListResponses];

export type SopsWriteData = {
    body: SopRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/sops';
};

export type SopsWriteErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsWriteError = SopsWriteErrors[keyof SopsWriteErrors];

export type SopsWriteResponses = {
    201: Sop;
};

export type SopsWriteResponse = SopsWriteResponses[keyof SopsWriteResponses];

export type SopsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}';
};

export type SopsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsRemoveError = SopsRemoveErrors[keyof SopsRemoveErrors];

export type SopsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type SopsRemoveResponse = SopsRemoveResponses[keyof SopsRemoveResponses];

export type SopsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}';
};

export type SopsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsReadError = SopsReadErrors[keyof SopsReadErrors];

export type SopsReadResponses = {
    200: Sop;
};

export type SopsReadResponse = SopsReadResponses[keyof SopsReadResponses];

export type SopsUpdateData = {
    body: UpdateSopRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}';
};

export type SopsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_ARCHIVED: It stays as it is. Write a new one.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsUpdateError = SopsUpdateErrors[keyof SopsUpdateErrors];

export type SopsUpdateResponses = {
    200: Sop;
};

export type SopsUpdateResponse = SopsUpdateResponses[keyof SopsUpdateResponses];

export type SopsReplaceData = {
    body: SopRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}';
};

export type SopsReplaceErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_ARCHIVED: It stays as it is. Write a new one.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsReplaceError = SopsReplaceErrors[keyof SopsReplaceErrors];

export type SopsReplaceResponses = {
    200: Sop;
};

export type SopsReplaceResponse = SopsReplaceResponses[keyof SopsReplaceResponses];

export type SopsSubmitData = {
    body?: LifeCycleRequest;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/submit';
};

export type SopsSubmitErrors = {
    /**
     * INVALID_REQUEST: Details name what is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_STATUS_CONFLICT: Draft. Review.
     * * SOP_VERSION_CONFLICT: The SOP has another version than the one that you speak of. Read it again and repeat the request with its present version.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsSubmitError = SopsSubmitErrors[keyof SopsSubmitErrors];

export type SopsSubmitResponses = {
    200: Sop;
};

export type SopsSubmitResponse = SopsSubmitResponses[keyof SopsSubmitResponses];

export type SopsApproveData = {
    body?: LifeCycleRequest;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/approve';
};

export type SopsApproveErrors = {
    /**
     * INVALID_REQUEST: Details name what is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission approve:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_STATUS_CONFLICT: Draft. Review.
     * * SOP_VERSION_CONFLICT: The SOP has another version than the one that you speak of. Read it again and repeat the request with its present version.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsApproveError = SopsApproveErrors[keyof SopsApproveErrors];

export type SopsApproveResponses = {
    200: Sop;
};

export type SopsApproveResponse = SopsApproveResponses[keyof SopsApproveResponses];

export type SopsArchiveData = {
    body?: LifeCycleRequest;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/archive';
};

export type SopsArchiveErrors = {
    /**
     * INVALID_REQUEST: Details name what is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission approve:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * SOP_STATUS_CONFLICT: Draft. Review.
     * * SOP_VERSION_CONFLICT: The SOP has another version than the one that you speak of. Read it again and repeat the request with its present version.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsArchiveError = SopsArchiveErrors[keyof SopsArchiveErrors];

export type SopsArchiveResponses = {
    200: Sop;
};

export type SopsArchiveResponse = SopsArchiveResponses[keyof SopsArchiveResponses];

export type SopsHtmlData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/sops/{id}/html';
};

export type SopsHtmlErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:sops. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * SOP_NOT_FOUND: There is no SOP with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type SopsHtmlError = SopsHtmlErrors[keyof SopsHtmlErrors];

export type SopsHtmlResponses = {
    200: SopHtml;
};

export type SopsHtmlResponse = SopsHtmlResponses[keyof SopsHtmlResponses];

export type AlertFeedNotifyData = {
    body: AlertmanagerNotification;
    path?: never;
    query?: {
        /**
         * Environment of alerts that have no label environment, env or stage which names one
         */
        environment?: 'production' | 'staging' | 'development';
        /**
         * Squad of alerts that have no label squad or team
         */
        squad?: string;
    };
    url: '/api/v1/integrations/alertmanager';
};

export type AlertFeedNotifyErrors = {
    /**
     * INVALID_REQUEST: The body holds no list of alerts, or the query is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many batches are waiting; see Retry-After. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AlertFeedNotifyError = AlertFeedNotifyErrors[keyof AlertFeedNotifyErrors];

export type AlertFeedNotifyResponses = {
    200: AlertsTaken;
};

export type AlertFeedNotifyResponse = AlertFeedNotifyResponses[keyof AlertFeedNotifyResponses];

export type AlertFeedPostData = {
    body: Array<AlertmanagerAlert>;
    path?: never;
    query?: {
        /**
         * Environment of alerts that have no label environment, env or stage which names one
         */
        environment?: 'production' | 'staging' | 'development';
        /**
         * Squad of alerts that have no label squad or team
         */
        squad?: string;
    };
    url: '/api/v1/integrations/alertmanager/api/v2/alerts';
};

export type AlertFeedPostErrors = {
    /**
     * INVALID_REQUEST: The body holds no list of alerts, or the query is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:incidents. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many batches are waiting; see Retry-After. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AlertFeedPostError = AlertFeedPostErrors[keyof AlertFeedPostErrors];

export type AlertFeedPostResponses = {
    200: AlertsTaken;
};

export type AlertFeedPostResponse = AlertFeedPostResponses[keyof AlertFeedPostResponses];

export type RemoteWriteWriteData = {
    /**
     * prometheus.WriteRequest, packed by snappy (block)
     */
    body: Blob | File;
    headers?: {
        'Content-Encoding'?: 'snappy';
    };
    path?: never;
    query?: {
        /**
         * Environment of series that have no label environment or env which names one
         */
        environment?: 'production' | 'staging' | 'development';
    };
    url: '/api/v1/integrations/prometheus/write';
};

export type RemoteWriteWriteErrors = {
    /**
     * INVALID_REQUEST: It cannot be read, and nothing is stored; or some samples are refused, and all others are stored. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: Too many batches are waiting; see Retry-After. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type RemoteWriteWriteError = RemoteWriteWriteErrors[keyof RemoteWriteWriteErrors];

export type RemoteWriteWriteResponses = {
    /**
     * All of it is stored, now or since it came before
     */
    204: void;
};

export type RemoteWriteWriteResponse = RemoteWriteWriteResponses[keyof RemoteWriteWriteResponses];

export type AuditLogsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'timestamp';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        event_type?: Array<'CREATE' | 'UPDATE' | 'DELETE' | 'LOGIN' | 'LOGOUT' | 'GENERATE' | 'EXECUTE' | 'APPROVE' | 'ACCESS'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_type?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        resource_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        user_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'success' | 'failed'>;
        start_date?: string;
        end_date?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/audit-logs';
};

export type AuditLogsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:audit_logs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuditLogsListError = AuditLogsListErrors[keyof AuditLogsListErrors];

export type AuditLogsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<AuditLog> | {
        data: Array<AuditLog>;
        pagination: PaginationInfo;
    };
};

export type AuditLogsListResponse = AuditLogsListResponses[keyof AuditLogsListResponses];

export type AuditLogsVerifyData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/admin/audit-logs/verify';
};

export type AuditLogsVerifyErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:audit_logs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuditLogsVerifyError = AuditLogsVerifyErrors[keyof AuditLogsVerifyErrors];

export type AuditLogsVerifyResponses = {
    200: AuditVerification;
};

export type AuditLogsVerifyResponse = AuditLogsVerifyResponses[keyof AuditLogsVerifyResponses];

export type AuditLogsCheckpointsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/admin/audit-logs/checkpoints';
};

export type AuditLogsCheckpointsErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:audit_logs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuditLogsCheckpointsError = AuditLogsCheckpointsErrors[keyof AuditLogsCheckpointsErrors];

export type AuditLogsCheckpointsResponses = {
    200: Array<AuditCheckpoint>;
};

export type AuditLogsCheckpointsResponse = AuditLogsCheckpointsResponses[keyof AuditLogsCheckpointsResponses];

export type AuditLogsPublicKeyData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/admin/audit-logs/public-key';
};

export type AuditLogsPublicKeyErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:audit_logs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuditLogsPublicKeyError = AuditLogsPublicKeyErrors[keyof AuditLogsPublicKeyErrors];

export type AuditLogsPublicKeyResponses = {
    200: string;
};

export type AuditLogsPublicKeyResponse = AuditLogsPublicKeyResponses[keyof AuditLogsPublicKeyResponses];

export type AuditLogsExportData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/admin/audit-logs/export';
};

export type AuditLogsExportErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:audit_logs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuditLogsExportError = AuditLogsExportErrors[keyof AuditLogsExportErrors];

export type AuditLogsExportResponses = {
    200: string;
};

export type AuditLogsExportResponse = AuditLogsExportResponses[keyof AuditLogsExportResponses];

export type AuditLogsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/audit-logs/{id}';
};

export type AuditLogsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:audit_logs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * AUDIT_LOG_NOT_FOUND: There is no audit log with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AuditLogsReadError = AuditLogsReadErrors[keyof AuditLogsReadErrors];

export type AuditLogsReadResponses = {
    200: AuditLog;
};

export type AuditLogsReadResponse = AuditLogsReadResponses[keyof AuditLogsReadResponses];

export type TokensListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'name' | 'environment' | 'created_by' | 'created_at' | 'expires_at' | 'last_used_at' | 'status';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        name?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        scope?: Array<'read:incidents' | 'read:tasks' | 'read:metrics' | 'read:assets' | 'read:vulnerabilities' | 'read:mitre' | 'read:costs' | 'read:reports' | 'read:sops' | 'write:incidents' | 'write:tasks' | 'write:metrics' | 'write:assets' | 'write:vulnerabilities' | 'write:mitre' | 'write:reports' | 'write:sops' | 'execute:sops' | 'read:thresholds' | 'read:templates' | 'write:costs' | 'approve:sops' | 'read:audit_logs' | 'manage:tokens' | 'manage:thresholds' | 'manage:templates' | 'manage:users'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        created_by?: Array<string>;
        created_from?: string;
        created_to?: string;
        expires_from?: string;
        expires_to?: string;
        last_used_from?: string;
        last_used_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'active' | 'revoked' | 'expired'>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/tokens';
};

export type TokensListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:tokens. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TokensListError = TokensListErrors[keyof TokensListErrors];

export type TokensListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<ApiToken> | {
        data: Array<ApiToken>;
        pagination: PaginationInfo;
    };
};

export type TokensListResponse = TokensListResponses[keyof TokensListResponses];

export type TokensCreateData = {
    body: CreateApiTokenRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/tokens';
};

export type TokensCreateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:tokens. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * TOO_MANY_TOKENS: As many API tokens act for this account as may. Revoke those that nobody needs, then create the new one.
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TokensCreateError = TokensCreateErrors[keyof TokensCreateErrors];

export type TokensCreateResponses = {
    201: ApiToken;
};

export type TokensCreateResponse = TokensCreateResponses[keyof TokensCreateResponses];

export type TokensRevokeData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/tokens/{id}';
};

export type TokensRevokeErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:tokens. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * TOKEN_NOT_FOUND: There is no API token with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type TokensRevokeError = TokensRevokeErrors[keyof TokensRevokeErrors];

export type TokensRevokeResponses = {
    /**
     * Removed
     */
    204: void;
};

export type TokensRevokeResponse = TokensRevokeResponses[keyof TokensRevokeResponses];

export type UsersListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'name' | 'email' | 'role' | 'team' | 'createdAt' | 'lastLogin';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        email?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        role?: Array<'admin' | 'engineer' | 'viewer'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        team?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * Any of these values: comma-separated or repeated
         */
        disabled?: Array<string>;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/users';
};

export type UsersListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UsersListError = UsersListErrors[keyof UsersListErrors];

export type UsersListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<User> | {
        data: Array<User>;
        pagination: PaginationInfo;
    };
};

export type UsersListResponse = UsersListResponses[keyof UsersListResponses];

export type UsersCreateData = {
    body: CreateUserRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/users';
};

export type UsersCreateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UsersCreateError = UsersCreateErrors[keyof UsersCreateErrors];

export type UsersCreateResponses = {
    201: User;
};

export type UsersCreateResponse = UsersCreateResponses[keyof UsersCreateResponses];

export type UsersRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/users/{id}';
};

export type UsersRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * USER_NOT_FOUND: There is no user with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * LAST_ADMIN: Nobody could let in another one. Make somebody else an admin first.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UsersRemoveError = UsersRemoveErrors[keyof UsersRemoveErrors];

export type UsersRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type UsersRemoveResponse = UsersRemoveResponses[keyof UsersRemoveResponses];

export type UsersReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/users/{id}';
};

export type UsersReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * USER_NOT_FOUND: There is no user with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UsersReadError = UsersReadErrors[keyof UsersReadErrors];

export type UsersReadResponses = {
    200: User;
};

export type UsersReadResponse = UsersReadResponses[keyof UsersReadResponses];

export type UsersUpdateData = {
    body: UpdateUserRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/users/{id}';
};

export type UsersUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * USER_NOT_FOUND: There is no user with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * LAST_ADMIN: Nobody could let in another one. Make somebody else an admin first.
     * * CONFLICT: Another account has this address. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UsersUpdateError = UsersUpdateErrors[keyof UsersUpdateErrors];

export type UsersUpdateResponses = {
    200: User;
};

export type UsersUpdateResponse = UsersUpdateResponses[keyof UsersUpdateResponses];

export type UserSessionsEndAllData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/users/{id}/sessions';
};

export type UserSessionsEndAllErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * USER_NOT_FOUND: There is no user with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UserSessionsEndAllError = UserSessionsEndAllErrors[keyof UserSessionsEndAllErrors];

export type UserSessionsEndAllResponses = {
    /**
     * Removed
     */
    204: void;
};

export type UserSessionsEndAllResponse = UserSessionsEndAllResponses[keyof UserSessionsEndAllResponses];

export type UserSessionsListData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'createdAt' | 'lastSeenAt' | 'expiresAt';
        sort_order?: 'asc' | 'desc';
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/users/{id}/sessions';
};

export type UserSessionsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * USER_NOT_FOUND: There is no user with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UserSessionsListError = UserSessionsListErrors[keyof UserSessionsListErrors];

export type UserSessionsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Session> | {
        data: Array<Session>;
        pagination: PaginationInfo;
    };
};

export type UserSessionsListResponse = UserSessionsListResponses[keyof UserSessionsListResponses];

export type UserSessionsEndData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
        sessionId: string;
    };
    query?: never;
    url: '/api/v1/admin/users/{id}/sessions/{sessionId}';
};

export type UserSessionsEndErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:users. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * SESSION_NOT_FOUND: There is no session with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     * * USER_NOT_FOUND: There is no user with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type UserSessionsEndError = UserSessionsEndErrors[keyof UserSessionsEndErrors];

export type UserSessionsEndResponses = {
    /**
     * Removed
     */
    204: void;
};

export type UserSessionsEndResponse = UserSessionsEndResponses[keyof UserSessionsEndResponses];

export type HealthCheckData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health';
};

export type HealthCheckErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * Something it needs is away, or it is being stopped
     */
    503: Health;
};

export type HealthCheckError = HealthCheckErrors[keyof HealthCheckErrors];

export type HealthCheckResponses = {
    200: Health;
};

export type HealthCheckResponse = HealthCheckResponses[keyof HealthCheckResponses];

export type HealthLiveData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health/live';
};

export type HealthLiveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
};

export type HealthLiveError = HealthLiveErrors[keyof HealthLiveErrors];

export type HealthLiveResponses = {
    200: Liveness;
};

export type HealthLiveResponse = HealthLiveResponses[keyof HealthLiveResponses];

export type HealthReadyData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health/ready';
};

export type HealthReadyErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * Send requests elsewhere
     */
    503: Readiness;
};

export type HealthReadyError = HealthReadyErrors[keyof HealthReadyErrors];

export type HealthReadyResponses = {
    200: Readiness;
};

export type HealthReadyResponse = HealthReadyResponses[keyof HealthReadyResponses];

export type MetricsReadData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/metrics';
};

export type MetricsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: It is not METRICS_TOKEN. Send METRICS_TOKEN as the bearer token.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Without METRICS_TOKEN only this machine may ask, through no proxy, and in production nobody. Set METRICS_TOKEN and send it as the bearer token.
     */
    403: ErrorBody;
};

export type MetricsReadError = MetricsReadErrors[keyof MetricsReadErrors];

export type MetricsReadResponses = {
    /**
     * Prometheus text format
     */
    200: string;
};

export type MetricsReadResponse = MetricsReadResponses[keyof MetricsReadResponses];

export type NotificationsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'channel' | 'status' | 'attempts' | 'last_attempt_at' | 'next_attempt_at' | 'delivered_at' | 'created_at' | 'updated_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        alert_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        channel?: Array<'email' | 'slack' | 'webhook' | 'pagerduty'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        action?: Array<'triggered' | 'resolved'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'pending' | 'retrying' | 'delivered' | 'dead'>;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/notifications';
};

export type NotificationsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type NotificationsListError = NotificationsListErrors[keyof NotificationsListErrors];

export type NotificationsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<NotificationDelivery> | {
        data: Array<NotificationDelivery>;
        pagination: PaginationInfo;
    };
};

export type NotificationsListResponse = NotificationsListResponses[keyof NotificationsListResponses];

export type NotificationsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/notifications/{id}';
};

export type NotificationsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * NOTIFICATION_NOT_FOUND: There is no notification with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type NotificationsReadError = NotificationsReadErrors[keyof NotificationsReadErrors];

export type NotificationsReadResponses = {
    200: NotificationDelivery;
};

export type NotificationsReadResponse = NotificationsReadResponses[keyof NotificationsReadResponses];

export type NotificationsRetryAllData = {
    body: RetryDeliveriesRequest;
    headers?: {
        /**
         * A repeat gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/notifications/retry';
};

export type NotificationsRetryAllErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type NotificationsRetryAllError = NotificationsRetryAllErrors[keyof NotificationsRetryAllErrors];

export type NotificationsRetryAllResponses = {
    /**
     * So many are queued
     */
    202: Accepted;
};

export type NotificationsRetryAllResponse = NotificationsRetryAllResponses[keyof NotificationsRetryAllResponses];

export type NotificationsRetryData = {
    body?: never;
    headers?: {
        /**
         * A repeat gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/notifications/{id}/retry';
};

export type NotificationsRetryErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * NOTIFICATION_NOT_FOUND: There is no notification with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * DELIVERY_NOT_DEAD: Only a dead delivery can be retried. Wait: what is pending is tried again by itself, and what is delivered is done.
     * * DELIVERY_OVERTAKEN: The alert is over: told of its beginning now, people would wait in vain for its end. Leave it, or retry the delivery that tells of the end.
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type NotificationsRetryError = NotificationsRetryErrors[keyof NotificationsRetryErrors];

export type NotificationsRetryResponses = {
    /**
     * It is queued
     */
    202: NotificationDelivery;
};

export type NotificationsRetryResponse = NotificationsRetryResponses[keyof NotificationsRetryResponses];

export type ThresholdsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'metric_name' | 'metric_type' | 'operator' | 'threshold_value' | 'severity' | 'environment' | 'enabled' | 'cooldown_minutes' | 'created_by' | 'created_at' | 'updated_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        metric_name?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        metric_type?: Array<'infrastructure' | 'application' | 'security' | 'cost'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        operator?: Array<'>' | '<' | '>=' | '<=' | '==' | '!='>;
        /**
         * Any of these values: comma-separated or repeated
         */
        threshold_value?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        severity?: Array<'critical' | 'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development' | 'all'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        enabled?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        notification_channel?: Array<'email' | 'slack' | 'webhook' | 'pagerduty'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        cooldown_minutes?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        created_by?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/admin/thresholds';
};

export type ThresholdsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ThresholdsListError = ThresholdsListErrors[keyof ThresholdsListErrors];

export type ThresholdsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Threshold> | {
        data: Array<Threshold>;
        pagination: PaginationInfo;
    };
};

export type ThresholdsListResponse = ThresholdsListResponses[keyof ThresholdsListResponses];

export type ThresholdsDefineData = {
    body: ThresholdRequest;
    headers?: {
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/admin/thresholds';
};

export type ThresholdsDefineErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * THRESHOLD_LIMIT_REACHED: This metric has as many thresholds as a metric may have. Change or remove one of them.
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another row stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ThresholdsDefineError = ThresholdsDefineErrors[keyof ThresholdsDefineErrors];

export type ThresholdsDefineResponses = {
    201: Threshold;
};

export type ThresholdsDefineResponse = ThresholdsDefineResponses[keyof ThresholdsDefineResponses];

export type ThresholdsRemoveData = {
    body?: never;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/thresholds/{id}';
};

export type ThresholdsRemoveErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * THRESHOLD_NOT_FOUND: There is no threshold with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ThresholdsRemoveError = ThresholdsRemoveErrors[keyof ThresholdsRemoveErrors];

export type ThresholdsRemoveResponses = {
    /**
     * Removed
     */
    204: void;
};

export type ThresholdsRemoveResponse = ThresholdsRemoveResponses[keyof ThresholdsRemoveResponses];

export type ThresholdsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/thresholds/{id}';
};

export type ThresholdsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * THRESHOLD_NOT_FOUND: There is no threshold with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ThresholdsReadError = ThresholdsReadErrors[keyof ThresholdsReadErrors];

export type ThresholdsReadResponses = {
    200: Threshold;
};

export type ThresholdsReadResponse = ThresholdsReadResponses[keyof ThresholdsReadResponses];

export type ThresholdsUpdateData = {
    body: UpdateThresholdRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/thresholds/{id}';
};

export type ThresholdsUpdateErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * THRESHOLD_NOT_FOUND: There is no threshold with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * THRESHOLD_LIMIT_REACHED: This metric has as many thresholds as a metric may have. Change or remove one of them.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ThresholdsUpdateError = ThresholdsUpdateErrors[keyof ThresholdsUpdateErrors];

export type ThresholdsUpdateResponses = {
    200: Threshold;
};

export type ThresholdsUpdateResponse = ThresholdsUpdateResponses[keyof ThresholdsUpdateResponses];

export type ThresholdsReplaceData = {
    body: ThresholdRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/admin/thresholds/{id}';
};

export type ThresholdsReplaceErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission manage:thresholds. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * THRESHOLD_NOT_FOUND: There is no threshold with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * THRESHOLD_LIMIT_REACHED: This metric has as many thresholds as a metric may have. Change or remove one of them.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ThresholdsReplaceError = ThresholdsReplaceErrors[keyof ThresholdsReplaceErrors];

export type ThresholdsReplaceResponses = {
    200: Threshold;
};

export type ThresholdsReplaceResponse = ThresholdsReplaceResponses[keyof ThresholdsReplaceResponses];

export type AlertsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'metric_name' | 'metric_type' | 'environment' | 'service' | 'host' | 'severity' | 'threshold_value' | 'value' | 'status' | 'triggered_at' | 'acknowledged_at' | 'resolved_at' | 'created_at' | 'updated_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        threshold_id?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        metric_name?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        metric_type?: Array<'infrastructure' | 'application' | 'security' | 'cost'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        environment?: Array<'production' | 'staging' | 'development'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        service?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        host?: Array<string>;
        /**
         * Any of these values: comma-separated or repeated
         */
        severity?: Array<'critical' | 'high' | 'medium' | 'low'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'active' | 'acknowledged' | 'resolved'>;
        triggered_from?: string;
        triggered_to?: string;
        resolved_from?: string;
        resolved_to?: string;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * Full text, e.g. `"disk full" -staging`
         */
        search?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/infra/alerts';
};

export type AlertsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AlertsListError = AlertsListErrors[keyof AlertsListErrors];

export type AlertsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<Alert> | {
        data: Array<Alert>;
        pagination: PaginationInfo;
    };
};

export type AlertsListResponse = AlertsListResponses[keyof AlertsListResponses];

export type AlertsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/alerts/{id}';
};

export type AlertsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * ALERT_NOT_FOUND: There is no alert with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AlertsReadError = AlertsReadErrors[keyof AlertsReadErrors];

export type AlertsReadResponses = {
    200: Alert;
};

export type AlertsReadResponse = AlertsReadResponses[keyof AlertsReadResponses];

export type AlertsStepData = {
    body: StepAlertRequest;
    headers?: {
        /**
         * An ETag: 412 if the resource has changed since
         */
        'If-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/infra/alerts/{id}';
};

export type AlertsStepErrors = {
    /**
     * INVALID_REQUEST: Details name every field that is wrong. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:metrics. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * ALERT_NOT_FOUND: There is no alert with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * * ALERT_ALREADY_ACKNOWLEDGED: The alert is acknowledged already. Talk to the person whom details name, or resolve it.
     * * ALERT_ALREADY_RESOLVED: The alert is resolved already. Read it again; there is nothing left to do.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PRECONDITION_FAILED: Read it again. Read it again and repeat the change with its new ETag.
     */
    412: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type AlertsStepError = AlertsStepErrors[keyof AlertsStepErrors];

export type AlertsStepResponses = {
    200: Alert;
};

export type AlertsStepResponse = AlertsStepResponses[keyof AlertsStepResponses];

export type ImportsAcceptData = {
    /**
     * FOCUS 1.0 to 1.2, also packed
     */
    body: Blob | File;
    headers?: {
        /**
         * gzip, for a packed body
         */
        'Content-Encoding'?: string;
        /**
         * A repeat within 24 h gives the first answer again
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: {
        /**
         * replace: the file is the whole of its bills for its days, and what earlier imports had beyond goes; merge: it is a part
         */
        mode?: 'replace' | 'merge';
    };
    url: '/api/v1/finops/costs/import';
};

export type ImportsAcceptErrors = {
    /**
     * INVALID_REQUEST: No file, or an empty one. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission write:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * * IDEMPOTENCY_KEY_REUSED: This Idempotency-Key was used for another request. Send a new key with a new request; repeat a key only with the very same request.
     * * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ImportsAcceptError = ImportsAcceptErrors[keyof ImportsAcceptErrors];

export type ImportsAcceptResponses = {
    /**
     * Stored, and queued: see GET /finops/imports/{id}
     */
    202: CostImport;
};

export type ImportsAcceptResponse = ImportsAcceptResponses[keyof ImportsAcceptResponses];

export type ImportsListData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        offset?: number;
        /**
         * If given, the body is {data, pagination}
         */
        page?: number;
        /**
         * X-Next-Cursor of the page before; not with offset or page
         */
        cursor?: string;
        sort_by?: 'status' | 'started_at' | 'finished_at' | 'created_at' | 'updated_at';
        sort_order?: 'asc' | 'desc';
        /**
         * Any of these values: comma-separated or repeated
         */
        status?: Array<'queued' | 'running' | 'completed' | 'failed'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        import_format?: Array<'focus'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        mode?: Array<'replace' | 'merge'>;
        /**
         * Any of these values: comma-separated or repeated
         */
        imported_by?: Array<string>;
        created_from?: string;
        created_to?: string;
        /**
         * JSON array of {field, operator, value}; operators eq ne gt gte lt lte in contains; at most 10, all must hold
         */
        filter?: string;
        /**
         * csv streams all matching rows
         */
        format?: 'json' | 'csv';
    };
    url: '/api/v1/finops/imports';
};

export type ImportsListErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ImportsListError = ImportsListErrors[keyof ImportsListErrors];

export type ImportsListResponses = {
    /**
     * The rows; with `page` the rows and their pagination
     */
    200: Array<CostImport> | {
        data: Array<CostImport>;
        pagination: PaginationInfo;
    };
};

export type ImportsListResponse = ImportsListResponses[keyof ImportsListResponses];

export type ImportsReadData = {
    body?: never;
    headers?: {
        /**
         * An ETag that you hold: 304 if it is still good
         */
        'If-None-Match'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/v1/finops/imports/{id}';
};

export type ImportsReadErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * COST_IMPORT_NOT_FOUND: There is no cost import with this id that you may see. Check the id, or look for it in the list: it may have been removed.
     */
    404: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type ImportsReadError = ImportsReadErrors[keyof ImportsReadErrors];

export type ImportsReadResponses = {
    200: CostImport;
};

export type ImportsReadResponse = ImportsReadResponses[keyof ImportsReadResponses];

export type CostsExportData = {
    body?: never;
    path?: never;
    query: {
        currency?: Array<string>;
        service?: Array<string>;
        environment?: Array<'production' | 'staging' | 'development' | 'unallocated'>;
        end_date?: string;
        start_date?: string;
        format: 'focus';
    };
    url: '/api/v1/finops/costs/export';
};

export type CostsExportErrors = {
    /**
     * INVALID_REQUEST: Details name each parameter. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: No valid credentials. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * FORBIDDEN: Needs the permission read:costs. Ask an administrator for the permission that details name, or use other credentials.
     */
    403: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type CostsExportError = CostsExportErrors[keyof CostsExportErrors];

export type CostsExportResponses = {
    200: string;
};

export type CostsExportResponse = CostsExportResponses[keyof CostsExportResponses];

export type JiraWebhookHearData = {
    body: {
        webhookEvent?: string;
        issue?: {
            id?: string;
            key?: string;
            [key: string]: unknown;
        };
        [key: string]: unknown;
    };
    headers?: {
        /**
         * HMAC-SHA256 of the body under JIRA_WEBHOOK_SECRET. Without it the answer is 401.
         */
        'X-Hub-Signature'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/v1/integrations/jira/webhook';
};

export type JiraWebhookHearErrors = {
    /**
     * INVALID_REQUEST: The path, the query, a header or the body is not valid. Correct what details name, each by its field, and send the request again.
     */
    400: ErrorBody;
    /**
     * UNAUTHORIZED: The signature is not right. Sign in, and send the new token or cookie.
     */
    401: ErrorBody;
    /**
     * CONFLICT: Another change got in between, or what is there already stands against it. Read what is there now, and repeat the change if it is still wanted.
     */
    409: ErrorBody;
    /**
     * PAYLOAD_TOO_LARGE: The body or the file is larger than is allowed here. Send less: a smaller file, or several smaller requests.
     */
    413: ErrorBody;
    /**
     * UNSUPPORTED_MEDIA_TYPE: The body or the file is of a kind that is not taken here. Send it in a form that the route takes, and say so in Content-Type.
     */
    415: ErrorBody;
    /**
     * RATE_LIMIT_EXCEEDED: Wait for Retry-After seconds. Wait for as many seconds as Retry-After says, then try again.
     */
    429: ErrorBody;
    /**
     * SERVICE_UNAVAILABLE: The database is away for the moment, or too much is waiting. Try again after as many seconds as Retry-After says.
     */
    503: ErrorBody;
};

export type JiraWebhookHearError = JiraWebhookHearErrors[keyof JiraWebhookHearErrors];

export type JiraWebhookHearResponses = {
    /**
     * Heard; issues that belong to nothing here are left alone
     */
    204: void;
};

export type JiraWebhookHearResponse = JiraWebhookHearResponses[keyof JiraWebhookHearResponses];
