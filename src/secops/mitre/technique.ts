import { Resource } from '../../core/database/resource';
import { Flag, Integer, Text, TextList, Timestamp } from '../../core/fields';

/** A technique or sub-technique of ATT&CK. Read only: the catalogue changes as a whole. */
@Resource<MitreTechnique>({ name: 'mitre_technique', table: 'mitre_techniques', label: 'name' })
export class MitreTechnique {
  @Text({ filter: true, sort: true, search: 'A', description: 'Id of ATT&CK', example: 'T1059.001' })
  id!: string;

  @Text({ sort: true, search: 'A', example: 'PowerShell' })
  name!: string;

  @Text({
    search: 'B',
    example: 'PowerShell, a sub-technique of Command and Scripting Interpreter (T1059) for Execution.',
  })
  description!: string;

  @Text({ description: 'The first of its tactics in the order of the matrix', example: 'TA0002' })
  tactic_id!: string;

  @TextList({ filter: 'tactic_id', description: 'All of its tactics', example: ['TA0002'] })
  tactic_ids!: string[];

  @Integer({ sort: true, description: 'Detections that the caller may see', example: 4 })
  detection_count!: number;

  @Timestamp({ nullable: true, sort: true, range: 'last_detected', description: 'When the last of them was' })
  last_detected!: Date | null;

  @Text({ description: 'Its page at ATT&CK', example: 'https://attack.mitre.org/techniques/T1059/001' })
  url!: string;

  @Flag({ filter: true, example: true })
  is_subtechnique!: boolean;

  @Text({ nullable: true, filter: true, description: 'The technique it is a part of', example: 'T1059' })
  parent_id!: string | null;

  @Flag({
    filter: true,
    description: 'No longer part of ATT&CK, and here only because there are detections of it',
    example: false,
  })
  retired!: boolean;
}
