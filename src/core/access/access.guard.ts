import { CanActivate, ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { CONFIG, Config } from '../../config';
import { Forbidden, Unauthorized } from '../errors/domain-error';
import { SAFE_METHODS } from '../http/methods';
import type { OpsRequest } from '../http/request';
import { ACCESS_RULE, type AccessRule } from './requires.decorator';

/** Enforces the rule of the route. Synchronous: the front door has already found out who is calling. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly rules = new Map<unknown, AccessRule | undefined>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const rule = this.ruleOf(context);
    const request = context.switchToHttp().getRequest<OpsRequest>();
    if (!rule)
      throw new Forbidden(
        'This route declares no access rule, so it is closed.',
        null,
        'Report it: nobody may use it until it declares one.',
      );
    if (rule.kind === 'public' || rule.kind === 'signed') return true;
    const { principal, refusal, credential } = request.context;
    if (!principal)
      throw (
        refusal ??
        new Unauthorized(
          'You are not signed in.',
          'Sign in first, and send the bearer token or the session cookie.',
        )
      );
    if (credential === 'cookie' && !SAFE_METHODS.has(request.method)) this.refuseForeignOrigin(request);
    if (rule.kind === 'session' && principal.kind !== 'session') {
      throw new Forbidden(
        'An API token may not do this.',
        { required: 'session' },
        'Sign in and use the session.',
      );
    }
    if (rule.kind === 'permission' && !principal.permissions.has(rule.permission)) {
      throw new Forbidden(
        `This needs the permission ${rule.permission}, which you do not hold.`,
        { missing_permission: rule.permission },
        'Ask an administrator for it, or use other credentials.',
      );
    }
    return true;
  }

  private ruleOf(context: ExecutionContext): AccessRule | undefined {
    const handler = context.getHandler();
    let rule = this.rules.get(handler);
    if (rule === undefined && !this.rules.has(handler)) {
      rule = (Reflect.getMetadata(ACCESS_RULE, handler) ??
        Reflect.getMetadata(ACCESS_RULE, context.getClass())) as AccessRule | undefined;
      this.rules.set(handler, rule);
    }
    return rule;
  }

  /** A cookie travels by itself, so a write that carries one must come from a page that we know. */
  private refuseForeignOrigin(request: OpsRequest): void {
    const origin = request.headers.origin;
    if (origin && !isKnownOrigin(origin, request.headers.host, this.config)) {
      throw new Forbidden(
        'Writes with a session cookie are refused from this origin.',
        { origin },
        'Send a bearer token, or have the origin added to ALLOWED_ORIGINS.',
      );
    }
  }
}

/** Whether a page of this origin may act with the session cookie: an allowed origin, or this server's own pages. */
export function isKnownOrigin(origin: string, host: string | undefined, config: Config): boolean {
  if (config.ALLOWED_ORIGINS.includes(origin)) return true;
  if (config.PUBLIC_URL && new URL(config.PUBLIC_URL).origin === origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
