import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { ErrorBody } from '../../core/errors/error-body';
import { Environment } from '../../core/fields';
import { queryStringOf } from '../../core/http/query-string-of';
import { DetectionSeverity, DetectionStatus } from './detection.enums';
import { type LayerQuery, readLayerQuery } from './layer-query';
import { NavigatorLayer } from './navigator-layer';

/** What the request's query asks for, checked. */
export const LayerParams = createParamDecorator((_: unknown, context: ExecutionContext): LayerQuery =>
  readLayerQuery(queryStringOf(context)),
);

const moments = ['detected_from', 'detected_to'].map((name) =>
  ApiQuery({ name, required: false, schema: { type: 'string', format: 'date-time' } }),
);
const some = (name: string, values?: Readonly<Record<string, string>>): MethodDecorator =>
  ApiQuery({
    ...{ name, required: false, style: 'form', explode: false },
    schema: { type: 'array', items: { type: 'string', ...(values ? { enum: Object.values(values) } : {}) } },
    description: 'Any of these values: comma-separated or repeated',
  });

/** Documents the parameters and the answer. */
export const ApiLayer = (): MethodDecorator =>
  applyDecorators(
    ...moments,
    some('status', DetectionStatus),
    some('severity', DetectionSeverity),
    some('environment', Environment),
    some('asset_id'),
    ApiOkResponse({ type: NavigatorLayer, description: 'The layer, as an attachment' }),
    ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST: details name each parameter' }),
  );
