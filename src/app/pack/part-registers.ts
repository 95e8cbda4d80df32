import {
  catalogueOf,
  keepAreas,
  keepClasses,
  keepClassifications,
  keepOfferings,
  keepServices,
} from "../../service/catalogue/actions/index.ts";
import { sharedNames } from "../../service/catalogue/index.ts";
import { registerProblems as customerProblems } from "../../service/customers/index.ts";
import {
  customersOf,
  keepAgreements,
  keepCustomers,
  keepDecisions,
  keepServiceUses,
} from "../../service/customers/actions/index.ts";
import { accountMap } from "../../economy/ledger/index.ts";
import {
  costCentresOf,
  departmentsOf,
  keepAccountMapping,
  keepCostCentres,
  keepDepartments,
  keepProjects,
  keepProvisions,
} from "../../economy/ledger/actions/index.ts";
import { keepDrivers, keepDriverValues } from "../../economy/costing/actions/index.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { addPerson, people } from "../../platform/access/actions/index.ts";
import { codesIn } from "../../platform/registers/index.ts";
import type { RegisterChange } from "../../platform/audit/actions/index.ts";
import type { LoadContext, PackPart } from "./context.ts";
import { problemOf } from "./problems.ts";
import {
  type KnownCodes,
  readRegisters,
  registerFiles,
  registerProblems,
  type Registers,
} from "./registers.ts";

const paths = new Set<string>(Object.values(registerFiles).map((register) => register.path));

/** Organisation, catalogue, customers, drivers and the small registers: everything that others refer to. */
export const registersPart: PackPart = {
  name: "registers",
  owns: (path) => paths.has(path),
  async load(context) {
    const problems: Problem[] = [];
    const registers = readRegisters(context.files, problems);
    problems.push(...registerProblems(registers, await storedCodes(context)));
    if (registers.accounts) {
      const map = accountMap(mappingsOf(registers), registers.accounts.file);
      if (!map.ok) problems.push(...map.problems);
    }
    if (registers.customers)
      problems.push(...customerProblems(customersIn(registers), registers.customers.file));
    if (registers.services)
      problems.push(
        ...sharedNames(
          registers.services.rows.map((row) => ({
            line: row.line,
            service: row.service,
            nameSv: row.name_sv,
            aliases: aliasesIn(row.aliases),
          })),
          registers.services.file,
        ),
      );
    if (problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);
    context.warn(problems);
    await keepAll(context, registers);
    await keepUsers(context, registers);
  },
};

async function storedCodes({ tx, provider }: LoadContext): Promise<KnownCodes> {
  const catalogue = await catalogueOf(tx, provider);
  const drivers = await tx.query<{ driver: string }>(
    "select driver from costing.driver where provider_id = $1",
    [provider],
  );
  return {
    departments: new Set((await departmentsOf(tx, provider)).map((one) => one.department)),
    classes: new Set(catalogue.classes.map((one) => one.class)),
    areas: new Set(catalogue.areas.map((one) => one.area)),
    services: new Set(catalogue.services.map((one) => one.service)),
    customers: new Set((await customersOf(tx, provider)).map((one) => one.customer)),
    drivers: new Set(drivers.map((one) => one.driver)),
    costCentres: new Set((await costCentresOf(tx, provider)).map((one) => one.costCentre)),
  };
}

const absent = (text: string): string | undefined => (text === "" ? undefined : text);
const aliasesIn = (text: string): string[] =>
  text
    .split("|")
    .map((alias) => alias.trim())
    .filter((alias) => alias !== "");
const english = (row: { name_sv: string; name_en: string }): string =>
  row.name_en === "" ? row.name_sv : row.name_en;

/** Each register in an order where what is referred to comes first. */
async function keepAll(context: LoadContext, registers: Registers): Promise<void> {
  const { tx, provider, actor, now } = context;
  const source = (file: string) => ({ actor, now, source: file });
  const tell = (file: string, rows: number, change: RegisterChange): void =>
    tellRegister(context, file, rows, change);

  const { departments, costCentres, accounts, classes, areas, services, classifications } = registers;
  if (departments) {
    const rows = departments.rows.map((row, index) => ({
      department: row.department,
      nameSv: row.name_sv,
      nameEn: english(row),
      position: row.position ?? index + 1,
    }));
    tell(departments.file, rows.length, await keepDepartments(tx, provider, rows, source(departments.file)));
  }
  if (costCentres) {
    const rows = costCentres.rows.map((row) => ({
      costCentre: row.cost_centre,
      name: row.name,
      department: row.department,
      common: row.common ?? false,
    }));
    tell(costCentres.file, rows.length, await keepCostCentres(tx, provider, rows, source(costCentres.file)));
  }
  if (accounts) {
    const rows = mappingsOf(registers);
    tell(accounts.file, rows.length, await keepAccountMapping(tx, provider, rows, source(accounts.file)));
  }
  if (classes) {
    const rows = classes.rows.map((row, index) => ({
      class: row.class,
      nameSv: row.name_sv,
      nameEn: english(row),
      mandatory: row.mandatory,
      counted: row.counted,
      settled: row.settled,
      position: row.position ?? index + 1,
    }));
    tell(classes.file, rows.length, await keepClasses(tx, provider, rows, source(classes.file)));
  }
  if (areas) {
    const rows = areas.rows.map((row, index) => ({
      area: row.area,
      nameSv: row.name_sv,
      nameEn: english(row),
      position: row.position ?? index + 1,
    }));
    tell(areas.file, rows.length, await keepAreas(tx, provider, rows, source(areas.file)));
  }
  if (services) {
    const rows = services.rows.map((row) => ({
      service: row.service,
      nameSv: row.name_sv,
      nameEn: english(row),
      area: row.area,
      department: absent(row.department),
      owner: absent(row.owner),
      eligible: row.eligible ?? "all",
      descriptionSv: row.description_sv,
      descriptionEn: row.description_en,
      benefitSv: row.benefit_sv,
      benefitEn: row.benefit_en,
      aliases: aliasesIn(row.aliases),
      synthetic: row.synthetic ?? false,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }));
    tell(services.file, rows.length, await keepServices(tx, provider, rows, source(services.file)));
  }
  if (classifications) {
    const rows = classifications.rows.map((row) => ({
      service: row.service,
      validFrom: row.valid_from,
      class: row.class,
      restate: row.restate ?? false,
      note: row.note,
    }));
    const { file } = classifications;
    tell(file, rows.length, await keepClassifications(tx, provider, rows, source(file)));
  }
  await keepRest(context, registers);
}

async function keepRest(context: LoadContext, registers: Registers): Promise<void> {
  const { tx, provider, actor, now } = context;
  const source = (file: string) => ({ actor, now, source: file });
  const tell = (file: string, rows: number, change: RegisterChange): void =>
    tellRegister(context, file, rows, change);

  const { offerings, projects, customers, agreements, serviceUses, decisions } = registers;
  if (offerings) {
    const rows = offerings.rows.map((row) => ({
      offering: row.offering,
      service: row.service,
      nameSv: row.name_sv,
      nameEn: english(row),
      items: codesIn(row.items).toSorted(),
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }));
    tell(offerings.file, rows.length, await keepOfferings(tx, provider, rows, source(offerings.file)));
  }
  if (projects) {
    const rows = projects.rows.map((row) => ({
      project: row.project,
      name: row.name,
      activity: row.activity,
      service: absent(row.service),
    }));
    tell(projects.file, rows.length, await keepProjects(tx, provider, rows, source(projects.file)));
  }
  if (customers) {
    const rows = customersIn(registers);
    tell(customers.file, rows.length, await keepCustomers(tx, provider, rows, source(customers.file)));
  }
  if (agreements) {
    const rows = agreements.rows.map((row) => ({
      agreement: row.agreement,
      customer: row.customer,
      status: row.status,
      signedOn: row.signed_on,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      reason: row.reason,
    }));
    tell(agreements.file, rows.length, await keepAgreements(tx, provider, rows, source(agreements.file)));
  }
  if (serviceUses) {
    const rows = serviceUses.rows.map((row) => ({
      customer: row.customer,
      service: row.service,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      stage: row.stage ?? ("done" as const),
      variant: row.variant,
      dependency: row.dependency,
      ...(row.variant_until === undefined ? {} : { variantUntil: row.variant_until }),
    }));
    tell(serviceUses.file, rows.length, await keepServiceUses(tx, provider, rows, source(serviceUses.file)));
  }
  if (decisions) {
    const rows = decisions.rows.map((row) => ({
      decision: row.decision,
      board: row.board,
      decidedOn: row.decided_on,
      paragraph: row.paragraph,
      registryNo: row.registry_no,
      title: row.title,
    }));
    tell(decisions.file, rows.length, await keepDecisions(tx, provider, rows, source(decisions.file)));
  }
  const { drivers, driverValues, provisions } = registers;
  if (drivers) {
    const rows = drivers.rows.map((row) => ({
      driver: row.driver,
      nameSv: row.name_sv,
      nameEn: english(row),
      unit: row.unit,
      subject: row.subject,
      owner: row.owner,
      source: row.source,
      definition: row.definition,
    }));
    tell(drivers.file, rows.length, await keepDrivers(tx, provider, rows, source(drivers.file)));
  }
  if (driverValues) {
    const rows = driverValues.rows.map((row) => ({
      driver: row.driver,
      service: row.service,
      subject: row.subject,
      periodFrom: row.period_from,
      valueMicro: row.value,
      measuredOn: row.measured_on,
    }));
    tell(
      driverValues.file,
      rows.length,
      await keepDriverValues(tx, provider, rows, source(driverValues.file)),
    );
  }
  if (provisions) {
    const rows = provisions.rows.map((row) => ({
      provision: row.provision,
      cause: row.cause,
      account: row.account,
      amountOre: row.amount,
      period: row.period,
    }));
    tell(provisions.file, rows.length, await keepProvisions(tx, provider, rows, source(provisions.file)));
  }
}

function mappingsOf({ accounts }: Registers) {
  return (accounts?.rows ?? []).map((row) => ({
    accountFrom: row.account_from,
    accountTo: row.account_to,
    kind: row.kind,
    element: row.element,
    activity: row.activity ?? "",
    role: row.role ?? "",
    nameSv: row.name_sv,
    nameEn: english(row),
    fileLine: row.line,
  }));
}

function customersIn({ customers }: Registers) {
  return (customers?.rows ?? []).map((row) => ({
    line: row.line,
    customer: row.customer,
    name: row.name,
    shortName: row.short_name === "" ? row.name : row.short_name,
    kind: row.kind,
    orgNo: absent(row.org_no),
    parent: absent(row.parent),
    counterparty: row.counterparty,
    isSelf: row.is_self ?? false,
    vat: row.vat,
    eAddress: absent(row.e_address),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** What became of a register, and which rows its file no longer holds. */
export function tellRegister(context: LoadContext, file: string, rows: number, change: RegisterChange): void {
  const { added, changed, removed, kept } = change;
  const touched = added + changed + removed;
  context.told({
    file,
    outcome: touched === 0 ? "unchanged" : added === rows && removed === 0 ? "loaded" : "changed",
    counts: { rows, added, changed, removed },
  });
  context.warn(
    kept.slice(0, 20).map((key) =>
      problemOf(
        "pack.kept-row",
        { file, text: key },
        {
          message_sv: `${key} finns inte längre i filen men står kvar.`,
          message_en: `${key} is no longer in the file but stays.`,
        },
      ),
    ),
  );
}

/** People get no password here: who may sign in is set by an administrator. Those already there are left as they are. */
async function keepUsers(context: LoadContext, { users }: Registers): Promise<void> {
  if (!users) return;
  const { tx, provider, now } = context;
  const known = new Set((await people(tx, provider)).map((person) => person.login));
  const knownCustomers = (await customersOf(tx, provider)).map((one) => one.customer);
  const problems: Problem[] = [];
  let added = 0;
  for (const row of users.rows) {
    if (known.has(row.login)) continue;
    const person = {
      login: row.login,
      name: row.name,
      role: row.role,
      customers: row.customers.split(/\s+/).filter((code) => code !== ""),
    };
    const result = await addPerson(tx, provider, person, { now, knownCustomers });
    if (result.ok) added += 1;
    else
      problems.push(...result.problems.map((problem) => ({ ...problem, file: users.file, line: row.line })));
  }
  if (problems.length > 0) throw new Refusal(problems);
  context.told({
    file: users.file,
    outcome: added === 0 ? "unchanged" : "loaded",
    counts: { rows: users.rows.length, added },
  });
}
