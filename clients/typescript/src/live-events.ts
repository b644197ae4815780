import type { Alert, Asset, Incident, Metric, Task } from './generated/types.gen.js';

/** What the server tells one user. */
export interface NotificationPayload {
  title: string;
  message: string;
  type: 'info' | 'success' | 'warning' | 'error';
  priority: 'low' | 'normal' | 'high' | 'urgent';
  /** A path of the API. */
  actionUrl?: string;
  metadata?: Record<string, unknown>;
}

/** What `data` is, by the `type` of the event. A deleted row comes as it was. */
export interface LiveData {
  incident: Incident;
  task: Task;
  asset: Asset;
  alert: Alert;
  notification: NotificationPayload;
  metric: Metric;
}

interface LiveActions {
  incident: 'created' | 'updated' | 'deleted';
  task: 'created' | 'updated' | 'deleted';
  asset: 'created' | 'updated' | 'deleted';
  alert: 'created' | 'updated';
  notification: 'created';
  metric: 'updated';
}

/** One change, in the order of the commits. `switch (event.type)` tells what `data` is. */
export type LiveEvent = {
  [T in keyof LiveData]: {
    /** Grows; what a client resumes from. */
    id: number;
    type: T;
    action: LiveActions[T];
    data: LiveData[T];
    /** ISO 8601. */
    timestamp: string;
    /** Who did it; null: the server itself. */
    user_id: string | null;
  };
}[keyof LiveData];

export type Channel =
  | 'incidents'
  | 'tasks'
  | 'assets'
  | 'alerts'
  | 'notifications'
  | 'metrics'
  | 'production'
  | 'staging'
  | 'development'
  | `squad:${string}`;
