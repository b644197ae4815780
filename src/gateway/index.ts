/** What is said of the protocol to those who write clients; the gateway itself is the application's alone. */
export { CHANNELS } from './protocol';
export { CLOSES, type Goodbye, PROBLEMS } from './refusals';
