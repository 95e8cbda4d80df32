export * from "./mandate.ts";
export * from "./person.ts";
