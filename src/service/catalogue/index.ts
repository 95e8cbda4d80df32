export * from "./assessment-form.ts";
export * from "./catalogue-json.ts";
export * from "./classification.ts";
export * from "./count.ts";
export * from "./find.ts";
export * from "./registers.ts";
export * from "./service.ts";
export * from "./version.ts";
