/**
 * Input rows and expected files of another municipality's program for a Raindance ledger. They are its own and stand outside the
 * project; without them this is skipped, and says so.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Day, micro, type Ore, parseKronor, parseMicro } from "../../kernel/index.ts";
import {
  type DebitingDocument,
  type DebitingPosting,
  type Profile,
  raindanceExternal,
  raindanceInternal,
  writeDebiting,
} from "./index.ts";

const shared = process.env["UNDERLAG_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const folder = join(shared, "external/raindance");
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED src/formats/internal-debiting/golden-files.test.ts: no ${folder}`);

type Row = Readonly<Record<string, string | undefined>>;

/** The rows of every `insert into table (columns) values (...), (...)` of a file. */
function rowsOf(sql: string): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  const plain = sql.replace(/^\s*--.*$/gm, "");
  for (const [, table = "", names = "", body = ""] of plain.matchAll(
    /INSERT INTO (\w+)\s*\(([^)]*)\)\s*VALUES([\s\S]*?);/g,
  )) {
    const columns = names.split(",").map((name) => name.trim().replaceAll("`", ""));
    const rows: Row[] = [];
    for (const [, inner = ""] of body.matchAll(/\(((?:'[^']*'|[^()'])*)\)/g)) {
      const cells = [...inner.matchAll(/'([^']*)'|([^,\s']+)/g)].map(
        ([, text, bare]) => text ?? (bare === "NULL" ? undefined : bare),
      );
      rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index]])));
    }
    tables.set(table, rows);
  }
  return tables;
}

/** Who a party id stands for is asked of another service there. */
const legalIds: Record<string, string> = {
  "970cd619-51b0-40b9-9132-579e2f937c07": "9901011234",
  "ac653c32-b26c-47e8-8c3d-4d18c1b5111c": "6512345678",
};

function ore(text: string | undefined): Ore {
  return parseKronor(text ?? "0") as Ore;
}

function given<T extends object>(fields: Record<keyof T, unknown>): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as T;
}

function documentsOf(sql: string, category: string, type: string): DebitingDocument[] {
  const tables = rowsOf(sql);
  const all = (table: string): Row[] => tables.get(table) ?? [];
  const records = all("billing_record").filter(
    (row) =>
      row["category"] === category &&
      row["type"] === type &&
      row["status"] === "APPROVED" &&
      row["municipality_id"] === "2281",
  );
  return records
    .map((row) => row["id"] as string)
    .toSorted()
    .map((id): DebitingDocument => {
      const invoice = all("invoice").find((row) => row["id"] === id) as Row;
      const recipient = all("recipient").find((row) => row["id"] === id);
      const facilities = all("extra_parameter").find(
        (row) => row["billing_record_id"] === id && row["key"] === "facilities",
      );
      const lines = all("invoice_row").filter((row) => row["invoice_id"] === id);
      const postings = (line: Row): Row[] =>
        all("account_information").filter((row) => row["invoice_row_id"] === line["id"]);
      const person = [recipient?.["first_name"], recipient?.["last_name"]].filter(Boolean).join(" ");
      return {
        number: id,
        totalOre: ore(invoice["total_amount"]),
        customer: given<DebitingDocument["customer"]>({
          code: invoice["customer_id"],
          legalId: legalIds[recipient?.["party_id"] ?? ""],
          name: recipient?.["organization_name"] ?? person,
          careOf: recipient?.["care_of"],
          street: recipient?.["street"],
          postalAddress: [recipient?.["postal_code"], recipient?.["city"]].filter(Boolean).join(" "),
          counterparty: postings(lines[0] as Row)[0]?.["counter_part"],
        }),
        ...given<Pick<DebitingDocument, "text" | "day" | "dueDay" | "customerReference" | "ourReference">>({
          text: invoice["description"],
          day: invoice["date"],
          dueDay: invoice["due_date"],
          customerReference: invoice["customer_reference"],
          ourReference: invoice["our_reference"],
        }),
        lines: lines.map((line) => {
          const texts = all("description").filter((row) => row["invoice_row_id"] === line["id"]);
          const of = (kind: string) =>
            texts.filter((row) => row["type"] === kind).map((row) => row["text"] as string);
          return {
            text: of("STANDARD")[0] ?? "",
            details: [
              ...of("DETAILED"),
              ...(facilities?.["value"]?.split("|").map((each) => each.trim()) ?? []),
            ],
            quantityMicro: parseMicro(line["quantity"] ?? "") ?? micro(0),
            priceMicro: parseMicro(line["cost_per_unit"] ?? "") ?? micro(0),
            totalOre: ore(line["total_amount"]),
            ...given<{ vatCode?: string }>({ vatCode: line["vat_code"] }),
            postings: postings(line).map((row) => ({
              ...given<Omit<DebitingPosting, "amountOre">>({
                costCentre: row["cost_center"],
                account: row["subaccount"],
                department: row["department"],
                activity: row["activity"],
                project: row["project"],
                object: row["article"],
                counterparty: row["counter_part"],
                accrualKey: row["accural_key"],
              }),
              amountOre: ore(row["amount"]),
            })),
          };
        }),
      };
    });
}

/** Their program cuts every code; one of its four kinds of file has a total after each document in place of the last row. */
function theirs(profile: Profile, totalPerDocument: boolean): Profile {
  return {
    ...profile,
    overlong: "cut",
    records: profile.records.map((record) => {
      if (record.for === "file-start")
        return {
          ...record,
          fields: record.fields.map((field) =>
            field.value === "file.day"
              ? { at: field.at, length: field.length, literal: "yyMMdd" }
              : field.literal === "Underlag"
                ? { ...field, literal: "BillingPreProcessor" }
                : field,
          ),
        };
      if (record.for !== "file-end" || !totalPerDocument) return record;
      return {
        for: "document-end" as const,
        fields: record.fields.map((field) =>
          field.value === "file.total" ? { ...field, value: "document.total" as const } : field,
        ),
      };
    }),
  };
}

describe.skipIf(!present)("a Raindance ledger's own golden files", () => {
  const kinds = [
    [
      "CUSTOMER_INVOICE",
      "customerinvoice",
      "CustomerInvoiceJobsIT/__files/test01_createCustomerInvoiceFiles",
    ],
    ["ISYCASE", "isycase", "IsycaseJobsIT/__files/test01_createInvoiceFiles"],
    ["MEX_INVOICE", "mex", "MexJobsIT/__files/test01_createInvoiceFiles"],
    ["SALARY_AND_PENSION", "salaryandpension", "SalaryAndPensionJobsIT/__files/test01_createInvoiceFiles"],
  ] as const;
  for (const [category, name, place] of kinds)
    for (const [type, profile] of [
      ["INTERNAL", raindanceInternal],
      ["EXTERNAL", raindanceExternal],
    ] as const)
      it(`${name}, ${type.toLowerCase()}: equal to the byte`, () => {
        const sql = readFileSync(join(folder, `testdata-${name}-it.sql`), "utf8");
        const documents = documentsOf(sql, category, type);
        expect(documents.length).toBeGreaterThan(0);
        const perDocument = category === "CUSTOMER_INVOICE" && type === "EXTERNAL";
        const written = writeDebiting({ day: "2024-11-15" as Day, documents }, theirs(profile, perDocument));
        expect(written.ok ? [] : written.problems.map((problem) => problem.message_en)).toEqual([]);
        const golden = readFileSync(
          join(folder, place, `filecontent/expected_${type.toLowerCase()}_content.txt`),
          "latin1",
        );
        // Some of the expected files were saved without their last line feed, others of the same layout with it.
        const expected = golden.endsWith("\n") ? golden : `${golden}\n`;
        expect(written.ok && Buffer.from(written.value).toString("latin1")).toBe(expected);
      });
});
