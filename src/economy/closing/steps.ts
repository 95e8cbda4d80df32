import type { Period } from "../../kernel/index.ts";

/** What the rooms say of a month: counts and states, nothing more. */
export interface MonthFacts {
  readonly period: Period;
  readonly state: "open" | "closed";
  /** Balance cells of the month: none, and its books are not loaded. */
  readonly cells: number;
  /** An earlier booked month of the year that is still open. */
  readonly earlierOpen: Period | undefined;
  readonly unmapped: readonly string[];
  readonly drivers: { readonly registered: number; readonly frozen: number; readonly objected: number };
  readonly usage: { readonly rows: number; readonly rowsBefore: number };
  /** Why the costing of the year refuses; '' when it goes through. */
  readonly costing: { readonly sv: string; readonly en: string };
  readonly run:
    | { readonly run: string; readonly state: "rehearsed" | "approved" | "issued"; readonly parked: number }
    | undefined;
  readonly deliveries: { readonly documents: number; readonly sent: number; readonly failed: number };
  readonly reconciled: { readonly buyers: number; readonly differing: number };
  readonly judgements: readonly Judgement[];
}

/** What a person has said of a step. */
export interface Judgement {
  readonly step: StepId;
  readonly state: "done" | "seen";
  readonly text: string;
  readonly judgedBy: string;
  readonly judgedAt: string;
}

export const stepIds = [
  "books",
  "accounts",
  "drivers",
  "usage",
  "costing",
  "rehearsed",
  "approved",
  "issued",
  "delivered",
  "reconciled",
  "deviations",
  "report",
  "earlier",
] as const;
export type StepId = (typeof stepIds)[number];

/** The steps that a person may judge: the last two nobody else can, the others may be seen and left as they are. */
export const judged: readonly StepId[] = [
  "usage",
  "drivers",
  "reconciled",
  "delivered",
  "deviations",
  "report",
];

export type StepState = "done" | "todo" | "seen" | "stops" | "waits" | "none";

export const stepStateNames: Readonly<Record<StepState, { readonly sv: string; readonly en: string }>> = {
  done: { sv: "Klar", en: "Done" },
  todo: { sv: "Att göra", en: "To do" },
  seen: { sv: "Sedd, inte klar", en: "Seen, not done" },
  stops: { sv: "Stoppar", en: "Stops" },
  waits: { sv: "Kan inte börja än", en: "Cannot begin yet" },
  none: { sv: "Behövs inte", en: "Not needed" },
};

/** One step of a month (steg): what it is, how far it has come, and where one goes to do it. */
export interface MonthStep {
  readonly step: StepId;
  readonly group: "basis" | "billing" | "follow-up";
  readonly state: StepState;
  readonly sv: string;
  readonly en: string;
  /** How it stands, in a sentence. */
  readonly tellsSv: string;
  readonly tellsEn: string;
  /** Where it is done. */
  readonly path: string;
  /** Nothing closes before it is done. */
  readonly must: boolean;
  readonly judgement?: Judgement | undefined;
}

interface Draft {
  readonly step: StepId;
  readonly group: MonthStep["group"];
  readonly sv: string;
  readonly en: string;
  readonly done: boolean;
  readonly none?: boolean;
  readonly tells: readonly [string, string];
  readonly path: string;
  readonly must?: true;
}

/**
 * The month as a list that ticks itself: data says what is done, people say only what data cannot. The first step that must be done and is not
 * is the one that stops; what comes after it of the same kind waits for it.
 */
export function monthSteps(facts: MonthFacts): readonly MonthStep[] {
  let stopped = false;
  return drafts(facts).map(({ done, none = false, must, tells, ...draft }) => {
    const judgement = facts.judgements.find((one) => one.step === draft.step);
    const ticked = done || (judgement?.state === "done" && isOnlyForPeople(draft.step));
    let state: StepState = ticked ? "done" : none ? "none" : judgement === undefined ? "todo" : "seen";
    if (must === true && !ticked) {
      state = stopped ? "waits" : "stops";
      stopped = true;
    }
    return { ...draft, state, must: must === true, tellsSv: tells[0], tellsEn: tells[1], judgement };
  });
}

/** The one thing that stops a month; nothing when it can be closed, or is. */
export function whatStops(steps: readonly MonthStep[]): MonthStep | undefined {
  return steps.find((step) => step.state === "stops");
}

function isOnlyForPeople(step: StepId): boolean {
  return step === "deviations" || step === "report";
}

function drafts(facts: MonthFacts): readonly Draft[] {
  const { period, run, drivers, usage, deliveries, reconciled, unmapped } = facts;
  const came = run === undefined ? 0 : { rehearsed: 1, approved: 2, issued: 3 }[run.state];
  const runPath = run === undefined ? "/runs" : `/runs/${encodeURIComponent(run.run)}`;
  const year = period.slice(0, 4);
  const judgedWords = (step: StepId): readonly [string, string] | undefined => {
    const said = facts.judgements.find((one) => one.step === step);
    return said === undefined ? undefined : [said.text, said.text];
  };
  return [
    {
      step: "earlier",
      group: "basis",
      sv: "Tidigare månader är stängda",
      en: "Earlier months are closed",
      done: facts.earlierOpen === undefined,
      tells:
        facts.earlierOpen === undefined
          ? ["Månaderna stängs i ordning.", "Months close in order."]
          : [`${facts.earlierOpen} är bokförd och öppen.`, `${facts.earlierOpen} is booked and open.`],
      path: `/month?period=${facts.earlierOpen ?? period}`,
      must: true,
    },
    {
      step: "books",
      group: "basis",
      sv: "Bokföringen är inläst",
      en: "The books are loaded",
      done: facts.cells > 0,
      tells:
        facts.cells > 0
          ? [`${facts.cells} saldon i månaden.`, `${facts.cells} balances in the month.`]
          : [
              "Inga rader finns för månaden. Läs in årets SIE-fil på sidan Bokföring.",
              "There are no lines for the month. Load the year's SIE file on the page Books.",
            ],
      path: facts.cells > 0 ? `/statements/income?year=${year}` : "/books",
      must: true,
    },
    {
      step: "accounts",
      group: "basis",
      sv: "Alla konton har en plats",
      en: "Every account has its place",
      done: facts.cells > 0 && unmapped.length === 0,
      tells:
        unmapped.length === 0
          ? ["Inget konto saknar mappning.", "No account lacks a mapping."]
          : [`Utan mappning: ${unmapped.join(", ")}.`, `Without a mapping: ${unmapped.join(", ")}.`],
      path: "/registers/accounts",
      must: true,
    },
    {
      step: "drivers",
      group: "basis",
      sv: "Fördelningsgrunderna är frysta och godkända",
      en: "The drivers are frozen and signed off",
      done: drivers.registered > 0 && drivers.frozen >= drivers.registered && drivers.objected === 0,
      none: drivers.registered === 0,
      tells: [
        `${drivers.frozen} av ${drivers.registered} frysta${drivers.objected === 0 ? "" : `, ${drivers.objected} invändningar`}.`,
        `${drivers.frozen} of ${drivers.registered} frozen${drivers.objected === 0 ? "" : `, ${drivers.objected} objections`}.`,
      ],
      path: "/drivers",
    },
    {
      step: "usage",
      group: "basis",
      sv: "Månadens volymer är inne",
      en: "The month's usage is in",
      done: usage.rows > 0,
      none: usage.rows === 0 && usage.rowsBefore === 0,
      tells:
        usage.rows > 0
          ? [`${usage.rows} volymer.`, `${usage.rows} quantities.`]
          : [
              `Inget är inläst; månaden före hade ${usage.rowsBefore} volymer.`,
              `Nothing is loaded; the month before had ${usage.rowsBefore} quantities.`,
            ],
      path: "/registers",
    },
    {
      step: "costing",
      group: "billing",
      sv: "Kalkylen går igenom",
      en: "The costing goes through",
      done: facts.costing.en === "" && facts.cells > 0,
      tells:
        facts.costing.en === ""
          ? ["Varje krona har nått en tjänst.", "Every krona has reached a service."]
          : [facts.costing.sv, facts.costing.en],
      path: `/services?year=${year}`,
      must: true,
    },
    {
      step: "rehearsed",
      group: "billing",
      sv: "Faktureringen är provkörd",
      en: "Billing is rehearsed",
      done: came >= 1,
      tells:
        run === undefined
          ? ["Ingen har provkört månaden.", "Nobody has rehearsed the month."]
          : run.parked === 0
            ? ["Ingen kund är parkerad.", "No customer is parked."]
            : [`${run.parked} kunder är parkerade.`, `${run.parked} customers are parked.`],
      path: runPath,
      must: true,
    },
    {
      step: "approved",
      group: "billing",
      sv: "Någon annan har attesterat",
      en: "Somebody else has approved",
      done: came >= 2,
      tells:
        came >= 2
          ? ["Det som attesterades är det som faktureras.", "What was approved is what is issued."]
          : ["Väntar på attest.", "Waits for approval."],
      path: runPath,
      must: true,
    },
    {
      step: "issued",
      group: "billing",
      sv: "Fakturorna är utfärdade",
      en: "The invoices are issued",
      done: came >= 3,
      tells:
        came >= 3
          ? [`${deliveries.documents} dokument.`, `${deliveries.documents} documents.`]
          : ["Inget är utfärdat.", "Nothing is issued."],
      path: runPath,
      must: true,
    },
    {
      step: "delivered",
      group: "billing",
      sv: "Fakturorna är utlämnade",
      en: "The invoices are delivered",
      done: deliveries.documents > 0 && deliveries.sent === deliveries.documents,
      tells: [
        `${deliveries.sent} av ${deliveries.documents}${deliveries.failed === 0 ? "" : `, ${deliveries.failed} gick inte fram`}.`,
        `${deliveries.sent} of ${deliveries.documents}${deliveries.failed === 0 ? "" : `, ${deliveries.failed} failed`}.`,
      ],
      path: run === undefined ? "/runs" : `${runPath}/deliveries`,
    },
    {
      step: "reconciled",
      group: "follow-up",
      sv: "Avstämt med köparna",
      en: "Reconciled with the buyers",
      done: reconciled.buyers > 0 && reconciled.differing === 0,
      tells: [
        `${reconciled.buyers} köpare avstämda, ${reconciled.differing} med avvikelser.`,
        `${reconciled.buyers} buyers reconciled, ${reconciled.differing} with differences.`,
      ],
      path: "/reconciliation",
    },
    {
      step: "deviations",
      group: "follow-up",
      sv: "Avvikelserna är kommenterade",
      en: "The deviations are commented",
      done: false,
      tells: judgedWords("deviations") ?? [
        "Säg vad som avviker från budget, och vad det betyder.",
        "Say what deviates from the budget, and what it means.",
      ],
      path: `/scenarios?year=${year}`,
      must: true,
    },
    {
      step: "report",
      group: "follow-up",
      sv: "Månadsrapporten är lämnad",
      en: "The month's report is given",
      done: false,
      tells: judgedWords("report") ?? [
        "Lämna rapporten till ledningen.",
        "Give the report to the management.",
      ],
      path: `/statements/departments?year=${year}`,
    },
  ];
}
