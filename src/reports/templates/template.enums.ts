export const TemplateFieldType = {
  text: 'text',
  number: 'number',
  date: 'date',
  select: 'select',
  boolean: 'boolean',
} as const;
export type TemplateFieldType = (typeof TemplateFieldType)[keyof typeof TemplateFieldType];

/** What a scheduled report speaks of: the last whole one before it is made, in the schedule's time zone. */
export const SchedulePeriod = {
  previous_day: 'previous_day',
  previous_week: 'previous_week',
  previous_month: 'previous_month',
  previous_quarter: 'previous_quarter',
} as const;
export type SchedulePeriod = (typeof SchedulePeriod)[keyof typeof SchedulePeriod];
