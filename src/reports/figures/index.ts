export {
  type ContentMaker,
  ContentMakers,
  type ReportPeriod,
  type ReportTask,
  type ReportWish,
} from './content-makers';
export { checkedParameters, choice, flag, identifier, text, whole, type ParameterRule } from './parameters';
export { askedPeriod, periodLengthOf } from './asked-period';
export type {
  Block,
  Chart,
  Column,
  KeyFigure,
  ReportContent,
  Section,
  Table,
  Value,
  ValueKind,
} from './report-content';
