import { textTable } from "../../../platform/command/index.ts";
import { type Micro, type Ore, byCode } from "../../../kernel/index.ts";
import { formatAmount, formatQuantity } from "../../../platform/language/index.ts";
import type { Measured, MethodComparison } from "../actions/index.ts";
import type { IdleCapacity } from "../index.ts";

const methodNames: Readonly<Record<string, string>> = {
  model: "modellen",
  direct: "direkt",
  "step-down": "stegvis",
  "double-step-down": "dubbel stegvis",
  reciprocal: "ömsesidig",
};

/** A row per service or customer and a column per method in tkr; then what the order of the steps decides. */
export function comparisonText(
  { outcomes, order }: MethodComparison,
  by: "service" | "customer",
  names: ReadonlyMap<string, string>,
): string {
  const of = (outcome: (typeof outcomes)[number]): ReadonlyMap<string, Ore> =>
    by === "service" ? outcome.services : outcome.customers;
  const answered = outcomes.filter((outcome) => outcome.problems.length === 0);
  const codes = [...new Set(answered.flatMap((outcome) => [...of(outcome).keys()]))].sort(byCode);
  const lines = codes.map((code) => {
    const amounts = answered.map((outcome) => of(outcome).get(code) ?? 0);
    return [
      code || "–",
      names.get(code) ?? "",
      ...amounts.map(tkr),
      tkr(Math.max(...amounts) - Math.min(...amounts)),
    ];
  });
  const totals = answered.map((outcome) =>
    [...of(outcome).values()].reduce<number>((sum, one) => sum + one, 0),
  );
  const head = ["", "tkr", ...answered.map((one) => methodNames[one.method] ?? one.method), "skillnad"];
  const parts = [
    textTable(head, [...lines, ["", "Summa", ...totals.map(tkr), ""]], { figures: answered.length + 1 }),
  ];
  if (lines.every((line) => line.at(-1) === tkr(0))) {
    parts.push(
      "Alla metoder ger samma svar, på några kronor när: ingen fördelningsgrund mäter vad senare pooler ger tidigare.",
    );
  }
  for (const { method, problems } of outcomes) {
    if (problems.length === 0) continue;
    const first = problems[0];
    const more = problems.length > 1 ? ` (och ${problems.length - 1} till)` : "";
    parts.push(`Metoden ${methodNames[method]} går inte att räkna: ${first?.message_sv}${more}`);
  }
  if (order !== undefined) parts.push(orderText(order, by, names));
  return parts.join("\n\n");
}

function orderText(
  order: NonNullable<MethodComparison["order"]>,
  by: "service" | "customer",
  names: ReadonlyMap<string, string>,
): string {
  const tried = order.all ? `alla ${order.orders} ordningar` : `${order.orders} ordningar av många`;
  const refused = order.refused === 0 ? "" : `; ${order.refused} gick inte att räkna`;
  const effects = by === "service" ? order.services : order.customers;
  const widest = [...effects]
    .filter((one) => one.mostOre !== one.leastOre)
    .sort((a, b) => b.mostOre - b.leastOre - (a.mostOre - a.leastOre) || byCode(a.code, b.code))
    .slice(0, 10);
  if (widest.length === 0) return `Stegens ordning (${tried}${refused}) flyttar ingenting.`;
  const rows = widest.map((one) => [
    one.code || "–",
    names.get(one.code) ?? "",
    ...[one.declaredOre, one.leastOre, one.mostOre, one.mostOre - one.leastOre].map(tkr),
  ]);
  const swaps = [...order.neighbours]
    .sort((a, b) => b.movedOre - a.movedOre)
    .filter((one) => one.movedOre > 0)
    .map((one) => `  ${one.first} och ${one.second} byter plats: ${tkr(one.movedOre)} tkr flyttas`);
  return [
    `Stegens ordning, ${tried}${refused}. De ${by === "service" ? "tjänster" : "kunder"} som den betyder mest för:`,
    textTable(["", "tkr", "som nu", "minst", "mest", "skillnad"], rows, { figures: 4 }),
    ...swaps,
  ].join("\n");
}

/** A row per pool with a capacity. */
export function idleText(idle: readonly IdleCapacity[]): string {
  if (idle.length === 0) return "Ingen pool i modellen har en kapacitet.";
  return textTable(
    [
      "pool",
      "ansvarig",
      "enhet",
      "kapacitet",
      "använt",
      "ledigt",
      "kr/enhet",
      "kr/använd enhet",
      "ledigt, kr",
      "",
    ],
    idle.map((one) => [
      one.pool,
      one.owner,
      one.unit,
      ...[one.capacityMicro, one.usedMicro, one.unusedMicro].map(quantity),
      ...[one.perUnitOfCapacityOre, one.perUnitUsedOre].map(kronor),
      kronor(one.unused === "carry" ? one.carriedOre : one.smearedOre),
      one.unused === "carry" ? "bärs på egen rad" : `bärs av användarna (${one.decision ?? "–"})`,
    ]),
  );
}

/** A row per service or customer. */
export function measureText(
  measured: Measured,
  by: "service" | "customer",
  names: ReadonlyMap<string, string>,
): string {
  const sums = new Map<string, number>();
  if (by === "service") {
    for (const row of measured.services) add(sums, row.service, row.directMicro + row.allocatedMicro);
  } else for (const row of measured.customers) add(sums, row.customer, row.quantityMicro);
  const rows = [...sums].sort(([a], [b]) => byCode(a, b));
  return textTable(
    ["", "", measured.unit],
    [
      ...rows.map(([code, sum]) => [code || "–", names.get(code) ?? "", quantity(sum)]),
      ["", "Summa", quantity(measured.outMicro)],
    ],
    { figures: 1 },
  );
}

function add(sums: Map<string, number>, code: string, more: number): void {
  sums.set(code, (sums.get(code) ?? 0) + more);
}

const tkr = (amount: number): string => formatAmount(amount as Ore, "sv", "tkr");
const kronor = (amount: number): string => formatAmount(amount as Ore, "sv");
const quantity = (micro: number): string => formatQuantity(micro as Micro, "sv");
