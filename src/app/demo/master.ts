import { formatMicro } from "../../kernel/index.ts";
import { areas, classes, offerings, services, usesService } from "./catalogue.ts";
import {
  costCentres,
  departments,
  financingAccounts,
  mapping,
  projects,
  provisionAccount,
  receivableExternal,
  receivableInternal,
  revenueAccounts,
  revenueCostCentre,
  selfCostAccount,
  selfCostCentre,
  selfCounterparty,
  settlementAccounts,
  vatAccount,
} from "./chart.ts";
import { owedSettlement } from "./books.ts";
import { customers, isDepartment } from "./city.ts";
import { drivers, driverValues } from "./drivers.ts";
import { modelYaml } from "./model.ts";
import { ownProjects } from "./own-projects.ts";
import { between } from "./random.ts";
import { csv, type PackFile } from "./text.ts";

/** A decided internal financing: what one service's surplus pays for. Kronor. */
export interface Financing {
  readonly decision: string;
  readonly from: readonly [service: string, activity: "operation" | "change"];
  readonly to: readonly [service: string, activity: "operation" | "change"];
  readonly kronor: number;
}

/** The two parts of the decision of 2024: change within change, and surplus of operation to a project. */
export const financing2024: readonly Financing[] = [
  { decision: "FIN-2024", from: ["HR-BEM", "operation"], to: ["DI-IAM", "change"], kronor: 1_700_000 },
  { decision: "FIN-2024", from: ["HR-LON", "operation"], to: ["DI-IAM", "change"], kronor: 2_000_000 },
  { decision: "FIN-2024", from: ["KLS-INT", "change"], to: ["DI-IAM", "change"], kronor: 200_000 },
];

export const decisions = [
  [
    "PRIS-2022",
    "Nämnden för Intraservice",
    "2021-12-15",
    "§ 141",
    "0611/21",
    "Prislista 2022 (påhittad handling)",
  ],
  [
    "PRIS-2023",
    "Nämnden för Intraservice",
    "2022-12-14",
    "§ 152",
    "0598/22",
    "Prislista 2023 (påhittad handling)",
  ],
  [
    "PRIS-2024",
    "Nämnden för Intraservice",
    "2023-12-13",
    "§ 163",
    "0574/23",
    "Prislista 2024 (påhittad handling)",
  ],
  [
    "PRIS-2024-2",
    "Nämnden för Intraservice",
    "2024-09-25",
    "§ 121",
    "0574/23",
    "Ändrad prislista från oktober 2024 (påhittad handling)",
  ],
  [
    "LIS-2024",
    "Nämnden för Intraservice",
    "2024-09-25",
    "§ 122",
    "0402/24",
    "Antal anställda för Liseberg utan säsongsanställda 2022-2025 (påhittad handling)",
  ],
  [
    "FIN-2024",
    "Nämnden för Intraservice",
    "2024-10-23",
    "§ 138",
    "0431/24",
    "Finansiering av BOK till årets slut av överskott i förvaltning (påhittad handling)",
  ],
  [
    "ATER-2023",
    "Nämnden för Intraservice",
    "2023-12-13",
    "§ 165",
    "0580/23",
    "Återreglering till kund 2023 (påhittad handling)",
  ],
  [
    "ATER-2024",
    "Nämnden för Intraservice",
    "2024-12-18",
    "§ 171",
    "0502/24",
    "Återreglering till kund 2024 (påhittad handling)",
  ],
] as const;

export function packYaml(): string {
  const revenue = revenueAccounts.map(
    ([name, activity, account]) => `    - { class: ${name}, activity: ${activity}, account: "${account}" }`,
  );
  const financing = financing2024.flatMap((row) => [
    `        - decision: ${row.decision}`,
    `          from: { service: ${row.from[0]}, activity: ${row.from[1]} }`,
    `          to: { service: ${row.to[0]}, activity: ${row.to[1]} }`,
    `          amount: "${row.kronor}.00"`,
  ]);
  return [
    "# Exempelstaden Göteborg 2024. Se README.md: summorna är ur en publicerad årsrapport, resten är påhittat.",
    "provider:",
    "  id: intraservice",
    "  name: Intraservice, Göteborgs Stad (exempel)",
    "  org_no: 212000-1355",
    "  address: Box 1, 401 10 Göteborg",
    '  bankgiro: "5050-1055"',
    "  vat_no: SE212000135501",
    "  contact: Ekonomiservice",
    "  f_tax: true",
    "synthetic: true",
    "language: sv",
    "fiscal_years: [2022, 2023, 2024]",
    'closed_through: "2023-12"',
    'dimensions: { "1": cost_centre, "6": project, "20": service, "21": customer, "22": counterparty }',
    `own_counterparties: ["${selfCounterparty}"]`,
    "posting:",
    "  invoice_series: UF",
    "  # Egna serier, så att numren inte beror på i vilken ordning något ställs ut.",
    "  correction_series: UK",
    "  settlement_series: UR",
    "  revenue:",
    ...revenue,
    `  settlement_account: { ${Object.entries(settlementAccounts)
      .map(([name, account]) => `${name}: "${account}"`)
      .join(", ")} }`,
    "  financing_account:",
    ...financingAccounts.map(
      ([name, activity, account]) => `    - { class: ${name}, activity: ${activity}, account: "${account}" }`,
    ),
    `  receivable_internal: "${receivableInternal}"`,
    `  receivable_external: "${receivableExternal}"`,
    `  vat_account: "${vatAccount}"`,
    `  self_cost_account: "${selfCostAccount}"`,
    `  self_cost_centre: "${selfCostCentre}"`,
    `  provision_account: "${provisionAccount}"`,
    `  accrued_settlement_account: "${owedSettlement}"`,
    `  revenue_cost_centre: { ${Object.entries(revenueCostCentre)
      .map(([name, code]) => `${name}: "${code}"`)
      .join(", ")} }`,
    "  due_days: 30",
    "# Filerna läggs i outbox bredvid databasen; en riktig mottagare hämtar dem där eller har en accesspunkt.",
    "delivery:",
    "  peppol: { way: folder, folder: peppol }",
    "  internal: { way: folder, folder: ekonomisystem }",
    "  pdf: { way: folder, folder: pdf }",
    "settlement:",
    "  policies:",
    "    - year: 2024",
    "      classes: [core, infrastructure]",
    "      scope: operation",
    '      basis: "ytd@11"',
    "      level: service",
    "      distribution: by-paid",
    "      booking: invoice-in-year",
    "      rest: to-equity",
    "      threshold_ore: 0",
    "      financing:",
    ...financing,
    "    - year: 2023",
    "      classes: [core, infrastructure]",
    "      scope: operation",
    "      basis: full-year",
    "      level: service",
    "      distribution: by-paid",
    "      booking: accrue-and-credit-next-year",
    "      rest: to-equity",
    "      threshold_ore: 0",
    "      financing: []",
    "",
  ].join("\n");
}

/** Registers: everything that is known before the first voucher. */
export function masterFiles(): PackFile[] {
  return [
    { path: "pack.yaml", text: packYaml() },
    ...organisation(),
    ...catalogue(),
    ...register(),
    { path: "model/gothenburg.yaml", text: modelYaml() },
    {
      path: "drivers/drivers.csv",
      text: csv(
        "driver,name_sv,name_en,unit,subject,owner,source,definition,quality,measured_rule,includes,excludes,formula,jump_percent",
        drivers,
      ),
    },
    {
      path: "drivers/values.csv",
      text: csv(
        "driver,service,subject,period_from,value,measured_on",
        driverValues().map((row) => [
          row.driver,
          row.service,
          row.subject,
          row.periodFrom,
          formatMicro(row.valueMicro),
          row.measuredOn,
        ]),
      ),
    },
  ];
}

function organisation(): PackFile[] {
  return [
    {
      path: "organisation/departments.csv",
      text: csv(
        "department,name_sv,name_en,position",
        departments.map(([code, sv, en], index) => [code, sv, en, index + 1]),
      ),
    },
    {
      path: "organisation/cost-centres.csv",
      text: csv(
        "cost_centre,name,department,common",
        costCentres.map((row) => [row.costCentre, row.name, row.department, row.common ? 1 : 0]),
      ),
    },
    {
      path: "organisation/projects.csv",
      text: csv("project,name,activity,service", [
        ...projects.map((row) => [row.project, row.name, "change", row.service]),
        ...ownProjects.map((row) => [row.project, row.name, row.activity, row.service]),
      ]),
    },
    {
      path: "organisation/accounts.csv",
      text: csv("account_from,account_to,kind,element,activity,role,name_sv,name_en", mapping),
    },
  ];
}

function catalogue(): PackFile[] {
  const flag = (value: boolean): number => (value ? 1 : 0);
  return [
    {
      path: "catalogue/classes.csv",
      text: csv(
        "class,name_sv,name_en,mandatory,counted,settled,position",
        classes.map((row, index) => [
          row.class,
          row.nameSv,
          row.nameEn,
          flag(row.mandatory),
          flag(row.counted),
          flag(row.settled),
          index + 1,
        ]),
      ),
    },
    {
      path: "catalogue/areas.csv",
      text: csv(
        "area,name_sv,name_en,position",
        areas.map((row, index) => [row.area, row.nameSv, row.nameEn, index + 1]),
      ),
    },
    {
      path: "catalogue/services.csv",
      text: csv(
        "service,name_sv,name_en,area,department,owner,eligible,description_sv,description_en,benefit_sv,aliases,synthetic,valid_from,valid_to",
        services.map((row) => [
          row.service,
          row.nameSv,
          row.nameEn,
          row.area,
          row.department,
          `Tjänsteansvarig ${row.service} (påhittad)`,
          row.eligible,
          "",
          "",
          benefits[row.service] ?? "",
          row.service === "DI-O365" ? "O365" : row.service === "DI-SMA" ? "CIP" : "",
          flag(row.synthetic),
          row.validFrom,
          row.validTo,
        ]),
      ),
    },
    {
      path: "catalogue/classifications.csv",
      text: csv("service,valid_from,class,restate,note", [
        ...services.map((row) =>
          row.service === "CARD"
            ? [row.service, row.validFrom, "core", 0, "Bastjänst till och med 2023"]
            : [row.service, row.validFrom, row.class, 0, ""],
        ),
        [
          "CARD",
          "2024-01-01",
          "service-card",
          1,
          "Ingår inte som bastjänst från 2024; jämförelsetalen räknas om",
        ],
      ]),
    },
    {
      path: "catalogue/offerings.csv",
      text: csv(
        "offering,service,name_sv,name_en,valid_from,valid_to,items",
        offerings.map((row) => [...row, "", offeringItems[row[0]] ?? ""]),
      ),
    },
  ];
}

/** Items of the price list that an offering is charged by. */
const offeringItems: Readonly<Record<string, string>> = {
  CICERON: "KLS-DOK-A",
  CIP: "DI-SMA-A",
  "ETJ-4": "ADD-ETJ-A",
  "KLI-BAR": "DS-KLI-S",
  "KLI-STA": "DS-KLI-S",
  "O365-STD": "DI-O365-V",
  RPA: "DI-PA-A",
  "SMA-INF": "DI-SMA-F",
  "SMA-KON": "DI-SMA-A",
};

/** What the report says that customers gain. */
const benefits: Readonly<Record<string, string>> = {
  "ADD-SDK": "Känslig och sekretessklassad information utbyts säkert och effektivt mellan offentliga aktörer",
  "DI-IAM": "Mindre administration och minskat behov av support",
  "DI-UTS": "Mindre administration och säkrare utskrifter",
};

/** The last three companies of the finance project, with an adapted solution until a procurement is done. Which is invented. */
const isAdapted = (customer: string, service: string): boolean =>
  service === "FIN-RED" && ["GARDSTEN", "GRYAAB", "TRAFIKANT"].includes(customer);

function register(): PackFile[] {
  const agreements = customers.map((row, index) => {
    const number = `AVT-${String(index + 1).padStart(3, "0")}`;
    if (row.signedOn !== "") return [row.customer, number, "signed", row.signedOn, row.signedOn, "", ""];
    const declined = between(`declined ${row.customer}`, 1, 3) === 1;
    return [
      row.customer,
      number,
      declined ? "declined" : "sent",
      "",
      "2023-01-01",
      "",
      declined ? "Oklart personuppgiftsansvar" : "Dialog om informationssäkerhet pågår",
    ];
  });
  return [
    {
      path: "customers/customers.csv",
      text: csv(
        "customer,name,short_name,kind,org_no,parent,counterparty,is_self,vat,e_address,valid_from,valid_to",
        customers.map((row) => [
          row.customer,
          row.name,
          row.shortName,
          row.kind,
          row.orgNo,
          row.parent,
          row.counterparty,
          row.isSelf ? 1 : 0,
          row.vat ? 1 : 0,
          isDepartment(row) ? "" : `0007:${row.orgNo.replace("-", "")}`,
          "2020-01-01",
          "",
        ]),
      ),
    },
    {
      path: "customers/receivers.csv",
      text: csv(
        "customer,channel,street,postal_code,city,buyer_reference,order_reference,cost_account,cost_centre,liability_account,synthetic,comment",
        customers.map((row, index) => [
          row.customer,
          "",
          `Exempelgatan ${index + 1}`,
          `411 ${String(index + 1).padStart(2, "0")}`,
          "Göteborg",
          `REF-${row.customer}`,
          "",
          "",
          "",
          "",
          1,
          "Påhittad adress och referens",
        ]),
      ),
    },
    {
      path: "customers/agreements.csv",
      text: csv("customer,agreement,status,signed_on,valid_from,valid_to,reason", agreements),
    },
    {
      path: "customers/service-use.csv",
      text: csv(
        "customer,service,valid_from,valid_to,stage,variant,variant_until,dependency",
        customers.flatMap((who) =>
          services
            .filter((row) => usesService(who.customer, row.service))
            .map((row) => [
              who.customer,
              row.service,
              row.validFrom > "2021-01-01" ? row.validFrom : "2021-01-01",
              row.validTo,
              "done",
              ...(isAdapted(who.customer, row.service)
                ? ["Specialanpassad lösning (bolag och dag påhittade)", "2026-12-31", "Kommande upphandling"]
                : ["", "", ""]),
            ]),
        ),
      ),
    },
    {
      path: "customers/decisions.csv",
      text: csv("decision,board,decided_on,paragraph,registry_no,title", decisions),
    },
    {
      path: "customers/users.csv",
      text: csv("login,name,role,customers", [
        ["administrator", "Ada Admin (påhittad)", "administrator", ""],
        ["auditor", "Ragnar Revisor (påhittad)", "auditor", ""],
        ["approver", "Eva Ekonomichef (påhittad)", "approver", ""],
        ["board", "Nils Nämndledamot (påhittad)", "board", ""],
        ["controller", "Karin Controller (påhittad)", "controller", ""],
        [
          "framtiden",
          "Fredrik Framtiden (påhittad)",
          "customer",
          "FRAMTIDEN POSEIDON BOSTADSBOLAGET FAMILJEBOSTADER GARDSTEN EGNAHEM GOTEBORGSLOKALER BYGGUTVECKLING",
        ],
        ["grundskola", "Greta Grundskola (påhittad)", "customer", "GSF"],
        ["kundansvarig", "Kim Kundansvarig (påhittad)", "account-manager", ""],
        ["liseberg", "Lisa Liseberg (påhittad)", "customer", "LISEBERG"],
        ["tjansteagare", "Tore Tjänsteägare (påhittad)", "service-owner", ""],
      ]),
    },
  ];
}
