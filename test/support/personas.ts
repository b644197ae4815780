/** The accounts of every test database; all have the password `password123`. */
export const PASSWORD = 'password123';

const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$HuFCbAFhVW7DnIHzwoDxTg$l9/BMp8Qaeqgce91QPhdpP429DrxCg7GMij5vSB200M';

const persona = (number: number, role: 'admin' | 'engineer' | 'viewer', email: string) => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  name: `Test ${role} ${number}`,
  email,
  role,
  team: 'Platform',
  passwordHash,
});

export const PERSONAS = {
  admin: persona(1, 'admin', 'admin@example.com'),
  engineer: persona(2, 'engineer', 'engineer@example.com'),
  viewer: persona(3, 'viewer', 'viewer@example.com'),
  /** A second engineer, for tests with two people. */
  colleague: persona(4, 'engineer', 'test@example.com'),
};

export type Persona = keyof typeof PERSONAS;

/** What leaves of an account, in this order. */
export const USER_FIELDS = [
  'id',
  'name',
  'email',
  'role',
  'team',
  'permissions',
  'avatar',
  'createdAt',
  'lastLogin',
  'disabled',
];
