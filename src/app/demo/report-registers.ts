import { factLines, indicatorLines } from "./report-facts.ts";
import { split } from "./matrix.ts";
import { type Cell, csv, type PackFile } from "./text.ts";

/**
 * Registers of the annual report. Totals, dates and states are those of the published report and name their chapter; how they are spread over
 * months, questions and assignments is invented and marked so.
 */
export function reportRegisterFiles(): PackFile[] {
  return [
    ...governanceFiles(),
    ...undertakingFiles(),
    ...workforceFiles(),
    ...surveyFiles(),
    {
      path: "reports/facts.csv",
      text: csv(
        "fact,formula,unit,decimals,period,label,owner",
        rows(factLines).map((row) => [...row, "Ekonomi"]),
      ),
    },
    {
      path: "governance/indicators.csv",
      text: csv(
        "indicator,period,kind,name,unit,value,source",
        rows(indicatorLines).map((row) => [...row.slice(0, 6), `Årsrapport 2024, avsnitt ${row[6] ?? ""}`]),
      ),
    },
    {
      path: "reports/reports.csv",
      text: csv("report,kind,year,title,subtitle,dated,language,synthetic", [
        [
          "arsrapport-2024",
          "annual",
          2024,
          "Årsrapport 2024",
          "Intraservice, Göteborgs Stad (exempel)",
          "2025-02-12",
          "sv",
          1,
        ],
        [
          "manadsrapport-2024-12",
          "monthly",
          2024,
          "Månadsrapport december 2024",
          "Till nämnden (exempel)",
          "2025-01-22",
          "sv",
          1,
        ],
        [
          "delarsrapport-2024-08",
          "interim",
          2024,
          "Delårsrapport augusti 2024",
          "Uppställningen med årets fakta (exempel)",
          "2024-09-25",
          "sv",
          1,
        ],
      ]),
    },
  ];
}

function rows(lines: string): string[][] {
  return lines
    .trim()
    .split("\n")
    .map((line) => line.split(" | ").map((cell) => cell.trim()));
}

const from = (chapter: string): string => `Årsrapport 2024, avsnitt ${chapter}`;

function governanceFiles(): PackFile[] {
  const goals: readonly Cell[][] = [
    ["KUND", 2024, "customer", "Tjänster som kunderna vill ha och använder", "Kund- och servicecenter"],
    ["PROCESS", 2024, "process", "Gemensamma arbetssätt från behov till leverans", "Styrning och stöd"],
    ["MEDARBETARE", 2024, "staff", "En arbetsplats som behåller och utvecklar kompetens", "HR"],
    ["EKONOMI", 2024, "economy", "En ekonomi i balans som kunderna kan följa", "Ekonomi"],
    ["HALLBARHET", 2024, "sustainability", "Hållbarhet som en del av varje tjänst", "Styrning och stöd"],
  ];
  const activities: readonly (readonly [goal: string, title: string, state: string])[] = [
    ["KUND", "Uppföljning av service och leverans", "done"],
    ["KUND", "Kundinsikt och kunddialog", "done"],
    ["PROCESS", "Informationsförvaltning", "done"],
    ["PROCESS", "Effektiva inköp", "done"],
    ["PROCESS", "Säkerhetsarbete", "continues"],
    ["PROCESS", "Digitaliseringsplan", "continues"],
    ["MEDARBETARE", "Digitala lösningar inom HR", "continues"],
    ["MEDARBETARE", "Högskolestuderande till vikariat", "done"],
    ["MEDARBETARE", "Digital introduktion för unga", "done"],
    ["MEDARBETARE", "Fler platser i Morgondagens chef", "done"],
    ["MEDARBETARE", "Kulturen", "done"],
    ["MEDARBETARE", "Chefers förutsättningar", "done"],
    ["MEDARBETARE", "Kompetensförsörjning", "continues"],
    ["EKONOMI", "Automatiserad fakturering", "continues"],
    ["EKONOMI", "Konsultanskaffning", "done"],
    ["HALLBARHET", "Hållbarhet i ordinarie arbete", "done"],
    ["HALLBARHET", "Cirkulära tjänsteleveranser", "done"],
  ];
  const invented = "Påhittad status; att aktiviteten finns är ur avsnitt 5.3";
  const month = (index: number): string => String(index + 1).padStart(2, "0");
  const weights = [9, 9, 8, 9, 8, 8, 5, 8, 10, 10, 9, 7];
  const incidents = (
    [
      [2022, 15_480, 70, 40],
      [2023, 16_876, 75, 61],
      [2024, 14_102, 85, 34],
    ] as const
  ).flatMap(([year, all, rate, major]) => {
    const months = split(all, weights);
    const within = split(Math.round((all * rate) / 100), months);
    return split(major, weights).map((large, index) => [
      `${year}-${month(index)}`,
      months[index] as number,
      within[index] as number,
      large,
      from("2.1.1"),
      1,
    ]);
  });
  return [
    {
      path: "governance/goals.csv",
      text: csv(
        "goal,year,perspective,text,owner,source,synthetic",
        goals.map((row) => [...row, from("5.2"), 1]),
      ),
    },
    {
      path: "governance/activities.csv",
      text: csv(
        "activity,year,goal,title,state,comment,synthetic",
        activities.map(([goal, title, state], index) => [
          `A${month(index)}`,
          2024,
          goal,
          title,
          state,
          invented,
          1,
        ]),
      ),
    },
    {
      path: "governance/service-levels.csv",
      text: csv("period,incidents,within,major,source,synthetic", incidents),
    },
    {
      path: "governance/self-evaluations.csv",
      text: csv("question,year,respondent,area,level,text,source,synthetic", [
        [
          "S1",
          2024,
          "department",
          "Kultur",
          "strength",
          "Avvikelser tas upp öppet och tidigt",
          from("3.4.1"),
          1,
        ],
        [
          "S2",
          2024,
          "department",
          "Uppföljning",
          "strength",
          "Ekonomin följs månad för månad till nämnden",
          from("3.4.1"),
          1,
        ],
        ["S3", 2024, "board", "Planering", "sufficient", "Målen är få och går att följa", from("3.4.1"), 1],
        [
          "S4",
          2024,
          "department",
          "Risk",
          "improve",
          "Internkontrollplanen ska bli ett arbetsredskap",
          from("3.4.1"),
          1,
        ],
        [
          "S5",
          2024,
          "department",
          "Kundbehov",
          "improve",
          "Behov från alla håll ska samlas på ett ställe",
          from("3.4.1"),
          1,
        ],
      ]),
    },
    {
      path: "governance/risks.csv",
      text: csv(
        "risk,year,text,cause,effect,likelihood,impact,likelihood_before,impact_before,measures,owner,synthetic",
        [
          [
            "R1",
            2024,
            "Nyckelpersoner räcker inte till samtidiga införanden",
            "Många parallella initiativ",
            "Förseningar",
            3,
            3,
            3,
            4,
            "Gemensam resursplan",
            "Digital infrastruktur",
            1,
          ],
          [
            "R2",
            2024,
            "Ett angrepp stör gemensamma system",
            "Ökad hotbild",
            "Avbrott för kunderna",
            2,
            4,
            3,
            4,
            "Segmentering och övning",
            "Säkerhet",
            1,
          ],
          [
            "R3",
            2024,
            "Licenspriser stiger mer än budgeterat",
            "Få leverantörer",
            "Högre priser till kund",
            3,
            2,
            2,
            2,
            "Tidiga förhandlingar",
            "Ekonomi",
            1,
          ],
        ],
      ),
    },
    {
      path: "governance/controls.csv",
      text: csv("control,year,risk,method,frequency,result,owner,synthetic", [
        ["K1", 2024, "R3", "Stickprov på licensfakturor mot avtal", "kvartal", "no-remark", "Ekonomi", 1],
        ["K2", 2024, "R2", "Genomgång av behörigheter", "halvår", "remark", "Säkerhet", 1],
      ]),
    },
    {
      path: "governance/deviations.csv",
      text: csv(
        "deviation,year,title,cause,users,organisation,economy,measures,first_reported,state,source,synthetic",
        deviations(),
      ),
    },
  ];
}

function deviations(): readonly (readonly Cell[])[] {
  const source = from("2.1.2");
  return [
    [
      "FRAMTIDEN",
      2024,
      "Konsolideringen av Framtidenkoncernen",
      "Koncernen stoppade i maj den pilot som var planerad i ett av bolagen och har därefter bestämt att en del av infrastrukturen köps utanför staden.",
      "Inga kända under året.",
      "Planeringen görs om.",
      "Nedlagd tid går inte att få igen.",
      "Skälen har bemötts skriftligt, nämnden har fått en lägesbild och ledningarna träffas löpande.",
      "Delårsrapport augusti",
      "open",
      source,
      1,
    ],
    [
      "STADSNAT",
      2024,
      "Flytten av stadsnätet",
      "Takten räckte inte till slutdatumet den sista maj 2025.",
      "Risk för avbrott om avtalet löper ut före flytten.",
      "Extra arbete i nätgruppen.",
      "En merkostnad som ska krävas av den nya leverantören.",
      "En tidsbegränsad direktupphandling av nuvarande leverantör.",
      "",
      "open",
      source,
      1,
    ],
    [
      "LISEBERG",
      2024,
      "Liseberg och säsongsanställda",
      "Fördelningen räknade säsongsanställda som hela år; samtal om det har förts sedan hösten 2022.",
      "Bolaget debiterades för mycket 2022-2024.",
      "Inga.",
      "Bolaget krediteras; en reserv fanns för en del av beloppet.",
      "Säsongsanställda räknas inte i volymen, heller inte 2025.",
      "Delårsrapport augusti",
      "open",
      source,
      1,
    ],
  ];
}

function undertakingFiles(): PackFile[] {
  type Row = readonly [
    code: string,
    giver: string,
    inBudget: Cell,
    title: string,
    state: string,
    on: string,
    deadline: string,
    dnr: string,
    paragraph: string,
    reported: string,
    closedBy: string,
    year: number,
    text: string,
  ];
  const list: readonly Row[] = [
    [
      "LICENSKOSTNADER",
      "council",
      1,
      "Lägre licenskostnader i välfärdsnämnderna",
      "proposed-closed",
      "2025-01-22",
      "",
      "",
      "",
      "",
      "",
      2024,
      "Behov och tilldelning har gåtts igenom med skolans förvaltningar; antalet licenser har minskat. Ett liknande uppdrag gäller 2025.",
    ],
    [
      "IT-KOSTNADER",
      "council",
      1,
      "Stöd till nämnderna för lägre it-kostnader",
      "proposed-closed",
      "2025-01-22",
      "",
      "",
      "",
      "",
      "",
      2024,
      "Nyttan av gemensamma tjänster har visats tjänst för tjänst, och kunderna har fått se sina egna kostnader.",
    ],
    [
      "INFILTRATION",
      "council",
      0,
      "Befattningar med risk för infiltration",
      "ongoing",
      "2025-01-30",
      "2025-03-25",
      "",
      "",
      "",
      "",
      2024,
      "Arbetet är sekretessbelagt; bara läget redovisas här.",
    ],
    [
      "DATASKYDD",
      "council",
      0,
      "Riskbedömning när dataskydd organiseras",
      "closed",
      "2025-02-03",
      "",
      "0486/23",
      "",
      "",
      "0486/23",
      2023,
      "Bedömningen redovisades för nämnden i september.",
    ],
    [
      "VALLOKALER",
      "council",
      1,
      "Lokaler till valnämnden",
      "proposed-closed",
      "2025-02-03",
      "",
      "",
      "",
      "",
      "",
      2024,
      "Inga egna lokaler passar som vallokal.",
    ],
    [
      "UTVECKLINGSARBETE",
      "council",
      0,
      "Förslag som sänker administrativa kostnader",
      "ongoing",
      "2025-01-30",
      "",
      "",
      "",
      "",
      "",
      2024,
      "Licenshantering som tjänst och stöd av AI är två spår; de redovisas för nämnden i mars.",
    ],
    [
      "INKOPSSTOPP",
      "council",
      0,
      "Inköpsstopp bara efter sanktionsbeslut",
      "proposed-closed",
      "2025-02-03",
      "",
      "",
      "",
      "",
      "",
      2024,
      "Nästan alla inköp görs på stadens ramavtal, där villkoret hanteras.",
    ],
    [
      "SAMUTNYTTJANDE",
      "council",
      0,
      "Delade resurser för kommunikation",
      "proposed-closed",
      "2025-01-20",
      "",
      "0190/24",
      "186",
      "2024-12-19",
      "",
      2024,
      "Tre förvaltningar delar på specialister; nämnden har behandlat redovisningen.",
    ],
    [
      "AI-FUNKTIONER",
      "board",
      "",
      "Hur AI kan förenkla administration",
      "closed",
      "2025-01-20",
      "",
      "0186/24",
      "",
      "2024-11-30",
      "0186/24",
      2024,
      "Slutrapporten lämnades i november (dagen är påhittad).",
    ],
  ];
  return [
    {
      path: "governance/assignments.csv",
      text: csv(
        "assignment,giver,year,in_budget,title,state,state_on,deadline,dnr,paragraph,reported_on,closed_by,source,synthetic",
        list.map(
          ([code, giver, inBudget, title, state, on, deadline, dnr, paragraph, reported, closedBy, year]) => [
            code,
            giver,
            year,
            inBudget,
            title,
            state,
            on,
            deadline,
            dnr,
            paragraph,
            reported,
            closedBy,
            from(giver === "board" ? "6.2" : "6.1"),
            1,
          ],
        ),
      ),
    },
    {
      path: "governance/assignment-comments.csv",
      text: csv(
        "assignment,number,written_on,text,synthetic",
        list.map((row) => [row[0], 1, row[5], row[12], 1]),
      ),
    },
    {
      path: "governance/attachments.csv",
      text: csv("attachment,year,number,title,source", [
        ["competence", 2024, 2, "Kompetensförsörjningsplanen", from("2.2.3")],
        [
          "services",
          2024,
          2,
          "Kostnad per tjänst (samma nummer som kompetensförsörjningsplanen i den publicerade rapporten)",
          from("3.2.2"),
        ],
        ["service-costs", 2024, 3, "Tjänsternas kostnader", from("3.2")],
        ["security", 2024, 4, "Informationssäkerhet", from("3.4.3")],
        ["children", 2024, 5, "Barnbokslut", from("3.4.4.1")],
        ["risks", 2024, 6, "Risker", from("5.1")],
        ["projects", 2024, 7, "Projekt", from("5.2.1")],
      ]),
    },
    {
      path: "governance/grants.csv",
      text: csv("grant_code,year,name,grantor,code,budget,own_share,principle,source,synthetic", [
        [
          "CITIVERSE",
          2024,
          "European Citiverses",
          "Europeiska unionen",
          "D9EX35",
          "23200000.00",
          "1100000.00",
          "Skuld tills kostnaden uppstår",
          from("3.2.3"),
          1,
        ],
      ]),
    },
    {
      path: "governance/projects.csv",
      text: csv("project,year,phase,time,cost,result,owner,synthetic,comment", [
        [
          "P204",
          2024,
          "genomförande",
          "yellow",
          "green",
          "yellow",
          "Digital infrastruktur",
          1,
          "Påhittad bedömning",
        ],
        [
          "P206",
          2024,
          "avbrutet",
          "red",
          "yellow",
          "red",
          "Digital infrastruktur",
          1,
          "Piloten stoppades i maj",
        ],
      ]),
    },
  ];
}

function workforceFiles(): PackFile[] {
  const source = from("3.1.1");
  const consultants = Array.from({ length: 37 }, (_, index): Cell[] => {
    const code = `K${String(index + 1).padStart(3, "0")}`;
    const long = index < 26;
    const accepted = index < 2 ? "2024-11-15" : "";
    const converted = index >= 26 ? `2024-${String((index % 11) + 1).padStart(2, "0")}-01` : "";
    const started = long
      ? `202${index % 2 === 0 ? 1 : 2}-0${(index % 6) + 1}-15`
      : `2023-0${(index % 9) + 1}-01`;
    return [
      code,
      "Konsult (påhittad)",
      started,
      "",
      long ? "2024-10-01" : "",
      accepted,
      converted,
      from("3.1.2"),
      1,
    ];
  });
  return [
    {
      path: "workforce/headcounts.csv",
      text: csv("year,full_time,average_heads,source,synthetic,comment", [
        [2022, "748", "750", source, 1, "Medelantalet är påhittat så att omsättningen blir den publicerade"],
        [2023, "709", "714", source, 1, ""],
        [2024, "691.4", "672", source, 1, ""],
      ]),
    },
    {
      path: "workforce/sick-leaves.csv",
      text: csv("year,band,share,source,synthetic", [
        [2022, "short", "1.5", source, 1],
        [2022, "long", "3.7", source, 1],
        [2023, "short", "1.6", source, 0],
        [2023, "long", "3.9", source, 0],
        [2024, "short", "1.6", source, 0],
        [2024, "long", "4.1", source, 0],
        [2024, "over-year", "2.4", source, 0],
      ]),
    },
    {
      path: "workforce/staff-flows.csv",
      text: csv("year,direction,reason,persons,source,synthetic", [
        [2022, "left", "all", 125, source, 1],
        [2023, "left", "all", 95, source, 0],
        [2023, "joined", "all", 121, source, 0],
        [2024, "left", "pension", 14, source, 1],
        [2024, "left", "other", 27, source, 1],
        [2024, "joined", "all", 48, source, 0],
      ]),
    },
    {
      path: "workforce/consultants.csv",
      text: csv(
        "consultant,role,started_on,ended_on,offered_on,accepted_on,converted_on,source,synthetic",
        consultants,
      ),
    },
  ];
}

/** Answers that give the published indices; who answered what is invented. */
function surveyFiles(): PackFile[] {
  const thirds = (a: number, b: number, c: number): number[] => [a, a, a, b, b, b, c, c, c];
  const parts = ["ledarskap", "motivation", "styrning"];
  const surveys: readonly (readonly [
    survey: string,
    kind: "nki" | "hme",
    year: number,
    who: string,
    answers: number,
    points: readonly number[],
  ])[] = [
    ["nki-2022", "nki", 2022, "Kunder", 200, [1139, 1139, 1140]],
    ["nki-2024", "nki", 2024, "Kunder", 200, [1055, 1055, 1054]],
    ["hme-2023", "hme", 2023, "Medarbetare", 600, thirds(1872, 1872, 1872)],
    ["hme-2024", "hme", 2024, "Medarbetare", 600, thirds(1920, 1920, 1920)],
    ["hme-chefer-2023", "hme", 2023, "Chefer", 60, thirds(199, 185, 185)],
    ["hme-chefer-2024", "hme", 2024, "Chefer", 60, thirds(209, 191, 191)],
  ];
  const answers = surveys.flatMap(([survey, kind, , , count, points]) =>
    points.flatMap((sum, index) => {
      const question =
        kind === "nki" ? `q${index + 1}` : `${parts[Math.floor(index / 3)] ?? ""}-${(index % 3) + 1}`;
      return spread(sum, count, kind === "nki" ? 9 : 4).map(([step, persons]) => [
        survey,
        "alla",
        question,
        step + 1,
        persons,
      ]);
    }),
  );
  return [
    {
      path: "workforce/surveys.csv",
      text: csv(
        "survey,kind,year,population,source,synthetic",
        surveys.map(([survey, kind, year, who]) => [
          survey,
          kind,
          year,
          who,
          from(kind === "nki" ? "2.1.1" : "3.1.2"),
          1,
        ]),
      ),
    },
    { path: "workforce/survey-answers.csv", text: csv("survey,team,question,score,answers", answers) },
  ];
}

/** So many answers with this sum of steps: most near the mean, a few as far above it as below. */
function spread(
  sum: number,
  count: number,
  highest: number,
): readonly (readonly [step: number, persons: number])[] {
  const low = Math.floor(sum / count);
  const above = sum - low * count;
  const persons = Array.from({ length: highest + 1 }, () => 0);
  persons[low] = count - above;
  persons[low + 1] = (persons[low + 1] ?? 0) + above;
  const moved = Math.min(Math.floor(count / 6), Math.floor((persons[low] ?? 0) / 3));
  if (low > 0 && low < highest) {
    persons[low] = (persons[low] ?? 0) - 2 * moved;
    persons[low - 1] = (persons[low - 1] ?? 0) + moved;
    persons[low + 1] = (persons[low + 1] ?? 0) + moved;
  }
  return persons.flatMap((number, step) => (number === 0 ? [] : [[step, number] as const]));
}
