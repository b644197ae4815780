import type { INestApplicationContext } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { CreateUserRequest } from './admin/users/user.requests';
import { UsersService } from './admin/users/users.service';
import { describeError } from './core/errors/describe-error';
import { BODY_RULES, violationsOf } from './core/http/validation.pipe';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly team: string;
  readonly password: string;
}

/** Creates an account, audited as a change by the system. Throws an Error that names every fault. */
export async function createUser(app: INestApplicationContext, user: NewUser): Promise<void> {
  const request = Object.assign(new CreateUserRequest(), user);
  const faults = violationsOf(validateSync(request, BODY_RULES));
  if (faults.length > 0) {
    const words = faults.map(({ field, message }) => (field === 'password' ? message : `--${message}`));
    throw new Error(words.join('\n'));
  }
  try {
    await app.get(UsersService, { strict: false }).create(request);
  } catch (error) {
    if (describeError(error).status !== 409) throw error;
    throw new Error(`There is an account with the address ${user.email} already.`, { cause: error });
  }
}
