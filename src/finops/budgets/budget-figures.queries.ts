/**
 * All budgets with the figures of a day's month, as something to select from. The sums of the days, which are kept beside
 * the costs, are added up once for each environment, service and currency, however many budgets there are. Amounts are
 * rounded first and compared then, so that what is shown and what follows from it agree.
 *
 * @param day placeholder of a day, YYYY-MM-DD
 */
export const budgetFigures = (day: string): string => `(
  with given as materialized (
    select ${day}::date as today, date_trunc('month', ${day}::date::timestamp)::date as month,
      (date_trunc('month', ${day}::date::timestamp) + interval '1 month')::date - 1 as last
  ), spent as materialized (
    select d.environment, d.service, d.currency,
      sum(d.cost) filter (where d.date >= g.month) as month_to_date,
      sum(d.cost) filter (where d.date between g.today - 7 and g.today - 1) as week,
      min(d.date) filter (where d.date between g.today - 7 and g.today - 1) as since
    from cost_days d, given g
    where d.date between least(g.month, g.today - 7) and g.today and d.cost_count > 0
    group by d.environment, d.service, d.currency
  )
  select b.*, g.month, s.month_to_date, p.projected as projected_end_of_month,
    round(100 * s.month_to_date / b.amount, 2) as percentage,
    case when s.month_to_date > b.amount then 'exceeded' when p.projected > b.amount then 'at_risk' else 'on_track' end as status,
    s.other_currencies
  from budgets b cross join given g
  cross join lateral (
    select round(coalesce(sum(c.month_to_date) filter (where c.currency = b.currency), 0), 2) as month_to_date,
      coalesce(sum(c.week) filter (where c.currency = b.currency), 0) as week,
      min(c.since) filter (where c.currency = b.currency) as since,
      coalesce(array_agg(distinct c.currency) filter (where c.currency <> b.currency and c.month_to_date is not null),
        '{}') as other_currencies
    from spent c
    where (b.environment is null or c.environment = b.environment) and (b.service is null or c.service = b.service)
  ) s
  cross join lateral (
    select round(s.month_to_date + coalesce(s.week / (g.today - s.since), 0) * (g.last - g.today), 2) as projected
  ) p)`;
