import { Injectable, type PipeTransform } from '@nestjs/common';
import type { CreateUserRequest } from './user.requests';
import { UsersService } from './users.service';

/** Between the check of the body and the handler, which may run in the transaction of an Idempotency-Key. */
@Injectable()
export class PrepareUser implements PipeTransform<CreateUserRequest, Promise<CreateUserRequest>> {
  constructor(private readonly users: UsersService) {}

  transform(body: CreateUserRequest): Promise<CreateUserRequest> {
    return this.users.prepare(body);
  }
}
