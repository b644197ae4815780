import { Resource } from '../../core/database/resource';
import { Integer, Text } from '../../core/fields';

/** A column of the ATT&CK matrix. Read only: the catalogue changes as a whole. */
@Resource<MitreTactic>({ name: 'mitre_tactic', table: 'mitre_tactics', label: 'name' })
export class MitreTactic {
  @Text({ filter: true, sort: true, search: 'A', description: 'Id of ATT&CK', example: 'TA0001' })
  id!: string;

  @Text({ sort: true, search: 'A', example: 'Initial Access' })
  name!: string;

  @Text({
    search: 'B',
    example: 'Winning a first foothold inside, for instance by phishing or through an exposed service.',
  })
  description!: string;

  @Text({ description: 'Its page at ATT&CK', example: 'https://attack.mitre.org/tactics/TA0001' })
  url!: string;

  @Text({ filter: true, description: 'As Navigator layers name it', example: 'initial-access' })
  short_name!: string;

  @Integer({ sort: true, min: 1, description: 'Place in the matrix, from 1', example: 3 })
  position!: number;
}
