import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { User } from './user.entity';

export class LoginRequest {
  @ApiProperty({ format: 'email', example: 'test@example.com' })
  @IsString()
  @MinLength(1)
  @MaxLength(254)
  email!: string;

  @ApiProperty({ format: 'password', example: 'password123', maxLength: 128 })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  password!: string;
}

export class ChangePasswordRequest {
  @ApiProperty({ format: 'password', maxLength: 128 })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  current_password!: string;

  @ApiProperty({ format: 'password', minLength: 8, maxLength: 128 })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
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
