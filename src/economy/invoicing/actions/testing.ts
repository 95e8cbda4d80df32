import { type Day, type Micro, micro, microOf, ore, type Period, period } from "../../../kernel/index.ts";
import type { Database, Transaction } from "../../../platform/database/index.ts";
import type { InvoiceLine } from "../line.ts";
import { type RehearsedDocument, rehearsedDocuments } from "../sql/rehearsals.ts";
import { requiredInvoice } from "./read.ts";
import { rehearse } from "./runs.ts";
import { loadPriceList } from "../../pricing/actions/index.ts";
import { type TestDatabase, testDatabase } from "../../../platform/database/testing.ts";

/**
 * A very small provider: two services (one by headcount, one metered), three customers (a department, a company with
 * VAT, the provider itself), one decided price list for 2024 and two people besides the customer's own.
 */
export interface Example {
  readonly database: Database;
  readonly provider: string;
  readonly close: () => Promise<void>;
  readonly url: TestDatabase["url"];
  /** As the provider's staff. */
  staff<T>(work: (tx: Transaction) => Promise<T>, actor?: string): Promise<T>;
}

const posting = {
  invoice_series: "UF",
  revenue: [
    { class: "core", activity: "operation", account: "3111" },
    { class: "infrastructure", activity: "operation", account: "3112" },
  ],
  settlement_account: { core: "3611", infrastructure: "3612" },
  receivable_internal: "1610",
  receivable_external: "1510",
  vat_account: "2611",
  self_cost_account: "6540",
  self_cost_centre: "1900",
  provision_account: "2290",
  revenue_cost_centre: { HR: "1100", IT: "1200" },
  due_days: 30,
};

const people = [
  ["carin", "controller"],
  ["charlie", "controller"],
  ["ada", "approver"],
] as const;

const headcounts = { DEP: 600, ORG: 300, SELF: 100 } as const;

export const annualFees = { DEP: 72_000_000, ORG: 36_000_000, SELF: 12_000_000 } as const;

export async function example({
  billing = {},
}: { billing?: Record<string, unknown> } = {}): Promise<Example> {
  const { database, provider, close, url } = await testDatabase();
  await database.transaction({ role: "owner" }, async (tx) => {
    await tx.execute("update platform.provider set settings = $2::jsonb where provider_id = $1", [
      provider,
      JSON.stringify({ provider: { name: "Demo", org_no: "212000-0000" }, posting, billing }),
    ]);
  });
  const staff: Example["staff"] = (work, actor = "carin") =>
    database.transaction({ role: "staff", provider, actor }, work);
  await staff(async (tx) => {
    for (const [login, role] of people) {
      await tx.execute("insert into access.person (provider_id, login, name, role) values ($1, $2, $3, $4)", [
        provider,
        login,
        login,
        role,
      ]);
    }
    await registers(tx, provider);
    await books(tx, provider);
    await priceList(tx, provider, 2024);
    await volume(tx, provider, period("2024-01"), "DEP", 1250);
    await volume(tx, provider, period("2024-01"), "ORG", 75);
  });
  return { database, provider, close, url, staff };
}

async function registers(tx: Transaction, provider: string): Promise<void> {
  for (const code of ["core", "infrastructure"]) {
    await tx.execute(
      `insert into catalogue.service_class (provider_id, class, name_sv, name_en, mandatory, counted, settled, position)
       values ($1, $2, $2, $2, true, true, true, 1)`,
      [provider, code],
    );
  }
  await tx.execute(
    "insert into catalogue.service_area (provider_id, area, name_sv, name_en, position) values ($1, 'A', 'A', 'A', 1)",
    [provider],
  );
  for (const [service, department, serviceClass] of [
    ["HR-LON", "HR", "core"],
    ["DI-NAT", "IT", "infrastructure"],
  ]) {
    await tx.execute(
      `insert into catalogue.service (provider_id, service, name_sv, name_en, area, department, valid_from)
       values ($1, $2, $2, $2, 'A', $3, '2020-01-01')`,
      [provider, service, department],
    );
    await tx.execute(
      `insert into catalogue.service_classification (provider_id, service, valid_from, class)
       values ($1, $2, '2020-01-01', $3)`,
      [provider, service, serviceClass],
    );
  }
  for (const [customer, kind, counterparty, isSelf, vat] of [
    ["DEP", "department", "110", false, false],
    ["ORG", "company", "501", false, true],
    ["SELF", "department", "199", true, false],
  ] as const) {
    await tx.execute(
      `insert into customers.customer (provider_id, customer, name, short_name, kind, org_no, counterparty, is_self, vat, valid_from)
       values ($1, $2, $3, $2, $4, '212000-0001', $5, $6, $7, '2020-01-01')`,
      [provider, customer, `Kund ${customer}`, kind, counterparty, isSelf, vat],
    );
    await tx.execute(
      `insert into customers.agreement (provider_id, customer, agreement, status, signed_on, valid_from)
       values ($1, $2, $3, 'signed', '2020-01-01', '2020-01-01')`,
      [provider, customer, `A-${customer}`],
    );
  }
  await tx.execute(
    `insert into customers.decision (provider_id, decision, board, decided_on, paragraph, registry_no, title)
     values ($1, 'UND-2024', 'Nämnden', '2024-05-01', '§ 7', '0001/24', 'Undantag'),
            ($1, 'PL-2024', 'Nämnden', '2023-10-01', '§ 1', '0001/23', 'Prislista')`,
    [provider],
  );
}

async function books(tx: Transaction, provider: string): Promise<void> {
  for (const [from, to, kind, element] of [
    ["1000", "1999", "asset", "receivables"],
    ["2000", "2999", "liability", "other-liabilities"],
    ["3000", "3999", "revenue", "operation"],
    ["4000", "8999", "cost", "it"],
  ]) {
    await tx.execute(
      `insert into ledger.account_mapping (provider_id, account_from, account_to, kind, element, name_sv, name_en)
       values ($1, $2, $3, $4, $5, $5, $5)`,
      [provider, from, to, kind, element],
    );
  }
}

export async function priceList(tx: Transaction, provider: string, year: number): Promise<void> {
  const basic = { activity: "operation", service: "DI-NAT" } as const;
  await loadPriceList(
    tx,
    provider,
    {
      files: { version: "version.yaml", items: "items.csv", fees: "fees.csv" },
      version: `${year}-1`,
      fiscalYear: year,
      validFrom: `${year}-01-01` as Day,
      validTo: `${year}-12-31` as Day,
      state: "decided",
      decision: "PL-2024",
      items: [
        {
          ...basic,
          item: "HR-LON-AVG",
          service: "HR-LON",
          nameSv: "Lön",
          nameEn: "Payroll",
          charge: "fee",
          unit: "år",
          totalOre: ore(120_000_000),
          key: "headcount",
        },
        {
          ...basic,
          item: "DI-NAT-PORT",
          nameSv: "Nätport",
          nameEn: "Network port",
          charge: "metered",
          unit: "port",
          priceMicro: micro(89_500_000),
        },
        {
          ...basic,
          item: "DI-NAT-OVR",
          nameSv: "Utrustning",
          nameEn: "Equipment",
          charge: "direct-sale",
          unit: "st",
        },
      ],
      fees: Object.entries(headcounts).map(([customer, heads]) => ({
        item: "HR-LON-AVG",
        customer,
        annualOre: ore(annualFees[customer as keyof typeof annualFees]),
        keyValueMicro: microOf(heads),
        keySumMicro: microOf(1000),
      })),
    },
    { actor: "carin", now: "2023-11-01T08:00:00.000Z" },
  );
}

export async function volume(
  tx: Transaction,
  provider: string,
  month: Period,
  customer: string,
  ports: number,
): Promise<void> {
  await tx.execute(
    `insert into metering.volume (provider_id, period, item, customer, quantity_micro, events)
     values ($1, $2, 'DI-NAT-PORT', $3, $4, 1)
     on conflict (provider_id, period, item, customer) do update set quantity_micro = excluded.quantity_micro`,
    [provider, month, customer, microOf(ports)],
  );
}

export async function sale(
  tx: Transaction,
  provider: string,
  { sale, day, customer, priceMicro }: { sale: string; day: Day; customer: string; priceMicro: Micro },
): Promise<void> {
  await tx.execute(
    `insert into metering.direct_sale (provider_id, sale, period, sale_day, item, customer, text, quantity_micro, unit,
                                       price_micro, source)
     values ($1, $2, $3, $4, 'DI-NAT-OVR', $5, 'Switch', 1000000, 'st', $6, 'sales.csv')`,
    [provider, sale, day.slice(0, 7), day, customer, priceMicro],
  );
}

/** The documents of a rehearsal with their vouchers, as they are kept until the run is issued. */
export async function rehearsedIn(tx: Transaction, provider: string, run: string) {
  const found: RehearsedDocument[] = [];
  for await (const part of rehearsedDocuments(tx, provider, run)) found.push(...part);
  return found;
}

/** The lines of issued documents as they stand, document by document, as lines of a document and no more. */
export async function linesOf(
  tx: Transaction,
  provider: string,
  documents: readonly { readonly invoice: string }[],
): Promise<InvoiceLine[][]> {
  const found: InvoiceLine[][] = [];
  for (const { invoice } of documents) {
    const stored = await requiredInvoice(tx, provider, invoice);
    found.push(
      stored.lines.map((issued) => {
        const { invoice: own, documentDay, ...line } = issued;
        if (own !== invoice || documentDay === undefined) throw new Error("a line of its document");
        return line;
      }),
    );
  }
  return found;
}

/** Rehearses a month and gives the lines it would charge. */
export async function linesRehearsed(
  tx: Transaction,
  provider: string,
  month: Period,
  act: Parameters<typeof rehearse>[3],
): Promise<InvoiceLine[]> {
  const { run } = await rehearse(tx, provider, { period: month }, act);
  return (await rehearsedIn(tx, provider, run.run)).flatMap(({ document }) => document.lines);
}

/** The costing model with an exception for ORG: fifty seasonal employees are not counted. */
export async function modelWithException(tx: Transaction, provider: string): Promise<void> {
  const source = `model: small
valid_from: 2022-01-01
method: direct
pools: []
steps: []
direct:
  - select: { service: ["*"] }
keys:
  - key: headcount
    by: { driver: headcount }
assignments:
  - services: ["*"]
    key: headcount
exceptions:
  - customer: ORG
    key: headcount
    subtract: { driver: seasonal }
    valid_from: 2022-01-01
    valid_to: 2025-12-31
    decision: UND-2024
    explain_sv: Säsongsanställda räknas inte
    explain_en: Seasonal staff are not counted
`;
  await tx.execute(
    `insert into costing.model (provider_id, model, valid_from, valid_to, source, sha256)
     values ($1, 'small', '2022-01-01', null, $2, 'x')`,
    [provider, source],
  );
  for (const driver of ["headcount", "seasonal"]) {
    await tx.execute(
      `insert into costing.driver (provider_id, driver, name_sv, name_en, unit, subject, owner, source, definition)
       values ($1, $2, $2, $2, 'st', 'customer', '', '', '')`,
      [provider, driver],
    );
  }
  const value = (driver: string, subject: string, count: number): Promise<number> =>
    tx.execute(
      `insert into costing.driver_value (provider_id, driver, service, subject, period_from, value_micro, measured_on)
       values ($1, $2, '', $3, '2022-01', $4, '2021-09-30')`,
      [provider, driver, subject, microOf(count)],
    );
  for (const [customer, heads] of Object.entries(headcounts)) await value("headcount", customer, heads);
  await value("seasonal", "ORG", 50);
}
