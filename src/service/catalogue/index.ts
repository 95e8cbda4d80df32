export * from "./classification.ts";
export * from "./count.ts";
export * from "./service.ts";
export * from "./registers.ts";
