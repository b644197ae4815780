import {
  Body,
  ClassSerializerInterceptor,
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import type { Request } from 'express';
import type { Claims } from '../incident';
import type { Incident } from './entities';
import { CreateIncidentDto, ListIncidentsDto } from './incident.dto';
import { IncidentsService } from './incidents.service';
import { JwtAuthGuard } from './jwt.strategy';

@Controller('api/v1/infra/incidents')
@UseGuards(JwtAuthGuard)
@UseInterceptors(ClassSerializerInterceptor)
export class IncidentsController {
  constructor(private readonly incidents: IncidentsService) {}

  @Get()
  findAll(@Query() query: ListIncidentsDto): Promise<Incident[]> {
    return this.incidents.findAll(query);
  }

  @Get(':id')
  findOne(@Param('id', ParseUUIDPipe) id: string): Promise<Incident> {
    return this.incidents.findOne(id);
  }

  @Post()
  create(@Body() dto: CreateIncidentDto, @Req() request: Request): Promise<Incident> {
    const userAgent = request.get('user-agent') ?? '';
    return this.incidents.create(dto, { ...(request.user as Claims), ip: request.ip ?? '', userAgent });
  }
}
