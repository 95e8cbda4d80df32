export { type FilledSheet, type FilledValue, readFilled } from "./read-filled.ts";
