import { NewPassword, User } from '../../auth';
import { requestOf } from '../../core/fields';

export class CreateUserRequest extends requestOf(User, {
  required: ['name', 'email', 'role', 'team'],
  optional: ['avatar'],
}) {
  @NewPassword()
  password!: string;

  /** Of the password, once the request has been prepared. Nobody can send it: it is no declared field. */
  password_hash?: string;
}

export class UpdateUserRequest extends requestOf(User, {
  optional: ['name', 'email', 'role', 'team', 'avatar', 'disabled'],
}) {
  @NewPassword({ optional: true, description: 'Resets it: the user is signed out everywhere' })
  password?: string;
}
