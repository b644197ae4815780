import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AccessGuard } from '../access/access.guard';
import { FrontDoor } from './front-door';
import type { OpsRequest } from './request';

/** For what reads a body behind the guard: once it is there, asks again what the guard had asked before. */
@Injectable()
export class SecondLook {
  constructor(
    private readonly door: FrontDoor,
    private readonly guard: AccessGuard,
  ) {}

  /** Rejects with Unauthorized or Forbidden when the caller has lost what it takes meanwhile. */
  async take(context: ExecutionContext): Promise<void> {
    await this.door.confirm(context.switchToHttp().getRequest<OpsRequest>());
    this.guard.canActivate(context);
  }
}
