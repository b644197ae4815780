import type { Type } from '@nestjs/common';
import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';

/**
 * The class of a request body, made of an entity's fields: `required` ones must be there, `optional` ones may be left
 * out. Null is accepted exactly where the entity's field is nullable.
 */
export function requestOf<T, R extends keyof T = never, O extends keyof T = never>(
  entity: Type<T>,
  parts: { required?: readonly R[]; optional?: readonly O[] },
): Type<Pick<T, R> & Partial<Pick<T, O>>> {
  const required = PickType(entity, (parts.required ?? []) as R[]);
  const optional = PartialType(PickType(entity, (parts.optional ?? []) as O[]), {
    skipNullProperties: false,
  });
  return IntersectionType(required as Type<object>, optional as Type<object>) as never;
}
