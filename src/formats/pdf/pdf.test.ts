import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createTypesetter, type InvoiceSheet } from "./index.ts";
import { sheetLine, sheetWith, tableRows } from "./testing.ts";

const typesetter = createTypesetter({ emptyFolder: mkdtempSync(join(tmpdir(), "underlag-pdf-")) });

function pdfOf(sheet: InvoiceSheet): Buffer {
  const result = typesetter.invoice(sheet);
  if (!result.ok) throw new Error("refused");
  return Buffer.from(result.value);
}

/** Everything in the file that is not a picture or a font, with packed streams opened. */
function opened(pdf: Buffer): string {
  const parts = [pdf.toString("latin1")];
  for (let at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 7)) {
    try {
      parts.push(inflateSync(pdf.subarray(at + 7)).toString("latin1"));
    } catch {
      // Not packed, or the end of a stream.
    }
  }
  return parts.join("\n");
}

/** How many times a role stands in the structure tree. */
function count(text: string, role: string): number {
  return text.split(`/S/${role}`).length - 1 + (text.split(`/S /${role}`).length - 1);
}

describe("an invoice as PDF", () => {
  it("is tagged for people who do not see it, in its language, as PDF/UA-1", () => {
    const text = opened(pdfOf(sheetWith()));
    expect(text).toContain("pdfuaid:part>1<");
    expect(text).toMatch(/\/Lang\s*\(sv-SE\)/);
    expect(text).toContain("StructTreeRoot");
    expect(count(text, "TH")).toBeGreaterThanOrEqual(5);
    expect(count(text, "H1")).toBe(1);
    expect(opened(pdfOf(sheetWith({ language: "en" })))).toMatch(/\/Lang\s*\(en-SE\)/);
  });

  it("tells which row a figure belongs to: one header in each row, named by the row's other cells", async () => {
    const pdf = pdfOf(sheetWith());
    const text = opened(pdf);
    const ids = new Set([...text.matchAll(/\/ID \((\w+)\)/g)].map(([, id]) => id));
    const named = [...text.matchAll(/\/Headers \[([^\]]*)\]/g)].flatMap(([, list = ""]) =>
      [...list.matchAll(/\((\w+)\)/g)].map(([, id]) => id),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    // Two independent readers agree: the count of rows, and the tree as pdf.js gives it to a browser.
    expect(text.split("/Scope /Row").length - 1).toBe(3 + 3 + 3 * 3);
    const first = (await tableRows(pdf))[0] as readonly (readonly string[])[];
    expect(first).toEqual([
      ["TH", "TH", "TH", "TH", "TH"],
      ...Array.from({ length: 3 }, () => ["TD", "TH", "TD", "TD", "TD"]),
    ]);
  });

  it("is the same bytes for the same sheet, from any typesetter", () => {
    const other = createTypesetter({ emptyFolder: mkdtempSync(join(tmpdir(), "underlag-pdf-")) });
    const again = other.invoice(sheetWith());
    expect(Buffer.compare(pdfOf(sheetWith()), Buffer.from(again.ok ? again.value : []))).toBe(0);
  });

  it("shows hostile text as text: nothing in it is markup, code or a path", () => {
    const plain = pdfOf(sheetWith());
    const hostile = [
      `#panic("x")`,
      `#read("/etc/passwd")`,
      "$ x^2 $ *b* _i_ @ref <label> `raw` \\ #{",
      `"}]`,
      "= Rubrik",
    ];
    for (const text of hostile) {
      const pdf = pdfOf(
        sheetWith({
          buyer: { name: text, address: [text], code: text },
          notes: [text],
          lines: [
            {
              ...sheetLine(1),
              text,
              detail: text,
              unit: text,
              because: { formula: text, inputs: [], decision: text },
            },
          ],
        }),
      );
      expect(pdf.length).toBeGreaterThan(5_000);
      expect(count(opened(pdf), "H1")).toBe(count(opened(plain), "H1"));
    }
  });

  it("writes what its typeface lacks by number, and says so", () => {
    const result = typesetter.invoice(sheetWith({ notes: ["😀 汉 \u0007 \u0000"] }));
    expect(result.ok && result.warnings.map((warning) => warning.message_en.replace(/^.*: /, ""))).toEqual(
      expect.arrayContaining([
        "U+1F600 in UF-1024.",
        "U+6C49 in UF-1024.",
        "U+0007 in UF-1024.",
        "U+0000 in UF-1024.",
      ]),
    );
  });

  it("takes a month of 57 services, an internal one and a credit", () => {
    const lines = Array.from({ length: 57 }, (_, index) => sheetLine(index + 1));
    expect(pdfOf(sheetWith({ lines, synthetic: true, isInternal: true })).length).toBeGreaterThan(20_000);
    expect(pdfOf(sheetWith({ lines: [], kind: "credit-note" })).length).toBeGreaterThan(5_000);
  });
});
