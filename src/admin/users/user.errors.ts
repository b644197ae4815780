import { Conflict } from '../../core/errors/domain-error';

/** Without an admin who can sign in, nobody could ever let one in again. */
export class LastAdmin extends Conflict {
  constructor() {
    super('This is the last admin: make another one first.', null, 'LAST_ADMIN');
  }
}
