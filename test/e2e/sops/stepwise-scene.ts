import type { Actor, Answer } from '../../support/actor';
import { type ApprovedSop, type ExecutionBody, untilExecution } from './executions-scene';

/** What people do with executions whose manual steps are decided one by one. */
export class Stepwise {
  constructor(private readonly engineer: Actor) {}

  open(
    sop: ApprovedSop,
    body: Record<string, unknown> = {},
    headers?: Record<string, string>,
  ): Promise<Answer<ExecutionBody>> {
    return this.engineer.post<ExecutionBody>('/sops/executions', { sop_id: sop.id, ...body }, headers);
  }

  decide(
    { id }: Pick<ExecutionBody, 'id'>,
    step: string,
    body: unknown,
    who = this.engineer,
  ): Promise<Answer<ExecutionBody>> {
    return who.patch<ExecutionBody>(`/sops/executions/${id}/steps/${step}`, body);
  }

  /** Waits until it is this step's turn. */
  untilTurn(execution: ExecutionBody, place: number): Promise<ExecutionBody> {
    return untilExecution(this.engineer, execution.id, (one) =>
      one.step_results.every(({ status }, at) =>
        at + 1 < place ? status !== 'pending' && status !== 'running' : status === 'pending',
      ),
    );
  }

  untilEnded({ id }: ExecutionBody): Promise<ExecutionBody> {
    return untilExecution(this.engineer, id, ({ status }) => status !== 'running');
  }
}
