import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { required } from '../environment';
import type { Claims } from '../incident';

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['HS256'],
      // The string, as tutorials give it. Every check then builds its key anew (a few hundred microseconds on Node 20).
      secretOrKey: required('JWT_SECRET'),
    });
  }

  validate(payload: Claims): Claims {
    return { sub: payload.sub, name: payload.name, email: payload.email };
  }
}

@Injectable()
export class JwtAuthGuard extends AuthGuard('jwt') {}
