import { deflateRawSync } from "node:zlib";

/** A made-up report, as its parts: what every format is rendered from. All of it is synthetic. */
export type Part =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "items"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

export const h = (text: string): Part => ({ kind: "heading", text });
export const p = (text: string): Part => ({ kind: "text", text });
export const t = (...rows: readonly (readonly string[])[]): Part => ({ kind: "table", rows });

/** Lines with one space between cells, as an extraction leaves them; or laid out in columns. */
export function asText(parts: readonly Part[], layout = false): string {
  return `${parts.map((part) => textOf(part, layout)).join("\n\n")}\n`;
}

function textOf(part: Part, layout: boolean): string {
  if (part.kind === "items") return part.items.map((item) => `• ${item}`).join("\n");
  if (part.kind !== "table") return part.kind === "heading" ? part.text : wrapped(part.text);
  const widths =
    part.rows[0]?.map((_, column) => Math.max(...part.rows.map((row) => (row[column] ?? "").length))) ?? [];
  return part.rows
    .map((row) =>
      layout
        ? row
            .map((cell, column) =>
              column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart((widths[column] ?? 0) + 3),
            )
            .join("")
        : row.filter(Boolean).join(" "),
    )
    .join("\n");
}

function wrapped(text: string): string {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) as string;
    if (last.length + word.length > 84) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.join("\n");
}

export function asMarkdown(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === "heading") return `## ${part.text}`;
      if (part.kind === "items") return part.items.map((item) => `- ${item}`).join("\n");
      if (part.kind === "text") return part.text;
      const [head = [], ...rows] = part.rows;
      return [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows]
        .map((row) => `| ${row.join(" | ")} |`)
        .join("\n");
    })
    .join("\n\n");
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export function asHtml(parts: readonly Part[]): string {
  const body = parts.map((part) => {
    if (part.kind === "heading") return `<h2>${escaped(part.text)}</h2>`;
    if (part.kind === "items")
      return `<ul>${part.items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}</ul>`;
    if (part.kind === "text") return `<p>${escaped(part.text)}</p>`;
    const row = (cells: readonly string[], tag: string): string =>
      `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
    return `<table><thead>${row(part.rows[0] ?? [], "th")}</thead>\n<tbody>${part.rows
      .slice(1)
      .map((cells) => row(cells, "td"))
      .join("\n")}</tbody></table>`;
  });
  return `<!doctype html><html lang="sv"><head><title>x</title><style>p{color:red}</style></head><body>\n${body.join("\n")}\n<script>document.write("99")</script></body></html>`;
}

export function asWordXml(parts: readonly Part[]): string {
  const paragraph = (text: string, style = ""): string =>
    `<w:p>${style === "" ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const body = parts.map((part) => {
    if (part.kind === "heading") return paragraph(part.text, "Rubrik2");
    if (part.kind === "items") return part.items.map((item) => paragraph(item, "Lista")).join("");
    if (part.kind === "text") return paragraph(part.text);
    return `<w:tbl>${part.rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`).join("")}</w:tbl>`;
  });
  return `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join("")}</w:body></w:document>`;
}

/** A Typst source that sets the parts on A4. */
export function asTypst(parts: readonly Part[]): string {
  const quoted = (text: string): string => JSON.stringify(text);
  const body = parts.map((part) => {
    if (part.kind === "heading") return `#heading(level: 2, ${quoted(part.text)})`;
    if (part.kind === "items") return part.items.map((item) => `#list(${quoted(item)})`).join("\n");
    if (part.kind === "text") return `#par(${quoted(part.text)})`;
    const columns = part.rows[0]?.length ?? 1;
    return `#table(columns: (1fr,) + (auto,) * ${columns - 1}, align: (left,) + (right,) * ${columns - 1}, stroke: none, ${part.rows.flat().map(quoted).join(", ")})`;
  });
  return `#set page(paper: "a4")\n#set text(size: 10pt, lang: "sv")\n${body.join("\n\n")}\n`;
}

/** A zip of the files; `deflate` packs them, and `says` lies about how large they are. */
export function zipOf(
  files: Readonly<Record<string, string | Buffer>>,
  says: Readonly<Record<string, number>> = {},
): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const size = says[name] ?? bytes.length;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(name.length, 26);
    locals.push(head, Buffer.from(name), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    central.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A report of an authority that is not there, in thousands. */
export const agency: readonly Part[] = [
  h("1 Årsredovisning 2024 för Exempelmyndigheten"),
  p(
    "Verksamhetens kostnader ökade jämfört med föregående år. Myndigheten redovisar ett överskott om 3 410 tkr för 2024. Antalet ärenden uppgick till 12 480 ärenden under 2024.",
  ),
  h("1.1 Resultaträkning"),
  p("Belopp i tkr"),
  t(
    ["", "2024", "2023", "2022"],
    ["Intäkter av anslag", "412 310", "398 225", "381 004"],
    ["Intäkter av avgifter", "55 120", "51 870", "49 366"],
    ["Intäkter av bidrag", "8 014", "9 230", "7 118"],
    ["Summa intäkter", "475 444", "459 325", "437 488"],
    ["Kostnader för personal", "-301 556", "-290 104", "-280 440"],
    ["Kostnader för lokaler", "-42 318", "-41 907", "-40 512"],
    ["Övriga driftkostnader", "-119 843", "-118 220", "-108 765"],
    ["Avskrivningar", "-8 317", "-7 994", "-7 415"],
    ["Summa kostnader", "-472 034", "-458 225", "-437 132"],
    ["Årets kapitalförändring", "3 410", "1 100", "356"],
  ),
  p(
    "Kostnader för personal uppgick till 301 556 tkr, jämfört med 290 104 tkr föregående år. Intäkter av bidrag minskade jämfört med föregående år. Kostnader för lokaler ökade jämfört med föregående år.",
  ),
  h("1.2 Prestationer och volymer"),
  t(
    ["Ärenden", "2024", "2023", "Förändring", "Förändring %"],
    ["Tillstånd", "6 230", "5 985", "245", "4,1 %"],
    ["Tillsyn", "3 104", "3 350", "-246", "-7,3 %"],
    ["Överklaganden", "1 846", "1 702", "144", "8,5 %"],
    ["Övriga ärenden", "1 300", "1 244", "56", "4,5 %"],
    ["Totalt", "12 480", "12 281", "199", "1,6 %"],
  ),
  p(
    "Av 12 480 ärenden avslutades 11 232, vilket motsvarar 90 procent. Antalet tillsynsärenden har minskat från 3 350 till 3 104. Kundnöjdheten ökade från 71 till 74 procent. För mer information, se bilaga 1.",
  ),
  h("1.3 Personal"),
  p(
    "Myndigheten hade 402 anställda. Sjukfrånvaron uppgick till 4,2 procent under 2024. Personalomsättningen minskade från 11,4 procent 2023 till 9,8 procent 2024.",
  ),
  t(
    ["Nyckeltal", "2024", "2023"],
    ["Sjukfrånvaro, procent", "4,2", "4,6"],
    ["Personalomsättning, procent", "9,8", "11,4"],
    ["Antal anställda", "402", "395"],
  ),
  p("Personalplanen finns i bilaga 2 och årets risker i bilaga 3. Resultaträkningen finns i avsnitt 1.1."),
  h("2 Balansräkning"),
  p("Belopp i tkr"),
  t(
    ["", "2024-12-31", "2023-12-31"],
    ["Immateriella tillgångar", "12 411", "10 907"],
    ["Materiella tillgångar", "21 765", "22 318"],
    ["Fordringar", "18 204", "16 550"],
    ["Kassa och bank", "61 330", "58 712"],
    ["Summa tillgångar", "113 710", "108 487"],
    ["Myndighetskapital", "15 820", "12 410"],
    ["Avsättningar", "4 402", "4 118"],
    ["Skulder", "71 377", "70 044"],
    ["Periodavgränsningsposter", "22 111", "21 915"],
    ["Summa kapital och skulder", "113 710", "108 487"],
  ),
];

/** An English report in millions, with a budget. */
export const english: readonly Part[] = [
  h("1 Annual report 2024 of the Example Provider"),
  p(
    "The result was a surplus of SEK 12.4 million. Staff costs increased compared with the previous year, while they were below budget.",
  ),
  h("2 Income statement"),
  p("Amounts in SEK million"),
  t(
    ["", "Actual 2024", "Budget 2024", "Variance", "Actual 2023"],
    ["Revenue from customers", "1,204.6", "1,190.0", "14.6", "1,155.3"],
    ["Grants", "48.2", "50.0", "-1.8", "46.9"],
    ["Total revenue", "1,252.8", "1,240.0", "12.8", "1,202.2"],
    ["Staff costs", "-610.3", "-620.0", "9.7", "-598.1"],
    ["Licences", "-412.9", "-405.0", "-7.9", "-390.4"],
    ["Other costs", "-217.2", "-215.0", "-2.2", "-206.8"],
    ["Total costs", "-1,240.4", "-1,240.0", "-0.4", "-1,195.3"],
    ["Result", "12.4", "0.0", "12.4", "6.9"],
  ),
  p(
    "Staff costs amounted to SEK 610.3 million, compared with SEK 598.1 million the previous year. Availability rose from 98 to 99 per cent. Of 50 services, 40 of 50 services, or 80 per cent, met their target.",
  ),
  h("3 Customers"),
  t(
    ["Customers", "2024", "2023"],
    ["Departments", "24", "23"],
    ["Companies", "31", "29"],
    ["Total", "55", "52"],
  ),
];

/** A Swedish municipal report in millions with several tables of one subject. */
export const municipal: readonly Part[] = [
  h("1 Årsrapport 2024"),
  p("Nämnden redovisar ett underskott om 4,2 mnkr. Nettokostnaden blev högre än budgeterat."),
  h("2 Ekonomi"),
  p("Belopp i mnkr"),
  t(
    ["Verksamhet", "Utfall 2024", "Budget 2024", "Avvikelse", "Utfall 2023"],
    ["Förskola", "214,7", "211,3", "-3,4", "208,8"],
    ["Grundskola", "398,2", "399,0", "0,8", "387,5"],
    ["Gymnasieskola", "176,4", "175,1", "-1,3", "171,9"],
    ["Vuxenutbildning", "31,9", "31,6", "-0,3", "30,2"],
    ["Summa", "821,2", "817,0", "-4,2", "798,4"],
  ),
  p(
    "Förskola visar ett utfall om 214,7 mnkr mot budget om 211,3 mnkr. Grundskola hade ett utfall om 398,2 mnkr mot budget om 399,0 mnkr. Gymnasieskola ökade jämfört med föregående år.",
  ),
  h("2.1 Eget kapital"),
  t(
    ["Mnkr", "2024", "2023"],
    ["Ingående eget kapital", "22,6", "20,1"],
    ["Årets resultat", "-4,2", "2,5"],
    ["Utgående eget kapital", "18,4", "22,6"],
  ),
  h("3 Barn och elever"),
  t(
    ["Antal", "Pojkar", "Flickor", "Totalt"],
    ["Förskola", "1 204", "1 187", "2 391"],
    ["Grundskola", "3 411", "3 302", "6 713"],
    ["Gymnasieskola", "1 522", "1 498", "3 020"],
    ["Totalt", "6 137", "5 987", "12 124"],
  ),
];
