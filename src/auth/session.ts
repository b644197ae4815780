import { Resource } from '../core/database/resource';
import { CreatedAt, Flag, Id, Text, Timestamp } from '../core/fields';

/** A sign-in that still holds, as its owner and administrators see it. Its id is no credential. */
@Resource<Session>({ name: 'session', table: 'sessions', label: 'id' })
export class Session {
  @Id()
  id!: string;

  @CreatedAt({ as: 'createdAt', description: 'When it was opened by signing in' })
  created_at!: Date;

  @Timestamp({ as: 'lastSeenAt', sort: true, description: 'Its last request, to within about a minute' })
  last_seen_at!: Date;

  @Timestamp({ as: 'expiresAt', sort: true, description: 'When it ends by itself; a refresh puts it off' })
  expires_at!: Date;

  @Text({ as: 'ipAddress', nullable: true, description: 'Where it was opened', example: '203.0.113.7' })
  ip_address!: string | null;

  @Text({ as: 'userAgent', nullable: true, description: 'With what', example: 'Mozilla/5.0' })
  user_agent!: string | null;

  @Flag({ description: 'Whether it is the one that asks', example: true })
  current!: boolean;
}
