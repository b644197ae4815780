import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { NewPassword } from './password';
import { User } from './user.entity';

export class LoginRequest {
  @ApiProperty({ format: 'email', minLength: 1, maxLength: 254, example: 'test@example.com' })
  @IsString()
  @MinLength(1)
  @MaxLength(254)
  email!: string;

  @ApiProperty({ format: 'password', example: 'password123', minLength: 1, maxLength: 128 })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  password!: string;
}

export class ChangePasswordRequest {
  @ApiProperty({ format: 'password', minLength: 1, maxLength: 128, example: 'password123' })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  current_password!: string;

  @NewPassword()
  new_password!: string;
}

export class TokenRefreshResponse {
  @ApiProperty({
    description: 'Send it as `Authorization: Bearer …`',
    example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI…',
  })
  token!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-01-16T10:30:00.000Z' })
  expiresAt!: Date;
}

export class LoginResponse extends TokenRefreshResponse {
  @ApiProperty({ type: User })
  user!: unknown;
}

export class SuccessResponse {
  @ApiProperty({ example: true })
  success!: boolean;

  @ApiProperty({ example: 'You are signed out.' })
  message!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  timestamp!: string;
}
