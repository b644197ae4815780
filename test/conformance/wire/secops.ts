import { expect, it } from '@jest/globals';
import {
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
  texts,
  timestamp,
  uuid,
  whole,
} from '../../support/shape';
import type { WireScene } from './scene';

const ASSET: Shape = {
  id: uuid,
  hostname: text,
  ip_address: like(/^(\d+(\.\d+){3}|[0-9a-f:]+)$/),
  asset_type: oneOf('server', 'container', 'database', 'load_balancer', 'storage', 'network_device'),
  environment: oneOf('production', 'staging', 'development'),
  status: oneOf('active', 'inactive', 'maintenance', 'decommissioned'),
  os: orNull(text),
  os_version: orNull(text),
  owner: orNull(text),
  tags: orNull(texts),
  metadata: orNull(record),
  last_scanned_at: orNull(timestamp),
  vulnerability_count: whole,
  created_at: timestamp,
  updated_at: timestamp,
};
const MITRE_TACTIC: Shape = {
  id: like(/^TA\d{4}$/),
  name: text,
  description: text,
  url: like(/^https:\/\/attack\.mitre\.org\/tactics\/TA\d{4}$/),
  short_name: text,
  position: whole,
};
const MITRE_TECHNIQUE: Shape = {
  id: like(/^T\d{4}(\.\d{3})?$/),
  name: text,
  description: text,
  tactic_id: like(/^TA\d{4}$/),
  tactic_ids: texts,
  detection_count: whole,
  last_detected: orNull(timestamp),
  url: like(/^https:\/\/attack\.mitre\.org\/techniques\/T\d{4}(\/\d{3})?$/),
  is_subtechnique: flag,
  parent_id: orNull(text),
  retired: flag,
};
const MITRE_DETECTION: Shape = {
  id: uuid,
  technique_id: like(/^T\d{4}(\.\d{3})?$/),
  asset_id: orNull(uuid),
  description: text,
  severity: oneOf('critical', 'high', 'medium', 'low'),
  status: oneOf('active', 'investigating', 'resolved'),
  detected_at: timestamp,
  resolved_at: orNull(timestamp),
  environment: orNull(oneOf('production', 'staging', 'development')),
};

/** Assets and ATT&CK. */
export function securityOnTheWire(scene: WireScene): void {
  it('an asset with little and one with everything', async () => {
    const given = { ip_address: '10.20.4.17', asset_type: 'server', environment: 'production' };
    const little = await scene.engineer.post('/secops/assets', { ...given, hostname: 'little' });
    expect(faultsOf(little.body, ASSET)).toEqual([]);
    const more = { os: 'Debian', os_version: '12.7', owner: 'Data', tags: ['pci'], metadata: { rack: 1 } };
    const everything = { ...given, ...more, status: 'inactive', last_scanned_at: '2026-01-15T10:30:00.000Z' };
    const much = await scene.engineer.post('/secops/assets', { ...everything, hostname: 'much' });
    expect(faultsOf(much.body, ASSET)).toEqual([]);
    expect(Object.values(much.body)).not.toContain(null);
    expect((await scene.engineer.get('/secops/assets')).body).toEqual([much.body, little.body]);
  });

  it('tactics, techniques and detections of ATT&CK, with nothing and with everything', async () => {
    const seen = { technique_id: 'T1001', description: 'Seen', severity: 'low' };
    const host = { hostname: 'seen', ip_address: '10.20.4.18', asset_type: 'server', environment: 'staging' };
    const { body: asset } = await scene.engineer.post('/secops/assets', host);
    const little = await scene.engineer.post('/secops/mitre/detections', seen);
    const more = { ...seen, asset_id: asset.id, status: 'resolved' };
    const much = await scene.engineer.post('/secops/mitre/detections', more);
    expect([little, much].map(({ body }) => faultsOf(body, MITRE_DETECTION))).toEqual([[], []]);
    expect(Object.values(much.body)).not.toContain(null);
    const list = await scene.engineer.get('/secops/mitre/detections?sort_by=status&sort_order=asc');
    expect(list.body).toEqual([little.body, much.body]);
    const tactics = await scene.engineer.get<unknown[]>('/secops/mitre/tactics');
    expect(listOf(object(MITRE_TACTIC))(tactics.body)).toBeNull();
    const techniques = await scene.engineer.get<unknown[]>('/secops/mitre/techniques?limit=100');
    expect(listOf(object(MITRE_TECHNIQUE))(techniques.body)).toBeNull();
    expect([tactics.body.length, techniques.body.length]).toEqual([14, 100]);
  });
}
