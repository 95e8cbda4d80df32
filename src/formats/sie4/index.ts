export { readSie } from "./file.ts";
export { catalogue, type SieProblem } from "./problems.ts";
export { createSieReader, type SieReader, type SieReaderOptions } from "./reader.ts";
export type * from "./sie.ts";
export { writeSie, type WriteSieOptions } from "./writer.ts";
