import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { VARIABLES } from '../../../src/config';

const ROOT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** The instructions of a Dockerfile, lines that are continued made one. */
function instructionsOf(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split(/\s/)[0], words: line.slice(line.split(/\s/)[0].length).trim() }));
}

/** What is wrong with a Dockerfile, as far as it can be told without building it. */
function faultsOf(text: string, exists: (path: string) => boolean): string[] {
  const known = 'FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE HEALTHCHECK STOPSIGNAL CMD'.split(' ');
  const instructions = instructionsOf(text);
  const stages = new Set<string>();
  const faults: string[] = [];
  let user = 'root';
  for (const { name, words } of instructions) {
    if (!known.includes(name)) faults.push(`${name} is no instruction that is used here`);
    if (name === 'FROM') {
      const [image, , stage] = words.split(' ');
      if (!/:[\w.-]+$/.test(image) || image.endsWith(':latest')) faults.push(`${image} has no version`);
      if (stage) stages.add(stage);
      user = 'root';
    }
    if (name === 'USER') user = words;
    if (name !== 'COPY') continue;
    const from = /^--from=(\S+) /.exec(words)?.[1];
    if (from && !stages.has(from)) faults.push(`there is no stage ${from}`);
    const sources = words.split(' ').slice(0, -1);
    if (!from) faults.push(...sources.filter((path) => !exists(path)).map((path) => `${path} is not there`));
  }
  if (user === 'root') faults.push('it runs as root');
  return faults;
}

interface Service {
  readonly image?: string;
  readonly environment?: Record<string, string>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: unknown;
}
interface Compose {
  readonly services: Record<string, Service>;
  readonly volumes: Record<string, unknown>;
}

describe('the image', () => {
  const dockerfile = read('Dockerfile');
  const ignored = read('.dockerignore').split('\n');
  const isSent = (path: string): boolean => existsSync(join(ROOT, path)) && !ignored.includes(path);

  it('is made of what is there, of images with a version, and does not run as root', () => {
    expect(faultsOf(dockerfile, isSent)).toEqual([]);
    const wrong = ['FROM node', 'COPY nowhere .', 'COPY --from=none /a /b', 'RUNS x'].join('\n');
    expect(faultsOf(wrong, isSent)).toEqual([
      ...['node has no version', 'nowhere is not there', 'there is no stage none'],
      ...['RUNS is no instruction that is used here', 'it runs as root'],
    ]);
  });

  it('starts what the build makes, and asks the port that it opens for health', () => {
    const one = (name: string): string =>
      instructionsOf(dockerfile)
        .filter((found) => found.name === name)
        .at(-1)!.words;
    expect(JSON.parse(one('CMD'))).toEqual(['node', 'dist/src/main.js']);
    expect(isSent('src/main.ts')).toBe(true);
    expect(one('EXPOSE')).toBe(VARIABLES.PORT.fallback);
    expect(one('ENV')).toMatch(new RegExp(`NODE_ENV=production .*PORT=${VARIABLES.PORT.fallback}`));
    expect(one('HEALTHCHECK')).toMatch(/\$\{process\.env\.PORT\}\/health/);
    for (const secret of ['.env', '.data', '.git', 'node_modules', 'dist']) expect(ignored).toContain(secret);
  });

  it('holds every package that the server imports, though none for development', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const packages = ['src', 'migrations']
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
          join(folder, name),
        ),
      )
      .filter((path) => /(?<!\.spec)\.ts$/.test(path))
      .flatMap((path) => [
        ...read(path).matchAll(
          /(?:^(?:import|export|\}).* from |^import |import\(|require\()'([@a-z][\w@/.-]*)'/gm,
        ),
      ])
      .map(([, target]) => target)
      .filter((target) => !target.startsWith('node:') && !builtinModules.includes(target))
      .map((target) =>
        target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect(packages.length).toBeGreaterThan(100);
    expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([]);
  });
});

describe('docker-compose.yml', () => {
  const { services, volumes } = parse(read('docker-compose.yml')) as Compose;

  it('gives the server only variables that it knows, and demands the secret', () => {
    const environment = services.app.environment!;
    expect(Object.keys(environment).filter((name) => !(name in VARIABLES))).toEqual([]);
    expect(environment.JWT_SECRET).toMatch(/^\$\{JWT_SECRET:\?/);
    for (const name of ['postgres', 'redis'])
      expect(`${environment.DATABASE_URL} ${environment.REDIS_URL}`).toContain(`${name}:`);
  });

  it('names only services and volumes that it has, and waits for those to be healthy', () => {
    for (const { depends_on = {}, volumes: mounts = [], image } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(condition).toBe('service_healthy');
        expect(services[name].healthcheck).toBeDefined();
      }
      for (const mount of mounts) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
      if (image) expect(image).toMatch(/:\d/);
    }
  });
});
