export { branch, element, escaped, escapedAttribute, leaf, unwritableIn, writable } from "./xml-text.ts";
