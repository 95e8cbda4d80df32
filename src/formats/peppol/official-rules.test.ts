import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Day, micro, ore } from "../../kernel/index.ts";
import { type BillingDocument, withSpecification, writeBilling } from "./index.ts";
import { withSpecificationBeside } from "./specification.ts";
import { findingsIn, hasRules, hasSchemas, schemaFaults, shared } from "./official-rules.testing.ts";
import { documentWith, lineWith } from "./testing.ts";

if (!hasSchemas)
  console.warn("SKIPPED src/formats/peppol/official-rules.test.ts, schemas: no ../shared/external/xsd-ubl21");
if (!hasRules)
  console.warn(
    "SKIPPED src/formats/peppol/official-rules.test.ts, rules: UNDERLAG_PEPPOL_RULES names no folder with them",
  );

function xmlOf(document: BillingDocument): string {
  const result = writeBilling(document);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message_en).join("\n"));
  return new TextDecoder().decode(result.value);
}

/** One of each kind that a month, a credit and a settlement give. */
function samples(): [string, string][] {
  const { seller } = documentWith();
  const { vatNumber: _vat, ...outside } = seller;
  const against = lineWith({
    id: "2",
    quantityMicro: micro(-1_000_000),
    priceMicro: micro(33_330_000),
    netOre: ore(-3333),
  });
  const many = Array.from({ length: 510 }, (_, index) =>
    lineWith({
      id: String(index + 1),
      sellersItem: `T${index % 57}`,
      quantityMicro: micro(1_000_000),
      priceMicro: micro((index + 1) * 10_000),
      netOre: ore(index + 1),
    }),
  );
  const plusgiro = { scheme: "plusgiro", account: "4-2", reference: "10249" } as const;
  const preceding = [{ number: "UF-1", issueDay: "2024-01-31" as Day }, { number: "UF-2" }];
  const documents: Record<string, BillingDocument> = {
    invoice: documentWith({
      lines: [lineWith(), against],
      contractReference: "AVTAL-1",
      orderReference: "4711",
    }),
    credit: documentWith({ kind: "credit-note", precedingInvoices: preceding }),
    "other-rates": documentWith({
      lines: [6, 12, 25].map((percent, index) =>
        lineWith({ id: String(index + 1), vat: { category: "S", percent } }),
      ),
    }),
    exempt: documentWith({ lines: [lineWith({ vat: { category: "E", percent: 0 } })] }),
    zero: documentWith({ lines: [lineWith({ vat: { category: "Z", percent: 0 } })] }),
    outside: documentWith({ seller: outside, lines: [lineWith({ vat: { category: "O", percent: 0 } })] }),
    plusgiro: documentWith({ payment: plusgiro }),
    nought: documentWith({ lines: [lineWith({ quantityMicro: micro(0), netOre: ore(0) })] }),
    specified: withSpecification(documentWith({ lines: many })),
    beside: withSpecificationBeside(documentWith({ lines: many })),
    hostile: documentWith({ note: `<&>"' ]]>`, lines: [lineWith({ name: "Åäö €\u00a0<b>" })] }),
  };
  return Object.entries(documents).map(([name, document]) => [`${name}.xml`, xmlOf(document)]);
}

describe.skipIf(!hasSchemas)("the UBL 2.1 schemas", () => {
  it("have nothing against what is written", async () => {
    expect(await schemaFaults(samples())).toEqual([]);
  });

  it("are really asked: an element out of place is told", async () => {
    const [[name, xml]] = samples() as [[string, string]];
    const wrong = xml.replace(
      /(<cbc:IssueDate>.*?<\/cbc:IssueDate>)\n(<cbc:DueDate>.*?<\/cbc:DueDate>)/,
      "$2\n$1",
    );
    expect(wrong).not.toBe(xml);
    expect((await schemaFaults([[name, wrong]])).length).toBeGreaterThan(0);
  });
});

describe.skipIf(!hasRules)("the rules of EN 16931, Peppol and Sweden", () => {
  it("find nothing in what is written, not even a warning", { timeout: 300_000 }, () => {
    const found = samples().flatMap(([name, xml]) =>
      findingsIn(xml).map((finding) => `${name}: ${finding.flag} ${finding.id} ${finding.text}`),
    );
    expect(found).toEqual([]);
  });

  it("are really asked: what our own rules refuse, they refuse", () => {
    const xml = samples()[0]?.[1] as string;
    const broken: Record<string, string> = {
      "SE-R-013": xml.replace(
        'schemeID="0007">2120001355</cbc:CompanyID>',
        'schemeID="0007">2120001356</cbc:CompanyID>',
      ),
      "PEPPOL-EN16931-R003": xml
        .replace(/<cbc:BuyerReference>.*?>\n/, "")
        .replace(/<cac:OrderReference>.*?\n/, ""),
      "SE-R-008": xml.replace("50501055", "5050-1055"),
      "PEPPOL-COMMON-R049": xml.replace(
        '"0007">5560006974</cbc:EndpointID>',
        '"0007">5560006975</cbc:EndpointID>',
      ),
      "PEPPOL-EN16931-R120": xml.replace('"SEK">400</cbc:PriceAmount>', '"SEK">401</cbc:PriceAmount>'),
    };
    for (const [id, changed] of Object.entries(broken)) {
      expect(changed, id).not.toBe(xml);
      expect(findingsIn(changed).map((finding) => finding.id)).toContain(id);
    }
  });

  it.skipIf(!hasSchemas)("give the official verdicts on the Swedish unit cases", { timeout: 300_000 }, () => {
    const folder = join(shared, "external/peppol/unit-se");
    const wrong: string[] = [];
    let cases = 0;
    for (const file of readdirSync(folder).sort()) {
      const source = readFileSync(join(folder, file), "utf8");
      for (const [, one = ""] of source.matchAll(/<test>([\s\S]*?)<\/test>/g)) {
        const [, expected = "", rule = ""] = /<(success|error|warning|fatal)>([^<]+)</.exec(one) ?? [];
        const [xml = ""] = /<(Invoice|CreditNote)\b[\s\S]*<\/\1>/.exec(one) ?? [];
        cases += 1;
        const fired = findingsIn(xml).some((finding) => finding.id === rule.trim());
        if (fired !== (expected !== "success")) wrong.push(`${file}: ${expected} ${rule}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(cases).toBe(48);
  });
});
