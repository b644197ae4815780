import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpCode,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiNoContentResponse,
  ApiQuery,
  ApiServiceUnavailableResponse,
} from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { UnsupportedMediaType } from '../../core/errors/domain-error';
import { ErrorBody } from '../../core/errors/error-body';
import { Environment } from '../../core/fields';
import { ApiTakesJson } from '../../core/http/api.decorators';
import { LARGE_BODY, TakesBody } from '../../core/http/body';
import { receiveBytes } from '../../core/http/receive-bytes';
import type { OpsRequest } from '../../core/http/request';
import { SecondLook } from '../../core/http/second-look';
import { BatchTurn } from '../../core/queueing/batch-turn';
import { RetryLater } from '../feeds';

const PROTOBUF = 'application/x-protobuf';
const VERSION_1 = 'prometheus.WriteRequest';

/** Puts the packed bytes into the request's body. Ahead of the queue, so that slow senders hold up nobody in it. */
@Injectable()
class PackedBody implements NestInterceptor {
  constructor(private readonly secondLook: SecondLook) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<OpsRequest>();
    checkHeaders(request);
    request.body = await receiveBytes(request, LARGE_BODY);
    await this.secondLook.take(context);
    return next.handle();
  }
}

function checkHeaders({ headers }: OpsRequest): void {
  const type = headers['content-type'] ?? '';
  const message = /;\s*proto\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? VERSION_1;
  if (!type.toLowerCase().startsWith(PROTOBUF) || message !== VERSION_1)
    throw new UnsupportedMediaType(
      'This is not remote write 1.0.',
      null,
      `Send ${PROTOBUF} of remote write 1.0 (proto=${VERSION_1}).`,
    );
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'snappy';
  if (encoding !== 'snappy')
    throw new UnsupportedMediaType(
      'The body is not said to be snappy.',
      null,
      'Send it packed by snappy, block format.',
    );
}

const count = (what: string) => ({ description: what, schema: { type: 'integer' as const, example: 2_000 } });

/** A POST of a packed WriteRequest: 204. */
export const TakesRemoteWrite = (): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    TakesBody({ limit: LARGE_BODY, streams: [PROTOBUF] }),
    UseInterceptors(RetryLater, PackedBody, BatchTurn),
    ApiConsumes(PROTOBUF),
    ApiBody({
      schema: {
        type: 'string',
        format: 'binary',
        description: 'prometheus.WriteRequest, packed by snappy (block)',
      },
    }),
    ApiHeader({
      name: 'Content-Encoding',
      required: false,
      schema: { type: 'string', enum: ['snappy'], default: 'snappy' },
    }),
    ApiQuery({
      name: 'environment',
      required: false,
      schema: { type: 'string', enum: Object.values(Environment), default: Environment.production },
      description: 'Environment of series that have no label environment or env which names one',
    }),
    ApiNoContentResponse({
      description: 'All of it is stored, now or since it came before',
      headers: {
        'X-Prometheus-Remote-Write-Samples-Written': count('Samples that are stored'),
        'X-Prometheus-Remote-Write-Histograms-Written': count('Always 0'),
        'X-Prometheus-Remote-Write-Exemplars-Written': count('Always 0'),
      },
    }),
    ApiBadRequestResponse({
      type: ErrorBody,
      description:
        'INVALID_REQUEST: it cannot be read, and nothing is stored; or some samples are refused, and all others are stored',
    }),
    ApiServiceUnavailableResponse({
      type: ErrorBody,
      description: 'SERVICE_UNAVAILABLE: too many batches are waiting; see Retry-After',
    }),
    ApiTakesJson(),
  );
