import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiQuery,
  ApiServiceUnavailableResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { InvalidRequest } from '../../core/errors/domain-error';
import { ErrorBody } from '../../core/errors/error-body';
import { Environment } from '../../core/fields';
import { ApiTakesJson } from '../../core/http/api.decorators';
import { LARGE_BODY, TakesBody } from '../../core/http/body';
import type { OpsRequest } from '../../core/http/request';
import { BatchTurn } from '../../core/queueing/batch-turn';
import { RetryLater } from '../feeds';
import { AlertmanagerAlert, AlertmanagerNotification, AlertsTaken } from './alerts-taken';

/** The alerts of a body: a list, or a notification that holds one. Nothing else of it is refused: refused alerts are lost. */
export const AlertsBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): { alerts: readonly unknown[]; truncated: number } => {
    const { body } = context.switchToHttp().getRequest<OpsRequest>() as { body: unknown };
    if (Array.isArray(body)) return { alerts: body, truncated: 0 };
    const { alerts, truncatedAlerts } = (body ?? {}) as { alerts?: unknown; truncatedAlerts?: unknown };
    if (!Array.isArray(alerts)) throw InvalidRequest.field('alerts', 'alerts must be a list');
    const isCount = Number.isSafeInteger(truncatedAlerts) && (truncatedAlerts as number) > 0;
    return { alerts, truncated: isCount ? (truncatedAlerts as number) : 0 };
  },
);

/** A POST of alerts: 200 and what became of them. */
export function TakesAlerts(form: 'notification' | 'list'): MethodDecorator {
  const list = { type: 'array' as const, items: { $ref: getSchemaPath(AlertmanagerAlert) } };
  const notification = { $ref: getSchemaPath(AlertmanagerNotification) };
  return applyDecorators(
    HttpCode(200),
    TakesBody({ limit: LARGE_BODY }),
    UseInterceptors(RetryLater, BatchTurn),
    ApiExtraModels(AlertmanagerNotification, AlertmanagerAlert),
    ApiBody({ schema: form === 'list' ? list : notification }),
    ApiQuery({
      name: 'environment',
      required: false,
      schema: { type: 'string', enum: Object.values(Environment), default: Environment.production },
      description: 'Environment of alerts that have no label environment, env or stage which names one',
    }),
    ApiQuery({
      name: 'squad',
      required: false,
      schema: { type: 'string', maxLength: 100, default: 'Unassigned' },
      description: 'Squad of alerts that have no label squad or team',
    }),
    ApiOkResponse({ type: AlertsTaken }),
    ApiBadRequestResponse({
      type: ErrorBody,
      description: 'INVALID_REQUEST: the body holds no list of alerts, or the query is wrong',
    }),
    ApiServiceUnavailableResponse({
      type: ErrorBody,
      description: 'SERVICE_UNAVAILABLE: too many batches are waiting; see Retry-After',
    }),
    ApiTakesJson(),
  );
}
