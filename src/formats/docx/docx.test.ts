import { describe, expect, it } from "vitest";
import { Parser } from "htmlparser2";
import type { ReportBlock, ReportSheet } from "../pdf/index.ts";
import { strFromU8, unzipSync } from "../zip/unzip.testing.ts";
import { unwritableIn } from "../xml/index.ts";
import { writeDocx } from "./index.ts";

const hostile = `<w:p/>&amp; "]]> \u0007 <script>`;

function sheet(blocks: readonly ReportBlock[], changes: Partial<ReportSheet> = {}): ReportSheet {
  return {
    lang: "sv",
    title: "Årsrapport 2024",
    subtitle: "Intraservice",
    provider: "Göteborgs Stad",
    day: "2025-02-12",
    dated: "2025-02-12",
    marks: ["Exempel"],
    words: { contents: "Innehåll", page: "Sida", of: "av" },
    chapters: [{ number: "1", title: "Ekonomi", blocks }],
    ...changes,
  };
}

const table: ReportBlock = {
  k: "table",
  caption: "Resultat",
  head: ["", "2024", "2023"],
  right: [false, true, true],
  rows: [
    {
      label: "Intäkter",
      level: 1,
      total: false,
      cells: [
        { v: "1 413,4", bad: false },
        { v: "−2,0", bad: true },
      ],
    },
    {
      label: "Summa",
      level: 2,
      total: true,
      cells: [
        { v: "3,7", bad: false },
        { v: "4,1", bad: false },
      ],
    },
  ],
  notes: ["I mnkr"],
  csv: "",
  csvName: "",
  csvTitle: "",
};
const chart: ReportBlock = {
  k: "chart",
  caption: "Kostnader",
  alt: "Stapeldiagram: Personal 520,2; Övrigt −1,5",
  svg: "",
  bars: [
    { label: "Personal", text: "520,2", size: 520.2 },
    { label: "Övrigt", text: "−1,5", size: -1.5 },
  ],
};

function partsOf(report: ReportSheet): ReadonlyMap<string, string> {
  return new Map([...unzipSync(writeDocx(report))].map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** Every part is read to its end and every element is closed by its own name. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  let isWell = true;
  const parser = new Parser(
    {
      onopentagname: (name) => void open.push(name),
      onclosetag: (name, implied) => {
        if (open.pop() !== name || (implied && !xml.includes(`<${name}`))) isWell = false;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return isWell && open.length === 0 && unwritableIn(xml) === undefined;
}

describe("a report as a Word document", () => {
  it("has headings, contents, captions and header rows by Word's own marks", () => {
    const body = partsOf(sheet([{ k: "h", level: 2, number: "1.1", text: "Utfall" }, table, chart])).get(
      "word/document.xml",
    ) as string;
    expect(body).toContain('<w:pStyle w:val="Heading1"/>');
    expect(body).toContain('<w:pStyle w:val="Heading2"/>');
    expect(body).toContain("TOC \\o");
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(body).toContain('<w:tblCaption w:val="Resultat"/>');
    expect(body).toContain('w:firstColumn="1"');
    expect(body).toContain('descr="Stapeldiagram: Personal 520,2; Övrigt −1,5"');
    // Every link of the contents leads to a heading that is there.
    const marks = new Set([...body.matchAll(/w:name="(_Toc\d+)"/g)].map(([, name]) => name));
    const leads = [...body.matchAll(/w:anchor="(_Toc\d+)"/g)].map(([, name]) => name);
    expect(leads).toHaveLength(2);
    expect(leads.every((name) => marks.has(name))).toBe(true);
  });

  it("names every part it has, and refers to none that it has not", () => {
    const parts = partsOf(
      sheet([
        chart,
        { k: "p", c: [{ k: "l", h: "https://example.org/a?b&c", c: [{ k: "t", v: "länk" }] }] },
        { k: "p", c: [{ k: "n", c: [{ k: "l", h: "mailto:a@b.se", c: [{ k: "t", v: "fråga" }] }] }] },
      ]),
    );
    const types = parts.get("[Content_Types].xml") as string;
    const named = [...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, path = ""]) => path);
    expect(named.toSorted()).toEqual(
      [...parts.keys()].filter((path) => !/rels$|Types/.test(path)).toSorted(),
    );
    for (const [source, folder] of [
      ["document", "word"],
      ["footnotes", "word"],
    ] as const) {
      const relations = parts.get(`word/_rels/${source}.xml.rels`) as string;
      const ids = [...relations.matchAll(/ Id="([^"]+)"/g)].map(([, id]) => id);
      const used = [...(parts.get(`${folder}/${source}.xml`) as string).matchAll(/ r:id="([^"]+)"/g)];
      expect(used.length).toBeGreaterThan(0);
      for (const [, id] of used) expect(ids).toContain(id);
      for (const [one, target = ""] of relations.matchAll(/Target="([^"]+)"[^>]*/g))
        if (!one.includes("External")) expect([...parts.keys()]).toContain(`word/${target}`);
    }
  });

  it("shows hostile text as text, and leads out by http and mailto only", () => {
    const parts = partsOf(
      sheet(
        [
          { k: "h", level: 2, number: "1.1", text: hostile },
          { k: "p", c: [{ k: "l", h: "javascript:alert(1)", c: [{ k: "t", v: hostile }] }] },
          { k: "bad", text: hostile },
          { ...table, caption: hostile },
          { ...chart, alt: hostile, caption: hostile, bars: [{ label: hostile, text: hostile, size: 1 }] },
          { k: "entries", entries: [{ title: hostile, pairs: [[hostile, ""]], comments: [hostile] }] },
        ],
        { title: hostile, provider: hostile, subtitle: hostile, marks: [hostile] },
      ),
    );
    for (const [path, xml] of parts) expect([path, isWellFormed(xml)]).toEqual([path, true]);
    const all = [...parts.values()].join("");
    expect(all).not.toContain("<script");
    expect(all).not.toContain("javascript");
  });

  it("states its language and the report's day, and is the same bytes each time", () => {
    const parts = partsOf(sheet([table]));
    expect(parts.get("docProps/core.xml")).toContain(">2025-02-12T00:00:00Z</dcterms:created>");
    expect(parts.get("word/styles.xml")).toContain('<w:lang w:val="sv-SE"');
    expect(partsOf(sheet([], { lang: "en" })).get("word/styles.xml")).toContain('<w:lang w:val="en-GB"');
    expect(Buffer.compare(writeDocx(sheet([table, chart])), writeDocx(sheet([table, chart])))).toBe(0);
  });

  it("gives each ordered list a count of its own", () => {
    const list: ReportBlock = { k: "list", ordered: true, items: [[{ k: "t", v: "ett" }]] };
    const parts = partsOf(sheet([list, list]));
    const used = [...(parts.get("word/document.xml") as string).matchAll(/w:numId w:val="(\d)"/g)].map(
      ([, id]) => id,
    );
    expect(used).toEqual(["2", "3"]);
    for (const id of used) expect(parts.get("word/numbering.xml")).toContain(`<w:num w:numId="${id}">`);
  });
});
