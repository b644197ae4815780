export { Task } from './task.entity';
export { TaskPriority, TaskStatus } from './task.enums';
export { TasksService } from './tasks.service';
