/** A block as it was written, with the line of the chapter it begins on. */
export type WrittenBlock =
  | { readonly is: "heading"; readonly level: number; readonly text: string; readonly line: number }
  | { readonly is: "paragraph"; readonly text: string; readonly line: number }
  | {
      readonly is: "list";
      readonly ordered: boolean;
      readonly items: readonly { readonly text: string; readonly line: number }[];
      readonly line: number;
    }
  | { readonly is: "table" | "register" | "chart"; readonly settings: Settings; readonly line: number }
  | { readonly is: "note"; readonly id: string; readonly text: string; readonly line: number }
  | { readonly is: "unknown"; readonly name: string; readonly line: number };

/** The lines of a fenced block: `key: value`, and indented rows below a key that has no value. */
export interface Settings {
  readonly values: Readonly<Record<string, string>>;
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

const bullet = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;

/** Reads a chapter's Markdown into blocks. What it does not know it takes for a paragraph. */
export function readBlocks(text: string, firstLine = 1): readonly WrittenBlock[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: WrittenBlock[] = [];
  let at = 0;
  const lineOf = (index: number): number => firstLine + index;
  while (at < lines.length) {
    const line = lines[at] as string;
    const start = at;
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const fence = /^```\s*([\wåäö-]*)\s*$/.exec(line);
    if (fence !== null) {
      at += 1;
      while (at < lines.length && !/^```\s*$/.test(lines[at] as string)) at += 1;
      blocks.push(fenced(fence[1] ?? "", lines.slice(start + 1, at), lineOf(start)));
      at += 1;
      continue;
    }
    const heading = /^(#{1,4})\s+(.+?)\s*#*$/.exec(line);
    if (heading !== null) {
      blocks.push({
        is: "heading",
        level: (heading[1] as string).length,
        text: heading[2] as string,
        line: lineOf(at),
      });
      at += 1;
      continue;
    }
    const note = /^\[\^([\w-]+)\]:\s+(.*)$/.exec(line);
    if (note !== null) {
      at += 1;
      while (at < lines.length && /^\s+\S/.test(lines[at] as string)) at += 1;
      const rest = lines.slice(start + 1, at).map((more) => more.trim());
      blocks.push({
        is: "note",
        id: note[1] as string,
        text: [note[2], ...rest].join(" "),
        line: lineOf(start),
      });
      continue;
    }
    if (bullet.test(line)) {
      const items: { text: string; line: number }[] = [];
      const ordered = bullet.exec(line)?.[1] !== undefined;
      while (at < lines.length && (lines[at] as string).trim() !== "") {
        const item = bullet.exec(lines[at] as string);
        const last = items.at(-1);
        if (item !== null) items.push({ text: item[2] as string, line: lineOf(at) });
        else if (last !== undefined) last.text += ` ${(lines[at] as string).trim()}`;
        at += 1;
      }
      blocks.push({ is: "list", ordered, items, line: lineOf(start) });
      continue;
    }
    while (
      at < lines.length &&
      (lines[at] as string).trim() !== "" &&
      !/^(```|#{1,4}\s)/.test(lines[at] as string)
    )
      at += 1;
    blocks.push({
      is: "paragraph",
      text: lines
        .slice(start, at)
        .map((more) => more.trim())
        .join(" "),
      line: lineOf(start),
    });
  }
  return blocks;
}

const names: Readonly<Record<string, "table" | "register" | "chart">> = {
  table: "table",
  tabell: "table",
  register: "register",
  chart: "chart",
  diagram: "chart",
};

/** Settings have an English and a Swedish name. */
const keys: Readonly<Record<string, string>> = {
  rapport: "statement",
  kolumner: "columns",
  rubrik: "caption",
  rader: "rows",
  not: "note",
  enhet: "unit",
  decimaler: "decimals",
  urval: "where",
  titel: "title",
  fält: "fields",
  kommentarer: "comments",
  ordning: "order",
  tom: "empty",
  basis: "basis",
};

function fenced(name: string, lines: readonly string[], line: number): WrittenBlock {
  const kind = names[name];
  if (kind === undefined) return { is: "unknown", name, line };
  const values: Record<string, string> = {};
  const rows: { cells: string[]; line: number }[] = [];
  for (const [index, text] of lines.entries()) {
    if (/^\s+\S/.test(text)) {
      rows.push({ cells: text.split("|").map((cell) => cell.trim()), line: line + index + 1 });
      continue;
    }
    const found = /^([\wåäöÅÄÖ-]+):\s*(.*)$/.exec(text);
    if (found !== null) values[keys[found[1] ?? ""] ?? found[1] ?? ""] = found[2] ?? "";
  }
  return { is: kind, settings: { values, rows }, line };
}
