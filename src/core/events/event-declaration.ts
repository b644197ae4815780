import type { Type } from '@nestjs/common';

export type EventAction = 'created' | 'updated' | 'deleted';

/** How the changes of a resource are told to subscribers. Stands beside the resource. */
export interface EventDeclaration<T> {
  /** `type` of the message on the socket, a plain word; a conformance test knows those that clients understand. */
  readonly type: string;
  /** Permission that a listener must hold. */
  readonly permission: `read:${string}`;
  /** Channels the event goes to; a client hears it once if it is subscribed to any of them. */
  readonly channels: (row: T) => readonly string[];
  /** Those that occur, if not all do. */
  readonly actions?: readonly EventAction[];
  /** Environment of the row, for listeners that are bound to one. */
  readonly environment?: (row: T) => string | null;
}

/** Events that are no change of a resource: a notification, a measurement. Declared once, by who raises them. */
export interface EventFamily {
  readonly type: string;
  readonly actions: readonly EventAction[];
  /** Each event asks for one of them. */
  readonly permissions: readonly `${string}:${string}`[];
  /** Names of channels; what stands in braces is filled in. */
  readonly channels: readonly string[];
  /** The class that `data` is documented by. */
  readonly payload: Type;
  /** What they tell, for people. */
  readonly about: string;
}

const families: EventFamily[] = [];

export function declareEvents<const T extends EventFamily>(family: T): T {
  families.push(family);
  return family;
}

/** Those of all modules that have been loaded. */
export const declaredFamilies = (): readonly EventFamily[] => families;
