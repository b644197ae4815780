import type { NotificationPayload } from '../../infra/notifications';
import { CreditConcern } from './credit.enums';
import type { CreditWorry } from './credit-notice.queries';

/** From here on it is not only something to know but something to do. */
const URGENT_DAYS = 7;

/** What people are told of a credit. */
export function payloadOf(worry: CreditWorry): NotificationPayload {
  const { id, concern, provider, credit_type, amount, remaining, currency, description } = worry;
  const { expiry_date, days_left, projected_exhaustion_date } = worry;
  const name = `The ${credit_type} credit of ${provider}${description === null ? '' : ` (${description})`}`;
  const left = `${remaining} of ${amount} ${currency} are left`;
  const isExpiring = concern === CreditConcern.expiring;
  return {
    title: isExpiring ? `Credit expires ${inDays(days_left)}` : 'Credit will run dry before it expires',
    message: isExpiring
      ? `${name} expires at the end of ${expiry_date} (UTC): ${left}.`
      : `${name} will be used up on ${projected_exhaustion_date} and not last until ${expiry_date}: ${left}.`,
    type: 'warning',
    priority: isExpiring && days_left <= URGENT_DAYS ? 'high' : 'normal',
    metadata: {
      ...{ credit_id: id, reason: concern, provider, credit_type, currency },
      ...{ amount: Number(amount), remaining: Number(remaining) },
      ...{ expiry_date, projected_exhaustion_date },
    },
  };
}

function inDays(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}
