import { Module } from '@nestjs/common';
import { NotificationsModule } from '../infra';
import { BudgetCrossingQueries } from './budgets/budget-crossing.queries';
import { BudgetRepository } from './budgets/budget.repository';
import { BudgetWatch } from './budgets/budget-watch';
import { BudgetsController } from './budgets/budgets.controller';
import { BudgetsService } from './budgets/budgets.service';
import { CostRepository } from './costs/cost.repository';
import { CostsController } from './costs/costs.controller';
import { CostsService } from './costs/costs.service';
import { CreditChores } from './credits/credit.chores';
import { CreditExpiry } from './credits/credit-expiry';
import { CreditNoticeQueries } from './credits/credit-notice.queries';
import { CreditRepository } from './credits/credit.repository';
import { CreditsController } from './credits/credits.controller';
import { CreditsService } from './credits/credits.service';
import { ForecastController } from './forecast/forecast.controller';
import { ForecastQueries } from './forecast/forecast.queries';
import { ForecastService } from './forecast/forecast.service';
import { ImportingModule } from './importing.module';
import { RecommendationChores } from './recommendations/recommendation.chores';
import { RecommendationRepository } from './recommendations/recommendation.repository';
import { RecommendationsController } from './recommendations/recommendations.controller';
import { RecommendationsService } from './recommendations/recommendations.service';
import { SavingsWatch } from './recommendations/savings-watch';
import { SummaryController } from './summary/summary.controller';
import { SummaryQueries } from './summary/summary.queries';
import { SummaryService } from './summary/summary.service';

/** What the infrastructure costs, what pays for it, and where money can be saved. */
@Module({
  imports: [NotificationsModule, ImportingModule],
  controllers: [
    CostsController,
    SummaryController,
    CreditsController,
    BudgetsController,
    RecommendationsController,
    ForecastController,
  ],
  providers: [
    CostsService,
    CostRepository,
    SummaryService,
    SummaryQueries,
    CreditsService,
    CreditRepository,
    CreditExpiry,
    CreditNoticeQueries,
    CreditChores,
    BudgetsService,
    BudgetRepository,
    BudgetCrossingQueries,
    BudgetWatch,
    RecommendationsService,
    RecommendationRepository,
    SavingsWatch,
    RecommendationChores,
    ForecastService,
    ForecastQueries,
  ],
  exports: [SummaryService, ForecastService],
})
export class FinopsModule {}
