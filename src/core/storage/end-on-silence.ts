import type { IncomingMessage } from 'node:http';

/** Breaks an answer off that brings nothing for so long after its beginning, which whoever reads it sees as an error. */
export function endOnSilence(answer: IncomingMessage, ms: number): void {
  const { socket } = answer;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (socket.bytesRead === seen)
      answer.destroy(Object.assign(new Error('stalled'), { name: 'TimeoutError', code: 'stalled' }));
    seen = socket.bytesRead;
  }, ms);
  answer.once('close', () => clearInterval(timer));
}
