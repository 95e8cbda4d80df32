import { defineRegister, nameEn, namedAndPlaced, nameSv, position } from "../../platform/registers/index.ts";
import { serviceReference } from "../../service/catalogue/index.ts";
import { accountKinds, accountMap } from "./mapping.ts";
import { activities } from "./organisation.ts";

const name = { name: "name", type: "text", aliases: ["namn", "benämning"] } as const;
const department = { name: "department", type: "code", aliases: ["avdelning"] } as const;
const activity = {
  name: "activity",
  type: "choice",
  values: activities,
  aliases: ["verksamhet", "drift_eller_förändring"],
} as const;

export const departmentRegister = defineRegister({
  name: "departments",
  titleSv: "Avdelningar",
  titleEn: "Departments",
  path: "organisation/departments.csv",
  table: "ledger.department",
  objectKind: "department",
  columns: [department, nameSv, nameEn, position],
  lists: [],
  key: ["department"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});

export const costCentreRegister = defineRegister({
  name: "cost-centres",
  titleSv: "Ansvar (kostnadsställen)",
  titleEn: "Cost centres",
  path: "organisation/cost-centres.csv",
  table: "ledger.cost_centre",
  objectKind: "cost-centre",
  columns: [
    { name: "cost_centre", type: "code", aliases: ["ansvar", "kostnadsställe"] },
    name,
    department,
    { name: "common", type: "flag", aliases: ["gemensamt", "gemensam"], optional: true, empty: true },
  ],
  lists: [],
  key: ["cost_centre"],
  references: [
    {
      columns: ["department"],
      table: "ledger.department",
      keys: ["department"],
      sv: "avdelningarna",
      en: "departments",
    },
  ],
  removes: false,
  complete: (row) => ({ ...row, common: row["common"] ?? false }),
});

export const projectRegister = defineRegister({
  name: "projects",
  titleSv: "Projekt",
  titleEn: "Projects",
  path: "organisation/projects.csv",
  table: "ledger.project",
  objectKind: "project",
  columns: [
    { name: "project", type: "code", aliases: ["projekt"] },
    name,
    activity,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
  ],
  lists: [],
  key: ["project"],
  references: [serviceReference("service")],
  removes: false,
});

/** The account mapping is one thing: intervals that the file no longer holds are gone, or two of them would overlap. */
export const accountRegister = defineRegister({
  name: "accounts",
  titleSv: "Kontomappning",
  titleEn: "Account mapping",
  path: "organisation/accounts.csv",
  table: "ledger.account_mapping",
  objectKind: "account-mapping",
  columns: [
    { name: "account_from", type: "code", aliases: ["konto_från", "konto_fran", "konto"] },
    { name: "account_to", type: "code", aliases: ["konto_till"] },
    { name: "kind", type: "choice", values: accountKinds, aliases: ["slag"] },
    { name: "element", type: "code", aliases: ["kostnadsslag", "rad"] },
    { ...activity, optional: true, empty: true },
    {
      name: "role",
      type: "choice",
      values: ["settlement", "internal-financing"],
      aliases: ["roll"],
      optional: true,
      empty: true,
    },
    nameSv,
    nameEn,
  ],
  lists: [],
  empty: { activity: "text", role: "text" },
  key: ["account_from"],
  references: [],
  removes: true,
  complete: namedAndPlaced,
  check(entries, file) {
    const map = accountMap(
      entries.map((entry) => ({
        ...entry,
        activity: entry.activity ?? "",
        role: entry.role ?? "",
        fileLine: entry.line,
      })),
      file,
    );
    return map.ok ? [] : map.problems;
  },
});

export const provisionRegister = defineRegister({
  name: "provisions",
  titleSv: "Avsättningar",
  titleEn: "Provisions",
  path: "registers/provisions.csv",
  table: "ledger.provision",
  objectKind: "provision",
  columns: [
    { name: "provision", type: "code", aliases: ["avsättning"] },
    { name: "cause", type: "text", aliases: ["orsak"] },
    { name: "account", type: "code", aliases: ["konto"] },
    { name: "amount", type: "kronor", aliases: ["belopp"] },
    { name: "period", type: "period", aliases: ["månad"] },
  ],
  lists: [],
  key: ["provision"],
  references: [],
  removes: false,
});

/** Every register of the room, what is referred to first. */
export const ledgerRegisters = [
  departmentRegister,
  costCentreRegister,
  projectRegister,
  accountRegister,
  provisionRegister,
] as const;
