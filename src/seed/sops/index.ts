import { FAIL_OVER, RESTORE } from './databases';
import { CERTIFICATE, DDOS, LEAKED_CREDENTIAL } from './defence';
import { KAFKA_LAG, ROLL_BACK } from './deliveries';
import { DISK_FULL, DNS_CHANGE, DRAIN_NODE } from './hosts';
import { COMMUNICATION, ON_CALL } from './people';
import type { Procedure } from './procedure';

export * from './procedure';

export const PROCEDURES: readonly Procedure[] = [
  ...[DNS_CHANGE, ROLL_BACK, FAIL_OVER, LEAKED_CREDENTIAL, DISK_FULL, COMMUNICATION, RESTORE],
  ...[CERTIFICATE, DDOS, DRAIN_NODE, KAFKA_LAG, ON_CALL],
];
