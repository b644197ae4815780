import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What incidents and tasks are called in Jira, and what is known of their issues. */
export class LinkJira20261123000001 implements MigrationInterface {
  name = 'LinkJira20261123000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function incident_wire(
        id uuid, jira_id text, title text, description text, severity text, status text, squad text, environment text,
        created_at timestamptz, updated_at timestamptz, resolved_at timestamptz, assignee text, tags text[],
        affected_services text[], root_cause text, resolution text, jira_url text
      ) returns text language sql immutable parallel safe as $$
        select row_to_json(w)::text from (select id, jira_id, title, description, severity, status, squad, environment,
          to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
          to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as updated_at,
          to_char(resolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as resolved_at,
          assignee, tags, affected_services, root_cause, resolution, jira_url) w
      $$;

      -- Keys of projects may be words, whose form searches reduce: OPS is looked for as op.
      -- Dropped and added in one statement each, so that the tables are written anew only once.
      alter table incidents
        add column jira_url text, add column former_jira_id text unique,
        drop column search, drop column wire;
      alter table incidents
        add column search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', jira_id), 'A') ||
          setweight(to_tsvector('english', jira_id), 'A') || setweight(to_tsvector('simple', coalesce(former_jira_id, '')), 'A') ||
          setweight(to_tsvector('english', description), 'B') ||
          setweight(to_tsvector('english', coalesce(root_cause, '')), 'C') ||
          setweight(to_tsvector('english', coalesce(resolution, '')), 'C')) stored,
        add column wire text not null generated always as (incident_wire(id, jira_id, title, description, severity,
          status, squad, environment, created_at, updated_at, resolved_at, assignee, tags, affected_services, root_cause,
          resolution, jira_url)) stored;
      create index incidents_search_idx on incidents using gin (search);
      drop function incident_wire(uuid, text, text, text, text, text, text, text, timestamptz, timestamptz, timestamptz, text,
        text[], text[], text, text);

      alter table tasks add column jira_url text, add column former_jira_id text unique, drop column search;
      alter table tasks
        add column search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', jira_id), 'A') ||
          setweight(to_tsvector('english', jira_id), 'A') || setweight(to_tsvector('simple', coalesce(former_jira_id, '')), 'A') ||
          setweight(to_tsvector('english', description), 'B')) stored;
      create index tasks_search_idx on tasks using gin (search);

      -- One row for each incident and task since Jira is configured.
      create table jira_links (
        row_id uuid primary key,
        resource text not null check (resource in ('incident', 'task')),
        -- Base URL of the Jira that it is in.
        site text not null,
        -- The order in which issues are created.
        position bigint generated always as identity unique,
        state text not null default 'waiting' check (state in ('waiting', 'linked', 'ended')),
        -- Jira's own id, which stays when an issue is moved to another project.
        issue_id text,
        issue_key text,
        -- There is something to do while more is wanted than done.
        wanted integer not null default 1,
        done integer not null default 0,
        -- When its creation was asked for whose outcome is not known.
        asked_at timestamptz(3),
        -- By field: {ours, jira} when both last agreed, or were settled.
        known jsonb not null default '{}',
        -- By field: when it was last changed here.
        changed_at jsonb not null default '{}',
        -- Whether Jira has said that the issue is gone.
        told_deleted boolean not null default false,
        failures integer not null default 0,
        last_error text,
        next_attempt_at timestamptz(3),
        created_at timestamptz(3) not null default now(),
        unique (issue_id, site)
      );
      create index jira_links_open_idx on jira_links (site, (failures > 0), position) where wanted > done and state <> 'ended';

      -- Whose turn it is to talk to Jira, and since when Jira is left alone. One row.
      create table jira_turn (
        only_one boolean primary key default true check (only_one),
        holder uuid,
        held_until timestamptz(3) not null default '-infinity',
        paused_until timestamptz(3) not null default '-infinity',
        failures integer not null default 0,
        last_error text
      );
      insert into jira_turn default values;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table jira_turn, jira_links;
      -- Nothing else knows the keys of Jira then.
      update incidents set jira_id = former_jira_id where jira_url is not null and former_jira_id is not null;
      update tasks set jira_id = former_jira_id where jira_url is not null and former_jira_id is not null;

      create function incident_wire(
        id uuid, jira_id text, title text, description text, severity text, status text, squad text, environment text,
        created_at timestamptz, updated_at timestamptz, resolved_at timestamptz, assignee text, tags text[],
        affected_services text[], root_cause text, resolution text
      ) returns text language sql immutable parallel safe as $$
        select row_to_json(w)::text from (select id, jira_id, title, description, severity, status, squad, environment,
          to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
          to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as updated_at,
          to_char(resolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as resolved_at,
          assignee, tags, affected_services, root_cause, resolution) w
      $$;
      alter table incidents drop column search, drop column wire, drop column jira_url, drop column former_jira_id;
      alter table incidents
        add column search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', jira_id), 'A') ||
          setweight(to_tsvector('english', description), 'B') ||
          setweight(to_tsvector('english', coalesce(root_cause, '')), 'C') ||
          setweight(to_tsvector('english', coalesce(resolution, '')), 'C')) stored,
        add column wire text not null generated always as (incident_wire(id, jira_id, title, description, severity, status, squad,
          environment, created_at, updated_at, resolved_at, assignee, tags, affected_services, root_cause, resolution)) stored;
      create index incidents_search_idx on incidents using gin (search);
      drop function incident_wire(uuid, text, text, text, text, text, text, text, timestamptz, timestamptz, timestamptz, text,
        text[], text[], text, text, text);

      alter table tasks drop column search, drop column jira_url, drop column former_jira_id;
      alter table tasks
        add column search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', jira_id), 'A') ||
          setweight(to_tsvector('english', description), 'B')) stored;
      create index tasks_search_idx on tasks using gin (search);
    `);
  }
}
