import { DiscoveryService } from '@nestjs/core';
import { applyDecorators, Injectable, RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { json, type NextFunction, raw, type Response } from 'express';
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { ACCESS_RULE, type AccessRule } from '../access/requires.decorator';
import { InvalidRequest, PayloadTooLarge, UnsupportedMediaType } from '../errors/domain-error';
import type { OpsRequest } from './request';

const DEFAULT_LIMIT = 1024 * 1024;
/** For batches and base64 content. */
export const LARGE_BODY = 16 * 1024 * 1024;
const BODY_RULE = 'occ:body-rule';

interface BodyRule {
  readonly limit: number;
  readonly multipart: boolean;
  /** Media types whose bodies are left to the route, which streams them; JSON is refused then. */
  readonly streams: readonly string[];
  /** The handler gets the bytes of the JSON, a Buffer, and reads them itself: off the event loop, say. */
  readonly unread: boolean;
}

interface RouteRule extends BodyRule {
  /** Nobody gets in without signing in, so that a stranger's body need not be read. */
  readonly isClosed: boolean;
}

const DEFAULT_RULE: BodyRule = { limit: DEFAULT_LIMIT, multipart: false, streams: [], unread: false };
const OPEN_RULE: RouteRule = { ...DEFAULT_RULE, isClosed: false };

/**
 * Lets a route take JSON of up to `limit` bytes (default 1 MiB), parsed unless said otherwise, and, if said so, multipart
 * forms or streams.
 */
export const TakesBody = (rule: Partial<BodyRule>): MethodDecorator =>
  applyDecorators(SetMetadata(BODY_RULE, { ...DEFAULT_RULE, ...rule }));

/** Reads bodies ahead of the router; what a route may take is learnt from its `@TakesBody`. */
@Injectable()
export class BodyReader {
  private rules?: { method: string; pattern: RegExp; rule: RouteRule }[];
  private readonly parsers = new Map<string, ReturnType<typeof json>>();

  constructor(private readonly discovery: DiscoveryService) {}

  readonly handle = (request: OpsRequest, response: Response, next: NextFunction): void => {
    if (!hasBody(request)) {
      // Ends the request's stream now: left to the end of the answer it costs a listener.
      request.resume();
      return next();
    }
    const rule = this.ruleOf(request);
    const { limit, multipart, streams, isClosed } = rule;
    if (isClosed && !request.context.principal) {
      request.resume();
      return next();
    }
    const type = request.headers['content-type']?.split(';', 1)[0].trim().toLowerCase() ?? '';
    if ((type === 'multipart/form-data' && multipart) || streams.includes(type)) return next();
    if (type !== 'application/json' || streams.length > 0) {
      const accepted = [
        ...(streams.length > 0 ? streams : ['application/json']),
        ...(multipart ? ['multipart/form-data'] : []),
      ];
      request.resume();
      return next(
        new UnsupportedMediaType(
          `${type || 'A body without Content-Type'} is not taken here.`,
          { accepted },
          `Send ${accepted.join(' or ')}.`,
        ),
      );
    }
    if (Number(request.headers['content-length']) > limit) {
      request.resume();
      return next(new PayloadTooLarge(limit));
    }
    // The parser's own words quote the body, which may hold secrets, and refusals are put on record.
    this.parser(rule)(request, response, (error?: unknown) =>
      next(
        error instanceof SyntaxError
          ? InvalidRequest.field('', 'the body is not valid JSON: check commas, quotes and brackets')
          : error,
      ),
    );
  };

  private parser({ limit, unread }: BodyRule): ReturnType<typeof json> {
    const key = `${limit} ${unread}`;
    let parser = this.parsers.get(key);
    if (!parser) {
      parser = unread ? raw({ limit, type: () => true }) : json({ limit, verify: refuseBrokenText });
      this.parsers.set(key, parser);
    }
    return parser;
  }

  private ruleOf(request: OpsRequest): RouteRule {
    this.rules ??= this.collect();
    const found = this.rules.find(
      ({ method, pattern }) => method === request.method && pattern.test(request.path),
    );
    return found?.rule ?? OPEN_RULE;
  }

  private collect(): NonNullable<BodyReader['rules']> {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (!metatype) return [];
      const base = String(Reflect.getMetadata(PATH_METADATA, metatype) ?? '');
      const prototype = metatype.prototype as Record<string, unknown>;
      return Object.getOwnPropertyNames(prototype).flatMap((name) => {
        const handler = prototype[name] as object;
        const rule =
          name === 'constructor'
            ? undefined
            : (Reflect.getMetadata(BODY_RULE, handler) as BodyRule | undefined);
        if (!rule) return [];
        const path = [base, String(Reflect.getMetadata(PATH_METADATA, handler) ?? '')]
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
        const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
        const access = (Reflect.getMetadata(ACCESS_RULE, handler) ??
          Reflect.getMetadata(ACCESS_RULE, metatype)) as AccessRule | undefined;
        const isClosed = access?.kind !== 'public' && access?.kind !== 'signed';
        return [
          { method, pattern: new RegExp(`^/api/v1/${path.join('/')}/?$`), rule: { ...rule, isClosed } },
        ];
      });
    });
  }
}

export const hasBody = (request: OpsRequest): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

function refuseBrokenText(_request: IncomingMessage, _response: unknown, body: Buffer): void {
  // The parser would put U+FFFD in place of what it cannot read, and so change what the user wrote.
  if (!isUtf8(body))
    throw InvalidRequest.field('', 'the body is not valid UTF-8: save or encode it as UTF-8');
}
