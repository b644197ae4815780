import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ApiError, type User } from '@ops-control-center/client';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import './styles.css';

/** A session that has ended shows the sign-in again, whatever it was that found out. */
const onError = (error: Error): void => {
  if (error instanceof ApiError && error.status === 401) client.setQueryData(['me'], null);
};
const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      // Events keep what was read current, also over a lost connection: nothing is read again on suspicion.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
    },
  },
});

/** What one user was shown is not there for the next, however the change came about. */
let shownTo: string | undefined;
client.getQueryCache().subscribe(({ query }) => {
  if (query.queryKey[0] !== 'me') return;
  const id = (query.state.data as User | null | undefined)?.id;
  if (id === shownTo) return;
  shownTo = id;
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
