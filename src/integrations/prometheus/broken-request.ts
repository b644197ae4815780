import { InvalidRequest } from '../../core/errors/domain-error';

/** The body is not what it says it is; nothing of it is taken. */
export const brokenRequest = (why: string): InvalidRequest => InvalidRequest.field('', why);
