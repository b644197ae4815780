import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const TOO_MANY_TOKENS = errorKind({
  code: 'TOO_MANY_TOKENS',
  status: 409,
  meaning: 'As many API tokens act for this account as may.',
  remedy: 'Revoke those that nobody needs, then create the new one.',
});

export class TooManyTokens extends Conflict {
  constructor(most: number) {
    super(`${most} API tokens act for this account already.`, { max_tokens: most }, TOO_MANY_TOKENS);
  }
}
