/** What the templates of the demo data say: mustache over HTML. */

export const WEEKLY_OPERATIONS = `<h2>The week in short</h2>
<p>From {{report.period_start}} to {{report.period_end}}, {{incidents.figures.opened}} incidents were opened, {{incidents.figures.critical_and_high}} of them critical or high, and {{incidents.figures.resolved}} of them are resolved. It took {{incidents.figures.mean_hours_to_resolve}} on average. {{incidents.figures.open_now}} are open now.</p>
{{#parameters.focus}}
<p><strong>Focus of this week:</strong> {{parameters.focus}}</p>
{{/parameters.focus}}

<h2>Incidents by squad</h2>
<table>
<thead><tr><th>Squad</th><th class="number">Opened</th><th class="number">Resolved</th><th class="number">Not resolved</th><th class="number">Mean time to resolve</th></tr></thead>
<tbody>
{{#incidents.tables.by_squad.rows}}
<tr><td>{{squad}}</td><td class="number">{{opened}}</td><td class="number">{{resolved}}</td><td class="number">{{unresolved}}</td><td class="number">{{mean_hours_to_resolve}}</td></tr>
{{/incidents.tables.by_squad.rows}}
</tbody>
</table>
{{^incidents.tables.by_squad.rows}}<p>A quiet week: no incident was opened.</p>{{/incidents.tables.by_squad.rows}}

<h2>Open longest</h2>
<table>
<thead><tr><th>Incident</th><th>Title</th><th>Severity</th><th>Squad</th><th class="number">Open for</th></tr></thead>
<tbody>
{{#incidents.tables.longest_open.rows}}
<tr><td>{{jira_id}}</td><td>{{title}}</td><td>{{severity}}</td><td>{{squad}}</td><td class="number">{{open_hours}}</td></tr>
{{/incidents.tables.longest_open.rows}}
</tbody>
</table>

<h2>What was promised and delivered</h2>
<p>{{sla.figures.delivered_hours}} of {{sla.figures.requested_hours}} were delivered: {{sla.figures.sla_percentage}}.</p>
<table>
<thead><tr><th>Squad</th><th class="number">Requested</th><th class="number">Delivered</th><th class="number">SLA</th></tr></thead>
<tbody>
{{#sla.tables.by_squad.rows}}
<tr><td>{{squad}}</td><td class="number">{{requested_hours}}</td><td class="number">{{delivered_hours}}</td><td class="number">{{sla_percentage}}</td></tr>
{{/sla.tables.by_squad.rows}}
</tbody>
</table>

<h2>To decide</h2>
<ol>
<li>Which of the incidents that are open longest gets whose help?</li>
<li>Which squad needs less work rather than more time?</li>
</ol>`;

export const MONTHLY_COST = `<p>{{parameters.greeting}},</p>
<p>from {{report.period_start}} to {{report.period_end}} the cloud cost us <strong>{{costs.figures.total_cost}}</strong>, after {{costs.figures.previous_cost}} in the period before: {{costs.figures.change_amount}}{{#costs.figures.change_percentage}} ({{costs.figures.change_percentage}}){{/costs.figures.change_percentage}}.</p>
{{#costs.figures.forecast_cost}}
<p>If nothing changes we expect {{costs.figures.forecast_cost}} for the 30 days from today on.</p>
{{/costs.figures.forecast_cost}}

<h2>What has changed most</h2>
<table>
<thead><tr><th>Service</th><th class="number">Before</th><th class="number">Change</th><th class="number">In percent</th></tr></thead>
<tbody>
{{#costs.tables.movers.rows}}
<tr><td>{{service}}</td><td class="number">{{previous_cost}}</td><td class="number">{{change_amount}}</td><td class="number">{{change_percentage}}</td></tr>
{{/costs.tables.movers.rows}}
</tbody>
</table>

<h2>Where it went</h2>
<table>
<thead><tr><th>Service</th><th class="number">Cost</th><th class="number">Share</th></tr></thead>
<tbody>
{{#costs.tables.by_service.rows}}
<tr><td>{{service}}</td><td class="number">{{cost}}</td><td class="number">{{percentage}}</td></tr>
{{/costs.tables.by_service.rows}}
</tbody>
</table>

{{#costs.tables.credits.rows.length}}
<h2>Credits</h2>
<table>
<thead><tr><th>Credit</th><th>Provider</th><th class="number">Left</th><th>Expires</th></tr></thead>
<tbody>
{{#costs.tables.credits.rows}}
<tr><td>{{description}}</td><td>{{provider}}</td><td class="number">{{remaining}} {{currency}}</td><td>{{expiry_date}}</td></tr>
{{/costs.tables.credits.rows}}
</tbody>
</table>
{{/costs.tables.credits.rows.length}}

<p>With kind regards,<br>{{parameters.signature}}</p>`;

export const SECURITY_BOARD = `<h2>Where we stand</h2>
<ul>
{{#vulnerabilities.key_figures}}
<li>{{label}}: <strong>{{value}}</strong>{{#hint}} ({{hint}}){{/hint}}</li>
{{/vulnerabilities.key_figures}}
</ul>

<h2>Accepted risks that come back</h2>
{{^vulnerabilities.tables.expiring_acceptances.rows}}<p>None in the time ahead.</p>{{/vulnerabilities.tables.expiring_acceptances.rows}}
{{#vulnerabilities.tables.expiring_acceptances.rows.length}}
<table>
<thead><tr><th>CVE</th><th>Title</th><th>Severity</th><th>Asset</th><th>Until</th></tr></thead>
<tbody>
{{#vulnerabilities.tables.expiring_acceptances.rows}}
<tr><td>{{cve_id}}</td><td>{{title}}</td><td>{{severity}}</td><td>{{hostname}}</td><td>{{accepted_until}}</td></tr>
{{/vulnerabilities.tables.expiring_acceptances.rows}}
</tbody>
</table>
{{/vulnerabilities.tables.expiring_acceptances.rows.length}}

<h2>Assets at most risk</h2>
<table>
<thead><tr><th>Asset</th><th>Environment</th><th class="number">Unresolved</th><th class="number">Critical</th><th class="number">High</th></tr></thead>
<tbody>
{{#vulnerabilities.tables.by_asset.rows}}
<tr><td>{{hostname}}</td><td>{{environment}}</td><td class="number">{{unresolved}}</td><td class="number">{{critical}}</td><td class="number">{{high}}</td></tr>
{{/vulnerabilities.tables.by_asset.rows}}
</tbody>
</table>

{{#parameters.decisions}}
<h2>Decisions asked for</h2>
<p>{{parameters.decisions}}</p>
{{/parameters.decisions}}`;

export const POST_INCIDENT = `<h2>{{parameters.incident}}</h2>
<p>Reviewed on {{parameters.reviewed_on}}, led by {{parameters.lead}}. Customers were {{^parameters.customers_noticed}}not {{/parameters.customers_noticed}}affected.</p>

<h2>What happened</h2>
<p>{{parameters.what_happened}}</p>

<h2>What we change</h2>
<p>{{parameters.what_we_change}}{{^parameters.what_we_change}}To be agreed in the review.{{/parameters.what_we_change}}</p>

<h2>How common it is</h2>
<p>In the {{#parameters.squad}}squad {{parameters.squad}}{{/parameters.squad}}{{^parameters.squad}}whole organisation{{/parameters.squad}}, {{incidents.figures.opened}} incidents were opened from {{report.period_start}} to {{report.period_end}}.</p>
<table>
<thead><tr><th>Severity</th><th class="number">Opened</th><th class="number">Resolved</th><th class="number">Mean time to resolve</th></tr></thead>
<tbody>
{{#incidents.tables.by_severity.rows}}
<tr><td>{{severity}}</td><td class="number">{{opened}}</td><td class="number">{{resolved}}</td><td class="number">{{mean_hours_to_resolve}}</td></tr>
{{/incidents.tables.by_severity.rows}}
</tbody>
</table>
<p class="note">We look for causes, not for culprits.</p>`;
