import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** What parts of the server say of themselves, declared by the part, and whether the server is being stopped. */
@Injectable()
export class HealthChecks implements OnModuleDestroy {
  /** From the moment that the server was told to stop. */
  isStopping = false;
  private readonly checks = new Map<string, () => boolean>();

  declare(name: string, isWell: () => boolean): void {
    this.checks.set(name, isWell);
  }

  /** False also of what nobody has declared. */
  isWell(name: string): boolean {
    return this.checks.get(name)?.() ?? false;
  }

  /** The first of all that happens then, before anything else is put down. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }
}
