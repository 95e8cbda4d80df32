export { writeDocx } from "./package.ts";
