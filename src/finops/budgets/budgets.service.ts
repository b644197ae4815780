import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { boundEnvironment } from '../../core/context/bound-environment';
import { UnitOfWork } from '../../core/database/unit-of-work';
import type { CsvExport, Page, StoredRow } from '../../core/http/answers';
import type { ListQuery } from '../../core/lists/list-query';
import { dayOf } from '../../core/time/calendar';
import { Clock } from '../../core/time/clock';
import { BudgetCrossingQueries } from './budget-crossing.queries';
import { monthBefore } from './budget-months';
import { BudgetPlan } from './budget-plan.entity';
import { BudgetRepository } from './budget.repository';
import type { CreateBudgetRequest, UpdateBudgetRequest } from './budget.requests';

/** What a budget has when nothing is said. */
const DEFAULTS = { description: null, service: null, thresholds: [50, 80, 100] };

@Injectable()
export class BudgetsService {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly crossings: BudgetCrossingQueries,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.budgets.listOn(this.today(), query);
  }

  /** Throws NotFound. */
  read(id: string): Promise<StoredRow> {
    return this.budgets.readOn(this.today(), id);
  }

  set(request: CreateBudgetRequest): Promise<StoredRow> {
    // Callers who are bound to an environment mean theirs.
    const environment = boundEnvironment();
    const plan = Object.assign(new BudgetPlan(), { ...DEFAULTS, environment, ...request, id: randomUUID() });
    plan.thresholds = ascending(plan.thresholds);
    return this.work.run(async () => {
      await this.budgets.add(plan);
      return this.read(plan.id);
    });
  }

  /** Throws NotFound. */
  update(id: string, request: UpdateBudgetRequest): Promise<StoredRow> {
    return this.work.run(async () => {
      await this.budgets.change(id, (plan) => {
        Object.assign(plan, request);
        plan.thresholds = ascending(plan.thresholds);
      });
      await this.crossings.forget(this.today(), id);
      const before = monthBefore(this.today());
      // What was spent before it was so has not crossed it.
      if (before) await this.crossings.passOver(before.day, id);
      return this.read(id);
    });
  }

  async remove(id: string): Promise<void> {
    await this.budgets.remove(id);
  }

  private today(): string {
    return dayOf(this.clock.now());
  }
}

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
