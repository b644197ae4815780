import { ArgumentMetadata, Injectable, type Type, ValidationError, ValidationPipe } from '@nestjs/common';
import type { ValidatorOptions } from 'class-validator';
import { InvalidRequest, type Violation } from '../errors/domain-error';
import { PreparedCheck } from './prepared-check';
import { findUnsafe } from './unsafe-content';

/** How class-validator looks at bodies. */
export const BODY_RULES: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: false,
  stopAtFirstError: false,
  validationError: { target: false, value: false },
};

/** Checks bodies against their classes and reports every violation at once; unknown fields are violations. */
@Injectable()
export class BodyValidationPipe extends ValidationPipe {
  constructor() {
    super({
      ...BODY_RULES,
      transform: true,
      exceptionFactory: (errors) => new InvalidRequest(violationsOf(errors)),
    });
  }

  // A body that is missing altogether lacks every required field, and the caller should hear which.
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body') return Promise.resolve(value);
    if (Array.isArray(value)) throw InvalidRequest.field('', 'the body must be a JSON object');
    const unsafe = findUnsafe(value);
    if (unsafe.length > 0) throw new InvalidRequest(unsafe);
    const body = value ?? {};
    const check = metadata.metatype ? PreparedCheck.of(metadata.metatype as Type<object>) : null;
    const taken = check?.take(body) ?? null;
    return taken ? Promise.resolve(taken) : (super.transform(body, metadata) as Promise<unknown>);
  }
}

/** What class-validator found, by dotted paths. */
export function violationsOf(errors: readonly ValidationError[], prefix = ''): Violation[] {
  return errors.flatMap((error) => {
    const field = `${prefix}${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field,
      message:
        rule === 'whitelistValidation' ? `${error.property} is not a known field: leave it out` : message,
    }));
    return [...own, ...violationsOf(error.children ?? [], `${field}.`)];
  });
}
