import { useQueryClient } from '@tanstack/react-query';
import { connectLive, type LiveState, type NotificationPayload } from '@ops-control-center/client';
import { useEffect, useState } from 'react';
import { API_URL } from './api';
import { applyEvent } from './cache';

export interface Live {
  state: LiveState;
  /** Whether there was a connection before. */
  wasLive: boolean;
  notification: NotificationPayload | null;
  /** Takes the notification away. */
  dismiss: () => void;
}

/** Keeps the cache current for as long as the component is there. The cookie says who listens. */
export function useLive(): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Omit<Live, 'dismiss'>>({
    state: 'connecting',
    wasLive: false,
    notification: null,
  });
  useEffect(() => {
    const connection = connectLive({
      url: API_URL,
      channels: ['incidents', 'tasks', 'assets', 'notifications'],
      onEvent: (event) => {
        if (event.type === 'notification') setLive((now) => ({ ...now, notification: event.data }));
        else applyEvent(client, event);
      },
      onState: (state) => {
        setLive((now) => ({ ...now, state, wasLive: now.wasLive || state === 'live' }));
        // The session has ended: who am I?
        if (state === 'unauthorized') void client.invalidateQueries({ queryKey: ['me'] });
      },
      onResync: () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }),
    });
    return () => connection.close();
  }, [client]);
  return { ...live, dismiss: () => setLive((now) => ({ ...now, notification: null })) };
}
