import { Conflict } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';

const TEMPLATE_UNUSABLE = errorKind({
  code: 'TEMPLATE_UNUSABLE',
  status: 409,
  meaning: 'The template of this report is gone or does not fit any more.',
  remedy: 'Mend the template, or make a new report with another one.',
});

/** A report cannot be made, or not again, as its template is gone or does not fit any more. */
export class TemplateUnusable extends Conflict {
  constructor(happened: string, details: unknown = null, remedy?: string) {
    super(happened, details, TEMPLATE_UNUSABLE, remedy);
  }
}
