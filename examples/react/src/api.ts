import {
  ApiError,
  createApi,
  type ErrorBody,
  type Evidence,
  type Incident,
  type User,
} from '@ops-control-center/client';
import { useSyncExternalStore } from 'react';

export const API_URL: string = import.meta.env.VITE_API_URL ?? 'http://localhost:8000';

/** Requests that are left in this minute, as the last answer said. */
export interface RateLimit {
  limit: number;
  remaining: number;
}
let rateLimit: RateLimit | null = null;
const listeners = new Set<() => void>();

/** Everything goes by the session cookie: no token is ever in the hands of the page. */
export const api = createApi({
  url: API_URL,
  onResponse: ({ headers }) => {
    const limit = headers.get('X-RateLimit-Limit');
    if (limit === null) return;
    rateLimit = { limit: Number(limit), remaining: Number(headers.get('X-RateLimit-Remaining')) };
    for (const listener of listeners) listener();
  },
});

export const useRateLimit = (): RateLimit | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => rateLimit,
  );

export const may = (user: User, permission: string): boolean => user.permissions.includes(permission);

export const messageOf = (error: unknown): string =>
  error instanceof Error && !(error instanceof TypeError) ? error.message : 'The server cannot be reached.';

/** Where the file of a piece of evidence is, if it is one. Text may hold addresses too: those are not followed. */
export function fileUrl({ id, incident_id, content }: Evidence): string | null {
  const path = `/api/v1/infra/incidents/${incident_id}/evidence/${id}/file`;
  return /^https?:/.test(content) && content.endsWith(path) ? API_URL + path : null;
}

const UPLOAD_TIMEOUT_MS = 15 * 60_000;

/** With XMLHttpRequest, as `fetch` tells nothing of how far an upload is. `onProgress` gets 0 to 100. */
export function uploadEvidence(
  incident: Incident,
  form: FormData,
  onProgress: (percentage: number) => void,
): Promise<Evidence> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${API_URL}/api/v1/infra/incidents/${incident.id}/evidence`);
    request.withCredentials = true;
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((loaded / total) * 100));
    const cutOff = (): void => reject(new Error('The upload was cut off. Try it again.'));
    request.onerror = request.onabort = request.ontimeout = cutOff;
    request.timeout = UPLOAD_TIMEOUT_MS;
    request.onload = () => {
      const { status, response } = request as { status: number; response: Evidence | ErrorBody | null };
      if (status === 201 && response) resolve(response as Evidence);
      else if (response && 'error' in response) reject(new ApiError(status, response));
      // Of a proxy, which knows no JSON.
      else reject(new Error(status === 413 ? 'The file is too large.' : `The upload failed (${status}).`));
    };
    request.send(form);
  });
}
