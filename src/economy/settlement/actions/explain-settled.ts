import { negateOre, ore, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { sourceLinesOf } from "../../../platform/registers/actions/index.ts";
import type { Opening } from "../../ledger/actions/index.ts";
import { type Explanation, lessId } from "../../ledger/index.ts";
import type { SettledService } from "../index.ts";
import { type ReadSettlement, serviceOfSettlement, servicesIn, storedBy } from "./computed-settlement.ts";
import { openExpected } from "./explain-expected.ts";
import { openInvoiced, revenueOf } from "./explain-invoiced.ts";
import {
  basisSaid,
  endOf,
  namesOf,
  bookedPart,
  partOf,
  periodsIn,
  restPart,
  summed,
} from "./explain-parts.ts";

/**
 * `settled:<id>:<service>`: what a service settles: invoiced, less cost, less what was decided to finance something else,
 * and what thresholds, levels and a decided total changed. `/recovery`, `/rest`, `/financing`, `/invoiced`, `/invoiced:2024-03` and `/cost` open below it.
 * `settled:<id>:<service>:<customer>` is the same with that customer's own invoice lines apart, for who walks down from its part.
 */
export async function openSettled(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [head = "", ...path] = id.split("/");
  const [, name = "", service = "", customer, ...rest] = head.split(":");
  if (rest.length > 0 || path.length > 1) return undefined;
  const { tx, provider } = opening;
  const stored = await storedBy(opening, name);
  if (stored !== undefined && service === "*")
    return customer === undefined ? openAllSettled(opening, stored, path[0] ?? "") : undefined;
  const row = stored && (await serviceOfSettlement(opening, stored, service));
  if (stored === undefined || row === undefined) return undefined;
  const own = `settled:${stored.settlement}:${service}${customer === undefined ? "" : `:${customer}`}`;
  const [part = "", ...way] = (path[0] ?? "").split(":");
  // A month after the basis is a part of the rest.
  if (part === "invoiced") {
    const isMonth = way.length > 0 && way[0] !== bookedPart && way[0] !== restPart;
    const counted: ReadSettlement = isMonth ? { ...stored, basis: "full-year" } : stored;
    return openInvoiced(opening, counted, row, { own, customer, way });
  }
  if (part === "cost") {
    const [which, ...more] = way;
    const isPart = which === undefined || which === bookedPart || which === restPart;
    return isPart && more.length === 0 ? openCost(opening, stored, row, { own, part: which }) : undefined;
  }
  const label = (await namesOf(opening)).service(service);
  const placeIn = async (file: string, of: string): Promise<RulePlace> => {
    const lines = await opening.keep(`source-lines:${file}`, () => sourceLinesOf(tx, provider, file));
    const fileLine = lines.get(of);
    return { file, row: of, ...(fileLine === undefined ? {} : { fileLine }) };
  };
  const decision = stored.policy.financing.find((one) => one.from.service === row.service)?.decision ?? "";
  const ends = endsOf(row, {
    own,
    decision,
    decided: await placeIn("customers/decisions.csv", decision),
    policy: await placeIn("pack.yaml", `settlement.policies ${stored.year}`),
  });
  if (part === "rest" && way.length === 0 && customer === undefined)
    return openRest(opening, stored, row, { own, ends });
  const isRecovery = id === `${own}/recovery`;
  if (part !== "" && !isRecovery) return Object.values(ends).find((one) => one.id === id);
  const parts: Explanation[] = [
    partOf(`${own}/invoiced`, ["Fakturerat", "Invoiced"], row.invoicedOre, [
      `Det som fakturerats för tjänsten ${basisSaid(stored, "sv")}.`,
      `What was invoiced for the service ${basisSaid(stored, "en")}.`,
    ]),
    partOf(lessId(`${own}/cost`), ["Kostnad", "Cost"], negateOre(row.costOre), [
      `Det som tjänsten kostat ${basisSaid(stored, "sv")}, räknas av.`,
      `What the service cost ${basisSaid(stored, "en")}, taken away.`,
    ]),
    ends.financing,
    ends.carried,
  ];
  const said = {
    sv: "Fakturerat minus kostnad minus beslutad finansiering.",
    en: "Invoiced less cost less decided financing.",
  };
  const node = {
    label_sv: label.sv,
    label_en: label.en,
    formula_sv: said.sv,
    formula_en: said.en,
  };
  if (isRecovery)
    return {
      ...node,
      id: `${own}/recovery`,
      amountOre: row.recoveryOre,
      children: parts.filter((one) => one.amountOre !== 0),
    };
  return {
    ...node,
    id: own,
    amountOre: row.settledOre,
    children: [...parts, ends.decided].filter((one) => one.amountOre !== 0),
  };
}

/** One column of a settlement over all its services, in which `*` stands for the service. */
async function openAllSettled(
  opening: Opening,
  stored: ReadSettlement,
  part: string,
): Promise<Explanation | undefined> {
  const services = await servicesIn(opening, stored);
  const tail = part === "" ? "" : `/${part}`;
  const names = await namesOf(opening);
  const children: Explanation[] = [];
  for (const service of services) {
    const node = await opening.open(`settled:${stored.settlement}:${service}${tail}`);
    if (node === undefined || node.amountOre === 0) continue;
    const label = names.service(service);
    const isEnd = node.children.length === 0;
    children.push({
      ...node,
      label_sv: label.sv,
      label_en: label.en,
      children: [],
      ...(isEnd ? {} : { closed: true as const }),
    });
  }
  if (children.length === 0) return undefined;
  return {
    id: `settled:${stored.settlement}:*${tail}`,
    label_sv: `Återreglering ${stored.year}, alla tjänster`,
    label_en: `Settlement ${stored.year}, all services`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "Summan av tjänsterna.",
    formula_en: "The sum of the services.",
    children,
  };
}

interface RulePlace {
  readonly file: string;
  readonly row: string;
  readonly fileLine?: number;
}

/** What a settlement takes of a service by decisions and rules, each an end in the paper that says so. */
function endsOf(
  row: SettledService,
  {
    own,
    decision,
    decided,
    policy,
  }: {
    readonly own: string;
    readonly decision: string;
    readonly decided: RulePlace;
    readonly policy: RulePlace;
  },
): Readonly<Record<"financing" | "decided" | "carried", Explanation>> {
  const changed = ore(row.settledOre - row.recoveryOre);
  return {
    financing: endOf(
      `${own}/financing`,
      ["Beslutad finansiering", "Decided financing"],
      negateOre(row.financingOre),
      {
        sv: `Går till annat enligt beslut ${decision}.`,
        en: `Goes to something else by decision ${decision}.`,
        place: decided,
      },
    ),
    decided: endOf(`${own}/decided`, ["Beslutad ändring", "Decided change"], changed, {
      sv: "Reglerna för årets återreglering: tröskel, nivå eller en annan beslutad summa.",
      en: "The rules of the year's settlement: threshold, level or another decided sum.",
      place: policy,
    }),
    carried: endOf(`${own}/carried`, ["Från förra året", "Carried"], row.carriedOre, {
      sv: "Rest från förra årets återreglering, som reglerna för över hit.",
      en: "The rest of last year's settlement, which the rules carry over.",
      place: policy,
    }),
  };
}

/**
 * What the end of the year adds to what was settled: the months after its basis, what has changed in the books of the months before, and what
 * rules had taken away.
 */
async function openRest(
  opening: Opening,
  stored: ReadSettlement,
  row: SettledService,
  { own, ends }: { readonly own: string; readonly ends: ReturnType<typeof endsOf> },
): Promise<Explanation | undefined> {
  const whole: ReadSettlement = { ...stored, basis: "full-year" };
  const within = new Set<string>(periodsIn(stored));
  const later = periodsIn(whole).filter((period) => !within.has(period));
  const balances = await revenueOf(opening, whole, row.service);
  const children: Explanation[] = [];
  for (const period of later) {
    const month = [formatPeriod(period, "sv"), formatPeriod(period, "en")] as const;
    const invoicedOre = negateOre(
      sumOre(balances.filter((one) => one.period === period).map((one) => one.amountOre)),
    );
    if (invoicedOre !== 0)
      children.push(
        partOf(
          `${own}/invoiced:${period}`,
          [`Fakturerat, ${month[0]}`, `Invoiced, ${month[1]}`],
          invoicedOre,
          ["Månadens intäkter för tjänsten.", "The month's revenue for the service."],
        ),
      );
    const tail = stored.policy.scope === "operation" ? "/activity=operation" : "";
    const cost = await opening.open(`cost:${stored.year}:actual:${row.service}:${period}${tail}`);
    if (cost !== undefined && cost.amountOre !== 0)
      children.push(
        partOf(lessId(cost.id), [`Kostnad, ${month[0]}`, `Cost, ${month[1]}`], negateOre(cost.amountOre), [
          "Månadens kostnad för tjänsten, räknas av.",
          "The month's cost of the service, taken away.",
        ]),
      );
  }
  const invoiced = await openInvoiced(opening, stored, row, { own, customer: undefined, way: [] });
  const cost = await openCost(opening, stored, row, { own, part: undefined });
  const since = (node: Explanation | undefined): Explanation[] =>
    (node?.children ?? []).filter((one) => one.id.endsWith("/since"));
  // What the books have gained since then adds to the rest: the opposite of what they lack where the amount was stored.
  for (const one of since(invoiced)) children.push({ ...one, amountOre: negateOre(one.amountOre) });
  children.push(...since(cost));
  if (ends.decided.amountOre !== 0)
    children.push({ ...ends.decided, amountOre: negateOre(ends.decided.amountOre) });
  const label = (await namesOf(opening)).service(row.service);
  return {
    id: `${own}/rest`,
    label_sv: `${label.sv}, rest efter helåret`,
    label_en: `${label.en}, rest of the whole year`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv:
      "Det slutliga utfallet minus det som reglerats: månaderna efter underlaget, och det som reglerna tog bort.",
    formula_en:
      "The final outcome less what was settled: the months after the basis, and what the rules took away.",
    children,
  };
}

/** The service's cost month by month, as the costing explains it. */
async function openCost(
  opening: Opening,
  stored: ReadSettlement,
  row: SettledService,
  { own, part }: { readonly own: string; readonly part: string | undefined },
): Promise<Explanation | undefined> {
  const tail = stored.policy.scope === "operation" ? "/activity=operation" : "";
  const children: Explanation[] = [];
  for (const period of periodsIn(stored)) {
    const month = await opening.open(`cost:${stored.year}:actual:${row.service}:${period}${tail}`);
    if (month === undefined || month.amountOre === 0) continue;
    children.push(
      partOf(month.id, [formatPeriod(period, "sv"), formatPeriod(period, "en")], month.amountOre, [
        month.formula_sv,
        month.formula_en,
      ]),
    );
  }
  const all = summed(
    stored,
    partOf(`${own}/cost`, ["Kostnad", "Cost"], row.costOre, [
      `Det som tjänsten kostat ${basisSaid(stored, "sv")}.`,
      `What the service cost ${basisSaid(stored, "en")}.`,
    ]),
    children,
  );
  return openExpected(opening, stored, { service: row.service, all, booked: children, part, kind: "cost" });
}
