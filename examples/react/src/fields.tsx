import { ApiError } from '@ops-control-center/client';
import { useId } from 'react';
import { messageOf } from './api';

export const ENVIRONMENTS = ['production', 'staging', 'development'] as const;
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export const STATUSES = ['open', 'investigating', 'resolved', 'closed'] as const;

/** What went wrong, if anything did. */
export function Problem({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <p className="error" role="alert">
      {messageOf(error)}
    </p>
  );
}

interface SelectProps<T extends string> {
  label: string;
  /** Said to screen readers instead, where several have the same label. */
  spoken?: string;
  options: readonly T[];
  name?: string;
  value?: T;
}
type Picking<T> =
  { any: true; onPick: (value: T | undefined) => void } | { any?: false; onPick?: (value: T) => void };

export function Select<T extends string>({
  label,
  spoken = label,
  options,
  name,
  value,
  ...picking
}: SelectProps<T> & Picking<T>) {
  const pick = picking.onPick as ((value: T | undefined) => void) | undefined;
  return (
    <label>
      {label}
      <select
        aria-label={spoken}
        name={name}
        value={value}
        onChange={({ target }) => pick?.((target.value || undefined) as T)}
      >
        {picking.any && <option value="">any</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {option.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}

export const isAboutFields = (error: unknown): boolean =>
  error instanceof ApiError && Object.keys(error.fields).length > 0;

/** A text field, with what the server said of it. */
export function Field(props: { label: string; name: string; error: unknown; multiline?: boolean }) {
  const { label, name, error, multiline } = props;
  const id = useId();
  const fault = error instanceof ApiError ? error.fields[name] : undefined;
  const shared = {
    ...{ id, name },
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': fault ? `${id}-fault` : undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {multiline ? <textarea rows={4} {...shared} /> : <input {...shared} />}
      {fault && (
        <span id={`${id}-fault`} className="error" data-testid={`error-${name}`}>
          {fault}
        </span>
      )}
    </div>
  );
}
