import { ApiToken } from '../../auth';
import { requestOf } from '../../core/fields';

/** The Types' CreateAPITokenRequest. */
export class CreateApiTokenRequest extends requestOf(ApiToken, {
  required: ['name', 'scopes'],
  optional: ['environment', 'expires_at'],
}) {}
