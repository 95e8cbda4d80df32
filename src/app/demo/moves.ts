import { allocate, formatMicro, micro, ore, periodsOfYear } from "../../kernel/index.ts";
import { customers } from "./city.ts";
import { between } from "./random.ts";
import { csv, type PackFile } from "./text.ts";

const manager = "Kim Kundansvarig (påhittad)";
const companies = "Bo Bolagsdialog (påhittad)";

/** The printed number of incidents of the year, and how many of a hundred were solved within the agreed time. */
const incidents = { cases: 14_102, percentWithin: 85 };

/** Demand intake, group decision, adapted solutions, checks, deviation, delivery and satisfaction: invented but for what says otherwise. */
export function moveFiles(): PackFile[] {
  return [
    demands(),
    goLiveChecks(),
    groupDecisions(),
    variants(),
    deviations(),
    ...deliveries(),
    satisfactions(),
  ];
}

function demands(): PackFile {
  return {
    path: "customers/demands.csv",
    text: csv(
      "demand,customer,service,title,benefit,state,priority,received_on,reviewed_by,reviewed_on,decided_on,delivered_on,estimate,project,owner,synthetic,comment",
      [
        [
          "BH-2024-01",
          "FSK",
          "DI-O365",
          "Licens bara för dem som behöver den",
          "Lägre licenskostnad",
          "delivered",
          1,
          "2024-04-10",
          "Verksamhetschef (påhittad)",
          "2024-04-24",
          "2024-05-06",
          "2024-05-31",
          "",
          "",
          manager,
          1,
          "Förskolans licenser minskade från 10 317 till 6 883 (ur rapporten)",
        ],
        [
          "BH-2024-02",
          "KOV",
          "KLS-DOK",
          "Snabbare takt i digitaliseringen av ärenden",
          "Kortare handläggning",
          "prioritised",
          2,
          "2024-11-13",
          "Utvecklingschef (påhittad)",
          "2024-11-27",
          "2024-12-10",
          "",
          "450000.00",
          "P101",
          manager,
          1,
          "Påhittat behov",
        ],
        [
          "BH-2024-03",
          "GSF",
          "HR-LON",
          "Beställning av lönebesked på fler språk",
          "",
          "received",
          "",
          "2024-12-02",
          "",
          "",
          "",
          "",
          "",
          "",
          manager,
          1,
          "Påhittat behov",
        ],
      ],
    ),
  };
}

function goLiveChecks(): PackFile {
  const points = [
    ["ANV", "Användare och behörigheter är flyttade"],
    ["AVTAL", "Kundavtalet omfattar tjänsterna"],
    ["PRIS", "Pris och volym är överenskomna"],
    ["UTB", "Användarna är informerade"],
  ] as const;
  const row = (customer: string, plan: string, step: number, doneOn: string) =>
    points.map(([point, text]) => [
      customer,
      plan,
      step,
      point,
      text,
      companies,
      point === "PRIS" && doneOn === "" ? "2024-12-04" : doneOn,
      "Påhittad kontroll",
    ]);
  return {
    path: "customers/go-live-checks.csv",
    text: csv("customer,plan,step,point,text,owner,done_on,comment", [
      ...row("FRAMTIDEN", "LONECENTER", 1, ""),
      ...row("PARKERING", "IT", 1, "2024-10-18"),
      ...row("PARKERING", "IT", 2, "2024-11-27"),
    ]),
  };
}

function groupDecisions(): PackFile {
  return {
    path: "customers/group-decisions.csv",
    text: csv(
      "customer,decision,effect,services,decided_on,use_from,except_for,text,owner,synthetic,comment",
      [
        [
          "FRAMTIDEN",
          "KONCERN-2024",
          "adopt",
          "DI-ARB DI-LAN DI-WAN",
          "2024-11-20",
          "2026-01-01",
          "BYGGUTVECKLING",
          "Framtidenkoncernen genomför konsolideringen till gemensam digital infrastruktur",
          companies,
          1,
          "Att koncernen beslutat genomföra konsolideringen är ur rapporten; dag, tjänster och undantag är påhittade",
        ],
      ],
    ),
  };
}

function variants(): PackFile {
  return {
    path: "customers/service-variants.csv",
    text: csv(
      "customer,service,variant,name,state,valid_from,valid_to,dependency,project,item,owner,synthetic,comment",
      ["GARDSTEN", "GRYAAB", "TRAFIKANT"].map((customer, index) => [
        customer,
        "FIN-RED",
        "EKONOMI",
        "Specialanpassad lösning i väntan på upphandling",
        "in-use",
        "2024-01-01",
        index === 2 ? "2024-11-30" : "2026-12-31",
        "Kommande upphandling av ekonomisystem",
        index === 0 ? "D301" : "",
        "",
        "Tjänsteansvarig FIN-RED (påhittad)",
        1,
        index === 0
          ? "De tre bolagens gemensamma anpassning följs på ett projekt; bolag, dagar och belopp är påhittade"
          : "Kostnaden ligger på GARDSTENs rad; bolag och dagar är påhittade",
      ]),
    ),
  };
}

function deviations(): PackFile {
  return {
    path: "customers/deviations.csv",
    text: csv(
      "deviation,customer,plan,text,cause,consequence,measure,state,opened_on,closed_on,reported,owner,synthetic,comment",
      [
        [
          "AVV-GOTEBORGSLOKALER-PILOT",
          "GOTEBORGSLOKALER",
          "PILOT",
          "Piloten för Framtidenkoncernen avbröts",
          "Framtidenkoncernen avbröt i maj den planerade piloten",
          "Stadens investerade personalresurser och tid går förlorad",
          "Skälen har bemötts och dialog har förts på ledningsnivå",
          "ongoing",
          "2024-05-15",
          "",
          "Tjänsteutlåtande till nämnden",
          companies,
          1,
          "Dagarna är påhittade, händelsen är ur rapporten",
        ],
      ],
    ),
  };
}

/** Whose cases the example knows one by one; of all others it has what a tool counted by month. */
const oneByOne = "LISEBERG";
const caseKinds = [
  {
    category: "INC-2",
    name: "Incident, hög prioritet",
    english: "Incident, high priority",
    answer: 30,
    solve: 240,
  },
  {
    category: "INC-3",
    name: "Incident, normal prioritet",
    english: "Incident, normal priority",
    answer: 120,
    solve: 960,
  },
] as const;

/**
 * The printed incidents, divided by head count and month; of each month's, so many within target that the year has its share. One customer's
 * are written case by case, and are as many.
 */
function deliveries(): PackFile[] {
  const cells = customers.flatMap((who) =>
    periodsOfYear(2024).map((period) => ({
      customer: who.customer,
      period,
      weight: who.headcount * between(`cases ${who.customer} ${period}`, 80, 120),
    })),
  );
  const weights = cells.map((cell) => cell.weight);
  const cases = allocate(ore(incidents.cases), weights);
  const within = allocate(
    ore(Math.round((incidents.cases * incidents.percentWithin) / 100)),
    cases.map((count) => Number(count)),
  );
  const rows = cells.map((cell, index) => ({
    ...cell,
    cases: cases[index] ?? 0,
    within: within[index] ?? 0,
  }));
  return [
    {
      path: "customers/deliveries.csv",
      text: csv(
        "customer,period,service,cases,within_target,source,synthetic",
        rows
          .filter((row) => row.cases !== 0 && row.customer !== oneByOne)
          .map((row) => [
            row.customer,
            row.period,
            "",
            row.cases,
            row.within,
            "Ärendesystem (påhittad fördelning)",
            1,
          ]),
      ),
    },
    {
      path: "customers/case-categories.csv",
      text: csv(
        "category,name_sv,name_en,response_target_minutes,resolve_target_minutes,comment",
        caseKinds.map((kind) => [
          kind.category,
          kind.name,
          kind.english,
          kind.answer,
          kind.solve,
          "Påhittade mål",
        ]),
      ),
    },
    {
      path: "customers/cases.csv",
      text: csv(
        "case_no,customer,category,opened_on,closed_on,response_minutes,resolve_minutes,source,synthetic",
        rows.filter((row) => row.customer === oneByOne).flatMap(casesOf),
      ),
    },
  ];
}

/** As many cases of a month as were counted, so many of them within target. */
function casesOf({
  customer,
  period,
  cases,
  within,
}: {
  readonly customer: string;
  readonly period: string;
  readonly cases: number;
  readonly within: number;
}) {
  return Array.from({ length: cases }, (_, index) => {
    const name = `${customer} ${period} ${index}`;
    const kind = caseKinds[between(`case kind ${name}`, 0, 3) === 0 ? 0 : 1];
    const opened = between(`case day ${name}`, 1, 20);
    const solved =
      index < within
        ? between(`case time ${name}`, 20, kind.solve)
        : between(`case late ${name}`, kind.solve + 1, kind.solve * 3);
    const day = (of: number): string => `${period}-${String(of).padStart(2, "0")}`;
    return [
      `${period.replace("-", "")}-${String(index + 1).padStart(4, "0")}`,
      customer,
      kind.category,
      day(opened),
      day(opened + between(`case days ${name}`, 0, 7)),
      Math.min(between(`case answer ${name}`, 5, kind.answer + 30), solved),
      solved,
      "Ärendesystem (påhittade ärenden)",
      1,
    ];
  });
}

/** Satisfaction fell from 2022 to 2024; by how much is not printed, and all figures are invented. */
function satisfactions(): PackFile {
  return {
    path: "customers/satisfactions.csv",
    text: csv(
      "customer,survey,measured_on,index,answers,source,synthetic",
      customers
        .filter((who) => !who.isSelf)
        .flatMap((who) => {
          const before = between(`nki ${who.customer}`, 52, 66);
          const after = before - between(`nki fall ${who.customer}`, 0, 7);
          const answers = between(`answers ${who.customer}`, 4, 60);
          const row = (survey: string, day: string, index: number) => [
            who.customer,
            survey,
            day,
            formatMicro(micro(index * 1_000_000)),
            answers,
            "Kundundersökning (påhittade tal)",
            1,
          ];
          return [row("NKI-2022", "2022-10-14", before), row("NKI-2024", "2024-10-11", after)];
        }),
    ),
  };
}
