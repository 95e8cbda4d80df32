import { assert } from "../../kernel/index.ts";

/**
 * Marks one cell of each row as the row's header in the tag tree, so that who listens to a table hears which row a figure belongs to
 * (PDF/UA-1, 7.5). The typesetter's Node door marks the heads of columns only; its own output is rewritten, object by object, and nothing
 * but the tags is touched. `column` says which cell of the rows of a table, counted from nought in reading order, is the header.
 */
export function markRowHeaders(pdf: Uint8Array, column: (table: number) => number = () => 0): Uint8Array {
  const text = textOf(pdf);
  const file = readFile(text);
  const root = [...file.objects.values()].find((one) => one.includes("/Type /StructTreeRoot"));
  if (root === undefined) return pdf;
  const rootNumber = [...file.objects].find(([, one]) => one === root)?.[0] as number;
  const names: [name: string, object: number][] = [];
  let table = 0;
  for (const number of tablesUnder(file.objects, rootNumber)) {
    const header = column(table);
    let row = 0;
    for (const line of rowsOf(file.objects, number)) {
      const cells = kids(file.objects, line);
      const head = cells[header];
      if (head === undefined || roleOf(file.objects, head) !== "TD") continue;
      const id = `R${table}y${row}`;
      row += 1;
      names.push([id, head]);
      change(file.objects, head, (cell) => asHeader(cell, id));
      for (const cell of cells)
        if (cell !== head && roleOf(file.objects, cell) === "TD")
          change(file.objects, cell, (one) => headedBy(one, id));
    }
    table += 1;
  }
  if (names.length === 0) return pdf;
  change(file.objects, rootNumber, (one) => withNames(one, names));
  return bytesOf(writeFile(file));
}

interface File {
  readonly start: string;
  readonly objects: Map<number, string>;
  readonly trailer: string;
}

/** The file as the typesetter writes it: one table of places, every object by itself and in the order of its number. */
function readFile(text: string): File {
  const place = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
  const table = text.slice(place);
  const head = /^xref\s+0 (\d+)\s+/.exec(table);
  assert(head !== null, "the typesetter writes one plain table of places");
  const count = Number(head[1]);
  const offsets: [number: number, offset: number][] = [];
  for (let number = 1; number < count; number++) {
    const entry = table.slice(head[0].length + number * 20, head[0].length + number * 20 + 20);
    assert(/^\d{10} \d{5} [nf]/.test(entry), "a place is twenty characters");
    if (entry[17] === "n") offsets.push([number, Number(entry.slice(0, 10))]);
  }
  const order = offsets.toSorted(([, a], [, b]) => a - b);
  const objects = new Map(
    order.map(([number, offset], index) => [number, text.slice(offset, order[index + 1]?.[1] ?? place)]),
  );
  const trailer = table.slice(table.indexOf("trailer"), table.lastIndexOf("startxref"));
  return { start: text.slice(0, order[0]?.[1] ?? place), objects, trailer };
}

function writeFile({ start, objects, trailer }: File): string {
  const parts = [start];
  const places = new Map<number, number>();
  let at = start.length;
  for (const [number, object] of objects) {
    places.set(number, at);
    parts.push(object);
    at += object.length;
  }
  const size = Math.max(...objects.keys()) + 1;
  const entries = Array.from({ length: size }, (_, number) => {
    const found = places.get(number);
    return found === undefined ? "0000000000 65535 f\r\n" : `${String(found).padStart(10, "0")} 00000 n\r\n`;
  });
  parts.push(`xref\n0 ${size}\n${entries.join("")}${trailer}startxref\n${at}\n%%EOF\n`);
  return parts.join("");
}

function tablesUnder(objects: ReadonlyMap<number, string>, root: number): readonly number[] {
  const found: number[] = [];
  const open = [root];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (roleOf(objects, number) === "Table") found.push(number);
    open.push(...kids(objects, number).toReversed());
  }
  return found;
}

/** The rows below a table's head: in its body, or straight under the table where it has no head. */
function rowsOf(objects: ReadonlyMap<number, string>, table: number): readonly number[] {
  return kids(objects, table).flatMap((part) => {
    const role = roleOf(objects, part);
    return role === "TR" ? [part] : role === "TBody" ? kids(objects, part) : [];
  });
}

function roleOf(objects: ReadonlyMap<number, string>, number: number): string | undefined {
  return /^\d+ 0 obj\s+<<\s+\/Type \/StructElem\s+\/S \/(\w+)/.exec(objects.get(number) ?? "")?.[1];
}

/** The elements directly under one; marked content, which is a bare number, is not among them. */
function kids(objects: ReadonlyMap<number, string>, number: number): readonly number[] {
  const object = objects.get(number) ?? "";
  if (!/\/Type \/Struct(Elem|TreeRoot)\b/.test(object)) return [];
  const list = /\n {2}\/K \[([^\]]*)\]/.exec(object)?.[1] ?? "";
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, kid]) => Number(kid));
}

function change(objects: Map<number, string>, number: number, by: (object: string) => string): void {
  const before = objects.get(number) as string;
  const after = by(before);
  assert(after !== before, "a cell's tags have the form that the typesetter gives them");
  objects.set(number, after);
}

/** A header keeps the headers above it and everything else that was said of the cell. */
function asHeader(cell: string, id: string): string {
  return withTableAttributes(cell, "/Scope /Row", (above) => above)
    .replace("/S /TD", "/S /TH")
    .replace(/(\/P \d+ 0 R)/, `$1\n  /ID (${id})`);
}

function headedBy(cell: string, id: string): string {
  return withTableAttributes(cell, "", (above) => (above === "" ? `(${id})` : `(${id}) ${above}`));
}

/** Says something more of a cell: within what is said of it as part of a table, or beside what else is said. */
function withTableAttributes(cell: string, more: string, headers: (above: string) => string): string {
  const known = /\/O \/Table\b[^[>]*\/Headers \[([^\]]*)\]/.exec(cell);
  const said = (above: string): string =>
    `/O /Table${more === "" ? "" : `\n    ${more}`}\n    /Headers [${headers(above)}]`;
  if (known !== null) return cell.replace(known[0], said(known[1] ?? ""));
  return cell.includes("/A [")
    ? cell.replace("/A [", `/A [<<\n    ${said("")}\n  >> `)
    : cell.replace(/(\/P \d+ 0 R)/, `$1\n  /A [<<\n    ${said("")}\n  >>]`);
}

/** The tree of names is one sorted list. */
function withNames(root: string, added: readonly (readonly [name: string, object: number])[]): string {
  const there = /\/IDTree <<\s+\/Names \[([^\]]*)\]\s+>>/.exec(root);
  const before = [...(there?.[1] ?? "").matchAll(/\((\w+)\) (\d+) 0 R/g)].map(
    ([, name = "", object]) => [name, Number(object)] as const,
  );
  const all = [...before, ...added].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const tree = `/IDTree <<\n    /Names [${all.map(([name, object]) => `(${name}) ${object} 0 R`).join(" ")}]\n  >>`;
  return there === null
    ? root.replace("/Type /StructTreeRoot", `/Type /StructTreeRoot\n  ${tree}`)
    : root.replace(there[0], tree);
}

/** A file's bytes as letters of the same numbers, and back: places in the text are places in the file. */
function textOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join("");
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
