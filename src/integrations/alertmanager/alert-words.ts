import type { Environment } from '../../core/fields';
import { type IncidentDraft, Severity } from '../../infra/incidents';
import { environmentOf, type FeedDefaults, isSquad } from '../feeds';
import type { ReceivedAlert } from './received-alert';

/** What an alert says of its incident; all but the environment can be said anew. */
export type Saying = IncidentDraft & { readonly environment: Environment };

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(
  Object.entries({
    critical: ['critical', 'page', 'emergency', 'fatal', 'disaster'],
    high: ['high', 'error', 'major'],
    medium: ['medium', 'moderate', 'warning', 'warn', 'average'],
    low: ['low', 'info', 'informational', 'notice', 'minor', 'none'],
  }).flatMap(([severity, words]) => words.map((word) => [word, severity as Severity] as const)),
);
const ENVIRONMENT = ['environment', 'env', 'stage'];
const SQUAD = ['squad', 'team'];
const SERVICE = ['service', 'job'];
/** What is said elsewhere in the incident. */
const SAID = new Set(['severity', ...ENVIRONMENT, ...SQUAD, ...SERVICE]);
const MOST = { title: 200, description: 20_000, tags: 50, tag: 100 };

export const environmentOfAlert = ({ labels }: ReceivedAlert, fallback: Environment): Environment =>
  environmentOf((name) => labels.get(name), ENVIRONMENT, fallback);

/** The incident that an alert asks for. */
export function sayingOf(alert: ReceivedAlert, defaults: FeedDefaults): Saying {
  const { labels } = alert;
  const squad = SQUAD.map((name) => labels.get(name)).find((text) => text !== undefined && isSquad(text));
  const services = SERVICE.map((name) => labels.get(name)?.trim()).filter(isTag);
  const tags = [...labels].filter(([name]) => !SAID.has(name)).map(([name, value]) => `${name}=${value}`);
  return {
    title: titleOf(alert),
    description: descriptionOf(alert),
    severity: SEVERITIES.get(labels.get('severity')?.trim().toLowerCase() ?? '') ?? Severity.medium,
    squad: squad ?? defaults.squad,
    environment: environmentOfAlert(alert, defaults.environment),
    affected_services: services.length > 0 ? [...new Set(services)] : null,
    tags: ['alertmanager', ...tags.filter(isTag)].slice(0, MOST.tags),
  };
}

const isTag = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && text.length <= MOST.tag;

function titleOf({ labels, annotations, fingerprint }: ReceivedAlert): string {
  const name = labels.get('alertname')?.trim() ?? '';
  const summary = annotations.get('summary')?.trim() ?? '';
  const title = summary.includes(name) ? summary : [name, summary].filter(Boolean).join(': ');
  // A title of less would be none.
  return cut(title.length < 3 ? `Alert ${title || fingerprint}` : title, MOST.title);
}

function descriptionOf({ labels, annotations, source }: ReceivedAlert): string {
  const text = ['description', 'message', 'summary']
    .map((name) => annotations.get(name)?.trim())
    .find(Boolean);
  const runbook = annotations.get('runbook_url');
  const facts = [
    `Labels: ${[...labels].map(([name, value]) => `${name}=${value}`).join(', ')}`,
    ...(source ? [`Source: ${source}`] : []),
    ...(runbook ? [`Runbook: ${runbook}`] : []),
  ];
  return cut([...(text ? [text, ''] : []), ...facts].join('\n'), MOST.description);
}

const cut = (text: string, most: number): string =>
  // Not in the middle of a character.
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
