export { type IssueName, nameAs, type Tracked } from './tracked';
export { TrackedService } from './tracked.service';
