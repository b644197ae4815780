import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const LAST_ADMIN = errorKind({
  code: 'LAST_ADMIN',
  status: 409,
  meaning: 'This is the last admin who can sign in.',
  remedy: 'Make somebody else an admin first.',
});

/** Without an admin who can sign in, nobody could ever let one in again. */
export class LastAdmin extends Conflict {
  constructor() {
    super(LAST_ADMIN.meaning, null, LAST_ADMIN);
  }
}
