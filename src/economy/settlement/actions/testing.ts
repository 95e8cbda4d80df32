import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Database, Transaction } from "../../../platform/database/index.ts";
import { type Day, formatKronor, ore, type Period, periodOfDay, yearOf } from "../../../kernel/index.ts";
import { linesOf, postVouchers } from "../../ledger/actions/index.ts";

/** A small provider for the tests of settlement and statements: two settled services, one card service, three customers. */
const model = `
model: small
valid_from: 2023-01-01
pools:
  - pool: common
    name_sv: Gemensamt
    name_en: Common
    select: { cost_centre: ["190"] }
direct:
  - select: { project: ["P*"] }
  - select: { service: ["*"] }
steps:
  - from: common
    to: services
    by: { driver: fte }
keys:
  - key: even
    name_sv: lika
    name_en: equal
    by: equal
assignments:
  - services: ["*"]
    key: even
`;

const policy = {
  year: 2024,
  classes: ["core", "infrastructure"],
  scope: "operation",
  basis: "ytd@11",
  level: "service",
  distribution: "by-paid",
  booking: "invoice-in-year",
  rest: "to-equity",
  threshold_ore: 0,
  financing: [
    {
      decision: "D-1",
      from: { service: "DI-1", activity: "operation" },
      to: { service: "DI-1", activity: "change" },
      amount: "10.00",
    },
  ],
};

const settings = {
  own_counterparties: ["199"],
  settlement: { policies: [policy] },
  posting: {
    invoice_series: "UF",
    settlement_series: "UR",
    revenue: [
      { class: "core", activity: "operation", account: "3111" },
      { class: "infrastructure", activity: "operation", account: "3112" },
    ],
    settlement_account: { core: "3211", infrastructure: "3212" },
    receivable_internal: "1510",
    receivable_external: "1511",
    vat_account: "2611",
    self_cost_account: "6490",
    self_cost_centre: "190",
    provision_account: "2970",
    revenue_cost_centre: { shared: "200", infra: "100" },
    due_days: 30,
  },
};

const registers = [
  `insert into catalogue.service_class values
   ('demo', 'core', 'Bastjänst', 'Core service', true, true, true, 1),
   ('demo', 'infrastructure', 'Digital infrastruktur', 'Digital infrastructure', true, true, true, 2),
   ('demo', 'service-card', 'E-tjänstekort', 'Service card', false, false, false, 3)`,
  `insert into catalogue.service_area values
   ('demo', 'hr', 'HR', 'HR', 1), ('demo', 'infrastructure', 'Digital infrastruktur', 'Digital infrastructure', 2)`,
  `insert into catalogue.service (provider_id, service, name_sv, name_en, area, department, valid_from) values
   ('demo', 'HR-1', 'Lön', 'Payroll', 'hr', 'shared', '2020-01-01'),
   ('demo', 'DI-1', 'Nät', 'Network', 'infrastructure', 'infra', '2020-01-01'),
   ('demo', 'CARD', 'E-tjänstekort', 'Card', 'infrastructure', 'infra', '2020-01-01')`,
  `insert into catalogue.service_classification (provider_id, service, valid_from, class, restate) values
   ('demo', 'HR-1', '2020-01-01', 'core', false),
   ('demo', 'DI-1', '2020-01-01', 'infrastructure', false),
   ('demo', 'CARD', '2020-01-01', 'core', false),
   ('demo', 'CARD', '2024-01-01', 'service-card', true)`,
  `insert into customers.customer (provider_id, customer, name, short_name, kind, org_no, counterparty, is_self, vat, valid_from) values
   ('demo', 'GSF', 'Grundskola', 'GSF', 'department', '1', '101', false, false, '2020-01-01'),
   ('demo', 'ISV', 'Intraservice', 'ISV', 'department', '1', '199', true, false, '2020-01-01'),
   ('demo', 'LISEBERG', 'Liseberg', 'LIS', 'company', '2', '301', false, true, '2020-01-01')`,
  `insert into customers.agreement (provider_id, customer, agreement, status, signed_on, valid_from) values
   ('demo', 'GSF', 'A-1', 'signed', '2021-01-01', '2021-01-01'),
   ('demo', 'ISV', 'A-2', 'signed', '2021-01-01', '2021-01-01')`,
  `insert into ledger.department values
   ('demo', 'infra', 'Digital infrastruktur', 'Digital infrastructure', 1),
   ('demo', 'shared', 'Gemensamma tjänster', 'Shared services', 2),
   ('demo', 'steering', 'Styrning och stöd', 'Steering', 3)`,
  `insert into ledger.cost_centre values
   ('demo', '100', 'Nät', 'infra', false), ('demo', '200', 'HR', 'shared', false), ('demo', '190', 'Gemensamt', 'steering', true)`,
  `insert into ledger.project values ('demo', 'P1', 'Nytt nät', 'change', 'DI-1')`,
  `insert into ledger.account_mapping (provider_id, account_from, account_to, kind, element, activity, role, name_sv, name_en) values
   ('demo', '1500', '1599', 'asset', 'receivables', '', '', 'Kundfordringar', 'Receivables'),
   ('demo', '1900', '1999', 'asset', 'cash', '', '', 'Kommunkonto', 'Cash'),
   ('demo', '2000', '2099', 'equity', 'opening-equity', '', '', 'Eget kapital', 'Equity'),
   ('demo', '2400', '2499', 'liability', 'payables', '', '', 'Leverantörsskulder', 'Payables'),
   ('demo', '2600', '2699', 'liability', 'other-liabilities', '', '', 'Moms', 'VAT'),
   ('demo', '2900', '2999', 'liability', 'accrued', '', '', 'Upplupna kostnader', 'Accrued liabilities'),
   ('demo', '3111', '3111', 'revenue', 'core-operation', 'operation', '', 'Bastjänster', 'Core'),
   ('demo', '3112', '3112', 'revenue', 'infrastructure-operation', 'operation', '', 'DI', 'DI'),
   ('demo', '3122', '3122', 'revenue', 'infrastructure-change', 'change', '', 'DI förändring', 'DI change'),
   ('demo', '3211', '3211', 'revenue', 'core-operation', 'operation', 'settlement', 'Återreglering', 'Settlement'),
   ('demo', '3212', '3212', 'revenue', 'infrastructure-operation', 'operation', 'settlement', 'Återreglering', 'Settlement'),
   ('demo', '3710', '3710', 'revenue', 'municipal-grant', 'operation', '', 'Kommunbidrag', 'Grant'),
   ('demo', '5000', '5999', 'cost', 'staff', '', '', 'Personal', 'Staff'),
   ('demo', '6000', '6999', 'cost', 'it', '', '', 'IT', 'IT')`,
  `insert into ledger.stated_balance values
   ('demo', 2024, 'opening', 0, '1940', 150000), ('demo', 2024, 'opening', 0, '2010', -150000),
   ('demo', 2024, 'result', -1, '5010', 80000), ('demo', 2024, 'result', -1, '3111', -100000)`,
  `insert into costing.driver values ('demo', 'fte', 'Årsarbetare', 'FTE', 'fte', 'service', 'HR', 'HR', '')`,
  `insert into costing.driver_value values
   ('demo', 'fte', '', 'HR-1', '2023-01', 1000000, '2022-12-31'), ('demo', 'fte', '', 'DI-1', '2023-01', 3000000, '2022-12-31')`,
  `insert into planning.plan values ('demo', 'budget-2024', 'budget', 2024, null, 'x')`,
  `insert into planning.line (provider_id, plan, line_no, period, account, cost_centre, service, customer, amount_ore, file_line) values
   ('demo', 'budget-2024', 1, '2024-06', '3111', '200', 'HR-1', 'GSF', -120000, 2),
   ('demo', 'budget-2024', 2, '2024-06', '5010', '200', 'HR-1', '', 120000, 3)`,
  `insert into access.person (provider_id, login, name, role) values
   ('demo', 'anna', 'Anna', 'controller'), ('demo', 'bo', 'Bo', 'approver')`,
];

type Coded = { account: string; kronor: number } & Partial<
  Record<"costCentre" | "project" | "service" | "customer" | "counterparty", string>
>;

/** The vouchers of 2024, in kronor with SIE signs. */
const vouchers: readonly { day: string; lines: readonly Coded[] }[] = [
  {
    day: "2024-03-31",
    lines: [
      { account: "1510", kronor: 600, customer: "GSF", counterparty: "101" },
      {
        account: "3111",
        kronor: -600,
        costCentre: "200",
        service: "HR-1",
        customer: "GSF",
        counterparty: "101",
      },
    ],
  },
  {
    day: "2024-03-31",
    lines: [
      { account: "1511", kronor: 300, customer: "LISEBERG", counterparty: "301" },
      {
        account: "3111",
        kronor: -300,
        costCentre: "200",
        service: "HR-1",
        customer: "LISEBERG",
        counterparty: "301",
      },
    ],
  },
  {
    day: "2024-04-30",
    lines: [
      { account: "6490", kronor: 100, costCentre: "190", customer: "ISV", counterparty: "199" },
      {
        account: "3112",
        kronor: -100,
        costCentre: "100",
        service: "DI-1",
        customer: "ISV",
        counterparty: "199",
      },
    ],
  },
  {
    day: "2024-04-30",
    lines: [
      { account: "1510", kronor: 440, customer: "GSF", counterparty: "101" },
      {
        account: "3112",
        kronor: -400,
        costCentre: "100",
        service: "DI-1",
        customer: "GSF",
        counterparty: "101",
      },
      {
        account: "3112",
        kronor: -40,
        costCentre: "100",
        service: "CARD",
        customer: "GSF",
        counterparty: "101",
      },
    ],
  },
  {
    day: "2024-05-31",
    lines: [
      { account: "5010", kronor: 700, costCentre: "200", service: "HR-1" },
      { account: "6210", kronor: 300, costCentre: "100", service: "DI-1" },
      { account: "5010", kronor: 60, costCentre: "100", project: "P1" },
      { account: "5010", kronor: 100, costCentre: "190" },
      { account: "1940", kronor: -1160 },
    ],
  },
  {
    day: "2024-12-15",
    lines: [
      { account: "5010", kronor: 5, costCentre: "200", service: "HR-1" },
      { account: "2440", kronor: -5 },
    ],
  },
];

export async function fillSmallProvider(tx: Transaction): Promise<void> {
  await tx.execute("update platform.provider set settings = $1::jsonb where provider_id = 'demo'", [
    JSON.stringify(settings),
  ]);
  for (const sql of registers) await tx.execute(sql);
  await tx.execute(
    "insert into costing.model (provider_id, model, valid_from, source, sha256) values ('demo', 'small', '2023-01-01', $1, $2)",
    [model, createHash("sha256").update(model).digest("hex")],
  );
  await postVouchers(
    tx,
    "demo",
    vouchers.map(({ day, lines }, index) => ({
      fiscalYear: 2024,
      series: "A",
      number: String(index + 1),
      day: day as Day,
      text: `Verifikation ${index + 1}, ${periodOfDay(day as Day)}`,
      reference: "",
      lines: lines.map(({ kronor, ...coded }) => ({
        costCentre: "",
        project: "",
        service: "",
        customer: "",
        counterparty: "",
        ...coded,
        amountOre: ore(kronor * 100),
        text: "",
      })),
    })),
    { actor: "anna", now: "2024-12-31T08:00:00Z" },
  );
}

/** The page that shows the two ways of booking a settlement; the vouchers on it are held against those made here. */
export function twoWaysPage(): string {
  const page = resolve(import.meta.dirname, "../../../../docs/worked-examples/settlement-two-ways.md");
  return readFileSync(page, "utf8");
}

/** The settlement's vouchers of a month as the page prints them: voucher, account, service, customer, kronor. */
export async function printedVouchers(tx: Transaction, period: Period): Promise<string> {
  const fiscalYear = yearOf(period);
  const lines = await linesOf(tx, "demo", { fiscalYear, periods: [period] });
  return lines
    .filter((line) => line.series.startsWith("UR"))
    .map(({ series, number, account, service, customer, amountOre }) =>
      [
        `${fiscalYear}-${series}-${number}`.padEnd(10),
        account,
        service.padEnd(4),
        customer.padEnd(8),
        formatKronor(amountOre).padStart(8),
      ].join(" "),
    )
    .join("\n");
}

/** Changes the small provider's policy of 2024, in the words of pack.yaml. */
export async function changePolicy(
  database: Database,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  await database.transaction({ role: "owner" }, (tx) =>
    tx.execute(
      `update platform.provider set settings = jsonb_set(settings, '{settlement,policies,0}',
         settings #> '{settlement,policies,0}' || $1::jsonb) where provider_id = 'demo'`,
      [JSON.stringify(change)],
    ),
  );
}
