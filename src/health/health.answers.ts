import { ApiProperty } from '@nestjs/swagger';

const Moment = (): PropertyDecorator =>
  ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' });

class HealthParts {
  @ApiProperty()
  database!: boolean;

  @ApiProperty({ description: 'true when not configured' })
  redis!: boolean;

  @ApiProperty({ description: 'Whether sockets are accepted' })
  websocket!: boolean;
}

export class Health {
  @ApiProperty({ enum: ['healthy', 'unhealthy'], enumName: 'HealthStatus', example: 'healthy' })
  status!: 'healthy' | 'unhealthy';

  @ApiProperty({ type: HealthParts })
  checks!: HealthParts;

  @Moment()
  timestamp!: string;
}

export class Liveness {
  @ApiProperty({ enum: ['alive'], enumName: 'LivenessStatus', example: 'alive' })
  status!: 'alive';

  @Moment()
  timestamp!: string;
}

class ReadinessParts {
  @ApiProperty()
  database!: boolean;

  @ApiProperty({ description: 'false once the server has been told to stop' })
  accepting!: boolean;
}

export class Readiness {
  @ApiProperty({ enum: ['ready', 'not_ready'], enumName: 'ReadinessStatus', example: 'ready' })
  status!: 'ready' | 'not_ready';

  @ApiProperty({ type: ReadinessParts })
  checks!: ReadinessParts;

  @Moment()
  timestamp!: string;
}
