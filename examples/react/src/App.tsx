import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, type LiveState, ok, type User } from '@ops-control-center/client';
import { useState } from 'react';
import { api, messageOf, useRateLimit } from './api';
import { Board } from './Board';
import { Charts } from './Charts';
import { Problem } from './fields';
import { Incidents } from './Incidents';
import { type Live, useLive } from './live';

export function App() {
  const me = useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      try {
        return await ok(api.auth.me());
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
  });
  if (me.isPending) return <p className="center">Loading…</p>;
  if (me.isError && !me.data)
    return (
      <main className="center" role="alert">
        <p>{messageOf(me.error)}</p>
        <button onClick={() => void me.refetch()}>Try again</button>
      </main>
    );
  return me.data ? <Console key={me.data.id} user={me.data} /> : <SignIn />;
}

function SignIn() {
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: (form: FormData) =>
      ok(api.auth.login({ body: Object.fromEntries(form) as { email: string; password: string } })),
    onSuccess: ({ user }) => client.setQueryData(['me'], user),
  });
  return (
    <main className="center">
      <form
        className="card sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(new FormData(event.currentTarget));
        }}
        aria-labelledby="sign-in"
      >
        <h1 id="sign-in">Ops Control Center</h1>
        <label>
          E-mail
          <input
            name="email"
            type="email"
            autoComplete="username"
            defaultValue="engineer@example.com"
            required
          />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <Problem error={signIn.error} />
        <button className="primary" disabled={signIn.isPending}>
          Sign in
        </button>
        <p className="hint">
          Demo accounts: admin@, engineer@ and viewer@example.com, all with the password{' '}
          <code>password123</code>.
        </p>
      </form>
    </main>
  );
}

const PAGES = { Incidents, Vulnerabilities: Board, Figures: Charts };
type PageName = keyof typeof PAGES;

function Console({ user }: { user: User }) {
  const client = useQueryClient();
  const live = useLive();
  const [page, setPage] = useState<PageName>('Incidents');
  const signOut = useMutation({
    mutationFn: () => ok(api.auth.logout()),
    onSuccess: () => client.setQueryData(['me'], null),
  });
  const Content = PAGES[page];
  return (
    <>
      <header>
        <strong>Ops Control Center</strong>
        <nav aria-label="Pages">
          {(Object.keys(PAGES) as PageName[]).map((name) => (
            <button
              key={name}
              aria-current={name === page ? 'page' : undefined}
              onClick={() => setPage(name)}
            >
              {name}
            </button>
          ))}
        </nav>
        <span className="spacer" />
        <RateLimit />
        <ConnectionBadge {...live} />
        <span data-testid="user">
          {user.name} <small>{user.role}</small>
        </span>
        <button onClick={() => signOut.mutate()}>Sign out</button>
      </header>
      <Problem error={signOut.error} />
      {live.notification && (
        <p className={`notice ${live.notification.type}`} role="status">
          <b>{live.notification.title}.</b> {live.notification.message}{' '}
          <button onClick={live.dismiss}>Dismiss</button>
        </p>
      )}
      <main>
        <Content user={user} />
      </main>
    </>
  );
}

function ConnectionBadge({ state, wasLive }: Live) {
  const labels: Partial<Record<LiveState, string>> = {
    live: 'Live',
    connecting: wasLive ? 'Reconnecting' : 'Connecting',
  };
  return (
    <span className="badge" data-testid="connection" data-state={state} role="status" aria-label="Connection">
      {labels[state] ?? 'Offline'}
    </span>
  );
}

function RateLimit() {
  const rate = useRateLimit();
  if (!rate) return null;
  const { limit, remaining } = rate;
  return (
    <label className="rate" title={`${remaining} of ${limit} requests are left in this minute`}>
      <span>{remaining} left</span>
      <meter data-testid="rate-limit" min={0} max={limit} low={limit / 4} optimum={limit} value={remaining} />
    </label>
  );
}
