import { expect, it } from '@jest/globals';
import {
  anything,
  faultsOf,
  flag,
  like,
  listOf,
  object,
  oneOf,
  orNull,
  record,
  type Shape,
  text,
  timestamp,
  uuid,
  whole,
} from '../../support/shape';
import type { WireScene } from './scene';

const AUDIT_LOG: Shape = {
  id: uuid,
  event_type: oneOf(
    ...['CREATE', 'UPDATE', 'DELETE', 'LOGIN', 'LOGOUT', 'GENERATE', 'EXECUTE', 'APPROVE', 'ACCESS'],
  ),
  resource_type: like(/^[a-z_]+$/),
  resource_id: orNull(text),
  resource_name: orNull(text),
  user_id: text,
  user_name: text,
  user_email: orNull(text),
  action_description: text,
  status: oneOf('success', 'failed'),
  error_message: orNull(text),
  ip_address: orNull(text),
  user_agent: orNull(text),
  changes: orNull(listOf(object({ field: text, old_value: anything, new_value: anything }))),
  metadata: orNull(record),
  timestamp,
};
const VERIFICATION: Shape = {
  valid: flag,
  checked: whole,
  first_invalid_id: orNull(uuid),
  first_invalid_sequence: orNull(whole),
  reason: orNull(text),
  message: orNull(text),
  checkpoints: whole,
  unsigned: whole,
  unsealed: whole,
  unproved: whole,
};
const HASH = like(/^[0-9a-f]{64}$/);
const CHECKPOINT: Shape = {
  ...{ sequence: whole, hash: HASH, count: whole, created_at: timestamp, key_id: HASH },
  ...{ previous: orNull(HASH), signature: like(/^[\w+/]{86}==$/) },
};

/** The audit log, and what proves it. */
export function auditOnTheWire(scene: WireScene): void {
  it('entries of the audit log, whoever they are by and whatever they are of', async () => {
    const { admin } = scene;
    await scene.engineer.get('/admin/audit-logs');
    const { body } = await admin.get<Record<string, unknown>[]>('/admin/audit-logs?limit=100');
    expect(body.flatMap((entry) => faultsOf(entry, AUDIT_LOG))).toEqual([]);
    expect(new Set(body.map(({ status }) => status))).toEqual(new Set(['success', 'failed']));
    const one = await admin.get(`/admin/audit-logs/${String(body[0].id)}`);
    expect(one.body).toEqual(body[0]);
  });

  it('what verifying it has found, and its checkpoints', async () => {
    const verification = await scene.admin.get('/admin/audit-logs/verify');
    expect(faultsOf(verification.body, VERIFICATION)).toEqual([]);
    expect(verification.body).toMatchObject({ valid: true, first_invalid_id: null });
    const { body } = await scene.admin.get<object[]>('/admin/audit-logs/checkpoints');
    expect(body.length).toBe(verification.body.checkpoints);
    expect(body.flatMap((checkpoint) => faultsOf(checkpoint, CHECKPOINT))).toEqual([]);
  });
}
