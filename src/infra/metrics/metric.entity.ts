import { Resource, Row } from '../../core/database/resource';
import { Environment, Float, OneOf, Text, TextMap, Timestamp } from '../../core/fields';
import { MetricType } from './metric.enums';

/** Fits into a path as it is. */
export const METRIC_NAME = /^[A-Za-z_][A-Za-z0-9_.:-]*$/;

/** A measured point. Points only ever come in, in batches, and go when their day is too old. */
@Resource<Metric>({ name: 'metric', table: 'metrics', label: 'metric_name' })
export class Metric extends Row {
  @Text({
    max: 200,
    pattern: METRIC_NAME,
    patternMessage: 'must be made of letters, digits and _ . : - and begin with a letter or _',
    filter: true,
    example: 'cpu_usage',
  })
  metric_name!: string;

  @OneOf(MetricType, { enumName: 'MetricType', filter: true, example: 'cpu' })
  metric_type!: MetricType;

  @Float({ example: 72.5 })
  value!: number;

  @Text({ min: 0, max: 32, example: '%' })
  unit!: string;

  @OneOf(Environment, { enumName: 'Environment', filter: true, example: 'production' })
  environment!: Environment;

  @Text({ nullable: true, max: 100, filter: true, example: 'checkout-api' })
  service!: string | null;

  @Text({ nullable: true, max: 253, filter: true, example: 'web-1' })
  host!: string | null;

  @Timestamp({
    sort: true,
    range: ['from', 'to'],
    time: true,
    description: 'When it was measured; the time of its arrival if left out',
  })
  timestamp!: Date;

  @TextMap({ nullable: true, example: { region: 'eu-1' } })
  tags!: Record<string, string> | null;
}
