export type EventAction = 'created' | 'updated' | 'deleted';

/** How the changes of a resource are told to subscribers. Stands beside the resource. */
export interface EventDeclaration<T> {
  /** `type` of the message on the socket, a plain word; a conformance test knows those that clients understand. */
  readonly type: string;
  /** Permission that a listener must hold. */
  readonly permission: `read:${string}`;
  /** Channels the event goes to; a client hears it once if it is subscribed to any of them. */
  readonly channels: (row: T) => readonly string[];
  /** Environment of the row, for listeners that are bound to one. */
  readonly environment?: (row: T) => string | null;
}
