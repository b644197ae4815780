import { ApiProperty } from '@nestjs/swagger';
import { OpenFormat, ShownAs } from '../../core/http/api.decorators';

const reference = (external_id: string, path: string) => [
  { source_name: 'mitre-attack', external_id, url: `https://attack.mitre.org/${path}` },
];
/** The smallest catalogue: one tactic, one technique. */
const EXAMPLE = {
  type: 'bundle',
  id: 'bundle--f3d179d2-99bd-4a78-a925-77d90312acc4',
  objects: [
    {
      ...{ type: 'x-mitre-matrix', id: 'x-mitre-matrix--1', name: 'Enterprise ATT&CK' },
      tactic_refs: ['x-mitre-tactic--1'],
    },
    {
      ...{ type: 'x-mitre-tactic', id: 'x-mitre-tactic--1', name: 'Execution' },
      ...{ x_mitre_shortname: 'execution', external_references: reference('TA0002', 'tactics/TA0002') },
    },
    {
      ...{ type: 'attack-pattern', id: 'attack-pattern--1', name: 'Command and Scripting Interpreter' },
      ...{ x_mitre_is_subtechnique: false, external_references: reference('T1059', 'techniques/T1059') },
      kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'execution' }],
    },
  ],
};

/** For the OpenAPI document: what is read of a bundle is checked by itself. */
@OpenFormat()
@ShownAs(EXAMPLE)
export class StixBundle {
  @ApiProperty({ enum: ['bundle'] })
  type!: string;

  @ApiProperty({ required: false, example: 'bundle--f3d179d2-99bd-4a78-a925-77d90312acc4' })
  id?: string;

  @ApiProperty({
    type: 'array',
    minItems: 1,
    items: { type: 'object', additionalProperties: true },
    description: 'x-mitre-tactic, x-mitre-matrix and attack-pattern are read, others are left alone',
  })
  objects!: Record<string, unknown>[];
}

/** The same as a form with a file. */
export class StixBundleForm {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'e.g. enterprise-attack.json',
    example: JSON.stringify(EXAMPLE),
  })
  file!: unknown;
}
