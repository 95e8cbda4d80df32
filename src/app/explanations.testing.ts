import { expect } from "vitest";
import type { Transaction } from "../platform/database/index.ts";
import { openingOf, openTree } from "../economy/ledger/actions/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";
import { statementsOf } from "../economy/statements/actions/index.ts";
import { statementIds } from "../economy/statements/index.ts";
import { explainers } from "./explainers.ts";
import { explain, explanationJson } from "./explanations.ts";

/**
 * Every figure of the example city, opened: its parts sum to it, are what they said they were when opened themselves, and end
 * in a line of a file; every node says in two languages how it came about. A sample of the figures, the same every time;
 * all of them with UNDERLAG_ALL_FIGURES=1 (many minutes),
 * every level below statements and costs, and one way down from each invoice line, price and settlement.
 */
const isFull = process.env["UNDERLAG_ALL_FIGURES"] === "1";

/** What is wrong with a node and its parts, in words. */
function faultsOf(node: Explanation, expected: number | undefined): string[] {
  const faults: string[] = [];
  if (expected !== undefined && node.amountOre !== expected)
    faults.push(`${node.id} is ${node.amountOre}, and ${expected} where it is a part`);
  const sum = node.children.reduce((all, child) => all + child.amountOre, 0);
  if (node.children.length > 0 && node.unit !== "percent" && sum !== node.amountOre)
    faults.push(`${node.id}: the parts sum to ${sum}, not ${node.amountOre}`);
  for (const one of [node, ...node.children]) {
    if ([one.label_sv, one.label_en, one.formula_sv, one.formula_en].includes(""))
      faults.push(`${one.id} has no sentence`);
    if (codes.test(`${one.label_sv} ${one.label_en} ${one.formula_sv} ${one.formula_en}`))
      faults.push(`${one.id} shows a code: ${one.label_sv}. ${one.formula_sv}`);
    if (!hasBasis(one)) faults.push(`${one.id} in ${node.id} ends without a basis`);
  }
  return faults;
}

/** Codes of keys, pools, drivers and services, which readers are told by name. */
const codes = new RegExp(
  [
    /\b(nyckel|key) (accounts|headcount|volume|agreed)\b/,
    /(?<!of use )\(accounts\)|\b(headcount|agreed-[a-z]+|infrastructure-overhead|shared-overhead|service-centre)\b/,
    /(^|[ (])(FIN|HR|KLS|DI|ADD|SPC|SIS|DS)-[A-ZÅÄÖ]{2,4}(?![-A-Z0-9])/,
  ]
    .map((one) => one.source)
    .join("|"),
);

/** An end stands on a line of a file, a register's row too; on the way up, on what a line is paid by. */
function hasBasis(node: Explanation): boolean {
  if (node.children.length > 0 || node.closed === true || node.amountOre === 0) return true;
  if (node.id.startsWith("voucher:")) return true;
  if (node.voucher !== undefined && node.line !== undefined) return true;
  return node.file !== undefined && (node.line ?? node.fileLine) !== undefined;
}

/** Opens figures by their ids, and below each one part that chance takes (or all), to the very end. */
async function walk(
  tx: Transaction,
  provider: string,
  roots: readonly (readonly [id: string, amountOre: number | undefined])[],
): Promise<{ readonly opened: number; readonly faults: readonly string[] }> {
  const opening = await openingOf(tx, provider, explainers);
  const faults: string[] = [];
  const seen = new Set<string>();
  let seed = 20241231;
  const chance = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const left = [...roots];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [id, expected] = next;
    if (seen.has(id)) continue;
    seen.add(id);
    const node = await opening.open(id);
    if (node === undefined) {
      faults.push(`${id} cannot be opened`);
      continue;
    }
    faults.push(...faultsOf(node, expected));
    const closed = node.children.filter((child) => child.closed === true);
    const isWhole = isFull && /^(less:)?(statement|cost|opening|movement|plan):/.test(id);
    const chosen = isWhole || closed.length === 0 ? closed : [closed[Math.floor(chance() * closed.length)]];
    for (const child of chosen) if (child !== undefined) left.push([child.id, child.amountOre]);
  }
  return { opened: seen.size, faults };
}

/** A sample of rows, the same every time; all of them where all figures are wanted. */
async function idsOf(
  tx: Transaction,
  provider: string,
  { sql, every }: { readonly sql: string; readonly every: number },
): Promise<[string, undefined][]> {
  const rows = await tx.query<{ id: string }>(`${sql} order by 1`, [provider]);
  return rows.filter((_, at) => isFull || at % every === 0).map(({ id }) => [id, undefined]);
}

/** leads every figure of every statement, in every column, down to lines. */
export async function everyFigure(tx: Transaction, provider: string): Promise<void> {
  const statements = await statementsOf(tx, provider, { ids: statementIds, year: 2024 });
  const roots = statements.flatMap((statement) =>
    statement.rows.flatMap(({ layout, values }) =>
      Object.entries(values).map(
        ([column, figure]) =>
          [
            `statement:${statement.statement}:2024:${layout.id}:${column}`,
            figure.unit === "ore" ? figure.amountOre : undefined,
          ] as const,
      ),
    ),
  );
  expect(roots.length).toBeGreaterThan(300);
  // Seven has no factor in common with the six columns, so every column and nearly every row is met.
  const chosen = roots.filter((_, at) => isFull || at % 7 === 0);
  const { opened, faults } = await walk(tx, provider, chosen);
  expect(faults).toEqual([]);
  expect(opened).toBeGreaterThan(chosen.length);
}

/** leads costs, prices, fees, invoice lines and settlements down to lines. */
export async function everyOtherFigure(tx: Transaction, provider: string): Promise<void> {
  const sources = [
    [
      "select distinct 'cost:' || right(run, 4) || ':' || split_part(run, '-', 1) || ':' || service as id from costing.service_cost where provider_id = $1 and run not like 'forecast%'",
      5,
    ],
    ["select 'price:' || version || ':' || item as id from pricing.price_item where provider_id = $1", 19],
    [
      "select 'price:' || version || ':' || item || ':' || customer as id from pricing.fee where provider_id = $1",
      601,
    ],
    [
      "select 'invoice:' || invoice || ':' || line_no as id from invoicing.line where provider_id = $1",
      1_801,
    ],
    [
      "select 'invoice:' || invoice || ':' || line_no as id from invoicing.line where provider_id = $1 and charge_kind in ('correction', 'settlement')",
      97,
    ],
    [
      "select 'settlement:' || settlement || ':' || customer || ':' || service as id from settlement.customer_row where provider_id = $1",
      181,
    ],
  ] as const;
  const roots: [string, number | undefined][] = [
    ["settlement:2024-preliminary", undefined],
    ["cost:2024:actual", undefined],
  ];
  for (const [sql, every] of sources) roots.push(...(await idsOf(tx, provider, { sql, every })));
  expect(roots.length).toBeGreaterThan(80);
  const { faults } = await walk(tx, provider, roots);
  expect(faults).toEqual([]);
}

/** leads any voucher line, cost, revenue or balance, up to who pays and to the rows it stands in. */
export async function everyWayUp(tx: Transaction, provider: string): Promise<void> {
  const lines = await idsOf(tx, provider, {
    sql: "select 'voucher:' || fiscal_year || '/' || series || '/' || number || ':' || line_no as id from ledger.v_line where provider_id = $1",
    every: 2_003,
  });
  expect(lines.length).toBeGreaterThan(25);
  const { faults } = await walk(tx, provider, lines);
  expect(faults).toEqual([]);
  const opening = await openingOf(tx, provider, explainers);
  for (const [id] of lines.slice(0, 25)) {
    const node = await opening.open(id);
    expect([id, (node?.see ?? []).length > 0, (node?.children ?? []).length > 0]).toEqual([id, true, true]);
  }
}

/** is the same tree opened at once as level by level, as JSON of the interface. */
export async function oneTree(tx: Transaction, provider: string): Promise<void> {
  const tree = await explain(tx, provider, "cost:2024:actual:HR-BEM:2024-03");
  const opening = await openingOf(tx, provider, explainers);
  expect(await openTree(opening, "cost:2024:actual:HR-BEM:2024-03")).toEqual(tree);
  const leafIn = (node: { children: readonly unknown[] }): Record<string, unknown> =>
    node.children.length === 0 ? node : leafIn(node.children[0] as { children: unknown[] });
  const json = explanationJson(tree, 99) as { children: readonly unknown[] };
  expect(leafIn(json)).toMatchObject({
    voucher: expect.stringMatching(/^2024\//) as string,
    line: expect.any(Number) as number,
    file: expect.stringContaining("2024.se") as string,
    amount: { ore: expect.stringMatching(/^-?\d+$/) as string },
  });
  const cut = explanationJson(await explain(tx, provider, "cost:2024:actual:HR-BEM", { depth: 0 }), 0);
  expect(cut).toMatchObject({ children: [], cut: true });
  const agreed = await explain(tx, provider, "statement:kpi:2024:agreements-companies:actual");
  expect(agreed.children.map((child) => child.unit)).toEqual(["count", "count"]);
  expect(agreed.formula_sv).toMatch(
    /^\d+ %\. \d+ av \d+: kunder med tecknat avtal av alla\.$|^\d+\u00a0%\. \d+ av \d+: kunder/,
  );
}
