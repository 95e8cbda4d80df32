import { describe, expect, it } from "vitest";
import { staffRoles, type Entry } from "./visit.ts";
import { carryChoices, entriesOf, keptChoices, placeOf } from "./navigation.ts";
import { numberIn, printedTable, tableCsv } from "./table-files.ts";
import { glossary, termsIn } from "./glossary.ts";
import { readFileSync } from "node:fs";

const allow = staffRoles;
const entries: readonly Entry[] = [
  { path: "/", sv: "Att göra", en: "To do", allow },
  {
    path: "/settlements",
    sv: "Månad",
    en: "Month",
    allow,
    pages: [
      { path: "/settlements", sv: "Återreglering", en: "Settlement", allow },
      { path: "/settlements/radar", sv: "Radar", en: "Radar", allow: ["controller"] },
    ],
  },
  { path: "/customers", sv: "Kunder", en: "Customers", allow, covers: ["/explain/invoice"] },
];

describe("the place of an address", () => {
  it.each([
    ["/", "Att göra", undefined],
    ["/settlements/2024-preliminary", "Månad", "Återreglering"],
    ["/settlements/radar?through=2024-08", "Månad", "Radar"],
    ["/explain/invoice%3AUF-30%3A1", "Kunder", undefined],
    ["/nowhere", undefined, undefined],
  ])("%s stands under %s, %s", (path, entry, page) => {
    const place = placeOf(entries, path);
    expect([place.entry?.sv, place.page?.sv]).toEqual([entry, page]);
  });

  it("shows nobody a page of somebody else's role", () => {
    const [, month] = entriesOf(entries, "board");
    expect(month?.pages?.map((page) => page.path)).toEqual(["/settlements"]);
  });
});

describe("choices", () => {
  it("follow the reader into the page's links, and give way to what a link says itself", () => {
    const choices = keptChoices("/services?year=2023&sort=x&unit=tkr");
    expect(choices).toEqual({ year: "2023", unit: "tkr" });
    expect(carryChoices('<a class="x" href="/services/A?b=1#c">', choices)).toBe(
      '<a class="x" href="/services/A?b=1&amp;year=2023&amp;unit=tkr#c">',
    );
    expect(carryChoices('<a href="/s?year=2022&amp;unit=kr">', choices)).toBe(
      '<a href="/s?year=2022&amp;unit=kr">',
    );
    expect(carryChoices('<a href="/language/en?back=x">', choices)).toBe('<a href="/language/en?back=x">');
  });

  it("carry nothing that is no choice", () => {
    expect(keptChoices('/services?year="><script>')).toEqual({});
  });
});

const page = `<div class="table-room" aria-label="Tj&amp;st"><table class="ds-table" data-number="1"><thead><tr><th>Namn</th><th>Kronor</th></tr></thead>
<tbody><tr><th><a href="/x">=A;B</a><span class="beneath">under</span></th><td><span class="figure">−1 234,50</span></td></tr></tbody></table></div>`;

describe("a table taken along", () => {
  it("holds what is printed, with figures as numbers and formulas as text", () => {
    const table = printedTable(page, 1);
    expect(table).toEqual({
      label: "Tj&st",
      heads: ["Namn", "Kronor"],
      rows: [["=A;B, under", "−1 234,50"]],
    });
    expect(table && tableCsv(table, "sv")).toBe('\ufeffNamn;Kronor\r\n"\'=A;B, under";-1234,5\r\n');
    expect(printedTable(page, 2)).toBeUndefined();
  });

  it("reads a figure as its language writes it, and nothing else", () => {
    expect(numberIn("1\u00a0234,5", "sv")).toBe(1234.5);
    expect(numberIn("−1,234.50", "en")).toBe(-1234.5);
    expect(numberIn("12,3 %", "sv")).toBeUndefined();
    expect(numberIn("UF-30", "sv")).toBeUndefined();
  });
});

describe("the glossary", () => {
  it("explains only words that docs/glossary.md has", () => {
    const written = readFileSync(new URL("../../../docs/glossary.md", import.meta.url), "utf8").toLowerCase();
    const common = ["moms", "självkostnad", "tolftedel", "attest"];
    const lacking = glossary.map((term) => term.sv[0] ?? "").filter((word) => !written.includes(word));
    expect(lacking.filter((word) => !common.includes(word))).toEqual([]);
    expect(new Set(glossary.map((term) => term.id)).size).toBe(glossary.length);
  });

  it("finds whole words, each once, the longer before the shorter", () => {
    const pieces = termsIn("Varje körning provkörs, attesteras och provkörs.", "sv");
    expect(pieces.map((piece) => (typeof piece === "string" ? piece : `[${piece.word}]`)).join("")).toBe(
      "Varje körning [provkörs], [attesteras] och provkörs.",
    );
    expect(termsIn("Underlagsrader", "sv")).toEqual(["Underlagsrader"]);
  });
});
