export { StatisticsService } from './statistics.service';
export { VulnerabilityStats } from './vulnerability-stats';
