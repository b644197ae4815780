import { afterAll, beforeAll, it } from '@jest/globals';
import { Fleet } from '../support/fleet';
import startPostgres from '../support/global-setup';
import stopPostgres from '../support/global-teardown';
import { describeWithPrograms } from '../support/real-program';
import { expectEverybodyTold, instanceRounds } from './instance-rounds';

const kills = Number(process.env.FAULT_ROUNDS ?? 20);
const DISCONNECTS = 1_000;
const RESTARTS = 5;

describeWithPrograms('three instances, at length', ['redis-server'], () => {
  let fleet: Fleet;
  beforeAll(async () => {
    await startPostgres();
    fleet = await Fleet.start();
  });
  afterAll(async () => {
    await fleet.end();
    await stopPostgres();
  });

  it(`lose nothing and tell nothing twice over ${DISCONNECTS} disconnects, ${kills} kills of one and ${RESTARTS} restarts of Redis`, async () => {
    const engineer = await fleet.servers[0].as('engineer');
    const figures = await instanceRounds(fleet, engineer, {
      disconnects: DISCONNECTS,
      kills,
      restarts: RESTARTS,
    });
    const connections = figures.followers.map((follower) => follower.connections).join(', ');
    process.stdout.write(
      `${figures.acknowledged.length} acknowledged incidents, ${figures.events.length} events told by each ` +
        `instance over ${connections} connections\n`,
    );
    expectEverybodyTold(figures);
  });
});
