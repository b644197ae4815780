import type { NotificationPayload } from '../../infra/notifications';
import type { BudgetCrossing } from './budget-crossing.queries';

/** What people are told of a budget: one notice of the highest threshold, however many were reached at once. */
export function payloadOf(crossing: BudgetCrossing): NotificationPayload {
  const { id, name, environment, service, amount, currency, month } = crossing;
  const { month_to_date, projected_end_of_month, percentage, thresholds } = crossing;
  const threshold = thresholds[thresholds.length - 1];
  const isFull = threshold >= 100;
  const scope = [service, environment].filter((part) => part !== null).join(' in ');
  return {
    title: `Budget ${name}: ${threshold} % reached`,
    message: `${month_to_date} of ${amount} ${currency}${scope && ` for ${scope}`} were spent in ${month.slice(0, 7)} (${percentage} %); ${projected_end_of_month} ${currency} are to be expected by the end of the month.`,
    type: isFull ? 'error' : 'warning',
    priority: isFull ? 'high' : 'normal',
    metadata: {
      ...{ budget_id: id, name, environment, service, currency, month, threshold, thresholds },
      ...{ amount: Number(amount), month_to_date: Number(month_to_date) },
      ...{ projected_end_of_month: Number(projected_end_of_month), percentage: Number(percentage) },
    },
  };
}
