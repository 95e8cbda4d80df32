export { type PackedFile, zipOf } from "./zip.ts";
