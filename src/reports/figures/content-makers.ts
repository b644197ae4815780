import { Injectable } from '@nestjs/common';
import type { Environment } from '../../core/fields';
import type { ReportFormat, ReportType } from '../reports/report.enums';
import type { AskedPeriod } from '../reports/report.entity';
import type { ReportContent } from './report-content';

/** Moments; the end is not part of the period. */
export interface ReportPeriod {
  readonly start: Date;
  readonly end: Date;
}

/** What somebody asks for, as it came. */
export interface ReportWish {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly period: AskedPeriod;
  /** Decides what today is. */
  readonly now: Date;
}

/** A report to be made. */
export interface ReportTask {
  readonly id: string;
  readonly name: string;
  readonly type: ReportType;
  readonly format: ReportFormat;
  /** As `check` gave them. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** As `periodOf` gave it. */
  readonly period: ReportPeriod | null;
  /** The only one that figures may be of; null is all. Domain services see to it by themselves. */
  readonly environment: Environment | null;
  readonly generatedBy: string;
  /** The moment of the snapshot that all queries see. */
  readonly moment: Date;
  /** To be asked between long steps: throws when the time is over. */
  readonly signal: AbortSignal;
}

/** Makes the content of one type of report. */
export interface ContentMaker {
  /** What a caller must be allowed to read for it, e.g. `read:incidents`. */
  readonly permission: string;
  /**
   * The parameters as they are kept with the report: checked, defaults not filled in. Throws InvalidRequest with every
   * violation; fields are named `parameters.<name>`, `period_start` and `period_end`.
   */
  check(wish: ReportWish): Promise<Record<string, unknown>> | Record<string, unknown>;
  /**
   * The parameters of a report that is made again, held against what is right now. Without it `check` says so; a maker whose
   * rules can be changed throws a Conflict instead of InvalidRequest.
   */
  recheck?(wish: ReportWish): Promise<Record<string, unknown>>;
  /** The period that such a report speaks of, if it is made now. Called after `check`. */
  periodOf(wish: ReportWish): Promise<ReportPeriod | null> | ReportPeriod | null;
  /**
   * The content. Called in a read-only transaction in which every query sees one snapshot, on behalf of the author. What it
   * throws as a DomainError becomes the message of the failed report.
   */
  make(task: ReportTask): Promise<ReportContent>;
}

/** Who makes which type of report. */
@Injectable()
export class ContentMakers {
  private readonly makers = new Map<ReportType, ContentMaker>();

  /** In a constructor, before the server starts. */
  define(type: ReportType, maker: ContentMaker): void {
    if (this.makers.has(type)) throw new Error(`the report type ${type} is defined twice`);
    this.makers.set(type, maker);
  }

  of(type: ReportType): ContentMaker {
    const maker = this.makers.get(type);
    if (!maker) throw new Error(`nobody makes reports of the type ${type}`);
    return maker;
  }
}
