export * from "./command.ts";
export * from "./text-table.ts";
