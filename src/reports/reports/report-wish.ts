import { Environment } from '../../core/fields';
import type { ContentMaker, ReportWish } from '../figures/content-makers';
import { TemplateUnusable } from '../templates/template.errors';

/** The environment that a report is of by its parameters. A template may have a field of this name that means something else. */
export const environmentOf = ({ parameters }: ReportWish): Environment | null =>
  Object.values(Environment).find((known) => known === parameters.environment) ?? null;

/**
 * What a report of this environment was asked with, held against what is right now: a template's fields and what it shows may
 * have changed since. On behalf of whoever the request context names. Throws TemplateUnusable, Forbidden, InvalidRequest.
 */
export async function rechecked(
  maker: ContentMaker,
  stored: ReportWish,
  environment: Environment | null,
): Promise<ReportWish> {
  const parameters = await (maker.recheck ? maker.recheck(stored) : maker.check(stored));
  const wish = { ...stored, parameters };
  // Whoever was shown the report of one environment is not shown another under its name.
  if ((environmentOf(wish) ?? environment) !== environment)
    throw new TemplateUnusable('The template has changed and is of another environment than the report.', {
      environment,
    });
  return wish;
}
