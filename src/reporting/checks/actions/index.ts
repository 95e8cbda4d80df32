export { checkFile, type FileCheck } from "./check-file.ts";
export { keepCheck, keptCheck } from "./recent.ts";
