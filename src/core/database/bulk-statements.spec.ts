import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { TextList } from '../fields';
import { type BulkChange, bulkInsertStatement, bulkUpdateStatement } from './bulk-statements';
import { Resource, Row, specOf } from './resource';

@Resource<Finding>({ name: 'finding', table: 'findings', label: 'id' })
class Finding extends Row {
  @TextList({ nullable: true }) references!: string[] | null;
}

const changeOf = (id: string, user_id: string): BulkChange => ({
  row: Object.assign(new Finding(), { id, references: [id] }),
  note: {
    auditId: '00000000-0000-4000-8000-000000000000',
    actor: { user_id, user_name: 'N', user_email: null, ip_address: null, user_agent: null, metadata: null },
    ...{ baseUrl: `https://${user_id}.example.com`, changes: '[]', event: null, suffix: '' },
  },
});

describe('many rows of one statement', () => {
  const spec = specOf<unknown>(Finding);

  it('have columns that may be reserved words of SQL', () => {
    expect(bulkInsertStatement(spec, [changeOf('1', 'a')]).text).toMatch(
      /insert into findings \([^)]*"references"[^)]*\)\s+select [^)]*g."references"/,
    );
    const changed = spec.fields.filter(({ name }) => name === 'references');
    expect(bulkUpdateStatement(spec, changed, [changeOf('1', 'a')]).text).toContain(
      'update findings r set "references" = g."references" from',
    );
  });

  it('are inserted by the same text, whatever they hold, so that its name always stands for it', () => {
    const one = bulkInsertStatement(spec, [changeOf('1', 'a')]);
    const other = bulkInsertStatement(spec, [changeOf('2', 'b'), changeOf('3', 'b')]);
    expect([other.name, other.text]).toEqual([one.name, one.text]);
    expect(other.values).toHaveLength(one.values.length);
    expect(other.values).not.toEqual(one.values);
  });
});
