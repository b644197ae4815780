export const DeliveryAction = { triggered: 'triggered', resolved: 'resolved' } as const;
export type DeliveryAction = (typeof DeliveryAction)[keyof typeof DeliveryAction];

/** `pending` was never tried (again); `retrying` has failed and will be tried again; `dead` was given up. */
export const DeliveryStatus = {
  pending: 'pending',
  retrying: 'retrying',
  delivered: 'delivered',
  dead: 'dead',
} as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

/** `refused` will not get better by itself; `unknown` is under way, or its process died. */
export const AttemptOutcome = {
  delivered: 'delivered',
  failed: 'failed',
  refused: 'refused',
  unknown: 'unknown',
} as const;
export type AttemptOutcome = (typeof AttemptOutcome)[keyof typeof AttemptOutcome];
