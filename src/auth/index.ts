export { PasswordHasher } from './password-hasher';
export { PERMISSIONS, Role } from './roles';
export { User } from './user.entity';
export { UserRepository } from './user.repository';
