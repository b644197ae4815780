import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Incident, page } from '@ops-control-center/client';
import { useState } from 'react';
import { api, fileUrl, uploadEvidence } from './api';
import { Problem } from './fields';

const TYPES = ['log', 'metric', 'screenshot', 'document', 'command'] as const;

/** What belongs to an incident: text, and files to download. */
export function EvidencePanel({ incident, canWrite }: { incident: Incident; canWrite: boolean }) {
  const list = useQuery({
    queryKey: ['evidence', incident.id],
    queryFn: () => page(api.evidence.list({ path: { incident: incident.id }, query: { limit: 100 } })),
  });
  return (
    <section aria-label="Evidence">
      <h3>Evidence</h3>
      <ul className="evidence" data-testid="evidence">
        {list.data?.rows.map((row) => {
          const file = fileUrl(row);
          return (
            <li key={row.id}>
              <span className="pill">{row.type}</span> {row.title} <small>by {row.uploaded_by}</small>
              {file ? (
                <a href={file} download>
                  Download
                </a>
              ) : (
                <pre>{row.content.slice(0, 500)}</pre>
              )}
            </li>
          );
        })}
      </ul>
      <Problem error={list.error} />
      {list.data?.rows.length === 0 && <p className="hint">There is none yet.</p>}
      {canWrite && <Upload incident={incident} />}
    </section>
  );
}

function Upload({ incident }: { incident: Incident }) {
  const client = useQueryClient();
  const [percentage, setPercentage] = useState(0);
  const upload = useMutation({
    mutationFn: (form: FormData) => {
      setPercentage(0);
      return uploadEvidence(incident, form, setPercentage);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['evidence', incident.id] }),
  });
  return (
    <form
      className="upload"
      aria-label="Upload evidence"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        upload.mutate(new FormData(form), { onSuccess: () => form.reset() });
      }}
    >
      <label>
        Title
        <input name="title" required />
      </label>
      <label>
        Type
        <select name="type">
          {TYPES.map((type) => (
            <option key={type}>{type}</option>
          ))}
        </select>
      </label>
      <label>
        File
        <input name="file" type="file" required />
      </label>
      <button disabled={upload.isPending}>Upload</button>
      {upload.isPending && (
        <progress data-testid="progress" aria-label="Upload" max={100} value={percentage}>
          {percentage} %
        </progress>
      )}
      {upload.isSuccess && <span role="status">Uploaded {upload.data.title}.</span>}
      <Problem error={upload.error} />
    </form>
  );
}
