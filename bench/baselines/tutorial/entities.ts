import { Exclude } from 'class-transformer';
import {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { AUDIT_LOGS, OUTBOX } from '../incident';

@Entity('incidents')
export class Incident {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text', unique: true, default: () => `'INC-' || nextval('incident_numbers')` })
  jira_id!: string;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text')
  severity!: string;

  @Column({ type: 'text', default: 'open' })
  status!: string;

  @Column('text')
  squad!: string;

  @Column('text')
  environment!: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  created_at!: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updated_at!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  resolved_at!: Date | null;

  @Column({ type: 'text', nullable: true })
  assignee!: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  tags!: string[] | null;

  @Column({ type: 'text', array: true, nullable: true })
  affected_services!: string[] | null;

  @Column({ type: 'text', nullable: true })
  root_cause!: string | null;

  @Column({ type: 'text', nullable: true })
  resolution!: string | null;

  @Column({ type: 'text', nullable: true })
  jira_url!: string | null;

  @Exclude()
  @DeleteDateColumn({ type: 'timestamptz', precision: 3 })
  deleted_at!: Date | null;
}

@Entity(AUDIT_LOGS)
export class AuditLog {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('text')
  event_type!: string;

  @Column('text')
  resource_type!: string;

  @Column('text')
  resource_id!: string;

  @Column('text')
  resource_name!: string;

  @Column('text')
  user_id!: string;

  @Column('text')
  user_name!: string;

  @Column('text')
  user_email!: string;

  @Column('text')
  action_description!: string;

  @Column('text')
  status!: string;

  @Column('text')
  ip_address!: string;

  @Column('text')
  user_agent!: string;

  @Column('jsonb')
  changes!: unknown;
}

@Entity(OUTBOX)
export class OutboxEvent {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  position!: string;

  @Column('text')
  type!: string;

  @Column('text')
  action!: string;

  @Column('uuid')
  resource_id!: string;

  @Column({ type: 'text', array: true })
  channels!: string[];

  @Column('text')
  permission!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  user_id!: string;

  @Column('json')
  data!: unknown;
}
