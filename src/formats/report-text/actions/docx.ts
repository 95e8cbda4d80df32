import { buffer } from "node:stream/consumers";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { ok, refused, type Result } from "../../../kernel/index.ts";
import type { ReportDocument } from "../document.ts";
import { fileProblem } from "../problems.ts";
import { readWordXml } from "../word-xml.ts";

const bodyPath = "word/document.xml";
const relationsPath = "word/_rels/document.xml.rels";
const bodyLimit = 150e6;
const relationsLimit = 5e6;

/** A Word document: only its body is unpacked, never past its limit. Pictures, macros and whatever it points at stay where they are. */
export async function readDocx(bytes: Uint8Array, file: string): Promise<Result<ReportDocument>> {
  let parts: Map<string, Buffer>;
  try {
    parts = await partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (fault) {
    return refused([
      fault instanceof TooLarge
        ? fileProblem("report.unpacks-too-large", file)
        : fileProblem("report.damaged", file),
    ]);
  }
  const body = parts.get(bodyPath);
  if (body === undefined)
    return refused([
      fileProblem("report.unknown-format", file, {
        sv: "zip utan Word-dokument",
        en: "a zip without a Word document",
      }),
    ]);
  const xml = body.toString("utf8");
  const relations = parts.get(relationsPath)?.toString("utf8") ?? "";
  const outside = [...relations.matchAll(/<Relationship\b[^>]*>/g)].some(
    ([one]) => /TargetMode="External"/.test(one) && !/\/hyperlink"/.test(one),
  );
  const document = readWordXml(xml);
  if (document.blocks.length === 0)
    return refused([fileProblem(/<w:document\b/.test(xml) ? "report.no-text" : "report.damaged", file)]);
  const isStrange = outside || /<!(?:DOCTYPE|ENTITY)\b/i.test(xml.slice(0, 10_000));
  return ok(document, isStrange ? [fileProblem("report.ignored-references", file)] : []);
}

class TooLarge extends Error {}

async function partsOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (fault, opened) =>
      fault ? reject(fault) : resolve(opened),
    ),
  );
  const wanted = new Map([
    [bodyPath, bodyLimit],
    [relationsPath, relationsLimit],
  ]);
  const parts = new Map<string, Buffer>();
  try {
    for await (const entry of entriesOf(zip)) {
      const limit = wanted.get(entry.fileName);
      if (limit === undefined) continue;
      // A packed text seldom shrinks a hundredfold; a bomb does. What the entry says is held to by the reader.
      if (entry.uncompressedSize > limit || entry.uncompressedSize > 1e6 + entry.compressedSize * 200)
        throw new TooLarge();
      parts.set(entry.fileName, await contentOf(zip, entry));
    }
  } finally {
    zip.close();
  }
  return parts;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let seen = 0; seen < Math.min(zip.entryCount, 5000); seen++) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      zip.once("entry", resolve);
      zip.once("end", () => resolve(undefined));
      zip.once("error", reject);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (entry === undefined) return;
    yield entry;
  }
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    zip.openReadStream(entry, (fault, opened) => (fault ? reject(fault) : resolve(opened))),
  );
  return buffer(stream);
}
