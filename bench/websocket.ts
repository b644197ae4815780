import { once } from 'node:events';
import { join } from 'node:path';
import { Audience, type SocketFigures } from './audience';
import { channelsOf, FIELDS } from './baselines/incident';
import { type Contender, DIST } from './contenders';
import { subscribe } from './deliveries';
import { possibleSockets } from './machine';
import { ServerProcess, sleep } from './processes';
import { INCIDENTS_PATH, newIncident } from './scenarios';

export interface SocketMeasurement {
  readonly sockets: number;
  readonly bytes: number;
  readonly bare: SocketFigures;
  readonly ours: SocketFigures | undefined;
}

const WANTED = 2_000;
const WARM_UPS = 5;

const creation = JSON.stringify(newIncident(0));
const jsonHeaders = {
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(creation)),
};

/** One event to many sockets, in turns with bare `ws`. Both servers should be fresh, for the sake of the memory figure. */
export async function measureSockets(
  ours: Contender | undefined,
  rounds: number,
): Promise<SocketMeasurement> {
  const count = possibleSockets(WANTED);
  const text = ours ? await eventText(ours) : sampleEvent();
  const bareServer = await ServerProcess.start('ws', join(DIST, 'bench/baselines/ws.js'), {
    EVENT_TEXT: text,
  });
  const bare = new Audience(bareServer, '/ws', undefined, {
    kind: 'fire',
    url: `${bareServer.url}/fire`,
    headers: jsonHeaders,
    body: creation,
  });
  const ourAudience =
    ours &&
    new Audience(
      ours.server,
      `/ws?token=${encodeURIComponent(ours.token)}`,
      JSON.stringify({ type: 'subscribe', channels: ['incidents'] }),
      {
        kind: 'fire',
        url: ours.server.url + INCIDENTS_PATH,
        headers: { ...jsonHeaders, authorization: `Bearer ${ours.token}` },
        body: creation,
      },
    );
  const audiences = ourAudience ? [bare, ourAudience] : [bare];
  try {
    for (const audience of audiences) await audience.gather(count);
    for (let round = -WARM_UPS; round < rounds; round++) {
      for (const audience of round % 2 ? audiences : [...audiences].reverse()) {
        const ms = await audience.fire();
        if (round >= 0) audience.times.push(ms);
      }
    }
  } finally {
    for (const audience of audiences) audience.stop();
    await bareServer.stop();
  }
  return { sockets: count, bytes: Buffer.byteLength(text), bare: bare.figures, ours: ourAudience?.figures };
}

/** The very text that the server under test sends for a creation. */
async function eventText(ours: Contender): Promise<string> {
  const socket = await subscribe(ours);
  const heard = new Promise<string>((resolve) => {
    socket.on('message', (data: Buffer) => data.includes('"type":"incident"') && resolve(data.toString()));
  });
  const headers = { ...jsonHeaders, authorization: `Bearer ${ours.token}` };
  await fetch(ours.server.url + INCIDENTS_PATH, { method: 'POST', headers, body: creation });
  const text = await Promise.race([heard, sleep(10_000)]);
  socket.terminate();
  await once(socket, 'close');
  if (!text) throw new Error(`No event arrived within 10 s of a creation\n${ours.server.said}`);
  return text;
}

function sampleEvent(): string {
  const incident = { ...Object.fromEntries(FIELDS.map((field) => [field, null])), ...newIncident(0) };
  return JSON.stringify({
    type: 'incident',
    action: 'created',
    data: incident,
    channels: channelsOf(newIncident(0)),
  });
}
