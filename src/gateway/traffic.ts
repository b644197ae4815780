/** What has gone over the sockets of this instance since it started. */
export class Traffic {
  received = 0;
  sent = 0;
  /** Clients that did not read and were cut off. */
  cutOff = 0;
}
