import { describe, expect, it } from '@jest/globals';
import * as rules from './rules';
import { parseAll, readTree } from './source-tree';

const tree = readTree('src');

describe('the habits of the house', () => {
  it('no file of src is longer than 300 lines', () => {
    expect(rules.filesStayShort(tree)).toEqual([]);
    expect(rules.filesStayShort(parseAll([['src/x.ts', '\n'.repeat(300) + 'x;\n']]))).toEqual([
      'src/x.ts: 301 lines',
    ]);
    expect(rules.filesStayShort(parseAll([['src/x.ts', 'x;\n'.repeat(300)]]))).toEqual([]);
  });

  it('no file is a Helper, a Util or a Manager', () => {
    expect(rules.filesAreNamedAfterWhatTheyAre(tree)).toEqual([]);
    for (const path of [
      'src/core/date-utils.ts',
      'src/infra/IncidentManager.ts',
      'src/auth/auth.helper.ts',
    ]) {
      expect(rules.filesAreNamedAfterWhatTheyAre(parseAll([[path, '']]))).toHaveLength(1);
    }
  });

  it('nothing is left for later', () => {
    expect(rules.nothingIsLeftForLater(tree)).toEqual([]);
    for (const text of ['// TODO: the rest', '/* FIXME */']) {
      expect(rules.nothingIsLeftForLater(parseAll([['src/x.ts', text]]))).toHaveLength(1);
    }
  });
});
