import { Body, Controller, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { CONFIG, type Config } from '../config';
import { Public, SessionOnly, SignedIn } from '../core/access/requires.decorator';
import { ErrorBody } from '../core/errors/error-body';
import { ApiTakesJson } from '../core/http/api.decorators';
import { SESSION_COOKIE } from '../core/http/front-door';
import type { OpsRequest } from '../core/http/request';
import {
  ChangePasswordRequest,
  LoginRequest,
  LoginResponse,
  SuccessResponse,
  TokenRefreshResponse,
} from './auth.dto';
import { AuthService } from './auth.service';
import { sessionCookie } from './session-cookie';
import { User } from './user.entity';

@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('login')
  @Header('Cache-Control', 'private, no-store')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    summary: 'Sign in',
    description: 'Gives a token and sets it as the cookie `session_token`.',
  })
  @ApiTakesJson()
  @ApiOkResponse({ type: LoginResponse })
  @ApiBadRequestResponse({ type: ErrorBody, description: 'INVALID_REQUEST' })
  @ApiUnauthorizedResponse({ type: ErrorBody, description: 'INVALID_CREDENTIALS' })
  @ApiTooManyRequestsResponse({
    type: ErrorBody,
    description: 'RATE_LIMIT_EXCEEDED: too many failed sign-ins',
  })
  async login(
    @Body() body: LoginRequest,
    @Req() request: OpsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const { user, token, expiresAt } = await this.auth.login(
      body.email.trim(),
      body.password,
      request.context,
    );
    response.cookie(SESSION_COOKIE, token, sessionCookie(this.config, request, expiresAt));
    return { user, token, expiresAt };
  }

  @Post('logout')
  @HttpCode(200)
  @SessionOnly()
  @ApiOperation({
    summary: 'Sign out',
    description: 'Ends the session: its tokens are refused and its sockets close.',
  })
  @ApiOkResponse({ type: SuccessResponse })
  async logout(
    @Req() request: OpsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SuccessResponse> {
    await this.auth.logout(request.context.principal!);
    response.clearCookie(SESSION_COOKIE, sessionCookie(this.config, request));
    return { success: true, message: 'You are signed out.', timestamp: new Date().toISOString() };
  }

  @Post('refresh')
  @Header('Cache-Control', 'private, no-store')
  @HttpCode(200)
  @SessionOnly()
  @ApiOperation({
    summary: 'Refresh the token',
    description: 'A new token of the same session; the old one dies after 60 s.',
  })
  @ApiOkResponse({ type: TokenRefreshResponse })
  async refresh(
    @Req() request: OpsRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenRefreshResponse> {
    const issued = await this.auth.refresh(request.context.principal!);
    response.cookie(SESSION_COOKIE, issued.token, sessionCookie(this.config, request, issued.expiresAt));
    return issued;
  }

  @Get('me')
  @SignedIn()
  @ApiOperation({ summary: 'Who am I', description: 'The signed-in user with role and permissions.' })
  @ApiOkResponse({ type: User })
  me(@Req() request: OpsRequest): Promise<unknown> {
    return this.auth.me(request.context.principal!);
  }

  @Post('password')
  @HttpCode(204)
  @SessionOnly()
  @ApiOperation({ summary: 'Change my password', description: 'Ends my other sessions.' })
  @ApiTakesJson()
  @ApiNoContentResponse({ description: 'Changed' })
  @ApiBadRequestResponse({
    type: ErrorBody,
    description: 'INVALID_REQUEST: wrong current password, or the new one is too short',
  })
  @ApiTooManyRequestsResponse({
    type: ErrorBody,
    description: 'RATE_LIMIT_EXCEEDED: too many wrong passwords',
  })
  password(@Body() body: ChangePasswordRequest, @Req() request: OpsRequest): Promise<void> {
    const { principal, ip } = request.context;
    return this.auth.changePassword(principal!, body.current_password, body.new_password, ip);
  }
}
