import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../core/access/principal';
import { InvalidRequest, NotFound, type Violation } from '../../core/errors/domain-error';
import { Environment } from '../../core/fields';
import { IncidentsService } from '../../infra/incidents';
import type { Sop } from '../procedures';
import { faultsOfValues } from './command-plan';
import { logLine } from './execution-words';
import { SopExecution } from './execution.entity';
import { ExecutionStatus } from './execution.enums';
import type { RunStep } from './execution.queries';
import type { ExecuteSopRequest, OpenExecutionRequest } from './execution.requests';
import { ParameterSeal } from './parameter-seal';
import { maskedParameters, type ParameterValues, readParameters } from './run-parameters';

export interface Draft {
  readonly execution: SopExecution;
  readonly steps: readonly Omit<RunStep, 'status'>[];
  readonly values: ParameterValues;
}

/** Makes of a request what is to be executed: the steps as they are now, where, and with what. */
@Injectable()
export class ExecutionDraft {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly seal: ParameterSeal,
  ) {}

  /** Needs an open transaction. Throws InvalidRequest naming all that is wrong. */
  async of(
    sop: Sop,
    request: ExecuteSopRequest | OpenExecutionRequest,
    { userId, userName, environment: bound }: Principal,
    isStepwise: boolean,
  ): Promise<Draft> {
    if (request.sop_id && request.sop_id.toLowerCase() !== sop.id)
      throw InvalidRequest.field('sop_id', 'sop_id must agree with the path');
    const { incidentId, environment } = await this.whereOf(request, bound);
    const given = request.parameters ?? {};
    const values = readParameters(given, environment);
    const confirmed = 'confirmed_steps' in request ? (request.confirmed_steps ?? []) : [];
    const violations = [
      ...faultsOfValues(
        sop.steps.flatMap(({ command }) => command ?? []),
        values,
      ),
      ...faultsOfConfirmed(sop, confirmed),
    ];
    if (violations.length > 0) throw new InvalidRequest(violations);
    const where = environment ? ` in ${environment}` : '';
    const execution = Object.assign(new SopExecution(), {
      ...{ id: randomUUID(), sop_id: sop.id, sop_title: sop.title, sop_version: sop.semantic_version },
      ...{ status: ExecutionStatus.running, executed_by: userName, user_id: userId, duration: 0 },
      ...{ environment, incident_id: incidentId, parameters: maskedParameters(given) },
      ...{ is_stepwise: isStepwise, sealed_parameters: isStepwise ? this.seal.seal(values) : null },
      logs: [logLine(`${userName} executes version ${sop.semantic_version}${where}.`)],
    });
    const steps = sop.steps.map(({ id, title, command }, at) => ({
      ...{ place: at + 1, step_id: id, title, command, is_confirmed: confirmed.includes(id) },
    }));
    return { execution, steps, values };
  }

  /** Where it happens: where its incident does, where its caller is bound to, or where the request says. */
  private async whereOf(
    { environment: asked, incident_id: key }: ExecuteSopRequest | OpenExecutionRequest,
    bound: string | null,
  ): Promise<{ incidentId: string | null; environment: Environment | null }> {
    const own = asked ?? (bound as Environment | null);
    if (!key) return { incidentId: null, environment: own };
    try {
      const incident = await this.incidents.lock(key);
      if (own !== null && own !== incident.environment)
        throw InvalidRequest.field(
          'environment',
          `environment must be that of the incident: ${incident.environment}`,
        );
      return { incidentId: incident.id, environment: incident.environment };
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      throw InvalidRequest.field('incident_id', 'incident_id must be the UUID or jira_id of an incident');
    }
  }
}

function faultsOfConfirmed({ steps }: Sop, confirmed: readonly string[]): Violation[] {
  return confirmed.flatMap((id, at) => {
    const step = steps.find((one) => one.id === id);
    const field = `confirmed_steps.${at}`;
    if (!step) return [{ field, message: 'is no step of this SOP' }];
    return step.command === null ? [] : [{ field, message: 'is a command, which is run and not confirmed' }];
  });
}
