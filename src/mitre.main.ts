import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withoutServing } from './app.setup';
import { readConfig } from './config';
import { DomainError } from './core/errors/domain-error';
import { withSecret } from './embedded';
import { catalogueFile, extractInThread, readBundle } from './secops/mitre/catalogue';
import { MitreCatalogueService } from './secops/mitre/catalogue.service';

const USAGE = `npm run mitre:import -- BUNDLE.json
Replaces the ATT&CK catalogue in the database by that of an official Enterprise bundle.
With --write FILE --revision NUMBER it writes the catalogue that the product ships instead, and needs no database.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'string' }, revision: { type: 'string' } },
  });
  const [bundle, ...others] = positionals;
  if (!bundle || others.length > 0) throw new Error(USAGE);
  const path = resolve(bundle);
  if (values.write !== undefined) {
    if (!/^[1-9]\d{0,8}$/.test(values.revision ?? '')) throw new Error(USAGE);
    const { catalogue } = readBundle(await extractInThread(path));
    await writeFile(values.write, catalogueFile(catalogue, Number(values.revision)));
    return;
  }
  await withoutServing(await withSecret(readConfig()), async (app) => {
    const result = await app.get(MitreCatalogueService, { strict: false }).import(path);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  });
}

main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    const details =
      error instanceof DomainError && error.details ? `\n${JSON.stringify(error.details, null, 2)}` : '';
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}${details}\n`);
    process.exit(1);
  });
