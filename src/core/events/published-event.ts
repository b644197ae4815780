/** An event with its number, as it goes to subscribers. */
export interface PublishedEvent {
  /** Growing number; what clients resume from. */
  readonly id: number;
  readonly type: string;
  readonly action: string;
  readonly channels: readonly string[];
  readonly permission: string;
  readonly environment: string | null;
  /** Set when the event is for one user only. */
  readonly audience: string | null;
  /** The whole message as JSON text. */
  readonly message: string;
}

/** A row of `events` with `data` and the timestamp as text. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly action: string;
  readonly channels: string[];
  readonly permission: string;
  readonly environment: string | null;
  readonly audience: string | null;
  readonly user_id: string | null;
  readonly data: string;
  readonly at: string;
}

export function publish(row: EventRow): PublishedEvent {
  const { type, action, channels, permission, environment, audience, user_id, data, at } = row;
  const id = Number(row.id);
  const user = user_id === null ? 'null' : JSON.stringify(user_id);
  // `data` is JSON text already: parsing and writing it again would cost more than all the rest.
  const message = `{"type":"${type}","action":"${action}","data":${data},"timestamp":"${at}","user_id":${user},"id":${id}}`;
  return { id, type, action, channels, permission, environment, audience, message };
}
