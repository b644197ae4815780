import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LayerService } from '../../../src/secops/mitre/layer.service';
import type { Actor } from '../../support/actor';
import { startServer, type TestServer } from '../../support/app';
import { faultsOf as shapeFaults, flag, like, listOf, object, oneOf, text, whole } from '../../support/shape';
import { faultyFields, refusalOf } from '../infra/fixtures';
import { bundle, SMALL } from './mitre-bundle';
import { boundTo, host, report } from './mitre-scene';

const PATH = '/secops/mitre/layer';
const COLOR = like(/^#[0-9a-f]{6}$/i);

interface Layer {
  readonly description: string;
  readonly versions: Record<string, string>;
  readonly techniques: { techniqueID: string; tactic: string; score: number; comment: string }[];
  readonly gradient: { colors: string[]; minValue: number; maxValue: number };
  readonly metadata: { name: string; value: string }[];
}

/** The format's own rules, as its description at version 4.5 has them. */
const METADATA = listOf(object({ name: text, value: text }));
const LAYER = {
  name: text,
  versions: object({
    attack: like(/^\d+$/),
    navigator: like(/^(4\.9|[5-9]\.\d+)\.\d+$/),
    layer: oneOf('4.5'),
  }),
  domain: oneOf('enterprise-attack', 'mobile-attack', 'ics-attack'),
  description: text,
  sorting: (value: unknown) => ([0, 1, 2, 3].includes(value as number) ? null : 'is no sorting'),
  layout: object({
    layout: oneOf('side', 'flat', 'mini'),
    showID: flag,
    showName: flag,
    expandedSubtechniques: oneOf('none', 'all', 'annotated'),
    showAggregateScores: flag,
    aggregateFunction: oneOf('average', 'min', 'max', 'sum'),
    countUnscored: flag,
  }),
  hideDisabled: flag,
  techniques: listOf(
    object({
      techniqueID: like(/^T\d{4}(\.\d{3})?$/),
      tactic: like(/^[a-z]+(-[a-z]+)*$/),
      score: whole,
      comment: text,
      enabled: flag,
      metadata: METADATA,
    }),
  ),
  gradient: object({
    colors: (value: unknown) =>
      (value as string[]).length >= 2 ? listOf(COLOR)(value) : 'has too few colors',
    minValue: whole,
    maxValue: whole,
  }),
  legendItems: listOf(object({ label: text, color: COLOR })),
  metadata: METADATA,
};

function faultsOf(layer: Layer): string[] {
  const cells = layer.techniques.map(({ techniqueID, tactic }) => `${techniqueID} ${tactic}`);
  return [
    ...shapeFaults(layer, LAYER),
    ...(layer.gradient.maxValue > layer.gradient.minValue ? [] : ['maxValue must be > minValue']),
    ...cells.filter((cell, at) => cells.indexOf(cell) < at).map((cell) => `${cell} is there twice`),
  ];
}

describe('the layer of detections for the ATT&CK Navigator', () => {
  let server: TestServer;
  let viewer: Actor;
  const assets: Record<string, string> = {};
  beforeAll(async () => {
    server = await startServer();
    viewer = await server.as('viewer');
    const engineer = await server.as('engineer');
    for (const environment of ['production', 'staging'])
      assets[environment] = await host(server, environment);
    const one = { technique_id: 'T1078', detected_at: '2026-01-10T00:00:00Z', asset_id: assets.production };
    await report(engineer, one);
    await report(engineer, {
      ...one,
      detected_at: '2026-03-10T12:00:00Z',
      status: 'resolved',
      severity: 'low',
    });
    await report(engineer, { ...one, technique_id: 'T1059.004', asset_id: assets.staging });
    await report(engineer, { technique_id: 'T1001', detected_at: '2026-02-01T00:00:00Z' });
    const { id } = await report(engineer, { technique_id: 'T1486' });
    await engineer.delete(`/secops/mitre/detections/${id}`);
  });
  afterAll(() => server.close());

  const layer = async (parameters = ''): Promise<Layer> => {
    const { status, body } = await viewer.get<Layer>(`${PATH}?${parameters}`);
    expect([status, faultsOf(body)]).toEqual([200, []]);
    return body;
  };
  const cells = async (parameters: string): Promise<string[]> =>
    (await layer(parameters)).techniques.map(
      ({ techniqueID, tactic, score }) => `${techniqueID} ${tactic} ${score}`,
    );

  it('keeps to format 4.5 and holds each technique in each of its tactics, with the number of its detections', async () => {
    const { techniques, gradient, description, versions } = await layer();
    expect(techniques.map(({ techniqueID, tactic, score }) => [techniqueID, tactic, score])).toEqual([
      ['T1001', 'command-and-control', 1],
      ['T1059.004', 'execution', 1],
      ['T1078', 'initial-access', 2],
      ['T1078', 'persistence', 2],
      ['T1078', 'privilege-escalation', 2],
      ['T1078', 'defense-evasion', 2],
    ]);
    expect(techniques[2]).toMatchObject({
      comment: '2 detections, 1 not resolved',
      metadata: [{ name: 'last detected', value: '2026-03-10T12:00:00.000Z' }],
    });
    expect(gradient).toMatchObject({ minValue: 0, maxValue: 2 });
    expect(description).toBe('4 detections of 3 techniques.');
    expect(versions).toMatchObject({ attack: '18', layer: '4.5' });
  });

  it('is a file to download, also for those who want envelopes', async () => {
    const { headers, body } = await viewer.get<Layer>(PATH, { 'x-response-envelope': 'success' });
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="attack-layer-\d{4}-\d\d-\d\d\.json"$/,
    );
    expect(faultsOf(body)).toEqual([]);
  });

  it.each([
    ['status=active', ['T1001', 'T1059.004', 'T1078 1']],
    ['status=resolved', ['T1078 1']],
    ['severity=low,critical', ['T1078 1']],
    ['environment=staging', ['T1059.004']],
    ['environment=staging,production', ['T1059.004', 'T1078 2']],
    ['detected_from=2026-02-01', ['T1001', 'T1078 1']],
    ['detected_to=2026-02-01', ['T1001', 'T1059.004', 'T1078 1']],
    ['detected_from=2026-02-01T00:00:00.001Z&detected_to=2026-03-10', ['T1078 1']],
    ['detected_from=2027-01-01', []],
  ])('%s holds %j', async (parameters, expected) => {
    const found = new Set((await cells(parameters)).map((cell) => cell.replace(/ [a-z-]+ /, ' ')));
    expect([...found].map((cell) => (cell.startsWith('T1078') ? cell : cell.split(' ')[0]))).toEqual(
      expected,
    );
  });

  it('says what was asked for', async () => {
    const { metadata } = await layer(`status=active&detected_from=2026-01-01&asset_id=${assets.production}`);
    expect(metadata.slice(1)).toEqual([
      { name: 'detected_from', value: '2026-01-01T00:00:00.000Z' },
      { name: 'status', value: 'active' },
      { name: 'asset_id', value: assets.production },
    ]);
  });

  it('shows callers who are bound to an environment nothing of others', async () => {
    const service = server.app.get(LayerService, { strict: false });
    const nothing = { detected_from: null, detected_to: null, status: null, severity: null, asset_id: null };
    const ask = async (environment: string[] | null): Promise<string[]> => {
      const file = await boundTo('staging', () => service.layer({ ...nothing, environment }));
      const chunks: Buffer[] = [];
      for await (const chunk of await file.open()) chunks.push(chunk as Buffer);
      return (JSON.parse(Buffer.concat(chunks).toString()) as Layer).techniques.map(
        ({ techniqueID }) => techniqueID,
      );
    };
    expect(await ask(null)).toEqual(['T1059.004']);
    expect(await ask(['production'])).toEqual([]);
  });

  it.each(['status=open', 'since=2026-01-01', 'asset_id=1', 'detected_from=x', 'limit=5'])(
    '%s is refused',
    async (parameters) => {
      const answer = await viewer.get(`${PATH}?${parameters}`);
      expect(refusalOf(answer)).toEqual([400, 'INVALID_REQUEST']);
      expect(faultyFields(answer)).toEqual([parameters.split('=')[0]]);
    },
  );

  it('leaves out what ATT&CK has given up, and says so', async () => {
    const admin = await server.as('admin');
    expect((await admin.post('/secops/mitre/import', bundle([...SMALL]))).status).toBe(200);
    const { techniques, description, versions } = await layer();
    expect(techniques).toEqual([]);
    expect(description).toBe(
      '0 detections of 0 techniques. Left out, as ATT&CK has given them up: T1001, T1059.004, T1078.',
    );
    expect(versions.attack).toBe('19');
  });

  it('a layer that breaks the format is noticed', async () => {
    const sound = await layer();
    const twice = { ...sound, techniques: [1, 2].map(() => ({ ...CELL, techniqueID: 'T1001' })) };
    expect(faultsOf(twice)).toEqual(['T1001 impact is there twice']);
    const flat = { ...sound, gradient: { colors: ['#ffffff'], minValue: 1, maxValue: 1 } };
    expect(faultsOf(flat)).toEqual(['gradient colors has too few colors', 'maxValue must be > minValue']);
  });
});

const CELL = { tactic: 'impact', score: 1, comment: '', enabled: true, metadata: [] };
