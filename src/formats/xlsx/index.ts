export { catalogue } from "./problems.ts";
export type * from "./workbook.ts";
export { writeWorkbook } from "./write.ts";
