import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { TextList } from '../fields';
import { type ChangeNote, insertStatement, updateStatement } from './change-statements';
import { Resource, Row, specOf } from './resource';

@Resource<Finding>({ name: 'finding', table: 'findings', label: 'id' })
class Finding extends Row {
  @TextList({ nullable: true }) references!: string[] | null;
}

const note: ChangeNote = {
  auditId: '00000000-0000-4000-8000-000000000000',
  actor: {
    ...{ user_id: 'system', user_name: 'System', user_email: null },
    ...{ ip_address: null, user_agent: null, metadata: null },
  },
  baseUrl: '',
  changes: '[]',
  event: null,
  suffix: '',
};

describe('a column whose name is a reserved word of SQL', () => {
  const spec = specOf<unknown>(Finding);
  const row = Object.assign(new Finding(), { references: ['https://example.com/advisory'] });

  it('is inserted under its quoted name', () => {
    expect(insertStatement(spec, row, note).text).toMatch(
      /insert into findings \([^)]*"references"[^)]*\) values/,
    );
  });

  it('is changed under its quoted name', () => {
    const changed = spec.fields.filter(({ name }) => name === 'references');
    expect(updateStatement(spec, 'updated', row, changed, note).text).toMatch(
      /update findings set "references" = \$\d+/,
    );
  });
});
