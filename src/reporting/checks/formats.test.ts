import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { afterAll, describe, expect, it } from "vitest";
import {
  agency,
  asHtml,
  asMarkdown,
  asText,
  asTypst,
  asWordXml,
  english,
  municipal,
  type Part,
  zipOf,
} from "../../formats/report-text/reports.testing.ts";
import { checkFile } from "./actions/index.ts";

const folder = mkdtempSync(join(tmpdir(), "underlag-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const typst = NodeCompiler.create({ workspace: folder });
const pdf = (source: string): Uint8Array => typst.pdf({ mainFileContent: source });

const formats: readonly (readonly [string, (parts: readonly Part[]) => Uint8Array])[] = [
  ["report.txt", (parts) => Buffer.from(asText(parts))],
  ["report.md", (parts) => Buffer.from(asMarkdown(parts))],
  ["report.html", (parts) => Buffer.from(asHtml(parts))],
  ["report.docx", (parts) => zipOf({ "word/document.xml": asWordXml(parts) })],
  ["report.pdf", (parts) => pdf(asTypst(parts))],
];

/** The report with one text changed, wherever it stands. */
function changed(parts: readonly Part[], from: string, to: string): Part[] {
  const text = JSON.stringify(parts);
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to)) as Part[];
}

async function told(bytes: Uint8Array, file: string): Promise<string[]> {
  const result = await checkFile(bytes, file);
  if (!result.ok) return result.problems.map((problem) => problem.code);
  return result.value.findings
    .filter((one) => one.severity !== "note")
    .map((one) => `${one.kind} ${one.printed} ${one.computed}`);
}

describe.each(formats)("%s", (file, made) => {
  it.each([agency, english, municipal].map((parts) => [parts]))(
    "is read without a false alarm",
    async (parts) => {
      expect(await told(made(parts), file)).toEqual([]);
    },
  );

  it("is found wrong where a cell, a sum, a sentence, a sign or a reference is", async () => {
    const wrong = async (parts: readonly Part[], from: string, to: string): Promise<string[]> =>
      told(made(changed(parts, from, to)), file);
    expect(await wrong(agency, '"55 120"', '"55 220"')).toContain("sum 475 444 475 544");
    expect(await wrong(agency, '"-458 225"', '"-458 525"')).toContain("sum -458 525 -458 225");
    expect(await wrong(agency, "uppgick till 301 556 tkr", "uppgick till 310 556 tkr")).toContain(
      "same-fact 310 556 -301 556",
    );
    expect(await wrong(agency, "Intäkter av bidrag minskade", "Intäkter av bidrag ökade")).toContain(
      "claim ökade 8 014 / 9 230",
    );
    expect(await wrong(agency, "vilket motsvarar 90 procent", "vilket motsvarar 80 procent")).toContain(
      "ratio 80 % 90,0 %",
    );
    expect(await wrong(agency, "avsnitt 1.1", "avsnitt 1.7")).toContain("reference avsnitt 1.7 -");
    expect(await wrong(municipal, '"-3,4"', '"3,4"')).toContain("sum -4,2 2,6");
    expect(await wrong(municipal, '"22,6","20,1"', '"21,6","20,1"')).toEqual(
      expect.arrayContaining(["roll-forward 21,6 22,6"]),
    );
    expect(await wrong(municipal, '"6 713"', '"6 731"')).toContain("sum 12 124 12 142");
    expect(await wrong(english, "they were below budget", "they were above budget")).toContain(
      "claim above -610.3 / -620.0",
    );
  });
});

describe("what cannot be read", () => {
  const read = async (content: string | Uint8Array, file: string): Promise<string[]> =>
    told(Buffer.from(content as string), file);

  it("is refused by name", async () => {
    expect(await read("", "empty.txt")).toEqual(["report.empty"]);
    expect(await read(" \n\n", "blank.txt")).toEqual(["report.empty"]);
    expect(await read("%PDF-1.7\nnothing of a document", "damaged.pdf")).toEqual(["report.damaged"]);
    expect(await read("PK\u0003\u0004nothing", "damaged.docx")).toEqual(["report.damaged"]);
    expect(await read(zipOf({ "other.txt": "x" }), "other.zip")).toEqual(["report.unknown-format"]);
    expect(await read(new Uint8Array([1, 0, 2, 0, 3]), "binary.bin")).toEqual(["report.unknown-format"]);
    expect(await read(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), "locked.docx")).toEqual([
      "report.encrypted",
    ]);
  });

  it("says that a scanned document has no text, and which pages of another have none", async () => {
    expect(await read(pdf("#rect(width: 8cm, height: 8cm, fill: gray)"), "scanned.pdf")).toEqual([
      "report.no-text",
    ]);
    const result = await checkFile(
      pdf("Text on a page. #pagebreak() #rect(width: 8cm, height: 8cm, fill: gray)"),
      "half.pdf",
    );
    expect(result.ok && result.warnings.map((one) => [one.code, one.message_en])).toEqual([
      ["report.some-pages-without-text", expect.stringContaining("page 2")],
    ]);
  });

  it("says that a PDF is locked", async () => {
    const key = `<${"28".repeat(32)}>`;
    const objects = [
      "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj",
      `4 0 obj<</Filter/Standard/V 1/R 2/O${key}/U${key}/P -44>>endobj`,
    ];
    const locked = `%PDF-1.4\n${objects.join("\n")}\ntrailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<01><01>]>>\n%%EOF`;
    expect(await read(locked, "locked.pdf")).toEqual(["report.encrypted"]);
  });

  it("unpacks no bomb, whether it says its size or hides it", async () => {
    const bomb = { "word/document.xml": Buffer.alloc(30e6, "a") };
    expect(await read(zipOf(bomb), "bomb.docx")).toEqual(["report.unpacks-too-large"]);
    expect(await read(zipOf(bomb, { "word/document.xml": 500_000 }), "lying.docx")).toEqual([
      "report.damaged",
    ]);
  });
});

describe("what is hostile or odd", () => {
  it("is read without its entities, scripts and outside parts", async () => {
    const xml = asWordXml(municipal)
      .replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
      .replace("Nämnden", "&e;Nämnden");
    const relation =
      '<Relationships><Relationship Type="http://x/image" Target="http://127.0.0.1:1/x" TargetMode="External"/></Relationships>';
    const result = await checkFile(
      zipOf({ "word/document.xml": xml, "word/_rels/document.xml.rels": relation }),
      "xxe.docx",
    );
    expect(result.ok && result.warnings.map((one) => one.code)).toEqual(["report.ignored-references"]);
    expect(result.ok && JSON.stringify(result.value)).not.toContain("root:");

    const html = asHtml(municipal).replace(
      "<body>",
      `<body><iframe src="http://127.0.0.1:1/"></iframe>${"<div>".repeat(50_000)}<img src=x onerror=alert(1)>`,
    );
    const page = await checkFile(Buffer.from(html), "hostile.html");
    expect(page.ok && page.warnings.map((one) => one.code)).toEqual(["report.ignored-references"]);
    expect(page.ok && [page.value.tables, page.value.findings.length]).toEqual([3, 0]);
  });

  it("is read in old encodings, with a word of it", async () => {
    const latin = await checkFile(Buffer.from(asText(municipal), "latin1"), "old.txt");
    expect(latin.ok && [latin.warnings.map((one) => one.code), latin.value.tables]).toEqual([
      ["report.old-encoding"],
      3,
    ]);
    const wide = await checkFile(Buffer.from(`\ufeff${asText(municipal)}`, "utf16le"), "wide.txt");
    expect(wide.ok && [wide.warnings, wide.value.tables]).toEqual([[], 3]);
  });
});
