'use strict';
// Loaded before a server: on SIGUSR2 its clock of the day is as many milliseconds wrong as the file `skew` in its DATA_DIR says.
// Timers and performance.now() go on as they do when the clock of a machine is set.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const RealDate = Date;
let skew = 0;
const now = () => RealDate.now() + skew;

global.Date = new Proxy(RealDate, {
  construct: (target, args, of) => Reflect.construct(target, args.length === 0 ? [now()] : args, of),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

process.on('SIGUSR2', () => {
  skew = Number(readFileSync(join(process.env.DATA_DIR, 'skew'), 'utf8'));
});
