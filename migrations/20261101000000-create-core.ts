import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users and sessions, audit log, outbox, idempotency, incidents and evidence. */
export class CreateCore20261101000000 implements MigrationInterface {
  name = 'CreateCore20261101000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function touch_row() returns trigger language plpgsql as $$
      begin
        -- Not now(): of two writers that queue for a row, the one that began later may write first.
        new.updated_at := clock_timestamp();
        new.version := old.version + 1;
        return new;
      end $$;

      create table users (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        email text not null,
        role text not null check (role in ('admin', 'engineer', 'viewer')),
        team text not null,
        avatar text,
        password_hash text not null,
        disabled_at timestamptz(3),
        "createdAt" timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        "lastLogin" timestamptz(3),
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', email), 'B') ||
          setweight(to_tsvector('english', team), 'C')) stored
      );
      create unique index users_email_key on users (lower(email)) where deleted_at is null;
      create index users_created_idx on users ("createdAt" desc, id desc) where deleted_at is null;
      create index users_search_idx on users using gin (search);
      -- Not on lastLogin: signing in must not make an administrator's If-Match fail.
      create trigger users_touch before update of name, email, role, team, avatar, password_hash, disabled_at, deleted_at on users for each row execute function touch_row();

      create table sessions (
        id uuid primary key,
        user_id uuid not null references users (id) on delete cascade,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null,
        ended_at timestamptz(3),
        ip_address text,
        user_agent text,
        version integer not null default 1
      );
      create index sessions_user_idx on sessions (user_id) where ended_at is null;
      create index sessions_expires_idx on sessions (expires_at);
      create trigger sessions_touch before update on sessions for each row execute function touch_row();

      -- The tokens of a session: a refresh adds one and lets the older ones retire a little later.
      create table session_tokens (
        id uuid primary key,
        session_id uuid not null references sessions (id) on delete cascade,
        created_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null,
        retires_at timestamptz(3)
      );
      create index session_tokens_session_idx on session_tokens (session_id);

      -- Whoever caches what credentials mean hears of every change to them, also of one made behind the application's back.
      create function tell_access_change() returns trigger language plpgsql as $$
      declare changed jsonb := coalesce(to_jsonb(new), to_jsonb(old));
      begin
        perform pg_notify('access_changed', changed ->> case tg_table_name when 'users' then 'id' else 'user_id' end);
        return null;
      end $$;
      create trigger users_tell_access after update of role, disabled_at, deleted_at, name, email, password_hash on users
        for each row execute function tell_access_change();
      create trigger users_tell_removal after delete on users for each row execute function tell_access_change();
      create trigger sessions_tell_access after update of ended_at, expires_at on sessions
        for each row execute function tell_access_change();
      -- Pruning what has expired is no news.
      create trigger sessions_tell_removal after delete on sessions
        for each row when (old.ended_at is null and old.expires_at > now()) execute function tell_access_change();

      create table login_failures (
        id bigint generated always as identity primary key,
        account text not null,
        address text not null,
        created_at timestamptz(3) not null default now()
      );
      create index login_failures_account_idx on login_failures (account, created_at);
      create index login_failures_address_idx on login_failures (address, created_at);

      create table audit_logs (
        id uuid primary key default gen_random_uuid(),
        position bigint generated always as identity unique,
        event_type text not null check (event_type in ('CREATE', 'UPDATE', 'DELETE', 'LOGIN', 'LOGOUT', 'GENERATE', 'EXECUTE', 'APPROVE', 'ACCESS')),
        resource_type text not null,
        resource_id text,
        resource_name text,
        user_id text not null,
        user_name text not null,
        user_email text,
        action_description text not null,
        status text not null check (status in ('success', 'failed')),
        error_message text,
        ip_address text,
        user_agent text,
        changes jsonb,
        metadata jsonb,
        timestamp timestamptz(3) not null default now()
      );
      create index audit_logs_user_idx on audit_logs (user_id, timestamp desc);
      create index audit_logs_resource_idx on audit_logs (resource_type, resource_id, timestamp desc);
      create index audit_logs_time_idx on audit_logs (timestamp desc, id desc);
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_logs_append_only before update or delete on audit_logs for each row execute function refuse_change();
      create trigger audit_logs_no_truncate before truncate on audit_logs for each statement execute function refuse_change();

      -- The outbox and, once numbered, the log that clients resume from. position is drawn inside the changing
      -- transaction and may become visible late; id is given by number_events() after the commit and only grows.
      create table events (
        position bigint generated always as identity,
        id bigint,
        type text not null,
        action text not null check (action in ('created', 'updated', 'deleted')),
        resource_id uuid,
        channels text[] not null,
        permission text not null,
        environment text,
        audience uuid,
        user_id text,
        data json not null,
        created_at timestamptz(3) not null default now()
      );
      -- Every change pays for these, so there are no more than two, and a row stands in one of them at a time.
      create unique index events_waiting_idx on events (position) where id is null;
      create unique index events_id_idx on events (id) where id is not null;
      create sequence event_ids as bigint;

      -- One caller at a time gives the next numbers to what has committed, so ids grow in the order in which they can be
      -- seen: whoever has read up to an id has missed nothing below it. Per resource, position follows commit order
      -- because it is drawn while the row is locked.
      create function number_events(batch integer) returns setof events language plpgsql as $$
      begin
        if not pg_try_advisory_xact_lock(7205759403792793) then return; end if;
        return query
          with picked as materialized (
            select e.position from events e where e.id is null order by e.position limit batch),
          numbered as materialized (select p.position, nextval('event_ids') as next_id from picked p order by p.position)
          update events e set id = n.next_id from numbered n where e.position = n.position and e.id is null returning e.*;
      end $$;

      create table idempotency_keys (
        user_id uuid not null,
        key text not null,
        request_hash text not null,
        body text,
        etag text,
        created_at timestamptz(3) not null default now(),
        primary key (user_id, key)
      );
      create index idempotency_keys_created_idx on idempotency_keys (created_at);

      -- What leaves of an incident, kept ready: lists are read far more often than incidents change, and building the JSON
      -- of a page costs Postgres three times what finding its rows does. Immutable, as it names its time zone.
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

      create sequence incident_numbers start 1001;
      create table incidents (
        id uuid primary key default gen_random_uuid(),
        jira_id text not null unique default 'INC-' || nextval('incident_numbers'),
        title text not null,
        description text not null,
        severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
        status text not null default 'open' check (status in ('open', 'investigating', 'resolved', 'closed')),
        squad text not null,
        environment text not null check (environment in ('production', 'staging', 'development')),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        resolved_at timestamptz(3),
        assignee text,
        tags text[],
        affected_services text[],
        root_cause text,
        resolution text,
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', jira_id), 'A') ||
          setweight(to_tsvector('english', description), 'B') ||
          setweight(to_tsvector('english', coalesce(root_cause, '')), 'C') ||
          setweight(to_tsvector('english', coalesce(resolution, '')), 'C')) stored,
        wire text not null generated always as (incident_wire(id, jira_id, title, description, severity, status, squad,
          environment, created_at, updated_at, resolved_at, assignee, tags, affected_services, root_cause, resolution)) stored
      );
      alter sequence incident_numbers owned by incidents.jira_id;
      create index incidents_environment_status_idx on incidents (environment, status, created_at desc, id desc) where deleted_at is null;
      create index incidents_created_idx on incidents (created_at desc, id desc) where deleted_at is null;
      create index incidents_squad_idx on incidents (squad, created_at desc, id desc) where deleted_at is null;
      create index incidents_tags_idx on incidents using gin (tags);
      create index incidents_search_idx on incidents using gin (search);
      create trigger incidents_touch before update on incidents for each row execute function touch_row();

      create table evidence (
        id uuid primary key default gen_random_uuid(),
        incident_id uuid not null references incidents (id) on delete cascade,
        title text not null,
        type text not null check (type in ('log', 'metric', 'screenshot', 'document', 'command')),
        content text not null,
        metadata jsonb,
        uploaded_by text not null,
        uploaded_at timestamptz(3) not null default now(),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        file_key text,
        file_name text,
        file_type text,
        file_size integer,
        file_sha256 text,
        deleted_at timestamptz(3),
        version integer not null default 1,
        search tsvector generated always as (
          setweight(to_tsvector('english', title), 'A') ||
          setweight(to_tsvector('english', left(case when file_key is null then content else '' end, 100000)), 'B')) stored
      );
      create index evidence_incident_idx on evidence (incident_id, uploaded_at desc, id desc) where deleted_at is null;
      create index evidence_search_idx on evidence using gin (search);
      create trigger evidence_touch before update on evidence for each row execute function touch_row();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table evidence, incidents, idempotency_keys, events, audit_logs, login_failures, session_tokens, sessions, users cascade;
      drop sequence event_ids;
      -- number_events gives rows of events and so has gone with them.
      drop function touch_row, tell_access_change, refuse_change, incident_wire;
    `);
  }
}
