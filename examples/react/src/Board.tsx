import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ok, page, type Page, type User, type Vulnerability } from '@ops-control-center/client';
import { api, may } from './api';
import { Problem, Select } from './fields';

type Status = Vulnerability['status'];
/** Accepting a risk asks for a reason, for which a board has no place. */
const MOVES = ['open', 'in_progress', 'mitigated', 'false_positive'] as const;
const COLUMNS: readonly Status[] = ['open', 'in_progress', 'mitigated', 'accepted', 'false_positive'];
const SHOWN = 20;
const ALL = ['vulnerabilities'];
const column = (status: Status) => [...ALL, status];
type Move = { row: Vulnerability; status: Status };
type Cards = Page<Vulnerability>;

export function Board({ user }: { user: User }) {
  const client = useQueryClient();
  const move = useMutation({
    mutationFn: ({ row, status }: Move) =>
      ok(api.vulnerabilities.update({ path: { id: row.id }, body: { status } })),
    // On display at once; put back if the server refuses.
    onMutate: async ({ row, status }) => {
      await client.cancelQueries({ queryKey: ALL });
      const before = client.getQueriesData<Cards>({ queryKey: ALL });
      client.setQueryData<Cards>(column(row.status), (list) => without(list, row));
      client.setQueryData<Cards>(column(status), (list) => withCard(list, { ...row, status }));
      return before;
    },
    onError: (_error, _move, before) => {
      for (const [key, list] of before ?? []) client.setQueryData(key, list);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ALL }),
  });
  return (
    <>
      <Problem error={move.error} />
      <section className="board" aria-label="Vulnerabilities">
        {COLUMNS.map((status) => (
          <Column
            key={status}
            status={status}
            onMove={may(user, 'write:vulnerabilities') ? move.mutate : undefined}
          />
        ))}
      </section>
    </>
  );
}

function Column({ status, onMove }: { status: Status; onMove?: (move: Move) => void }) {
  const list = useQuery({
    queryKey: column(status),
    // Some changes are told by no event.
    refetchInterval: 30_000,
    queryFn: ({ signal }) =>
      page(
        api.vulnerabilities.list({
          signal,
          query: { status: [status], sort_by: 'cvss_score', limit: SHOWN },
        }),
      ),
  });
  return (
    <div
      className="card"
      role="group"
      aria-label={status.replaceAll('_', ' ')}
      data-testid={`column-${status}`}
    >
      <h2>
        {status.replaceAll('_', ' ')} <small data-testid={`count-${status}`}>{list.data?.total ?? '…'}</small>
      </h2>
      <Problem error={list.error} />
      {list.data?.rows.map((row) => (
        <article key={row.id} data-testid={`card-${row.id}`}>
          <span className={`pill ${row.severity}`}>{row.severity}</span> <b>{row.cvss_score ?? '–'}</b>{' '}
          <small>{row.cve_id}</small>
          <p>{row.title}</p>
          {onMove && row.status !== 'accepted' && (
            <Select
              label="Status"
              spoken={`Status of ${row.title}`}
              options={MOVES}
              value={row.status}
              onPick={(picked) => onMove({ row, status: picked })}
            />
          )}
        </article>
      ))}
    </div>
  );
}

function without(list: Cards | undefined, { id }: Vulnerability): Cards | undefined {
  return list && { ...list, rows: list.rows.filter((row) => row.id !== id), total: list.total - 1 };
}

function withCard(list: Cards | undefined, card: Vulnerability): Cards | undefined {
  if (!list) return list;
  const rows = [...list.rows, card].sort((a, b) => (b.cvss_score ?? 0) - (a.cvss_score ?? 0));
  return { ...list, rows, total: list.total + 1 };
}
