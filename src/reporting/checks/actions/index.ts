export { checkFile, type FileCheck } from "./check-file.ts";
