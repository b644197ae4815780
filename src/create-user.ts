import type { INestApplicationContext } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { PasswordHasher, Role, User, UserRepository } from './auth';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly team: string;
  readonly password: string;
}

/** Creates an account, audited as a change by the system. Throws an Error that names every fault. */
export async function createUser(app: INestApplicationContext, user: NewUser): Promise<void> {
  const { email, name, role, team, password } = user;
  const faults = [
    ...(isEmail(email) && email.length <= 254 ? [] : ['--email must be an e-mail address']),
    ...(name && name.length <= 100 ? [] : ['--name must have 1 to 100 characters']),
    ...(Object.hasOwn(Role, role) ? [] : [`--role must be one of ${Object.values(Role).join(', ')}`]),
    ...(team && team.length <= 100 ? [] : ['--team must have 1 to 100 characters']),
    ...(password.length >= 8 && password.length <= 128 ? [] : ['the password must have 8 to 128 characters']),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const users = app.get(UserRepository, { strict: false });
  if (await users.findByEmail(email))
    throw new Error(`there is an account with the address ${email} already`);
  const password_hash = await app.get(PasswordHasher, { strict: false }).hash(password);
  await users.add(Object.assign(new User(), { id: randomUUID(), email, name, role, team, password_hash }));
}
