import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';

const ENVIRONMENTS = ['production', 'staging', 'development'];

export class CreateIncidentDto {
  @IsString()
  @MinLength(3)
  @MaxLength(200)
  title!: string;

  @IsString()
  @MaxLength(5000)
  description!: string;

  @IsIn(['critical', 'high', 'medium', 'low'])
  severity!: string;

  @IsString()
  squad!: string;

  @IsIn(ENVIRONMENTS)
  environment!: string;

  @IsArray()
  @IsString({ each: true })
  affected_services!: string[];
}

export class ListIncidentsDto {
  @IsOptional()
  @IsIn(ENVIRONMENTS)
  environment?: string;

  @IsOptional()
  @IsIn(['open', 'investigating', 'resolved', 'closed'])
  status?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;
}
