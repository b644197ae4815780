import type { AlertNotice, NotificationChannel } from '../index';

/** A notice as it is handed to a channel. */
export interface Parcel {
  /** Of the delivery: the same for each attempt, so that a receiver can tell a repetition. */
  readonly id: string;
  readonly notice: AlertNotice;
  /** Recipients whom an earlier attempt has reached, as the channel named them. */
  readonly reached: readonly string[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How an attempt ended. */
export interface Receipt {
  readonly outcome: 'delivered' | 'failed' | 'refused';
  /** HTTP status, or reply code of a mail server; null when there was no answer. */
  readonly response_status: number | null;
  /** What went wrong, or is worth knowing; may still hold what a foreign server said. */
  readonly error: string | null;
  /** Of several recipients those who have it now, so that another attempt can leave them out. */
  readonly reached?: readonly string[];
  /** The receiver asks to be left alone for so long. */
  readonly retryAfterSeconds?: number | null;
}

/** A way to tell people outside of this product. */
export interface Channel {
  readonly name: NotificationChannel;
  /** Variables that must be set for it to work and are not. */
  readonly missing: readonly string[];
  /** Never shown, whatever the other side says. */
  readonly secrets: readonly string[];
  send(parcel: Parcel): Promise<Receipt>;
}

/** The names of those variables that are empty. */
export const emptyOnes = (variables: Readonly<Record<string, string | readonly string[]>>): string[] =>
  Object.entries(variables)
    .filter(([, value]) => value.length === 0)
    .map(([name]) => name);
