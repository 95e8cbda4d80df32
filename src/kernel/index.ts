export * from "./identity.ts";
export * from "./money.ts";
export * from "./period.ts";
export * from "./problem.ts";
export * from "./quantity.ts";
export * from "./ratio.ts";
export * from "./text.ts";
