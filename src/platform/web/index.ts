export * from "./components/figure.tsx";
export * from "./server.tsx";
export * from "./visit.ts";
