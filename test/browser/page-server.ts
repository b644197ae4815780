import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { API } from './browser';

const BUILT = join(__dirname, '../../examples/react/dist');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
/** As strict as a page of one's own would be served: nothing inline, nobody but the API. */
const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'",
  `connect-src ${API} ${API.replace('http', 'ws')}`,
].join('; ');

/** Serves the built example where there is room. */
export async function servePage(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  if (!existsSync(join(BUILT, 'index.html')))
    throw new Error('The example is not built: run `npm run test:browser`, which does it.');
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(BUILT, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (bytes) => {
        response.setHeader('Content-Security-Policy', POLICY);
        response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
        response.end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
