import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { writeTable } from "../../formats/csv/index.ts";
import { type Day, formatMicro, micro, parseDay, periodsOfYear, Refusal } from "../../kernel/index.ts";
import { type CommandEffects, UsageError } from "../../platform/command/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import { entriesOf } from "../../platform/registers/actions/index.ts";
import {
  carryOut,
  completeStep,
  customersOf,
  movesOf,
  sendAgreement,
  signAgreement,
  stopPlan,
  takeIntoIntake,
} from "../../service/customers/actions/index.ts";
import { catalogueOf, requiredService } from "../../service/catalogue/actions/index.ts";
import { type GroupMove, reviewVolumes } from "../../service/customers/index.ts";
import { noSuchCustomer } from "../../service/customers/problems.ts";
import { consolidationOf, costJson, planJson, variantCosts, variantJson } from "../consolidation.ts";
import { type Dialogue, dialogueOf } from "../dialogue.ts";
import {
  compareOrganisation,
  followOrganisation,
  type OrganisationComparison,
} from "../organisation-register.ts";
import { organisationAt } from "../organisation-source.ts";
import { serviceOfCustomer, serviceOfCustomerJson } from "../service-of-customer.ts";

/** The verbs of `customers` that follow or change the dialogue and the way to shared services. */
export const moveVerbs = [
  "service",
  "dialogue",
  "take-in",
  "consolidation",
  "complete",
  "stop",
  "group",
  "variants",
  "volumes",
  "organisation",
  "send",
  "sign",
] as const;
export type MoveVerb = (typeof moveVerbs)[number];

export interface MoveCall {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly day: Day;
  readonly year: number;
  readonly effects: CommandEffects;
  readonly provider: string;
  readonly print: (value: unknown, text: () => string) => 0;
}

export function runMove(tx: Transaction, verb: MoveVerb, call: MoveCall): Promise<0> {
  if (verb === "take-in" || verb === "complete" || verb === "stop") return change(tx, verb, call);
  return answers[verb](tx, call);
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const answers = {
  service,
  dialogue,
  consolidation,
  group,
  variants,
  volumes,
  organisation,
  send,
  sign,
} as const satisfies Readonly<
  Record<Exclude<MoveVerb, "take-in" | "complete" | "stop">, (tx: Transaction, call: MoveCall) => Promise<0>>
>;

/** One service as one customer meets it (R007). */
async function service(tx: Transaction, { words, year, provider, print }: MoveCall): Promise<0> {
  const [customer, code] = words;
  if (customer === undefined || code === undefined)
    throw new UsageError(
      "Ange kund och tjänst: ./underlag customers service <kund> <tjänst>",
      "customers service takes a customer and a service.",
    );
  if (!(await customersOf(tx, provider)).some((one) => one.customer === customer))
    throw new Refusal([noSuchCustomer(customer)]);
  const found = requiredService(await catalogueOf(tx, provider), code);
  const page = await serviceOfCustomer(tx, provider, { customer, service: found.service, year });
  if (page === undefined) throw new Error("Broken invariant: both are there");
  return print(serviceOfCustomerJson(page), () =>
    [
      `${page.service.nameSv} för ${page.customer.name}`,
      [page.service.descriptionSv, page.service.benefitSv ?? ""].filter((line) => line !== "").join(" "),
      `Ansvarig: ${page.service.owner ?? "ingen"}`,
      ...page.paid.map((row) => `Debiterat ${row.year}: ${formatAmount(row.amountOre, "sv")} kr`),
      ...page.fees.map(
        (fee) =>
          `Avgift ${fee.item} från ${fee.validFrom}: ${formatAmount(fee.annualOre, "sv")} kr om året, nyckel ${fee.keyValue} av ${fee.keySum}`,
      ),
      ...page.volumes.map(
        (row) =>
          `Volym ${row.item}: ${formatMicro(row.quantityMicro)}${row.allMicro === undefined ? "" : ` av ${formatMicro(row.allMicro)}`}`,
      ),
    ]
      .filter((line) => line !== "")
      .join("\n"),
  );
}

async function dialogue(tx: Transaction, { options, day, provider, print }: MoveCall): Promise<0> {
  const found = await dialogueOf(tx, provider, { day, manager: text(options["manager"]) });
  return print(found, () => dialogueText(found));
}

function dialogueText(found: Dialogue): string {
  return [
    ...found.managers.flatMap((one) => [
      `${one.manager === "" ? "(ingen kundansvarig)" : one.manager}: ${one.customers.length} kunder, ${one.openNeeds} öppna behov varav ${one.lateNeeds} sena, ${one.unsigned} utan avtal, ${one.notMet} utan möte`,
      ...one.customers
        .flatMap((row) => row.needs)
        .map(
          (need) =>
            `  ${need.late ? "SENT " : ""}${need.need} ${need.customer}: ${need.text} (${need.demandState ?? need.state}${need.dueOn === undefined ? "" : `, svar senast ${need.dueOn}`})`,
        ),
    ]),
    ...found.forums.map(
      (forum) =>
        `Forum ${forum.nameSv} (${forum.level}): ${forum.meetings} möten, ${forum.treated.length} tjänster behandlade`,
    ),
    ...found.demands.map(
      (one) => `Behovshantering ${one.demand} (${one.state}) ${one.customer}: ${one.title}`,
    ),
  ].join("\n");
}

function dayOf(call: MoveCall, name: string, fallback?: Day): Day {
  const given = text(call.options[name]);
  if (given === undefined && fallback !== undefined) return fallback;
  const day = parseDay(given ?? "");
  if (day === undefined)
    throw new UsageError(
      `--${name} är en dag, till exempel 2024-12-31.`,
      `--${name} takes a day like 2024-12-31.`,
    );
  return day;
}

async function change(tx: Transaction, verb: "take-in" | "complete" | "stop", call: MoveCall): Promise<0> {
  const { words, effects, provider, day, print } = call;
  const doing = { actor: effects.actor, now: effects.now() };
  const [first, second, third] = words;
  if (verb === "take-in") {
    const demand = text(call.options["demand"]);
    if (first === undefined || demand === undefined)
      throw new UsageError(
        "Ange behovet och kravets kod: ./underlag customers take-in <behov> --demand KOD",
        "customers take-in takes a need and --demand.",
      );
    await takeIntoIntake(tx, provider, { need: first, demand, on: day }, doing);
    return print({ need: first, demand }, () => `Behovet ${first} är ${demand} i behovshanteringen.`);
  }
  if (first === undefined || second === undefined)
    throw new UsageError(
      `Ange kund och plan: ./underlag customers ${verb} <kund> <plan> ...`,
      `customers ${verb} takes a customer and a plan.`,
    );
  if (verb === "stop") {
    const reason = text(call.options["reason"]);
    if (reason === undefined)
      throw new UsageError('Ange varför planen stoppas: --reason "..."', "customers stop takes --reason.");
    const on = dayOf(call, "on");
    const deviation = await stopPlan(tx, provider, { customer: first, plan: second, on, reason }, doing);
    const plan = (await consolidationOf(tx, provider, first, on)).find((one) => one.plan === second);
    return print(
      { customer: first, plan: second, deviation, cost: plan === undefined ? null : costJson(plan.cost) },
      () =>
        `${first} ${second} avbruten ${on}; avvikelse ${deviation}; nedlagt: ${plan === undefined ? "-" : costText(plan.cost)}`,
    );
  }
  const step = Number(third);
  if (!Number.isInteger(step))
    throw new UsageError(
      "Ange kund, plan och steg: ./underlag customers complete <kund> <plan> <steg> --on DAG",
      "customers complete takes a customer, a plan and a step.",
    );
  const on = dayOf(call, "on");
  const useFrom = dayOf(call, "use-from", on);
  const changed = await completeStep(
    tx,
    provider,
    { customer: first, plan: second, step, on, useFrom },
    doing,
  );
  const plan = (await consolidationOf(tx, provider, first, on)).find((one) => one.plan === second);
  const services = plan?.steps.find((one) => one.step === step)?.services ?? [];
  return print({ customer: first, plan: second, step, changed, services }, () =>
    [
      changed ? `Steg ${step} är klart ${on}, används från ${useFrom}.` : "Redan så.",
      ...services.map((row) => `  ${row.service}: ${billingText(row.billing)}`),
    ].join("\n"),
  );
}

type Plans = Awaited<ReturnType<typeof consolidationOf>>;
type Cost = Plans[number]["cost"];

function costText({ source, costOre }: Cost): string {
  if (costOre === undefined) return "okänt (planen har inget projekt)";
  return `${formatAmount(costOre, "sv")} kr ${source === "books" ? "ur böckerna" : "(uppskattat)"}`;
}

function billingText(billing: Plans[number]["steps"][number]["services"][number]["billing"]): string {
  const texts = {
    fee: "avgift finns i prislistan",
    "by-volume": "debiteras efter volym",
    "fee-missing": "AVGIFT SAKNAS i prislistan för kunden",
    "no-price-list": "ingen beslutad prislista den dagen",
  } as const;
  return billing === undefined ? "används inte än" : texts[billing];
}

async function consolidation(tx: Transaction, { words, day, provider, print }: MoveCall): Promise<0> {
  const [customer] = words;
  if (customer === undefined)
    throw new UsageError(
      "Ange en kund: ./underlag customers consolidation <kund>",
      "customers consolidation takes a customer.",
    );
  if (!(await customersOf(tx, provider)).some((one) => one.customer === customer))
    throw new Refusal([noSuchCustomer(customer)]);
  const plans = await consolidationOf(tx, provider, customer, day);
  const json = plans.map(planJson);
  return print({ customer, day, plans: json }, () =>
    [
      ...plans.flatMap((plan) => [
        `${plan.plan} ${plan.name} (${plan.stage}); kostnad: ${costText(plan.cost)}${plan.userRatingMicro === undefined ? "" : `; användarbetyg ${formatMicro(plan.userRatingMicro)}`}`,
        ...plan.steps.flatMap((step) => [
          `  steg ${step.step}: ${step.doneOn === undefined ? `planerat ${step.plannedOn ?? "utan dag"}` : `klart ${step.doneOn}, används från ${step.useFrom ?? step.doneOn}`}`,
          ...step.open.map((check) => `    återstår ${check.point}: ${check.text}`),
          ...step.services.map((row) => `    ${row.service}: ${billingText(row.billing)}`),
        ]),
        ...plan.deviations.map(
          (one) => `  avvikelse ${one.deviation} (${one.state}): ${one.text}. ${one.cause}`,
        ),
      ]),
      plans.length === 0 ? "Kunden har inga konsolideringsplaner." : "",
    ]
      .filter((line) => line !== "")
      .join("\n"),
  );
}

async function group(tx: Transaction, { words, options, effects, provider, print }: MoveCall): Promise<0> {
  const [customer, decision] = words;
  if (customer === undefined || decision === undefined)
    throw new UsageError(
      "Ange koncernens kundkod och beslutet: ./underlag customers group <kund> <beslut>",
      "customers group takes the group's customer and a decision.",
    );
  const which = { customer, decision };
  const apply = options["apply"] === true;
  const moves = apply
    ? await carryOut(tx, provider, which, { actor: effects.actor, now: effects.now() })
    : (await movesOf(tx, provider, which)).moves;
  return print({ ...which, applied: apply, moves }, () =>
    [
      ...moves.map((move) => `${move.customer.padEnd(18)} ${moveText(move)}`),
      apply ? "Genomfört: planer och steg är upplagda." : "Inget är ändrat; --apply lägger upp planerna.",
    ].join("\n"),
  );
}

function moveText(move: GroupMove): string {
  if (move.exempt) return "undantagen";
  return (
    [
      move.uses.length === 0 ? "" : `använder redan ${move.uses.join(" ")}`,
      move.toPlan.length === 0 ? "" : `planeras: ${move.toPlan.join(" ")}`,
      move.toStop.length === 0 ? "" : `avbryts: ${move.toStop.join(" ")}`,
    ]
      .filter((part) => part !== "")
      .join("; ") || "berörs inte ytterligare"
  );
}

async function variants(tx: Transaction, { day, provider, print }: MoveCall): Promise<0> {
  const found = await variantCosts(tx, provider, day);
  const json = found.map(variantJson);
  return print({ day, variants: json }, () =>
    [
      ...found.map(
        (one) =>
          `${one.customer} ${one.service} ${one.variant}: ${one.name}; till ${one.validTo ?? "vidare"}${one.overdue ? " (PASSERAT)" : ""}; väntar på ${one.dependency === "" ? "inget" : one.dependency}; egen kostnad i år ${one.ownCostOre === undefined ? "går inte att skilja ut: inget projekt, och inget bokfört på både tjänsten och kunden" : `${formatAmount(one.ownCostOre, "sv")} kr${one.costSource === "coding" ? " (bokfört på tjänsten och kunden)" : ""}`}, debiterat ${formatAmount(one.chargedOre, "sv")} kr`,
      ),
      `${found.length} anpassade lösningar i bruk den ${day}`,
    ].join("\n"),
  );
}

/** The agreed volumes of the reviews as the file of planned volumes that the budget is loaded with (R012). */
async function volumes(tx: Transaction, { year, provider, effects, print }: MoveCall): Promise<0> {
  const agreed = (await entriesOf(tx, provider, reviewVolumes)).filter(
    (row) => row.year === year && row.agreedMicro !== undefined,
  );
  const rows = agreed.flatMap((row) =>
    periodsOfYear(year).map((period) => ({
      item: row.item,
      customer: row.customer,
      period,
      quantity: formatMicro(micro(row.agreedMicro as number)),
    })),
  );
  effects.say(
    `${agreed.length} överenskomna volymer i ${year} års genomgångar: planning/volumes-${year}.csv`,
  );
  return print({ year, volumes: rows }, () =>
    writeTable(
      ["item", "customer", "period", "quantity"].map((name) => ({ name, type: "text" as const })),
      rows,
    ),
  );
}

async function organisation(
  tx: Transaction,
  { words, options, effects, provider, print }: MoveCall,
): Promise<0> {
  const [file] = words;
  if (file === undefined)
    throw new UsageError(
      "Ange en fil eller en adress: ./underlag customers organisation <fil.csv|fil.json|https://...>",
      "customers organisation takes a file or an address.",
    );
  const found = await compareOrganisation(tx, provider, await organisationAt(file));
  const apply = options["apply"] === true;
  if (apply) await followOrganisation(tx, provider, found, { actor: effects.actor, now: effects.now() });
  return print({ file, applied: apply, ...found }, () => organisationText(found, apply));
}

function organisationText({ changes, strangers, missing }: OrganisationComparison, applied: boolean): string {
  return [
    ...changes.flatMap(({ customer, cells, was }) =>
      (Object.keys(cells) as (keyof typeof cells)[]).map(
        (name) => `${customer} ${name}: ${was[name] || "-"} -> ${cells[name] || "-"}`,
      ),
    ),
    ...strangers.map((one) => `${one.orgNo} ${one.name}: ingen kund`),
    missing.length === 0 ? "" : `Saknas i filen: ${missing.join(" ")}`,
    applied
      ? `${changes.length} kunder ändrade.`
      : `${changes.length} kunder skiljer sig; --apply ändrar dem.`,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** Sends an agreement to be signed (R010): a signing service hears of it by webhook. */
async function send(tx: Transaction, { words, effects, provider, print }: MoveCall): Promise<0> {
  const [agreement] = words;
  if (agreement === undefined)
    throw new UsageError(
      "Ange ett avtal: ./underlag customers send <avtal>",
      "customers send takes an agreement.",
    );
  await sendAgreement(tx, provider, agreement, { actor: effects.actor, now: effects.now() });
  return print({ agreement, status: "sent" }, () => `${agreement} är skickat för underskrift.`);
}

/** Keeps one side's signature of an agreement; with both it is signed. */
async function sign(tx: Transaction, { words, options, effects, provider, print }: MoveCall): Promise<0> {
  const [agreement] = words;
  const said = (name: string): string => text(options[name]) ?? "";
  if (agreement === undefined || ["party", "signer", "on", "method"].some((name) => said(name) === ""))
    throw new UsageError(
      "Ange avtal, --party, --signer, --on och --method: ./underlag customers sign <avtal> --party customer ...",
      "customers sign takes an agreement, --party, --signer, --on and --method.",
    );
  const on = await signAgreement(
    tx,
    provider,
    {
      agreement,
      party: said("party"),
      signer: said("signer"),
      signed_on: said("on"),
      method: said("method"),
      reference: said("reference"),
      document_hash: said("document") === "" ? "" : await hashOf(said("document")),
    },
    { actor: effects.actor, now: effects.now() },
  );
  return print({ agreement, status: on === undefined ? "sent" : "signed", signedOn: on ?? null }, () =>
    on === undefined
      ? `${agreement}: underskriften är registrerad, den andra partens saknas.`
      : `${agreement} är undertecknat av båda parter den ${on}.`,
  );
}

/** The checksum of the signed document itself, so that nobody has to type it. */
async function hashOf(document: string): Promise<string> {
  const bytes = await readFile(document).catch(() => undefined);
  if (bytes === undefined)
    throw new UsageError(
      `--document: filen ${document} går inte att läsa. Finns den, och får du läsa den?`,
      `--document: ${document} cannot be read.`,
    );
  return createHash("sha256").update(bytes).digest("hex");
}
