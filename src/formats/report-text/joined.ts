import { plainSpaces } from "./figures.ts";

/** Lines as one text; a word divided at the end of a line is put together. */
export function joined(texts: readonly string[]): string {
  let all = "";
  for (const text of texts.map((one) => plainSpaces(one).replaceAll("\t", " ").trim()).filter(Boolean))
    all = all === "" ? text : /\p{L}-$/u.test(all) && /^\p{Ll}/u.test(text) ? all + text : `${all} ${text}`;
  return all;
}
