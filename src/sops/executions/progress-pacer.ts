/** Passes on what it is offered, at most once in so many milliseconds: then the latest. */
export class ProgressPacer<T> {
  private latest: { readonly value: T } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private under: Promise<void> = Promise.resolve();

  /** `pass` must not reject. */
  constructor(
    private readonly everyMs: number,
    private readonly pass: (value: T) => Promise<void>,
  ) {}

  offer(value: T): void {
    this.latest = { value };
    if (!this.timer) this.go();
  }

  /** Passes on no more; done when nothing is on its way. */
  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.latest = null;
    await this.under;
  }

  private go(): void {
    this.timer = null;
    if (!this.latest) return;
    const { value } = this.latest;
    this.latest = null;
    this.under = this.under.then(() => this.pass(value));
    this.timer = setTimeout(() => this.go(), this.everyMs);
  }
}
