export { readSie } from "./file.ts";
export { catalogue, type SieProblem } from "./problems.ts";
export { reconcile } from "./reconcile.ts";
export { createSieReader, type SieReader, type SieReaderOptions } from "./reader.ts";
export type * from "./sie.ts";
export { writeSie, type WriteSieOptions } from "./writer.ts";
// Bytes to text, shared with the other formats.
export { type Encoding, invalidUtf8At } from "./encoding.ts";
export { Texts } from "./texts.ts";
