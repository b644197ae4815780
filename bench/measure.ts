import { join } from 'node:path';
import { type Contender, type ContenderName, DIST } from './contenders';
import { Deliveries, type EventCount } from './deliveries';
import type { LoadOrder, LoadResult } from './load';
import { median } from './median';
import type { Options } from './options';
import { authorized, type Scenario } from './scenarios';
import { Worker } from './worker';

export type Figures = Pick<LoadResult, 'perSecond' | 'p50' | 'p99'>;

export interface Measurement {
  readonly scenario: Scenario;
  readonly connections: number;
  readonly figures: ReadonlyMap<ContenderName, Figures>;
  /** Requests per second of each round, in the order of the rounds. */
  readonly rounds: ReadonlyMap<ContenderName, readonly number[]>;
  /** Of the server under test's creations, warm-up included. */
  readonly events: EventCount | undefined;
}

/** Puts load on one server after the other, in turns, so that all share the machine's good and bad moments. */
export class Course {
  private readonly load = new Worker(join(DIST, 'bench/load.js'));

  constructor(
    private readonly contenders: readonly Contender[],
    private readonly databaseUrl: string,
    private readonly options: Options,
  ) {}

  async measure(scenario: Scenario, connections: number): Promise<Measurement> {
    const results = new Map<ContenderName, LoadResult[]>(this.contenders.map(({ name }) => [name, []]));
    const ours = this.contenders.find(({ name }) => name === 'ours');
    const deliveries =
      ours && scenario.part === 'create' ? await Deliveries.listen(ours, this.databaseUrl) : undefined;
    const run = async (contender: Contender, seconds: number): Promise<LoadResult> => {
      const result = await this.round(contender, scenario, connections, seconds);
      if (contender === ours) await deliveries?.settle(result.answered);
      return result;
    };
    try {
      for (const contender of this.contenders) await run(contender, this.options.warmUpSeconds);
      for (let round = 0; round < this.options.rounds; round++) {
        for (const contender of this.inTurn(round)) {
          const result = await run(contender, this.options.seconds);
          results.get(contender.name)!.push(result);
          const perSecond = result.perSecond.toFixed(0).padStart(7);
          console.log(`  round ${round + 1}  ${contender.name.padEnd(8)} ${perSecond} requests/s`);
        }
      }
    } finally {
      deliveries?.close();
    }
    const rounds = new Map([...results].map(([name, each]) => [name, each.map((round) => round.perSecond)]));
    return { scenario, connections, figures: figuresOf(results), rounds, events: deliveries?.count };
  }

  stop(): void {
    this.load.stop();
  }

  /** Each round begins with another one: nobody always comes after the same neighbour's leftovers. */
  private inTurn(round: number): Contender[] {
    const first = round % this.contenders.length;
    return [...this.contenders.slice(first), ...this.contenders.slice(0, first)];
  }

  private async round(
    { name, server, token }: Contender,
    scenario: Scenario,
    connections: number,
    seconds: number,
  ): Promise<LoadResult> {
    const requests = scenario.requests.map((request) => authorized(request, token));
    const { expectedStatus } = scenario;
    const order: LoadOrder = { url: server.url, connections, seconds, expectedStatus, requests };
    const result = await this.load.ask<LoadResult>(order);
    server.check();
    if (result.failures > 0 || result.answered === 0) {
      const where = `${scenario.title}, ${connections} connections: ${name}`;
      throw new Error(
        `${where} failed ${result.failures} times, answered ${result.answered}\n${server.said}`,
      );
    }
    return result;
  }
}

function figuresOf(results: ReadonlyMap<ContenderName, readonly LoadResult[]>): Map<ContenderName, Figures> {
  const middle = (rounds: readonly LoadResult[], of: keyof Figures): number =>
    median(rounds.map((round) => round[of]));
  return new Map(
    [...results].map(([name, rounds]) => [
      name,
      { perSecond: middle(rounds, 'perSecond'), p50: middle(rounds, 'p50'), p99: middle(rounds, 'p99') },
    ]),
  );
}
