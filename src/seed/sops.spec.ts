import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { parametersOf, parseCommand } from '../sops/executions/command-text';
import { markdownToHtml } from '../sops/procedures/markdown-to-html';
import { SopRequest } from '../sops/procedures/sop.requests';
import { demoAccounts } from './accounts';
import { createSops } from './sops';

const NOW = new Date('2026-11-23T12:00:00Z');
const made = (now = NOW) => createSops(now, demoAccounts(now));
const { sops, versions } = made();

describe('demo SOPs', () => {
  it('are twelve, of every category and every state, and the same each time', () => {
    expect(new Set(sops.map(({ title }) => title)).size).toBe(12);
    expect(new Set(sops.map(({ category }) => category)).size).toBe(6);
    expect(new Set(sops.map(({ status }) => status)).size).toBe(4);
    expect(made()).toEqual({ sops, versions });
  });

  it.each(sops.map((sop) => [sop.title, sop] as const))(
    '%s could have been written over the API',
    (_, sop) => {
      const { title, category, description, content, steps, owner, tags, prerequisites } = sop;
      const request = plainToInstance(SopRequest, {
        ...{ title, category, description, content, steps, owner, tags, prerequisites },
        ...{ reviewers: sop.reviewers, estimated_duration: sop.estimated_duration },
      });
      expect(validateSync(request, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
      expect(steps.length).toBeGreaterThanOrEqual(6);
      expect(steps.some(({ warning }) => warning)).toBe(true);
      expect(markdownToHtml(content)).toMatch(/<h2>[^]*<(li|table|blockquote|pre)>/);
    },
  );

  it('have commands that can be run, which ask for parameters', () => {
    const commands = sops.flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? []));
    const parameters = new Set(commands.flatMap((command) => parametersOf(parseCommand(command))));
    expect(commands.length).toBeGreaterThan(40);
    expect(parameters).toEqual(expect.objectContaining(new Set(['service', 'namespace'])));
  });

  it('have versions that lead to what they say now', () => {
    for (const sop of sops) {
      const own = versions.filter(({ sop_id }) => sop_id === sop.id);
      expect(own.map(({ number }) => number)).toEqual(own.map((_, at) => at + 1));
      expect(own.at(-1)).toMatchObject({
        semantic_version: sop.semantic_version,
        snapshot: { steps: sop.steps },
      });
      expect(own[0]).toMatchObject({ semantic_version: '1.0.0', created_at: sop.created_at });
      expect(own.at(-1)!.approved_at).toEqual(sop.approved_at);
      for (const { changed_fields } of own) expect(changed_fields.length).toBeGreaterThan(0);
    }
    expect(Math.max(...versions.map(({ number }) => number))).toBe(4);
    expect(versions.length).toBeGreaterThan(24);
  });

  it.each(['2026-11-23T00:00:01Z', '2028-02-29T23:59:59Z', '2027-01-01T08:00:00Z'])(
    'as of %s nothing of them is yet to come, and nobody approved their own',
    (time) => {
      const now = new Date(time);
      const { sops: all, versions: kept } = made(now);
      for (const one of all) {
        expect(one.created_at.getTime()).toBeLessThanOrEqual(one.updated_at.getTime());
        expect(one.updated_at.getTime()).toBeLessThan(now.getTime());
        expect(one.approved_by).not.toBe(one.author);
        const own = kept.filter(({ sop_id }) => sop_id === one.id);
        const moments = own.flatMap(({ created_at, approved_at }) => [created_at, approved_at ?? created_at]);
        expect(moments).toEqual(moments.toSorted((a, b) => a.getTime() - b.getTime()));
      }
    },
  );
});
