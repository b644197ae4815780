export { SchedulesService } from './schedules.service';
