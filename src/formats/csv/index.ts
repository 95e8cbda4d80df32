export { normalName } from "./columns.ts";
export type { CellOf, CellType, ColumnSpec, RowOf } from "./columns.ts";
export { catalogue, type CsvProblem } from "./problems.ts";
export {
  createTableReader,
  readTable,
  type Table,
  type TableReader,
  type TableReaderOptions,
  type TableSummary,
} from "./table-reader.ts";
export { type OutColumn, type OutValue, writeTable, type WriteTableOptions } from "./table-writer.ts";
// Text to bytes, shared with the other formats.
export { utf8 } from "./bytes.ts";
