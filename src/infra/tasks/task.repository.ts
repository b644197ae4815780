import { repositoryOf } from '../../core/database/repository-of';
import { Task } from './task.entity';

export class TaskRepository extends repositoryOf(Task) {}
