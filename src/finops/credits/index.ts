export { Credit } from './credit.entity';
export { BURN_WINDOW_DAYS, type Usage } from './burn-policy';
export { CreditsService } from './credits.service';
