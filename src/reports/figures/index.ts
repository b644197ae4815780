export {
  type ContentMaker,
  ContentMakers,
  type ReportPeriod,
  type ReportTask,
  type ReportWish,
} from './content-makers';
export { checkedParameters, choice, flag, text, whole, type ParameterRule } from './parameters';
export { askedPeriod, periodLengthOf } from './asked-period';
export type {
  Alignment,
  Block,
  Chart,
  Column,
  KeyFigure,
  Paragraph,
  ReportContent,
  Section,
  Table,
  TextRun,
  Value,
  ValueKind,
} from './report-content';
