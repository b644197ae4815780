import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { type DetectionBody, report, seen, sighting } from './mitre-scene';
import { registerAsset } from './vulnerability-scene';

const PATH = '/secops/mitre/detections';

describe('detections on an asset that is removed', () => {
  let server: TestServer;
  let engineer: Actor;
  let asset: string;
  let detection: DetectionBody;
  beforeAll(async () => {
    server = await startServer();
    engineer = await server.as('engineer');
    asset = (await registerAsset(engineer)).id;
    detection = await report(engineer, { asset_id: asset });
    expect((await engineer.delete(`/secops/assets/${asset}`)).status).toBe(204);
  });
  afterAll(() => server.close());

  it('stay as they are, on the list and in the counts of their technique: what was seen has happened', async () => {
    expect(refusalOf(await engineer.get(`/secops/assets/${asset}`))).toEqual([404, 'ASSET_NOT_FOUND']);
    expect((await engineer.get(`${PATH}/${detection.id}`)).body).toEqual(detection);
    const list = await engineer.get<DetectionBody[]>(`${PATH}?asset_id=${asset}&environment=production`);
    expect([list.headers.get('x-total-count'), list.body]).toEqual(['1', [detection]]);
    expect(await seen(engineer, detection.technique_id)).toMatchObject({
      ...{ detection_count: 1, last_detected: detection.detected_at },
    });
  });

  it('can still be followed up, with the asset or without it', async () => {
    const path = `${PATH}/${detection.id}`;
    const followed = await engineer.patch<DetectionBody>(path, { status: 'resolved', asset_id: asset });
    expect([followed.status, followed.body]).toMatchObject([
      200,
      { status: 'resolved', asset_id: asset, environment: 'production' },
    ]);
    const other = await report(engineer);
    const late = await engineer.patch(`${PATH}/${other.id}`, { asset_id: asset });
    expect([...refusalOf(late), ...faultyFields(late)]).toEqual([400, 'INVALID_REQUEST', 'asset_id']);
    const reported = await engineer.post(PATH, sighting({ asset_id: asset }));
    expect([...refusalOf(reported), ...faultyFields(reported)]).toEqual([400, 'INVALID_REQUEST', 'asset_id']);
    const freed = await engineer.patch<DetectionBody>(path, { asset_id: null });
    expect([freed.status, freed.body.asset_id]).toEqual([200, null]);
  });
});
