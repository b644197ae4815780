import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { FileDownload } from '../../core/http/answers';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import type { LayerQuery } from './layer-query';
import { LayerQueries } from './layer.queries';
import { navigatorLayer } from './navigator-layer';

@Injectable()
export class LayerService {
  constructor(
    private readonly queries: LayerQueries,
    private readonly clock: Clock,
  ) {}

  /** The detections as a file for the ATT&CK Navigator. */
  async layer(query: LayerQuery): Promise<FileDownload> {
    const [detected, attackVersion] = await Promise.all([
      this.queries.techniques(query),
      this.queries.attackVersion(),
    ]);
    const now = this.clock.now();
    const layer = navigatorLayer(detected, { attackVersion, now, filters: filtersOf(query) });
    const content = Buffer.from(JSON.stringify(layer));
    const name = `attack-layer-${dayOf(now)}.json`;
    const open = (): Promise<Readable> => Promise.resolve(Readable.from([content]));
    return new FileDownload(name, 'application/json', content.length, open);
  }
}

const filtersOf = (query: LayerQuery): [string, string][] =>
  Object.entries(query).flatMap(
    ([name, value]: [string, Date | readonly string[] | null]): [string, string][] =>
      value === null ? [] : [[name, value instanceof Date ? value.toISOString() : value.join(', ')]],
  );
