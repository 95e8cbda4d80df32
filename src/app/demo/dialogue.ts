import { customers, isDepartment } from "./city.ts";
import { services, usesService } from "./catalogue.ts";
import { plannedVolumes } from "./usage.ts";
import { formatMicro, micro } from "../../kernel/index.ts";
import { moveFiles } from "./moves.ts";
import { between, chance } from "./random.ts";
import { csv, type PackFile } from "./text.ts";

/**
 * Dialogue, reviews and consolidation. What the published report says stands in plain words (that the pilot was stopped in May, which
 * steps the payroll centre takes, what the forums are called); days, amounts, marks and persons are invented and say so.
 */
export function dialogueFiles(): PackFile[] {
  return [
    ...forums(),
    ...obstaclesAndManagers(),
    ...reviews(),
    ...consolidation(),
    ...moveFiles(),
    {
      path: "catalogue/sustainability.csv",
      text: csv("service,assessed_on,state,goals,risks,evidence,owner,comment", [
        [
          "DI-ARB",
          "2024-10-08",
          "draft",
          "Längre livslängd för datorer; mindre elektronikavfall",
          "Kortare utbytestakt vid nya programkrav",
          "Pilot av metod för hållbarhetspåverkan",
          "Tjänsteansvarig DI-ARB (påhittad)",
          "Påhittat innehåll; att tjänsten ingick i piloten är ur rapporten",
        ],
        [
          "DI-WAN",
          "2024-10-15",
          "draft",
          "Lägre energianvändning i nätutrustning",
          "",
          "Pilot av metod för hållbarhetspåverkan",
          "Tjänsteansvarig DI-WAN (påhittad)",
          "Påhittat innehåll; att tjänsten ingick i piloten är ur rapporten",
        ],
      ]),
    },
  ];
}

const codesOfArea = (area: string): string =>
  services
    .filter((row) => row.area === area && row.class === "core")
    .map((row) => row.service)
    .join(" ");

function forums(): PackFile[] {
  const manager = "Kim Kundansvarig (påhittad)";
  return [
    {
      path: "customers/forums.csv",
      text: csv(
        "forum,name_sv,name_en,level,area,services,customers,owner,synthetic,valid_from,valid_to,comment",
        [
          [
            "ANVF",
            "Användarforum",
            "User forum",
            "operational",
            "",
            "",
            "",
            manager,
            0,
            "2021-01-01",
            "",
            "",
          ],
          [
            "GEOF",
            "Geodataforum",
            "Geodata forum",
            "tactical",
            "infrastructure",
            "DI-GEO",
            "SBF EXP SMF KOV MIL SFF",
            manager,
            0,
            "2021-01-01",
            "",
            "Deltagarna är påhittade",
          ],
          [
            "STRD",
            "Strategisk dialog om behov",
            "Strategic dialogue on needs",
            "strategic",
            "",
            "",
            "",
            manager,
            0,
            "2021-01-01",
            "",
            "",
          ],
          ["TJR", "Tjänsteråd", "Service council", "tactical", "", "", "", manager, 0, "2021-01-01", "", ""],
          [
            "TUF",
            "Tjänsteutvecklingsforum",
            "Service development forum",
            "tactical",
            "",
            "",
            "",
            manager,
            0,
            "2021-01-01",
            "",
            "",
          ],
        ],
      ),
    },
    {
      path: "customers/meetings.csv",
      text: csv("meeting,forum,held_on,state,customers,services,minutes", [
        ["ANVF-2024-1", "ANVF", "2024-04-09", "held", "GSF FSK AVO", "DI-ARB DI-O365", "Påhittat möte"],
        ["GEOF-2024-1", "GEOF", "2024-03-14", "held", "SBF EXP SMF KOV", "DI-GEO", "Påhittat möte"],
        ["GEOF-2024-2", "GEOF", "2024-10-17", "held", "SBF EXP SMF MIL SFF", "DI-GEO", "Påhittat möte"],
        ["STRD-2024-1", "STRD", "2024-09-19", "held", "FRAMTIDEN STADSHUS", "", "Påhittat möte"],
        ["TJR-2024-1", "TJR", "2024-05-21", "held", "GSF FSK UBF", codesOfArea("hr"), "Påhittat möte"],
        [
          "TUF-2024-1",
          "TUF",
          "2024-02-13",
          "held",
          "GSF FSK AVO FFS",
          codesOfArea("finance"),
          "Påhittat möte",
        ],
        ["TUF-2024-2", "TUF", "2024-11-12", "held", "GSF AVO KOV", codesOfArea("kls"), "Påhittat möte"],
      ]),
    },
    {
      path: "customers/needs.csv",
      text: csv("need,meeting,customer,service,text,state,owner,due_on,demand,comment", [
        [
          "B-001",
          "ANVF-2024-1",
          "FSK",
          "DI-O365",
          "Färre licenser: licens bara för dem som behöver den",
          "answered",
          manager,
          "2024-05-31",
          "BH-2024-01",
          "Förskolans licenser minskade från 10 317 till 6 883 mellan maj 2023 och maj 2024 (ur rapporten)",
        ],
        [
          "B-002",
          "STRD-2024-1",
          "FRAMTIDEN",
          "",
          "Tydligare kostnader per tjänst före konsolidering",
          "captured",
          manager,
          "2025-02-28",
          "",
          "Påhittat behov; önskemålet om tydligare kostnader är ur kundundersökningen",
        ],
        [
          "B-003",
          "TUF-2024-2",
          "KOV",
          "KLS-DOK",
          "Snabbare takt i digitaliseringen av ärenden",
          "in-demand",
          manager,
          "",
          "BH-2024-02",
          "Påhittat behov",
        ],
      ]),
    },
  ];
}

function obstaclesAndManagers(): PackFile[] {
  const manager = "Kim Kundansvarig (påhittad)";
  const rows = customers.flatMap((row, index) => {
    if (row.signedOn !== "") return [];
    const agreement = `AVT-${String(index + 1).padStart(3, "0")}`;
    const personal = chance(`obstacle ${row.customer}`, 55);
    const reasons = personal
      ? chance(`both ${row.customer}`, 40)
        ? ["personal-data-responsibility", "information-security"]
        : ["personal-data-responsibility"]
      : ["information-security"];
    return reasons.map((reason) => [
      `H-${row.customer}-${reason === "information-security" ? "IS" : "PU"}`,
      row.customer,
      agreement,
      reason,
      reason === "information-security"
        ? "Osäkerhet om informationssäkerheten"
        : "Osäkerhet om personuppgiftsansvaret",
      manager,
      "ongoing",
      `2023-${String(between(`opened ${row.customer}`, 1, 9)).padStart(2, "0")}-15`,
      "",
      reason === "information-security"
        ? "Flerårigt projekt för systematiskt informationssäkerhetsarbete"
        : "Utreds tillsammans med stadsledningskontoret",
    ]);
  });
  return [
    {
      path: "customers/obstacles.csv",
      text: csv("obstacle,customer,agreement,reason,text,owner,state,opened_on,closed_on,action", rows),
    },
    {
      path: "customers/account-managers.csv",
      text: csv(
        "customer,valid_from,valid_to,manager,comment",
        customers.map((row) => [
          row.customer,
          "2023-01-01",
          "",
          isDepartment(row) ? manager : "Bo Bolagsdialog (påhittad)",
          "",
        ]),
      ),
    },
  ];
}

/** Reviews of the autumn before the year; what is agreed is what the volumes of the plan say. */
function reviews(): PackFile[] {
  const reviewed = customers.filter(isDepartment);
  const perYear = new Map<string, number>();
  for (const row of plannedVolumes()) {
    if (!row.period.startsWith("2024") || row.customer === "") continue;
    const key = `${row.customer} ${row.item}`;
    perYear.set(key, (perYear.get(key) ?? 0) + row.quantityMicro);
  }
  // Only what is the same each month can be agreed as a volume a month.
  const monthly = [...perYear].flatMap(([key, sum]) => {
    const [customer = "", item = ""] = key.split(" ");
    return sum % 12 === 0 && reviewed.some((row) => row.customer === customer)
      ? [{ customer, item, agreed: sum / 12 }]
      : [];
  });
  return [
    {
      path: "customers/reviews.csv",
      text: csv(
        "customer,year,held_on,state,participants,decisions,owner,comment",
        reviewed.map((row) => [
          row.customer,
          2024,
          `2023-${between(`review month ${row.customer}`, 9, 10) === 9 ? "09" : "10"}-${String(
            between(`review day ${row.customer}`, 2, 28),
          ).padStart(2, "0")}`,
          "agreed",
          "Ekonomichef och kundansvarig (påhittade)",
          "Volymer för 2024 enligt förslag",
          "Kim Kundansvarig (påhittad)",
          "",
        ]),
      ),
    },
    {
      path: "customers/review-volumes.csv",
      text: csv(
        "customer,year,item,proposed,agreed,comment",
        monthly.map((row) => [
          row.customer,
          2024,
          row.item,
          formatMicro(micro(row.agreed)),
          formatMicro(micro(row.agreed)),
          "",
        ]),
      ),
    },
  ];
}

function consolidation(): PackFile[] {
  const used = (customer: string): string =>
    services
      .filter((row) => row.class === "infrastructure" && usesService(customer, row.service))
      .map((row) => row.service)
      .join(" ");
  return [
    {
      path: "customers/consolidation-plans.csv",
      text: csv(
        "customer,plan,name,stage,project,planned_from,planned_to,stopped_on,sunk_cost,deviation,response,user_rating,owner,synthetic,comment",
        [
          [
            "FRAMTIDEN",
            "KONCERN",
            "Framtidenkoncernen till gemensam digital infrastruktur",
            "planned",
            "",
            "2025-01-01",
            "2025-12-31",
            "",
            "",
            "",
            "",
            "",
            "",
            0,
            "Koncernen har beslutat att genomföra konsolideringen; en del av infrastrukturen upphandlas externt. Dagarna är påhittade",
          ],
          [
            "FRAMTIDEN",
            "LONECENTER",
            "Framtidens Lönecenter (Poseidon)",
            "ongoing",
            "P104",
            "2024-01-01",
            "2025-12-31",
            "",
            "",
            "",
            "",
            "",
            "",
            0,
            "Stegen är ur rapporten, dagarna är påhittade; lönecentret betjänar koncernens bolag",
          ],
          [
            "GOTEBORGSLOKALER",
            "PILOT",
            "Pilot för Framtidenkoncernen på Göteborgslokaler",
            "stopped",
            "P206",
            "2024-02-01",
            "2024-06-30",
            "2024-05-15",
            "",
            "Framtidenkoncernen avbröt i maj den planerade piloten; stadens investerade personalresurser och tid går förlorad",
            "Skälen har bemötts; nämnden har fått status i tjänsteutlåtande och dialog har förts på ledningsnivå",
            "",
            "",
            1,
            "Dagarna och kostnadens uppdelning på projektet är påhittade",
          ],
          [
            "PARKERING",
            "IT",
            "Parkeringsbolagets IT-miljö till gemensam digital infrastruktur",
            "done",
            "P204",
            "2024-08-01",
            "2024-11-30",
            "",
            "",
            "",
            "",
            "4.7",
            "",
            1,
            "Mycket högt betyg från användarna; betyget som tal och dagarna är påhittade",
          ],
          [
            "TRAFIKANT",
            "FORSTUDIE",
            "Förstudie med Trafikantservice",
            "study",
            "",
            "2024-10-01",
            "2025-03-31",
            "",
            "",
            "",
            "",
            "",
            "",
            0,
            "Dagarna och tjänsterna är påhittade",
          ],
        ],
      ),
    },
    {
      path: "customers/consolidation-steps.csv",
      text: csv("customer,plan,step,services,planned_on,done_on,use_from,comment", [
        ["FRAMTIDEN", "KONCERN", 1, "DI-ARB DI-LAN DI-WAN", "2025-09-30", "", "", "Tjänsterna är påhittade"],
        ["FRAMTIDEN", "LONECENTER", 1, "HR-LON", "2025-03-31", "", "", "Steg ett: löneadministration"],
        ["FRAMTIDEN", "LONECENTER", 2, "HR-LBI HR-PUF", "2025-12-31", "", "", "Steg två"],
        ["FRAMTIDEN", "LONECENTER", 3, "HR-LAS", "2025-12-31", "", "", "För bolag med behov"],
        [
          "GOTEBORGSLOKALER",
          "PILOT",
          1,
          "DI-LAN DI-O365 DI-WAN",
          "2024-06-30",
          "",
          "",
          "Tjänsterna är påhittade",
        ],
        ["PARKERING", "IT", 1, used("PARKERING"), "2024-10-31", "2024-10-21", "", "Tjänsterna är påhittade"],
        [
          "PARKERING",
          "IT",
          2,
          "DI-ARB DI-O365",
          "2024-11-30",
          "2024-11-29",
          "2025-01-01",
          "Debiteras från och med prislistan för 2025 (påhittat)",
        ],
        ["TRAFIKANT", "FORSTUDIE", 1, "DI-IAM DI-LAN", "2025-03-31", "", "", ""],
      ]),
    },
  ];
}
