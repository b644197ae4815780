import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { required } from './environment';

// Bare `ws`: on POST, one string that was prepared long ago goes to every socket. No token, no channels, no database.

const text = required('EVENT_TEXT');
const server = createServer((_request, response) => {
  for (const client of sockets.clients) if (client.readyState === WebSocket.OPEN) client.send(text);
  response.writeHead(201).end();
});
const sockets = new WebSocketServer({ server, path: '/ws', perMessageDeflate: false });
server.listen(Number(required('PORT')), '127.0.0.1');
