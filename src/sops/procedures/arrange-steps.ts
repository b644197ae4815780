import { randomUUID } from 'node:crypto';
import { InvalidRequest, type Violation } from '../../core/errors/domain-error';
import type { SopStep } from './sop-step';
import type { StepRequest } from './sop.requests';

/**
 * The steps of a request as they are stored: each with an id that stays, and its place in the list as its order.
 *
 * @param known ids of the steps that the SOP has, or has had in any version; null when it is new and may bring its own
 * @throws InvalidRequest naming ids that are unknown or stand twice
 */
export function arrangeSteps(requests: readonly StepRequest[], known: ReadonlySet<string> | null): SopStep[] {
  const violations: Violation[] = [];
  const seen = new Set<string>();
  const steps = requests.map((request, at): SopStep => {
    const { id } = request;
    if (Array.isArray(request)) violations.push({ field: `steps.${at}`, message: 'must be an object' });
    if (id && seen.has(id)) violations.push({ field: `steps.${at}.id`, message: `stands twice: ${id}` });
    if (id && known && !known.has(id)) {
      const message = `is no step of this SOP: ${id}. Leave the id out of a new step`;
      violations.push({ field: `steps.${at}.id`, message });
    }
    if (id) seen.add(id);
    return {
      id: id ?? randomUUID(),
      order: at + 1,
      title: request.title,
      description: request.description ?? '',
      command: request.command || null,
      expected_result: request.expected_result || null,
      warning: request.warning || null,
      screenshot_url: request.screenshot_url || null,
    };
  });
  if (violations.length > 0) throw new InvalidRequest(violations);
  return steps;
}
