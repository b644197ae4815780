import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Incident, ok, type User } from '@ops-control-center/client';
import { useDeferredValue, useState } from 'react';
import { api, may } from './api';
import { type Filters, keepIncident, useIncidents } from './cache';
import { EvidencePanel } from './Evidence';
import { ENVIRONMENTS, Field, isAboutFields, Problem, Select, SEVERITIES, STATUSES } from './fields';

export function Incidents({ user }: { user: User }) {
  const [filters, setFilters] = useState<Filters>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const [isCreating, setCreating] = useState(false);
  const list = useIncidents(useDeferredValue(filters));
  const incident = list.data?.rows.find(({ id }) => id === chosen);
  const set = (change: Filters): void => setFilters((now) => ({ ...now, ...change }));
  return (
    <section className={incident ? 'split' : ''} aria-label="Incidents">
      <div className="card">
        <div className="bar" role="search">
          <Select
            label="Environment"
            any
            options={ENVIRONMENTS}
            onPick={(environment) => set({ environment })}
          />
          <Select label="Severity" any options={SEVERITIES} onPick={(severity) => set({ severity })} />
          <Select label="Status" any options={STATUSES} onPick={(status) => set({ status })} />
          <label>
            Search
            <input type="search" onChange={({ target }) => set({ search: target.value })} />
          </label>
          <span className="spacer" />
          {may(user, 'write:incidents') && (
            <button className="primary" onClick={() => setCreating(true)}>
              New incident
            </button>
          )}
        </div>
        <Problem error={list.error} />
        <table data-testid="incidents" aria-busy={list.isFetching}>
          <caption>
            {list.data ? `${list.data.total} incidents, the newest ${list.data.rows.length}` : 'Loading…'}
          </caption>
          <thead>
            <tr>
              {['Incident', 'Severity', 'Status', 'Environment', 'Squad', 'Opened'].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.data?.rows.map((row) => (
              <Row
                key={row.id + row.updated_at}
                row={row}
                isChosen={row.id === chosen}
                onChoose={setChosen}
              />
            ))}
          </tbody>
        </table>
      </div>
      {incident && <Details key={incident.id} {...{ incident, user }} onClose={() => setChosen(null)} />}
      {isCreating && <Create onClose={() => setCreating(false)} />}
    </section>
  );
}

function Row({
  row,
  isChosen,
  onChoose,
}: {
  row: Incident;
  isChosen: boolean;
  onChoose: (id: string) => void;
}) {
  const isNew = Date.now() - Date.parse(row.updated_at) < 5_000;
  return (
    <tr className={isNew ? 'flash' : ''} aria-selected={isChosen} data-testid={row.jira_id}>
      <td>
        <button className="link" onClick={() => onChoose(row.id)}>
          <small>{row.jira_id}</small> {row.title}
        </button>
      </td>
      <td>
        <span className={`pill ${row.severity}`}>{row.severity}</span>
      </td>
      <td>{row.status}</td>
      <td>{row.environment}</td>
      <td>{row.squad}</td>
      <td>
        <time dateTime={row.created_at}>{new Date(row.created_at).toLocaleString()}</time>
      </td>
    </tr>
  );
}

function Details({ incident, user, onClose }: { incident: Incident; user: User; onClose: () => void }) {
  const client = useQueryClient();
  const update = useMutation({
    mutationFn: (status: Incident['status']) =>
      ok(api.incidents.update({ path: { id: incident.id }, body: { status } })),
    onSuccess: (changed) => keepIncident(client, changed),
  });
  return (
    <aside className="card" aria-label={incident.jira_id} data-testid="details">
      <div className="bar">
        <h2>
          <small>{incident.jira_id}</small> {incident.title}
        </h2>
        <span className="spacer" />
        <button onClick={onClose}>Close</button>
      </div>
      <p>{incident.description}</p>
      {may(user, 'write:incidents') && (
        <Select
          label="Change status"
          options={STATUSES}
          value={update.isPending ? update.variables : incident.status}
          onPick={(status) => update.mutate(status)}
        />
      )}
      <Problem error={update.error} />
      <EvidencePanel incident={incident} canWrite={may(user, 'write:incidents')} />
    </aside>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (form: FormData) => {
      const { services, ...fields } = Object.fromEntries(form) as Record<string, string>;
      const affected_services = services.split(',').flatMap((name) => name.trim() || []);
      return ok(api.incidents.open({ body: { ...(fields as never as Incident), affected_services } }));
    },
    onSuccess: (incident) => {
      keepIncident(client, incident, 'created');
      onClose();
    },
  });
  const { error } = create;
  return (
    <dialog
      ref={(dialog) => void (dialog?.open || dialog?.showModal())}
      onClose={onClose}
      aria-labelledby="create"
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(new FormData(event.currentTarget));
        }}
      >
        <h2 id="create">New incident</h2>
        <Field label="Title" name="title" error={error} />
        <Field label="Description" name="description" error={error} multiline />
        <div className="bar">
          <Select label="Severity" name="severity" options={SEVERITIES} />
          <Select label="Environment" name="environment" options={ENVIRONMENTS} />
        </div>
        <Field label="Squad" name="squad" error={error} />
        <Field label="Affected services, separated by commas" name="services" error={error} />
        <Problem
          error={isAboutFields(error) ? new Error('Please look at the fields that are marked.') : error}
        />
        <div className="bar">
          <span className="spacer" />
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button className="primary" disabled={create.isPending}>
            Open incident
          </button>
        </div>
      </form>
    </dialog>
  );
}
