export * from "./amounts.ts";
export * from "./language.ts";
export * from "./months.ts";
export * from "./problem-words.ts";
