import { formatMicro, parseDay, parseYear, Refusal } from "../../kernel/index.ts";
import { type Command, noSuchVerb, UsageError } from "../../platform/command/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import { customersOf, customersOverview, matrixOn } from "../../service/customers/actions/index.ts";
import { type ConsolidationMatrix, countCustomers } from "../../service/customers/index.ts";
import { type FollowUp, followUpOf } from "../follow-up.ts";
import { followUpJson } from "../follow-up-json.ts";
import { moveVerbs, runMove } from "./customers-moves.ts";
import { noSuchCustomer } from "../../service/customers/problems.ts";
import { customersManual } from "./customers-manual.ts";

type Overview = Awaited<ReturnType<typeof customersOverview>>;

/** `customers`: who is served, what they use, what is agreed, and how the dialogue and the moves to shared services go. */
export const customersCommand: Command = {
  name: "customers",
  manual: customersManual,
  options: {
    on: { type: "string" },
    year: { type: "string" },
    class: { type: "string" },
    level: { type: "string" },
    manager: { type: "string" },
    demand: { type: "string" },
    reason: { type: "string" },
    "use-from": { type: "string" },
    apply: { type: "boolean" },
    months: { type: "boolean" },
    party: { type: "string" },
    signer: { type: "string" },
    method: { type: "string" },
    reference: { type: "string" },
    document: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    const [verb, code, ...rest] = positionals;
    const today = effects.now().slice(0, 10);
    const day = parseDay(typeof options["on"] === "string" ? options["on"] : today);
    if (day === undefined)
      throw new UsageError("--on är en dag, till exempel 2024-12-31.", "--on takes a day like 2024-12-31.");
    const serviceClass = typeof options["class"] === "string" ? options["class"] : "core";
    const level = options["level"] ?? "entity";
    if (level !== "entity" && level !== "group")
      throw new UsageError(
        "--level är entity (varje juridisk person) eller group (koncernen som en).",
        "--level takes entity or group.",
      );
    const year = parseYear(String(options["year"] ?? today.slice(0, 4)));
    if (year === undefined)
      throw new UsageError("--year är ett år, till exempel 2024.", "--year takes a year like 2024.");
    const database = await effects.database();
    const provider = await effects.provider();
    const scope = { role: "staff", provider, actor: effects.actor } as const;
    const print = (value: unknown, text: () => string): 0 => {
      effects.print(json ? JSON.stringify(value, null, 2) : text());
      return 0;
    };
    const move = moveVerbs.find((candidate) => candidate === verb);
    if (move !== undefined) {
      const words = code === undefined ? [] : [code, ...rest];
      const call = { words, options, day, year, effects, provider, print };
      return database.transaction(scope, (tx) => runMove(tx, move, call));
    }
    return database.transaction(scope, async (tx) => {
      switch (verb) {
        case "list": {
          const customers = await customersOf(tx, provider);
          const count = countCustomers(customers, day, level);
          return print({ count, customers }, () =>
            [
              ...customers.map((one) => `${one.customer.padEnd(18)} ${one.kind.padEnd(15)} ${one.name}`),
              countText(count),
            ].join("\n"),
          );
        }
        case "overview": {
          const overview = await customersOverview(tx, provider, { day, serviceClass });
          return print(overviewJson(overview), () => overviewText(overview));
        }
        case "matrix": {
          const matrix = await matrixOn(tx, provider, { day, serviceClass });
          return print(matrix, () => matrixText(matrix));
        }
        case "show": {
          if (code === undefined)
            throw new UsageError(
              "Ange en kund: ./underlag customers show <kund>",
              "customers show takes a customer.",
            );
          const page = await followUpOf(tx, provider, { customer: code, year });
          if (page === undefined) throw new Refusal([noSuchCustomer(code)]);
          return print(followUpJson(page), () => followUpText(page, options["months"] === true));
        }
        case undefined:
        default:
          throw noSuchVerb("customers", verb, ["list", "overview", "show", "matrix", ...moveVerbs]);
      }
    });
  },
};

/** The overview as JSON: amounts as öre in text. */
export function overviewJson(overview: Overview) {
  const { stopped } = overview;
  return {
    ...overview,
    stopped: {
      sunkCost: { ore: String(stopped.sunkCostOre) },
      plans: stopped.plans.map(({ sunkCostOre, ...plan }) => ({
        ...plan,
        sunkCost: sunkCostOre === undefined ? null : { ore: String(sunkCostOre) },
      })),
    },
  };
}

function countText({ day, level, departments, companies, total }: Overview["counts"][number]): string {
  const each = level === "entity" ? "varje juridisk person för sig" : "varje koncern som en";
  return `${total} interna kunder den ${day} (${departments} förvaltningar, ${companies} bolag; räknat med ${each})`;
}

function overviewText(overview: Overview): string {
  const { agreements, obstacles, consolidation } = overview;
  const share = (label: string, { numerator, denominator, missing }: typeof agreements.companies): string =>
    `${label}: ${numerator} av ${denominator}${missing.length === 0 ? "" : `; utan: ${missing.join(" ")}`}`;
  return [
    ...overview.counts.map(countText),
    share("Tecknade avtal, förvaltningar", agreements.departments),
    share("Tecknade avtal, bolag", agreements.companies),
    `Hinder (av ${obstacles.unsigned.length} utan undertecknat avtal; en kund kan ange flera):`,
    ...obstacles.reasons
      .filter((row) => row.customers.length > 0)
      .map((row) => `  ${String(row.customers.length).padStart(3)}  ${row.reason}`),
    ...(obstacles.unexplained.length === 0
      ? []
      : [`  utan angivet skäl: ${obstacles.unexplained.join(" ")}`]),
    `Konsolidering: ${consolidation.numerator} av ${consolidation.denominator} tjänster som är öppna för alla används av alla`,
    ...(consolidation.excluded.length === 0
      ? []
      : [`  utanför nämnaren, ej öppna för alla: ${consolidation.excluded.join(" ")}`]),
    ...overview.variants.map(
      (use) =>
        `Anpassning: ${use.customer} ${use.service}: ${use.variant}, till ${use.variantUntil ?? "vidare"}${use.dependency === undefined ? "" : `; väntar på: ${use.dependency}`}`,
    ),
    ...overview.stopped.plans.map(
      (plan) =>
        `Avbruten: ${plan.customer} ${plan.name}, ${plan.stoppedOn}: ${plan.deviation}${plan.sunkCostOre === undefined ? "" : ` (nedlagt ${formatAmount(plan.sunkCostOre, "sv")} kr)`}`,
    ),
    ...overview.forums.map((forum) => `Forum: ${forum.nameSv} (${forum.level})`),
    `${overview.treated.length} tjänster behandlade i forum, ${overview.openNeeds.length} öppna behov`,
  ].join("\n");
}

const marks = { done: "x", ongoing: "o", planned: "p", none: ".", closed: " " } as const;

function matrixText(matrix: ConsolidationMatrix): string {
  return [
    `${matrix.serviceClass} den ${matrix.day}: x använder, o pågår, p planeras, . inte; tomt: ej öppen för kunden`,
    ...matrix.rows.map(
      (row) =>
        `${row.customer.padEnd(18)} ${row.stages.map((stage) => marks[stage]).join(" ")}  ${row.done} av ${row.open}`,
    ),
    `Kolumner: ${matrix.services.join(" ")}`,
    matrix.without.length === 0
      ? "Alla kunder använder minst en tjänst."
      : `Använder ingen: ${matrix.without.join(" ")}`,
  ].join("\n");
}

/** Agreed, planned, used and the difference, month by month (R012). */
function monthsText(page: FollowUp): string[] {
  const quantity = (value: Parameters<typeof formatMicro>[0] | undefined): string =>
    (value === undefined ? "-" : formatMicro(value)).padStart(12);
  return [
    "Månad för månad: månad, överenskommet, planerat, använt, skillnad",
    ...page.volumeMonths.flatMap(({ item, months }) => [
      `  ${item}`,
      ...months.map(
        (month) =>
          `    ${month.period} ${quantity(month.agreedMicro)} ${quantity(month.plannedMicro)} ${quantity(month.usedMicro)} ${quantity(month.differenceMicro)}`,
      ),
    ]),
  ];
}

function followUpText(page: FollowUp, months: boolean): string {
  const kronor = (amount: Parameters<typeof formatAmount>[0]): string => `${formatAmount(amount, "sv")} kr`;
  const quantity = (value: Parameters<typeof formatMicro>[0] | undefined): string =>
    value === undefined ? "-" : formatMicro(value);
  return [
    `${page.customer.name} ${page.year}`,
    `Kundansvarig: ${page.accountManager === "" ? "ingen" : page.accountManager}`,
    `Avtal: ${page.agreement === undefined ? "saknas" : `${page.agreement.agreement} ${page.agreement.status} ${page.agreement.signedOn ?? ""} ${page.agreement.reason}`}`,
    `Tjänster: ${page.takeUp.used.length} används, ${page.takeUp.unused.length} öppna men oanvända, ${page.takeUp.closed.length} ej öppna`,
    `  oanvända: ${page.takeUp.unused.join(" ")}`,
    `Debiterat utan moms: ${kronor(page.chargedOre)} (${page.year - 1}: ${kronor(page.chargedBeforeOre)})`,
    ...page.charged.services.map(
      (row) =>
        `  ${row.service.padEnd(10)} ${kronor(row.nowOre).padStart(18)} ${kronor(row.beforeOre).padStart(18)}`,
    ),
    "Volymer: post, överenskommet, planerat, använt",
    ...page.volumes.map(
      (row) =>
        `  ${row.item.padEnd(10)} ${quantity(row.agreedTotalMicro)}  ${quantity(row.plannedMicro)}  ${quantity(row.usedMicro)}`,
    ),
    ...(months ? monthsText(page) : []),
    ...page.cases.map(
      (row) =>
        `Ärenden ${row.name?.nameSv ?? row.category}: ${row.opened} öppnade, ${row.closed} avslutade, ${row.open} öppna; besvarade i tid ${row.answered.numerator} av ${row.answered.denominator}, lösta i tid ${row.solved.numerator} av ${row.solved.denominator}${row.medianResolveMinutes === undefined ? "" : `, median ${row.medianResolveMinutes} min`}`,
    ),
    `Genomgång: ${page.review === undefined ? "ingen" : `${page.review.heldOn ?? ""} ${page.review.state}: ${page.review.decisions}`}`,
    ...page.needs.map((need) => `Behov ${need.need} (${need.state}): ${need.text}`),
    ...page.plans.map((plan) => `Konsolidering ${plan.plan} (${plan.stage}): ${plan.name}`),
    page.delivery === undefined
      ? "Lösta inom avtalad tid (SLA): inga uppgifter är inlästa för året."
      : `Lösta inom avtalad tid (SLA): ${page.delivery.numerator} av ${page.delivery.denominator} ärenden`,
    page.satisfaction === undefined
      ? "Nöjd-kund-index (NKI): ingen undersökning är inläst."
      : `Nöjd-kund-index (NKI) ${page.satisfaction.latest.survey}: ${formatMicro(page.satisfaction.latest.indexMicro)}, ${page.satisfaction.latest.answers} svar${page.satisfaction.changeMicro === undefined ? "" : `; ändring från förra undersökningen ${formatMicro(page.satisfaction.changeMicro)}`}`,
  ].join("\n");
}
