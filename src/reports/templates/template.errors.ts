import { Conflict } from '../../core/errors/domain-error';

/** A report cannot be made, or not again, as its template is gone or does not fit any more. */
export class TemplateUnusable extends Conflict {
  constructor(message: string, details: unknown = null) {
    super(message, details, 'TEMPLATE_UNUSABLE');
  }
}
