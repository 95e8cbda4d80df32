export * from "./acting.ts";
export * from "./people.ts";
export * from "./sessions.ts";
