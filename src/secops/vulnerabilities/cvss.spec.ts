import { describe, expect, it } from '@jest/globals';
import { scoreOf, severityOf, vectorFault } from './cvss';

const V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const V40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

describe('a CVSS vector', () => {
  // Published scores: the examples of FIRST's guides, and the catalogues' entries of the CVEs.
  it.each([
    ['CVE-2021-44228', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVE-2012-1516', 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    ['CVE-2014-6271', V31, 9.8],
    ['CVE-2014-6271 in 3.0', V31.replace('3.1', '3.0'), 9.8],
    ['CVE-2012-0384', 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 8.8],
    ['CVE-2015-1098', 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8],
    ['CVE-2014-0160', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVE-2008-1447', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N', 6.8],
    ['CVE-2014-2005', 'CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 6.8],
    ['CVE-2013-0375', 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVE-2013-1937', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVE-2009-0783', 'CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L', 4.2],
    ['CVE-2014-3566', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['no impact', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVE-2021-44228 in 4.0', V40.replaceAll(/S([CIA]):N/g, 'S$1:H'), 10],
    ['CVE-2014-6271 in 4.0', V40, 9.3],
    ['CVE-2014-0160 in 4.0', V40.replace('VI:H/VA:H', 'VI:N/VA:N'), 8.7],
    ['CVE-2020-3549 in 4.0', 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
    ['CVE-2022-41741 in 4.0', 'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['no impact in 4.0', V40.replaceAll(/V([CIA]):H/g, 'V$1:N'), 0],
  ])('of %s has its published score', (_, vector, score) => {
    expect([vectorFault(vector), scoreOf(vector)]).toEqual([null, score]);
  });

  it('of 3.x keeps its base score whatever the temporal and environmental metrics say', () => {
    for (const more of ['/E:U/RL:O/RC:U', '/CR:L/IR:L/AR:L/MAV:P/MC:N/MI:N/MA:N', '/E:X/MS:C']) {
      expect([vectorFault(V31 + more), scoreOf(V31 + more)]).toEqual([null, 9.8]);
    }
  });

  it('of 4.0 is scored with its threat and environmental metrics, but not with the supplemental ones', () => {
    const attacked = 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
    expect(scoreOf(`${attacked}/E:A`)).toBe(7.7);
    expect(scoreOf(`${attacked}/E:U`)).toBe(5.2);
    expect(scoreOf(`${V40}/MVC:N/MVI:N/MVA:N`)).toBe(0);
    const supplemental = `${V40}/S:P/AU:Y/R:I/V:C/RE:H/U:Amber`;
    expect([vectorFault(supplemental), scoreOf(supplemental)]).toEqual([null, 9.3]);
    expect(vectorFault(`${V40}/MSI:S/MSA:S/MSC:H`)).toBeNull();
  });

  it('may have its metrics in any order', () => {
    const [prefix, ...parts] = V31.split('/');
    expect(scoreOf([prefix, ...parts.toReversed()].join('/'))).toBe(9.8);
    expect(vectorFault([prefix, ...parts.toReversed()].join('/'))).toBeNull();
  });

  it.each([
    ['', /must be one of CVSS 3\.0, 3\.1 or 4\.0/],
    ['rubbish', /must be one of CVSS 3\.0, 3\.1 or 4\.0/],
    ['cvss:3.1/AV:N', /must be one of/],
    ['CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', /must be one of/],
    [' CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', /must be one of/],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', /must not be of CVSS 2\.0/],
    ['(AV:N/AC:L/Au:N/C:P/I:P/A:P)', /must not be of CVSS 2\.0/],
    ['CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P', /must not be of CVSS 2\.0/],
    ['CVSS:3.1', /every base metric: AV, AC, PR, UI, S, C, I, A missing/],
    [V31.replace('/A:H', ''), /every base metric: A missing/],
    [`${V31}/A:H`, /must not have A twice/],
    [`${V31}/`, /must not have ""/],
    [`${V31}/AV`, /must not have "AV"/],
    [`${V31}/:H`, /must not have ":H"/],
    [`${V31}/XX:H`, /must not have "XX:H": CVSS:3\.1 knows no such metric/],
    [`${V31}/AT:N`, /knows no such metric/],
    [`${V31}/constructor:N`, /knows no such metric/],
    [`${V31}/__proto__:N`, /knows no such metric/],
    [V31.replace('AV:N', 'AV:X'), /one of N, A, L, P for AV, not "X"/],
    [V31.replace('AV:N', 'AV:n'), /not "n"/],
    [V31.replace('AV:N', 'AV:'), /not ""/],
    [V31.replace('AV:N', 'AV:NA'), /not "NA"/],
    [V31.replace('AV:N', 'AV:N:N'), /not "N:N"/],
    [V31.replace('S:U', 'S:U '), /not "U "/],
    [`${V31}/E:H/E:H`, /must not have E twice/],
    [V40.replace('/SA:N', ''), /every base metric: SA missing/],
    [V40.replace('CVSS:4.0', 'CVSS:3.1'), /knows no such metric/],
    [`${V40}/U:Blue`, /one of X, Clear, Green, Amber, Red for U/],
    [`${V40}/MSC:S`, /for MSC, not "S"/],
  ])('%p is none, and the fault is named', (text, message) => {
    expect(vectorFault(text)).toMatch(message);
  });
});

describe('the severity of a score', () => {
  it.each([
    [0, 'info'],
    [0.1, 'low'],
    [3.9, 'low'],
    [4, 'medium'],
    [6.9, 'medium'],
    [7, 'high'],
    [8.9, 'high'],
    [9, 'critical'],
    [10, 'critical'],
  ])('%p is %s', (score, severity) => {
    expect(severityOf(score)).toBe(severity);
  });
});
