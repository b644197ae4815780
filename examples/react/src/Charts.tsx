import { useQuery } from '@tanstack/react-query';
import { type CostGroup, ok } from '@ops-control-center/client';
import { api } from './api';
import { Problem } from './fields';

interface Bar {
  label: string;
  value: number;
  /** What a reader is told. */
  text: string;
}

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

export function Charts() {
  const sla = useQuery({
    queryKey: ['sla'],
    queryFn: async () =>
      (await ok(api.sla.weeks({ query: { weeks: 12 } })))
        .reverse()
        .map(({ week_start, sla_percentage, total_delivered_hours, total_requested_hours }): Bar => ({
          label: week_start.slice(5),
          value: sla_percentage,
          text: `${sla_percentage} %: ${total_delivered_hours} of ${total_requested_hours} hours`,
        })),
  });
  const costs = useQuery({
    queryKey: ['costs'],
    // Told by no event.
    refetchInterval: 60_000,
    queryFn: async () => {
      const query = { group_by: 'date', start_date: daysAgo(29), sort_by: 'key', sort_order: 'asc' };
      const groups = (await ok(api.costs.breakdown({ query: query as object }))) as CostGroup[];
      return groups.map(({ key, cost, currency }): Bar => ({
        label: key.slice(5),
        value: cost,
        text: cost.toLocaleString(undefined, { style: 'currency', currency }),
      }));
    },
  });
  return (
    <div className="figures">
      {[
        { title: 'SLA by week, %', query: sla, top: 100, every: 1 },
        { title: 'Costs by day, last 30 days', query: costs, every: 7 },
      ].map(({ title, query, top, every }) => (
        <section key={title} className="card" aria-label={title}>
          <h2>{title}</h2>
          {query.isPending && <p>Loading…</p>}
          <Problem error={query.error} />
          {query.data && <BarChart {...{ title, top, every }} bars={query.data} />}
        </section>
      ))}
    </div>
  );
}

const WIDTH = 640;
const HEIGHT = 260;
const LEFT = 44;
const BOTTOM = 24;
const round = (value: number): number => {
  const step = 10 ** Math.floor(Math.log10(value || 1));
  return Math.ceil(value / step) * step;
};

/** A picture for those who see it, and the same figures as a table for those who do not. */
function BarChart({ title, bars, top, every }: { title: string; bars: Bar[]; top?: number; every: number }) {
  const highest = top ?? round(Math.max(...bars.map(({ value }) => value), 1));
  const y = (value: number): number => (HEIGHT - BOTTOM - 8) * (1 - value / highest) + 8;
  const step = (WIDTH - LEFT) / bars.length;
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" data-testid="chart">
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <g key={part} className="axis">
            <line x1={LEFT} x2={WIDTH} y1={y(part * highest)} y2={y(part * highest)} />
            <text x={LEFT - 6} y={y(part * highest) + 4} textAnchor="end">
              {Math.round(part * highest)}
            </text>
          </g>
        ))}
        {bars.map(({ label, value, text }, index) => (
          <g key={label}>
            <rect
              className="bar-fill"
              x={LEFT + index * step + step * 0.15}
              y={y(value)}
              width={step * 0.7}
              height={y(0) - y(value)}
              rx={2}
            >
              <title>{`${label}: ${text}`}</title>
            </rect>
            {index % every === 0 && (
              <text x={LEFT + (index + 0.5) * step} y={HEIGHT - 6} textAnchor="middle">
                {label}
              </text>
            )}
          </g>
        ))}
      </svg>
      <div className="for-readers">
        <table>
          <caption>{title}</caption>
          <tbody>
            {bars.map(({ label, text }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
