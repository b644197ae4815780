import { Injectable, type Type } from '@nestjs/common';
import { AuditedRepository } from './audited.repository';
import { RepositoryTools } from './repository-tools';
import type { Row } from './resource';

/** The repository of an entity, to be extended: `class TaskRepository extends repositoryOf(Task) {}`. */
export function repositoryOf<T extends Row>(entity: Type<T>): Type<AuditedRepository<T>> {
  @Injectable()
  class EntityRepository extends AuditedRepository<T> {
    constructor(tools: RepositoryTools) {
      super(entity, tools);
    }
  }
  return EntityRepository;
}
