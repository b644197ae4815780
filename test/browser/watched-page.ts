import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';

const PICTURES = join(__dirname, '../../test-artefacts/browser');
/** The longest that anything may take to show. */
const PATIENCE_MS = 15_000;
const TELEPHONE = { width: 390, height: 844 };

/** Violations are events of the document; they are said aloud so that they are heard with the rest. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('CSP: ' + event.violatedDirective + ' refused ' + event.blockedURI));`;

/** A person's browser window, which remembers everything that went wrong in it. */
export class WatchedPage {
  /** What the console said in anger, what failed to load, and what was asked of strangers, in order. */
  readonly troubles: string[] = [];
  private readonly expected: RegExp[] = [];

  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  /** A new window, with cookies of its own. `options` may bring the cookies of another. */
  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(TELL_VIOLATIONS);
    const watched = new WatchedPage(await context.newPage(), context);
    watched.listen();
    return watched;
  }

  /** Troubles that fit are part of the story from here on. */
  expect(...troubles: RegExp[]): void {
    this.expected.push(...troubles);
  }

  /** Those that nobody expected. */
  get surprises(): string[] {
    return this.troubles.filter((trouble) => !this.expected.some((known) => known.test(trouble)));
  }

  /** Keeps a picture of what is seen, for people to look at. */
  async picture(name: string, fullPage = false): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage, animations: 'disabled' });
  }

  /**
   * The same in the dark and on a telephone, where it is a trouble if one had to scroll sideways. Leaves the window as it
   * was.
   */
  async pictures(name: string, { fullPage = true } = {}): Promise<void> {
    const { page, troubles } = this;
    const size = page.viewportSize()!;
    await this.picture(name, fullPage);
    await page.emulateMedia({ colorScheme: 'dark' });
    await this.picture(`${name}-dark`, fullPage);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(TELEPHONE);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > TELEPHONE.width) troubles.push(`too wide for a telephone: ${name}, ${width} px`);
    await this.picture(`${name}-${TELEPHONE.width}px`, fullPage);
    await page.setViewportSize(size);
  }

  close(): Promise<void> {
    return this.context.close();
  }

  private listen(): void {
    const { page, troubles } = this;
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      troubles.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      // The page itself no longer wanted it, or it became a download.
      if (why !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.method()} ${request.url()} ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() < 400) return;
      troubles.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && hostname !== 'localhost')
        troubles.push(`stranger: ${request.url()}`);
    });
  }
}
