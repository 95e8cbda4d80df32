export { catalogue } from "./problems.ts";
export * from "./form.ts";
export type * from "./workbook.ts";
export { writeWorkbook } from "./write.ts";
export { rangeBetween, writeForm } from "./write-form.ts";
