export { environmentOf, type FeedDefaults, isSquad, readFeedDefaults } from './feed-defaults';
export { RetryLater } from './retry-later.interceptor';
