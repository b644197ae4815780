import { describe, expect, it } from '@jest/globals';
import * as rules from './rules';
import { parseAll, readTree } from './source-tree';

const tree = readTree('src', 'migrations');

/** What a rule says of a file that is not there. */
const faultsOf = (rule: rules.Rule, path: string, text: string): string[] =>
  rule(parseAll([[path, text]], tree));

const cases: [promise: string, rule: rules.Rule, violations: [path: string, text: string][]][] = [
  [
    'config ← core ← auth ← domains ← reports; gateway and health know only what lies below the domains',
    rules.layers,
    [
      ['src/config/x.ts', `import { log } from '../core/logging/logger';`],
      ['src/core/x.ts', `import { Incident } from '../infra/incidents';`],
      ['src/core/x.ts', `import type { User } from '../auth';`],
      ['src/core/x.ts', `export * from '../gateway/protocol';`],
      ['src/core/x.ts', `const x = () => import('../infra/infra.module');`],
      ['src/core/x.ts', `let x: import('../auth/user.entity').User;`],
      ['src/auth/x.ts', `import { UsersService } from '../admin/users.service';`],
      ['src/infra/x.ts', `import { X } from '../reports';`],
      ['src/gateway/x.ts', `import { Incident } from '../infra/incidents';`],
      ['src/health/x.ts', `import { User } from '../auth';`],
      ['src/infra/x.ts', `import { IntegrationsModule } from '../integrations';`],
      ['src/reports/x.ts', `import { IntegrationsModule } from '../integrations';`],
      ['src/infra/x.ts', `import { AppModule } from '../app.module';`],
      ['src/elsewhere/x.ts', `import { log } from '../core/logging/logger';`],
    ],
  ],
  [
    'nobody imports gateway or reports but app.module, and app.setup the WebSocket adapter',
    rules.topOfTheHouse,
    [
      ['src/infra/x.ts', `import { parseMessage } from '../gateway/protocol';`],
      ['src/main.ts', `import { GatewayModule } from './gateway/gateway.module';`],
      ['src/app.setup.ts', `import { GatewayModule } from './gateway/gateway.module';`],
      ['src/openapi.ts', `import { ReportsModule } from './reports/reports.module';`],
    ],
  ],
  [
    'resources and domains meet only through index.ts',
    rules.domainsMeetThroughIndex,
    [
      ['src/infra/tasks/x.ts', `import { Incident } from '../incidents/incident.entity';`],
      ['src/admin/x.ts', `import { User } from '../auth/user.entity';`],
      [
        'src/secops/assets/x.ts',
        `import { IncidentsService } from '../../infra/incidents/incidents.service';`,
      ],
      ['src/gateway/x.ts', `import { SessionTokens } from '../auth/session-token';`],
    ],
  ],
  [
    'an index.ts gives no repository to other domains',
    rules.indexesKeepRepositories,
    [
      ['src/infra/incidents/index.ts', `export { IncidentRepository } from './incident.repository';`],
      ['src/infra/index.ts', `export * from './incidents/incident.repository';`],
      ['src/infra/index.ts', `export { IncidentRepository } from './incidents';`],
    ],
  ],
  [
    'controllers ask services, never repositories or queries',
    rules.controllersUseServices,
    [
      ['src/infra/incidents/x.controller.ts', `import { IncidentRepository } from './incident.repository';`],
      ['src/admin/x.controller.ts', `import { UserRepository } from '../auth';`],
      ['src/infra/sla/x.controller.ts', `import { slaMetrics } from './sla.queries';`],
    ],
  ],
  [
    'services know neither Express nor Swagger nor HttpException',
    rules.servicesKnowNoHttp,
    [
      ['src/infra/x.service.ts', `import type { Request } from 'express';`],
      ['src/infra/x.service.ts', `import { ApiProperty } from '@nestjs/swagger';`],
      ['src/infra/x.service.ts', `import { HttpException } from '@nestjs/common';`],
      ['src/infra/x.service.ts', `import { Injectable, NotFoundException as Gone } from '@nestjs/common';`],
    ],
  ],
  [
    'only entities, repositories, queries, core/database and the places that connect it import typeorm',
    rules.typeormStaysBelow,
    [
      ['src/infra/incidents/incidents.service.ts', `import { DataSource } from 'typeorm';`],
      ['src/core/lists/x.ts', `import type { SelectQueryBuilder } from 'typeorm';`],
      ['src/app.module.ts', `import { DataSource } from 'typeorm';`],
    ],
  ],
  [
    'migrations import nothing from src',
    rules.migrationsStandAlone,
    [['migrations/20300101000000-x.ts', `import { Severity } from '../src/infra/incidents/incident.enums';`]],
  ],
  [
    'the environment is read in src/config alone',
    rules.oneReaderOfTheEnvironment,
    [
      ['src/core/x.ts', `const port = process.env.PORT;`],
      ['src/core/x.ts', `const port = process['env'].PORT;`],
      ['src/core/x.ts', `const all = { ...process.env };`],
      ['src/main.ts', `import { env } from 'node:process';`],
      ['src/main.ts', `const { env } = process;`],
    ],
  ],
  [
    'which environment the caller is bound to is read in one place',
    rules.oneReaderOfTheBoundEnvironment,
    [
      ['src/infra/x.ts', `const bound = requestContext.current()?.principal?.environment ?? null;`],
      ['src/infra/x.ts', `const bound = context.principal!.environment;`],
      ['src/core/x.ts', `const of = (principal: Principal) => principal['environment'];`],
      ['src/secops/x.ts', `const { environment } = requestContext.current()!.principal!;`],
      ['src/secops/x.ts', `const { environment: bound } = principal;`],
    ],
  ],
];

describe('the house rules for imports', () => {
  it('are checked on the whole tree, with its imports resolved to files that exist', () => {
    const paths = new Set(tree.map(({ path }) => path));
    const missing = tree.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(src|migrations)\/.*(?<!\.json)$/.test(target) && !paths.has(target))
        .map(() => path),
    );
    expect(paths.size).toBeGreaterThan(80);
    expect(missing).toEqual([]);
  });

  describe.each(cases)('%s', (_, rule, violations) => {
    it('holds', () => expect(rule(tree)).toEqual([]));

    it.each(violations)('catches in %s: %s', (path, text) =>
      expect(faultsOf(rule, path, text)).toEqual([expect.stringContaining(path)]),
    );
  });

  it('lets app.setup have the WebSocket adapter', () => {
    const text = `import { OpsWsAdapter } from './gateway/ws.adapter';`;
    expect(faultsOf(rules.topOfTheHouse, 'src/app.setup.ts', text)).toEqual([]);
  });
});
