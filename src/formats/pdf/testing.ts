import { getDocumentProxy } from "unpdf";
import { type Day, type Micro, ore } from "../../kernel/index.ts";
import type { InvoiceSheet, SheetLine } from "./invoice-sheet.ts";

export function sheetLine(index: number): SheetLine {
  return {
    id: String(index),
    text: `Lönetjänst ${index}`,
    detail: "HR-LON · mars 2024",
    quantityMicro: 1_500_000 as Micro,
    unit: "st",
    priceMicro: 823_040_000 as Micro,
    netOre: ore(123_456),
    because: {
      formula: "Årsavgiften delad i tolv",
      inputs: [
        { name: "Årsavgift", value: "14814.72", unit: "kr" },
        { name: "Anställda i nyckeln", value: "13512", unit: "personer" },
        { name: "Delbetalning", value: "3 av 12", unit: "" },
      ],
      decision: "Nämnden för Intraservice 2023-10-25 § 211",
    },
  };
}

export function sheetWith(changes: Partial<InvoiceSheet> = {}): InvoiceSheet {
  return {
    language: "sv",
    kind: "invoice",
    isInternal: false,
    number: "UF-1024",
    day: "2024-03-31" as Day,
    dueDay: "2024-04-30" as Day,
    period: "mars 2024",
    seller: {
      name: "Intraservice",
      address: ["Box 5163", "402 26 Göteborg"],
      organisationNumber: "212000-1355",
      vatNumber: "SE212000135501",
      bankgiro: "5050-1055",
      approvedForTax: true,
    },
    buyer: {
      name: "Bolaget AB",
      address: ["Gatan 1", "411 01 Göteborg"],
      organisationNumber: "556000-6974",
      code: "BOLAGET",
    },
    references: [{ label: "Er referens", value: "REF-77" }],
    paymentReference: "10249",
    lines: [1, 2, 3].map(sheetLine),
    netOre: ore(370_368),
    vat: [{ percent: 25, baseOre: ore(370_368), taxOre: ore(92_592) }],
    totalOre: ore(462_960),
    notes: [],
    synthetic: false,
    ...changes,
  };
}

interface Tag {
  readonly role?: string;
  readonly children?: readonly Tag[];
}

/** The tables of a file as a browser reads its tags: the roles of the cells, row by row. */
export async function tableRows(pdf: Uint8Array): Promise<readonly (readonly (readonly string[])[])[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const all = (tag: Tag, role: string): readonly Tag[] =>
    tag.role === role ? [tag] : (tag.children ?? []).flatMap((child) => all(child, role));
  const tables: string[][][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const tree = (await (await document.getPage(number)).getStructTree()) as Tag | null;
    for (const table of tree === null ? [] : all(tree, "Table"))
      tables.push(all(table, "TR").map((row) => (row.children ?? []).flatMap(({ role }) => role ?? [])));
  }
  return tables;
}
