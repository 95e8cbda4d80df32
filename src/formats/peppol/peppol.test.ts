import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, micro, ore } from "../../kernel/index.ts";
import {
  type BillingDocument,
  billingProblems,
  luhnHolds,
  ocrOf,
  organisationNumber,
  readBilling,
  totalsOf,
  withSpecification,
  writeBilling,
  writeMessage,
} from "./index.ts";
import { base64, fromBase64 } from "./base64.ts";
import { documentWith, lineWith } from "./testing.ts";

const text = new TextDecoder();
const bytes = (source: string): Uint8Array => new TextEncoder().encode(source);

function written(document: BillingDocument): string {
  const result = writeBilling(document);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message_en).join("\n"));
  return text.decode(result.value);
}

function codes(document: BillingDocument): string[] {
  return billingProblems(document).map((problem) => problem.code);
}

describe("a Peppol invoice", () => {
  it("is the same bytes for the same document, with amounts out of öre", () => {
    const xml = written(documentWith());
    expect(written(documentWith())).toBe(xml);
    expect(xml).toContain('<cbc:PayableAmount currencyID="SEK">1250.00</cbc:PayableAmount>');
    expect(xml).toContain('<cbc:EndpointID schemeID="0007">5560006974</cbc:EndpointID>');
    expect(xml).toContain("<cbc:ID>SE:BANKGIRO</cbc:ID>");
    expect(xml.indexOf("<cbc:BuyerReference>")).toBeLessThan(xml.indexOf("<cac:InvoicePeriod>"));
  });

  it("rounds VAT once per rate, never per line", () => {
    const third = { netOre: ore(33), quantityMicro: micro(1_000_000), priceMicro: micro(330_000) };
    const lines = [1, 2, 3].map((id) => lineWith({ id: String(id), ...third }));
    expect(totalsOf({ lines })).toMatchObject({ netOre: 99, vatOre: 25, totalOre: 124 });
  });

  it("reads back as it was written, whatever people have written in it", () => {
    const free = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .filter((one) => one.trim() !== "");
    const changes = fc.record({
      kind: fc.constantFrom("invoice", "credit-note" as const),
      number: free,
      note: free,
      buyerReference: free,
      name: free,
      quantity: fc.integer({ min: -5_000, max: 5_000 }),
      price: fc.integer({ min: 0, max: 90_000_000 }),
    });
    fc.assert(
      fc.property(changes, ({ kind, number, note, buyerReference, name, quantity, price }) => {
        const base = documentWith();
        const document = documentWith({
          kind: kind as "invoice",
          number,
          note,
          buyerReference,
          precedingInvoices: [{ number: "UF-1", issueDay: "2024-01-31" as Day }],
          attachments: [{ id: "a", fileName: `${name}.csv`, mediaType: "text/csv", content: bytes(name) }],
          buyer: { ...base.buyer, name },
          lines: [
            lineWith({
              netOre: ore(1_000_000_000),
              quantityMicro: micro(1_000_000),
              priceMicro: micro(10_000_000_000_000),
            }),
            lineWith({
              id: "2",
              name,
              note,
              quantityMicro: micro(quantity * 1_000_000),
              priceMicro: micro(price * 10_000),
              netOre: ore(quantity * price),
            }),
          ],
        });
        const result = writeBilling(document);
        fc.pre(result.ok);
        if (!result.ok) return;
        expect(readBilling(result.value)).toEqual({ ok: true, value: document, warnings: [] });
      }),
      { numRuns: 200 },
    );
  });

  it("escapes hostile text and refuses what XML cannot carry, naming the place", () => {
    const hostile = `]]><script>&"'\r\n\t<!ENTITY x>`;
    const xml = written(documentWith({ note: hostile }));
    expect(xml).not.toContain("<script>");
    const back = readBilling(bytes(xml));
    expect(back.ok && back.value.note).toBe(hostile);
    for (const bad of ["a\u0000b", "a\u0007b", "a\uFFFEb", "a\uD800b"]) {
      const [problem] = billingProblems(documentWith({ lines: [lineWith({ name: bad })] }));
      expect(problem?.code).toBe("peppol.control-character");
      expect(problem?.message_sv).toContain("lines.0.name");
    }
  });

  it("tells everything that a receiver would send it back for", () => {
    const { buyer, seller, payment } = documentWith();
    const nobody = { scheme: "0007", value: "5560006975" };
    const { street: _street, ...noStreet } = buyer.address;
    const { vatNumber: _vat, ...noVat } = seller;
    expect(codes(documentWith())).toEqual([]);
    expect(
      codes(documentWith({ buyerReference: " ", buyer: { ...buyer, endpoint: nobody, address: noStreet } })),
    ).toEqual(["peppol.missing-address", "peppol.missing-endpoint", "peppol.missing-reference"]);
    expect(codes(documentWith({ seller: noVat }))).toEqual(["peppol.bad-vat-number"]);
    expect(codes(documentWith({ kind: "credit-note" }))).toEqual(["peppol.missing-preceding-invoice"]);
    expect(codes(documentWith({ payment: { ...payment, account: "5050-1056" } }))).toEqual([
      "peppol.bad-account",
    ]);
    expect(codes(documentWith({ lines: [lineWith({ vat: { category: "S", percent: 24 } })] }))).toEqual([
      "peppol.bad-vat-rate",
    ]);
    expect(codes(documentWith({ lines: [lineWith({ netOre: ore(100_002) })] }))).toEqual(["peppol.bad-line"]);
    expect(codes(documentWith({ lines: [] }))).toEqual(["peppol.bad-line"]);
    const negative = lineWith({ netOre: ore(-100_000), quantityMicro: micro(-2_500_000) });
    expect(codes(documentWith({ lines: [negative] }))).toEqual(["peppol.negative-total"]);
    const outside = lineWith({ vat: { category: "O", percent: 0 } });
    expect(codes(documentWith({ lines: [outside] }))).toEqual(["peppol.bad-vat-number"]);
    expect(codes(documentWith({ seller: noVat, lines: [outside] }))).toEqual([]);
  });

  it("is refused above the receiver's bound", () => {
    const content = new Uint8Array(1_600_000);
    const large = documentWith({
      attachments: [{ id: "a", fileName: "a.pdf", mediaType: "application/pdf", content }],
    });
    const result = writeBilling(large);
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual(["peppol.too-large"]);
  });

  it("takes its specification as an attachment above 500 lines, with the same totals", () => {
    const lines = Array.from({ length: 501 }, (_, index) =>
      lineWith({
        id: String(index + 1),
        sellersItem: `T${index % 57}`,
        name: index === 0 ? "=cmd|' /C calc'!A0" : "Tjänst",
        quantityMicro: micro(1_000_000),
        priceMicro: micro((index + 1) * 10_000),
        netOre: ore(index + 1),
      }),
    );
    const whole = documentWith({ lines });
    expect(withSpecification(documentWith({ lines: lines.slice(1) })).attachments).toEqual([]);
    const short = withSpecification(whole);
    expect(short.lines).toHaveLength(57);
    expect(totalsOf(short)).toEqual(totalsOf(whole));
    const csv = text.decode(short.attachments[0]?.content);
    expect(csv.split("\r\n")).toHaveLength(503);
    expect(csv).toContain("'=cmd|");
    expect(codes(short)).toEqual([]);
    expect(withSpecification(whole, { bound: 50 }).lines).toHaveLength(1);
  });
});

describe("a message that its receiver takes", () => {
  const lines = Array.from({ length: 400 }, (_, index) =>
    lineWith({
      id: String(index + 1),
      sellersItem: `T${index % 7}`,
      description: `${index} ${"x".repeat(300)}`,
    }),
  );
  const whole = documentWith({ lines });
  const size = (document = whole, limitBytes?: number) => {
    const message = writeMessage(document, limitBytes === undefined ? {} : { limitBytes });
    if (!message.ok) throw new Error(message.problems.map((problem) => problem.message_en).join());
    const read = readBilling(message.value.bytes);
    if (!read.ok) throw new Error(read.problems.map((problem) => problem.message_en).join());
    return { ...message.value, document: read.value };
  };

  it("is the document itself where it fits, and below the bound of lines still summed where it does not", () => {
    expect(size().document).toEqual(whole);
    const limit = 350_000;
    const { bytes, document, beside } = size(whole, limit);
    expect(bytes.length).toBeLessThanOrEqual(limit);
    expect(beside).toBeUndefined();
    expect(document.lines).toHaveLength(7);
    expect(totalsOf(document)).toEqual(totalsOf(whole));
    expect(text.decode(document.attachments[0]?.content).split("\r\n").length).toBe(402);
  });

  it("names its specification as a file of its own where even that is too large: no line is lost", () => {
    const { bytes, document, beside } = size(whole, 20_000);
    expect(bytes.length).toBeLessThanOrEqual(20_000);
    expect(document.attachments).toEqual([]);
    expect(document.supporting).toEqual([
      {
        id: beside?.fileName,
        description: "Specifikation som egen fil: 400 rader, summa 400000.00 kr utan moms",
      },
    ]);
    expect(totalsOf(document)).toEqual(totalsOf(whole));
    const rows = text.decode(beside?.content).split("\r\n");
    expect(rows.filter((row) => row.includes("1000,00"))).toHaveLength(400);
    expect(size(whole, 20_000).bytes).toEqual(bytes);
  });

  it("is still refused for what is wrong with it, and where nothing more can be left out", () => {
    const codesOf = (document = whole, limitBytes = 20_000) => {
      const result = writeMessage(document, { limitBytes });
      return result.ok ? [] : result.problems.map((problem) => problem.code);
    };
    expect(codesOf({ ...whole, buyerReference: "" })).toEqual(["peppol.missing-reference"]);
    expect(codesOf(whole, 1_000)).toEqual(["peppol.too-large"]);
  });
});

describe("reading", () => {
  it("refuses document types, entities, instructions, bombs and broken files", () => {
    const xml = written(documentWith());
    const refusedFor = (source: string): string[] => {
      const result = readBilling(bytes(source));
      return result.ok ? ["read"] : [...new Set(result.problems.map((problem) => problem.code))];
    };
    const at = xml.indexOf("\n") + 1;
    const withType = (type: string) => `${xml.slice(0, at)}${type}${xml.slice(at)}`;
    expect(refusedFor(withType('<!DOCTYPE Invoice SYSTEM "file:///etc/passwd">'))).toEqual([
      "peppol.forbidden-xml",
    ]);
    expect(
      refusedFor(
        withType('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace("Mars 2024", "&x;"),
      ),
    ).toEqual(["peppol.forbidden-xml"]);
    expect(refusedFor(xml.replace("Mars 2024", "&x;"))).toEqual(["peppol.forbidden-xml"]);
    expect(refusedFor(withType("<?xml-stylesheet href='http://example.org'?>"))).toEqual([
      "peppol.forbidden-xml",
    ]);
    expect(refusedFor(xml.replace("Mars 2024", "<![CDATA[x]]>"))).toEqual(["peppol.forbidden-xml"]);
    expect(refusedFor("<a>".repeat(100))).toEqual(["peppol.forbidden-xml"]);
    expect(refusedFor(xml.slice(0, -20))).toEqual(["peppol.not-xml"]);
    expect(refusedFor(`${xml}<x/>`)).toEqual(["peppol.not-xml"]);
    expect(refusedFor(xml.replace("Mars 2024", "&#0;"))).toEqual(["peppol.not-xml"]);
    expect(refusedFor("")).toEqual(["peppol.not-xml"]);
    expect(refusedFor(xml.replace("1250.00", "1250.01"))).toEqual(["peppol.not-billing"]);
    expect(refusedFor(xml.replace("<cbc:Note>", "<cbc:Extra>1</cbc:Extra><cbc:Note>"))).toEqual([
      "peppol.not-billing",
    ]);
    const latin = readBilling(Uint8Array.from(xml, (letter) => letter.charCodeAt(0)));
    expect(latin.ok).toBe(false);
  });

  it("comes to an end on any bytes", () => {
    const xml = written(documentWith());
    fc.assert(
      fc.property(fc.nat(xml.length), fc.nat(40), fc.string({ maxLength: 5 }), (from, length, put) => {
        const result = readBilling(bytes(xml.slice(0, from) + put + xml.slice(from + length)));
        expect(typeof result.ok).toBe("boolean");
      }),
      { numRuns: 300 },
    );
  });
});

describe("Swedish identifiers", () => {
  it("have a last digit that tells a slip", () => {
    expect(organisationNumber("212000-1355")).toBe("2120001355");
    expect(organisationNumber("212000-1356")).toBeUndefined();
    expect(luhnHolds("50501055")).toBe(true);
    fc.assert(fc.property(fc.nat(), (number) => luhnHolds(ocrOf(String(number)) as string)));
    expect(ocrOf("UF-")).toBeUndefined();
  });
});

it("base64 is what the platform makes of it", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (some) => {
      expect(base64(some)).toBe(Buffer.from(some).toString("base64"));
      expect(fromBase64(base64(some))).toEqual(some);
    }),
  );
});
