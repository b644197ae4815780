import { type QueryClient, useQuery } from '@tanstack/react-query';
import {
  type Incident,
  type IncidentsListData,
  type LiveEvent,
  type Page,
  page,
} from '@ops-control-center/client';
import { api } from './api';
import { patchList } from './patch-list';

export interface Filters {
  environment?: Incident['environment'];
  severity?: Incident['severity'];
  status?: Incident['status'];
  search?: string;
}

const FIELDS = ['environment', 'severity', 'status'] as const;
export const PAGE_SIZE = 25;

/** The newest incidents that match. They are read once; what happens later is told by events. */
export function useIncidents(filters: Filters) {
  const query: IncidentsListData['query'] = { limit: PAGE_SIZE, search: filters.search || undefined };
  const { environment, severity, status } = filters;
  if (environment) query.environment = [environment];
  if (severity) query.severity = [severity];
  if (status) query.status = [status];
  return useQuery({
    queryKey: ['incidents', filters],
    queryFn: ({ signal }) => page(api.incidents.list({ query, signal })),
    placeholderData: (previous) => previous,
  });
}

/** Puts an incident into every list that it belongs to, and takes it out of those that it does not. */
export function keepIncident(
  client: QueryClient,
  incident: Incident,
  action: 'created' | 'updated' | 'deleted' = 'updated',
): void {
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ['incidents'] })) {
    const filters = queryKey[1] as Filters;
    const list = state.data as Page<Incident> | undefined;
    const fits = FIELDS.every((field) => !filters[field] || filters[field] === incident[field]);
    // Only the server can search; and an answer on its way may be older than the event.
    const patched =
      list && !filters.search && state.fetchStatus !== 'fetching'
        ? patchList(list, PAGE_SIZE, { row: incident, action, fits })
        : undefined;
    if (patched) client.setQueryData(queryKey, patched);
    else void client.invalidateQueries({ queryKey, exact: true });
  }
}

/** Brings what is on display up to date with an event. */
export function applyEvent(client: QueryClient, event: LiveEvent): void {
  switch (event.type) {
    case 'incident':
      keepIncident(client, event.data, event.action);
      // Evidence that came or went is told as an update of its incident.
      void client.invalidateQueries({ queryKey: ['evidence', event.data.id] });
      break;
    case 'task':
      void client.invalidateQueries({ queryKey: ['sla'] });
      break;
    case 'asset':
      // Told when the number of its open vulnerabilities changes.
      void client.invalidateQueries({ queryKey: ['vulnerabilities'] });
      break;
    default:
  }
}
