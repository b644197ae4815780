import { Resource, Row } from '../../core/database/resource';
import {
  Computed,
  CreatedAt,
  Environment,
  field,
  Internal,
  OneOf,
  SomeOf,
  Text,
  Timestamp,
  UpdatedAt,
} from '../../core/fields';
import { PERMISSIONS } from '..';

export const ApiTokenStatus = { active: 'active', revoked: 'revoked', expired: 'expired' } as const;
export type ApiTokenStatus = (typeof ApiTokenStatus)[keyof typeof ApiTokenStatus];

/** Administrators hold every permission there is. */
const Permission = Object.fromEntries(PERMISSIONS.admin.map((permission) => [permission, permission]));

/** SQL of the status, which nobody keeps: it changes by itself when the time comes. */
export const tokenStatus = (row: string): string =>
  `case when ${row}.revoked_at is not null then 'revoked' when ${row}.expires_at <= now() then 'expired' else 'active' end`;

/** The key of a program: it acts for the user who made it, within its scopes and, if it has one, its environment. */
@Resource<ApiToken>({ name: 'token', table: 'api_tokens', label: 'name' })
export class ApiToken extends Row {
  @Text({ max: 200, filter: true, sort: true, search: 'A', example: 'Deployment pipeline' })
  name!: string;

  @Computed(
    { wire: () => 'null::text', description: 'Shown once, in the answer to its creation; null ever after' },
    { type: String, nullable: true, example: null },
  )
  token!: string | null;

  @Text({ description: 'How to tell it from others', example: 'sk_...xyz123' })
  token_preview!: string;

  @SomeOf(Permission, {
    ...{ enumName: 'Permission', minItems: 1, filter: 'scope' },
    description:
      'Permissions; what counts is those of them that its creator holds at the time. On a token of one environment, those that reach beyond (write:sops, approve:sops, read:audit_logs, manage:users, manage:templates) have no effect',
    example: ['read:incidents', 'write:tasks'],
  })
  scopes!: string[];

  @OneOf(Environment, {
    ...{ enumName: 'Environment', nullable: true, filter: true, sort: true, example: 'staging' },
    description: 'The only one whose rows exist for it; null for all',
  })
  environment!: Environment | null;

  @Text({ filter: true, sort: true, example: 'Demo Admin' })
  created_by!: string;

  @CreatedAt()
  created_at!: Date;

  @Timestamp({
    ...{ nullable: true, sort: true, range: 'expires' },
    description: 'Null: never. In the future',
    example: '2099-12-31T23:59:59.000Z',
  })
  expires_at!: Date | null;

  @Timestamp({
    ...{ nullable: true, sort: true, range: 'last_used', generated: true },
    description: 'Written at most once a minute',
  })
  last_used_at!: Date | null;

  @field(
    'computed',
    { values: Object.values(ApiTokenStatus), filter: true, sort: true, wire: tokenStatus },
    null,
    { enum: Object.values(ApiTokenStatus), enumName: 'APITokenStatus', example: 'active' },
    [],
  )
  status!: ApiTokenStatus;

  @UpdatedAt({ hidden: true, sort: false })
  updated_at!: Date;

  @Internal('text', { secret: true })
  token_hash!: string;

  /** For whom it acts. */
  @Internal('uuid')
  user_id!: string;

  /** The token that it was made with. */
  @Internal('uuid', { nullable: true })
  parent_id!: string | null;

  @Internal('timestamp', { nullable: true })
  revoked_at!: Date | null;

  /** Ends it for good; one that has been revoked stays as it is. */
  revoke(at: Date): void {
    this.revoked_at ??= at;
  }
}
