import { Resource, Row } from '../core/database/resource';
import { Computed, CreatedAt, Flag, Internal, OneOf, Text, Timestamp, UpdatedAt } from '../core/fields';
import { PERMISSIONS, Role } from './roles';

const permissionsSql = (row: string): string =>
  `case ${row}.role ${Object.entries(PERMISSIONS)
    .map(([role, permissions]) => `when '${role}' then '${JSON.stringify(permissions)}'::json`)
    .join(' ')} end`;

/** A person who may sign in. Its names are camelCase where the product's User type has them so. */
@Resource<User>({ name: 'user', table: 'users', label: 'email' })
export class User extends Row {
  @Text({ max: 100, sort: true, search: 'A', example: 'Demo Engineer' })
  name!: string;

  @Text({
    ...{ max: 254, email: true, filter: true, sort: true, caseless: true, search: 'B' },
    example: 'engineer@example.com',
  })
  email!: string;

  @OneOf(Role, { enumName: 'Role', filter: true, sort: true, example: 'engineer' })
  role!: Role;

  @Text({ max: 100, filter: true, sort: true, search: 'C', example: 'Platform' })
  team!: string;

  @Computed(
    { wire: permissionsSql, description: 'What the role allows, as verb:resource' },
    {
      type: String,
      isArray: true,
      example: ['read:incidents', 'write:tasks'],
    },
  )
  permissions!: string[];

  @Text({
    ...{ nullable: true, max: 2_000, pattern: /^https?:\/\/\S+$/, patternMessage: 'must be an http(s) URL' },
    example: 'https://example.com/avatars/demo.png',
  })
  avatar!: string | null;

  @CreatedAt()
  createdAt!: Date;

  @Timestamp({ nullable: true, sort: true, generated: true })
  lastLogin!: Date | null;

  @Flag({
    generated: true,
    filter: true,
    description: 'Whether the account is locked: its owner is signed out and cannot sign in',
    example: false,
  })
  disabled!: boolean;

  @UpdatedAt({ hidden: true, sort: false })
  updated_at!: Date;

  @Internal('text', { secret: true })
  password_hash!: string;

  @Internal('timestamp', { nullable: true })
  disabled_at!: Date | null;

  /** Locks the account or opens it again. Locked again, it stays locked since the first time. */
  disable(disabled: boolean, at: Date): void {
    this.disabled = disabled;
    this.disabled_at = disabled ? (this.disabled_at ?? at) : null;
  }
}
