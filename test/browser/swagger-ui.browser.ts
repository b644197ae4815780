import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { PASSWORD, PERSONAS } from '../support/personas';
import { API, describeInBrowser } from './browser';
import { Scene } from './scene';
import { WatchedPage } from './watched-page';

const DOCS = `${API}/api/docs`;
const INCIDENTS = '/api/v1/infra/incidents';
const EVIDENCE = `${INCIDENTS}/{incident}/evidence`;
/** A GIF of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

describeInBrowser('Swagger UI', () => {
  let scene: Scene;
  let window: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    scene = await Scene.start({ demo: false });
    window = await WatchedPage.open(scene.browser);
    ({ page } = window);
    // It warns of underscores in any link, be they those of a name or of a space.
    window.expect(/escaping deep link whitespace/);
    await page.goto(DOCS);
    await page.getByRole('button', { name: 'Authorize' }).first().waitFor();
  }, 90_000);
  afterEach(() => {
    expect(window.surprises).toEqual([]);
  });
  afterAll(() => scene?.end());

  it('groups all operations by domain, and says of each what it does', async () => {
    const headings = await page.locator('h3.opblock-tag').all();
    const tags = await Promise.all(headings.map((heading) => heading.getAttribute('data-tag')));
    expect(tags).toEqual(expect.arrayContaining(['Auth', 'InfraOps: incidents', 'InfraOps: evidence']));
    expect(new Set(tags).size).toBe(tags.length);
    const operations = page.locator('.opblock');
    expect(await operations.count()).toBeGreaterThan(100);
    expect(await operations.filter({ has: page.locator('.opblock-summary-description:empty') }).count()).toBe(
      0,
    );
    await window.picture('swagger-1-all');
  });

  it('refuses a list to whoever has not signed in, and says what to do', async () => {
    window.expect(/401.*\/infra\/incidents/);
    const list = await opened(page, 'get', INCIDENTS);
    expect(await execute(list)).toBe(401);
    expect(await answered(list)).toHaveProperty('error.code', 'UNAUTHORIZED');
  });

  it('takes a token in its dialog', async () => {
    const { token } = await scene.server.as('engineer');
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.dialog-ux');
    const bearer = dialog.locator('.auth-container', { hasText: 'bearer' });
    await bearer.getByRole('textbox').fill(token);
    await bearer.getByRole('button', { name: 'Apply credentials' }).click();
    await bearer.getByRole('button', { name: 'Remove authorization' }).waitFor();
    await window.picture('swagger-2-authorized');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await execute(await opened(page, 'get', INCIDENTS))).toBe(200);
  });

  it('creates, from the example as it stands', async () => {
    const create = await opened(page, 'post', INCIDENTS);
    const example = JSON.parse(await create.locator('textarea').first().inputValue()) as Row;
    expect(await execute(create)).toBe(201);
    expect(await answered(create)).toMatchObject({ title: example.title, status: 'open' });
    await create.locator('.responses-wrapper').scrollIntoViewIfNeeded();
    await window.picture('swagger-3-created');

    const list = await opened(page, 'get', INCIDENTS);
    expect(await execute(list)).toBe(200);
    expect(await answered<Row[]>(list)).toEqual([expect.objectContaining({ title: example.title })]);
    await list.locator('.responses-wrapper').scrollIntoViewIfNeeded();
    await window.picture('swagger-4-list');
  });

  it('uploads a file that was chosen, and gives it back as it was', async () => {
    const incident = (await answered<Row[]>(await opened(page, 'get', INCIDENTS)))[0].jira_id;
    const upload = await opened(page, 'post', EVIDENCE);
    await upload.getByRole('combobox', { name: 'Request content type' }).selectOption('multipart/form-data');
    await parameter(upload, 'incident').fill(incident);
    await upload
      .locator('input[type=file]')
      .setInputFiles({ name: 'pixel.gif', mimeType: 'image/gif', buffer: PIXEL });
    await upload.locator('input[type=file]').scrollIntoViewIfNeeded();
    await window.picture('swagger-5-upload');
    expect(await execute(upload)).toBe(201);
    const evidence = await answered<Row>(upload);
    expect(evidence.content).toBe(`${API}${INCIDENTS}/${evidence.incident_id}/evidence/${evidence.id}/file`);

    const download = await opened(page, 'get', `${EVIDENCE}/{evidenceId}/file`);
    await parameter(download, 'incident').fill(incident);
    await parameter(download, 'evidenceId').fill(evidence.id);
    expect(await execute(download)).toBe(200);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      download.getByRole('link', { name: 'Download file' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('pixel.gif');
    expect((await readFile(await file.path())).equals(PIXEL)).toBe(true);
    await window.picture('swagger-6-download');
  });

  it('still knows the token after it was loaded anew, and opens the operation that a link names', async () => {
    const link = await operation(page, 'get', INCIDENTS).getByRole('link').first().getAttribute('href');
    await page.goto('about:blank');
    await page.goto(`${DOCS}${link}`);
    const list = operation(page, 'get', INCIDENTS);
    expect(await execute(list)).toBe(200);
    expect(await page.locator('.opblock.is-open').count()).toBe(1);
  });

  it('forgets the token at the logout', async () => {
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.dialog-ux');
    await dialog.getByRole('button', { name: 'Remove authorization' }).click();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await execute(operation(page, 'get', INCIDENTS))).toBe(401);
    expect(await page.evaluate('localStorage.getItem("authorized") ?? "{}"')).toBe('{}');
  });

  it('signs in and out by trying it', async () => {
    const login = await opened(page, 'post', '/api/v1/auth/login');
    const { email } = PERSONAS.engineer;
    await login
      .locator('textarea')
      .first()
      .fill(JSON.stringify({ email, password: PASSWORD }));
    expect(await execute(login)).toBe(200);
    const list = await opened(page, 'get', INCIDENTS);
    expect(await execute(list)).toBe(200);
    expect(await execute(await opened(page, 'post', '/api/v1/auth/logout'))).toBe(200);
    expect(await execute(list)).toBe(401);
  });

  it('leads to the page on live events, which says how to listen', async () => {
    expect(await page.getByRole('link', { name: 'how to listen' }).getAttribute('href')).toBe(
      '/api/docs/websocket',
    );
    await page.goto(`${DOCS}/websocket`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('body').innerText()).toMatch(/subscribe[^]*since[^]*resync/);
    await window.pictures('websocket');
  });
});

type Row = Record<string, string>;

const operation = (page: Page, method: string, path: string): Locator =>
  page.locator(`.opblock-${method}`, { has: page.locator(`[data-path="${path}"]`) });

/** The operation, unfolded and ready to be tried. */
async function opened(page: Page, method: string, path: string): Promise<Locator> {
  const block = operation(page, method, path);
  const button = block.locator('.opblock-summary-control');
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  await block.getByRole('button', { name: 'Execute' }).waitFor();
  return block;
}

/** Executes it and gives the status of the answer. */
async function execute(block: Locator): Promise<number> {
  // What an earlier attempt was answered must not be taken for this one's.
  const clear = block.getByRole('button', { name: 'Clear' });
  if ((await clear.count()) > 0) await clear.click();
  await block.getByRole('button', { name: 'Execute' }).click();
  return Number(await block.locator('.live-responses-table .response-col_status').last().innerText());
}

async function answered<T = Row>(block: Locator): Promise<T> {
  return JSON.parse(
    await block.locator('.live-responses-table .highlight-code code').first().innerText(),
  ) as T;
}

const parameter = (block: Locator, name: string): Locator =>
  block.locator(`tr[data-param-name="${name}"] input`);
