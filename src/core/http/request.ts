import type { Request } from 'express';
import type { RequestContext } from '../context/request-context';

/** An Express request behind the front door. */
export interface OpsRequest extends Request {
  context: RequestContext;
}
