// Makes `src/generated` from the server's OpenAPI document; with --check fails when it is not what the document says.
import { createClient } from '@hey-api/openapi-ts';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HERE = import.meta.dirname;
const GENERATED = join(HERE, 'src/generated');

/** `Incidents_open` becomes `api.incidents.open(…)`; these would read badly that way. */
const RENAMED = {
  CostExport_export: 'Costs_export',
  Costs_breakDown: 'Costs_breakdown',
  Forecast_forecast: 'Costs_forecast',
  Health_health: 'Health_check',
  Layer_layer: 'Mitre_layer',
  Matrix_import: 'Mitre_import',
  Matrix_tactics: 'Mitre_tactics',
  Matrix_techniques: 'Mitre_techniques',
  Schedules_list: 'Templates_runs',
  Sla_measure: 'Sla_weeks',
  SopFiles_export: 'Sops_export',
  SopFiles_import: 'Sops_import',
  Statistics_measure: 'Vulnerabilities_stats',
  Summary_summarize: 'Costs_summary',
};

/** Where the generator advertises other packages of its own. */
const LINK = /\{@link \S+\/package\/\S+ ([^}]+)\}/g;

async function generate(folder) {
  await createClient({
    input: process.env.OPENAPI ?? join(HERE, '../../docs/openapi.json'),
    output: {
      path: folder,
      header: '// Generated from docs/openapi.json; do not edit.',
      module: { extension: '.js' },
    },
    logs: { level: 'silent', file: false },
    parser: {
      patch: {
        operations: (_method, _path, operation) => {
          operation.operationId = RENAMED[operation.operationId] ?? operation.operationId;
        },
      },
    },
    plugins: [
      '@hey-api/typescript',
      '@hey-api/client-fetch',
      {
        name: '@hey-api/sdk',
        operations: { strategy: 'single', containerName: 'OpsControlCenter', nestingDelimiters: /_/ },
      },
    ],
  });
  for (const [path, text] of await filesOf(folder))
    if (text.search(LINK) >= 0) await writeFile(join(folder, path), text.replace(LINK, '$1'));
}

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      paths.sort().map(async (path) => [path.slice(folder.length), await readFile(path, 'utf8')]),
    ),
  );
}

async function check() {
  const folder = await mkdtemp(join(tmpdir(), 'ops-client-'));
  try {
    await generate(folder);
    const [expected, found] = [await filesOf(folder), await filesOf(GENERATED)];
    return [...new Set([...expected.keys(), ...found.keys()])].filter(
      (path) => expected.get(path) !== found.get(path),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv.includes('--check')) {
  const stale = await check();
  if (stale.length > 0) {
    process.stderr.write(
      `clients/typescript is not current: run \`npm run client\` and commit it (${stale.join(', ')})\n`,
    );
    process.exitCode = 1;
  } else process.stdout.write('clients/typescript is current\n');
} else {
  await generate(GENERATED);
  process.stdout.write('clients/typescript/src/generated is written\n');
}
