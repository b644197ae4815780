/**
 * The time by the clock of Redis, which is the same for all instances, however their own clocks go. It goes on while Redis
 * is away, and is this machine's own until Redis was heard.
 */
export class RedisClock {
  private ahead = 0;

  constructor(private readonly own: () => number = Date.now) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.own() + this.ahead;
  }

  /** `theirs` was read between then, by our own clock, and now. Small differences are the way of the answer. */
  learn(theirs: number, asked: number): void {
    const answered = this.own();
    const ahead = theirs - (asked + answered) / 2;
    if (Math.abs(ahead - this.ahead) > (answered - asked) / 2 + 1) this.ahead = ahead;
  }
}
