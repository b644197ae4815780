import { createSecretKey } from 'node:crypto';
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
      // Tutorials give the string, which makes every check build its key anew and halves their throughput. Passport-jwt
      // hands on whatever it is given, so this one is spared that, although the types do not know it.
      secretOrKey: createSecretKey(Buffer.from(required('JWT_SECRET'))) as unknown as Buffer,
    });
  }

  validate(payload: Claims): Claims {
    return { sub: payload.sub, name: payload.name, email: payload.email };
  }
}

@Injectable()
export class JwtAuthGuard extends AuthGuard('jwt') {}
