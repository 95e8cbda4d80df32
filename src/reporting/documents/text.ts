/** A piece of running text as it was written, before its figures are looked up. */
export type Written =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "strong" | "em"; readonly of: readonly Written[] }
  | { readonly is: "link"; readonly href: string; readonly of: readonly Written[] }
  | { readonly is: "figure"; readonly formula: string; readonly format: string; readonly at: number }
  | { readonly is: "claim"; readonly condition: string; readonly of: readonly Written[]; readonly at: number }
  | { readonly is: "note"; readonly id: string };

/** Deeper nesting than anybody writes is left as text, so that no text exhausts the stack. */
const deepest = 8;

/**
 * Reads running text: **strong**, *em*, [link](address), {figure | format}, [claim]{? condition}, [^note] and a backslash before
 * what is meant as it stands. What is not closed is text.
 */
export function readText(text: string, depth = 0): readonly Written[] {
  const parts: Written[] = [];
  let plain = "";
  const put = (part: Written): void => {
    if (plain !== "") parts.push({ is: "text", text: plain });
    plain = "";
    parts.push(part);
  };
  let at = 0;
  while (at < text.length) {
    const letter = text[at] as string;
    if (letter === "\\" && at + 1 < text.length) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    const found = depth < deepest ? special(text, at, depth) : undefined;
    if (found === undefined) {
      plain += letter;
      at += 1;
      continue;
    }
    put(found.part);
    at = found.end;
  }
  if (plain !== "") parts.push({ is: "text", text: plain });
  return parts;
}

function special(text: string, at: number, depth: number): { part: Written; end: number } | undefined {
  const letter = text[at];
  if (letter === "{") {
    const end = text.indexOf("}", at);
    if (end < 0) return undefined;
    const [formula = "", ...format] = text.slice(at + 1, end).split("|");
    return {
      part: { is: "figure", formula: formula.trim(), format: format.join("|").trim(), at },
      end: end + 1,
    };
  }
  if (letter === "*") {
    const mark = text.startsWith("**", at) ? "**" : "*";
    const end = text.indexOf(mark, at + mark.length);
    if (end <= at + mark.length) return undefined;
    const of = readText(text.slice(at + mark.length, end), depth + 1);
    return { part: { is: mark === "**" ? "strong" : "em", of }, end: end + mark.length };
  }
  if (letter !== "[") return undefined;
  const close = closing(text, at);
  if (close === undefined) return undefined;
  const inner = text.slice(at + 1, close);
  if (/^\^[\w-]+$/.test(inner)) return { part: { is: "note", id: inner.slice(1) }, end: close + 1 };
  if (text.startsWith("{?", close + 1)) {
    const end = text.indexOf("}", close);
    if (end < 0) return undefined;
    const condition = text.slice(close + 3, end).trim();
    return { part: { is: "claim", condition, of: readText(inner, depth + 1), at }, end: end + 1 };
  }
  if (text[close + 1] !== "(") return undefined;
  const end = text.indexOf(")", close);
  if (end < 0) return undefined;
  return {
    part: { is: "link", href: text.slice(close + 2, end).trim(), of: readText(inner, depth + 1) },
    end: end + 1,
  };
}

/** Where the bracket at a place is closed; brackets within it come in pairs. */
function closing(text: string, at: number): number | undefined {
  let open = 0;
  for (let place = at; place < text.length; place += 1) {
    if (text[place] === "\\") place += 1;
    else if (text[place] === "[") open += 1;
    else if (text[place] === "]") {
      open -= 1;
      if (open === 0) return place;
    }
  }
  return undefined;
}
