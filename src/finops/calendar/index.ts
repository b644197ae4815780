export { dayOf, daysAfter, daysBetween } from './calendar';
