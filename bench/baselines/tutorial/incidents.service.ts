import { Injectable, NotFoundException } from '@nestjs/common';
import { instanceToPlain } from 'class-transformer';
import { DataSource } from 'typeorm';
import { channelsOf, type Claims, creationDiff } from '../incident';
import { AuditLog, Incident, OutboxEvent } from './entities';
import type { CreateIncidentDto, ListIncidentsDto } from './incident.dto';

export interface Actor extends Claims {
  ip: string;
  userAgent: string;
}

@Injectable()
export class IncidentsService {
  constructor(private readonly dataSource: DataSource) {}

  findAll({ environment, status, limit }: ListIncidentsDto): Promise<Incident[]> {
    return this.dataSource.getRepository(Incident).find({
      where: { environment, status },
      order: { created_at: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  async findOne(id: string): Promise<Incident> {
    const incident = await this.dataSource.getRepository(Incident).findOneBy({ id });
    if (!incident) throw new NotFoundException();
    return incident;
  }

  create(dto: CreateIncidentDto, actor: Actor): Promise<Incident> {
    return this.dataSource.transaction(async (manager) => {
      const incident = await manager.save(manager.create(Incident, dto));
      await manager.save(
        manager.create(AuditLog, {
          event_type: 'CREATE',
          resource_type: 'incident',
          resource_id: incident.id,
          resource_name: incident.jira_id,
          user_id: actor.sub,
          user_name: actor.name,
          user_email: actor.email,
          action_description: `Created incident ${incident.jira_id}`,
          status: 'success',
          ip_address: actor.ip,
          user_agent: actor.userAgent,
          changes: creationDiff(dto),
        }),
      );
      await manager.save(
        manager.create(OutboxEvent, {
          type: 'incident',
          action: 'created',
          resource_id: incident.id,
          channels: channelsOf(incident),
          permission: 'read:incidents',
          environment: incident.environment,
          user_id: actor.sub,
          data: instanceToPlain(incident),
        }),
      );
      return incident;
    });
  }
}
