/** The target is one that this server does not talk to; trying again does not help. */
export class TargetRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TargetRefused';
  }
}

/** The exchange did not come to an answer. */
export class ExchangeFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExchangeFailed';
  }
}
