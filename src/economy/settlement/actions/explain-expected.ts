import { ore, periodsOfYear, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { sourceLinesOf } from "../../../platform/registers/actions/index.ts";
import type { Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { lastPeriodOf } from "../index.ts";
import type { ReadSettlement } from "./computed-settlement.ts";
import { bookedPart, endOf, partOf, restPart } from "./explain-parts.ts";

/**
 * An amount that is booked in part and expected in part, or one of the two: `/cost:booked` ends in voucher lines, `/cost:rest` in the lines of
 * the forecast it is taken from; what is reckoned from the months so far says so, and leads to them and to the years whose season it has.
 */
export async function openExpected(
  opening: Opening,
  stored: ReadSettlement,
  {
    service,
    all,
    booked,
    part,
    kind,
  }: {
    readonly service: string;
    readonly all: Explanation;
    readonly booked: readonly Explanation[];
    readonly part: string | undefined;
    readonly kind: "invoiced" | "cost";
  },
): Promise<Explanation | undefined> {
  const restId = `${all.id}:${restPart}`;
  if (part === bookedPart)
    return {
      ...all,
      id: `${all.id}:${bookedPart}`,
      amountOre: sumOre(booked.map((one) => one.amountOre)),
      children: booked,
    };
  const rest = all.children.find((one) => one.id === restId);
  if (rest === undefined) return part === undefined ? all : undefined;
  const plan = kind === "cost" ? await planned(opening, stored, service) : [];
  if (plan.length > 0 && sumOre(plan.map((one) => one.amountOre)) === rest.amountOre) {
    const { closed: _, ...node } = rest;
    return part === undefined ? all : { ...node, children: plan };
  }
  // Reckoned, not written anywhere: it ends here, and stands as an end where it is a part.
  const end = await reckoned(opening, stored, { service, rest, kind, bookedId: `${all.id}:${bookedPart}` });
  return part === undefined
    ? { ...all, children: all.children.map((one) => (one.id === restId ? end : one)) }
    : end;
}

/** What no file says, but is reckoned from the months so far: by which rule, and from which figures. */
async function reckoned(
  opening: Opening,
  stored: ReadSettlement,
  {
    service,
    rest,
    kind,
    bookedId,
  }: {
    readonly service: string;
    readonly rest: Explanation;
    readonly kind: "invoiced" | "cost";
    readonly bookedId: string;
  },
): Promise<Explanation> {
  const file = "pack.yaml";
  const row = `settlement.policies ${stored.year}`;
  const lines = await opening.keep(`source-lines:${file}`, () =>
    sourceLinesOf(opening.tx, opening.provider, file),
  );
  const fileLine = lines.get(row);
  const said = sentence(stored, kind);
  return {
    ...endOf(rest.id, [rest.label_sv, rest.label_en], rest.amountOre, {
      sv: `${rest.formula_sv} ${said.sv}`,
      en: `${rest.formula_en} ${said.en}`,
      place: { file, row, ...(fileLine === undefined ? {} : { fileLine }) },
    }),
    see: [
      { id: bookedId, label_sv: "Månaderna hittills", label_en: "The months so far" },
      ...(kind === "cost" ? (stored.expected?.earlierYears ?? []) : []).map((year) => ({
        id: `cost:${year}:actual:${service}`,
        label_sv: `Kostnaden ${year}`,
        label_en: `The cost of ${year}`,
      })),
    ],
  };
}

/** What the forecast says that the months to come will cost, down to its lines. */
async function planned(
  opening: Opening,
  { expected, year, basis, policy }: ReadSettlement,
  service: string,
): Promise<Explanation[]> {
  if (expected?.plan === undefined) return [];
  const through = lastPeriodOf(basis, year);
  const tail = policy.scope === "operation" ? "/activity=operation" : "";
  const found: Explanation[] = [];
  for (const period of periodsOfYear(year)) {
    if (period <= through || period > expected.last) continue;
    const month = await opening.open(`cost:${year}:${expected.plan}:${service}:${period}${tail}`);
    if (month === undefined || month.amountOre === ore(0)) continue;
    found.push(
      partOf(month.id, [formatPeriod(period, "sv"), formatPeriod(period, "en")], month.amountOre, [
        month.formula_sv,
        month.formula_en,
      ]),
    );
  }
  return found;
}

function sentence({ expected }: ReadSettlement, kind: "invoiced" | "cost") {
  if (kind === "invoiced")
    return {
      sv: "Intäkten väntas gå vidare som hittills, eller som året före där månaderna så långt liknar det mer.",
      en: "Income is taken to go on as it has, or as the year before where the months so far are more like that.",
    };
  const years = (expected?.earlierYears ?? []).join(", ");
  if (expected?.method === "season")
    return {
      sv: `Varje kostnadsslag väntas fortsätta i sin säsong, som den var ${years}.`,
      en: `Each cost element is taken to go on by its season, as it was in ${years}.`,
    };
  return {
    sv: "Kostnaden väntas bli lika stor varje månad som månaderna hittills i snitt.",
    en: "Cost is taken to be as large each month as the months so far on average.",
  };
}
