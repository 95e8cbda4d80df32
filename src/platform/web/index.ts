export * from "./act.ts";
export { problemJson } from "./act-door.tsx";
export { ActForm } from "./components/act-form.tsx";
export * from "./components/figure.tsx";
export * from "./server.tsx";
export * from "./visit.ts";
export { catalogue, fieldUnreadable } from "./problems.ts";
