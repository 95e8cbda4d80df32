import {
  lastDayOf,
  ore,
  type Ore,
  parseKronor,
  type Period,
  periodOf,
  periodOfDay,
  required,
} from "../../kernel/index.ts";
import { readSie, type SieFile, type SieRow } from "../../formats/sie4/index.ts";
import { asThen, type Catalogue, classOn } from "../../service/catalogue/index.ts";
import type { Agreement, Customer, ServiceUse } from "../../service/customers/index.ts";
import {
  type CostCell,
  costServices,
  type Driver,
  driverReader,
  readModel,
} from "../../economy/costing/index.ts";
import { type AccountMap, accountMap } from "../../economy/ledger/index.ts";
import {
  type CellRegisters,
  classifyCells,
  evaluate,
  type LayoutContext,
  layoutsOf,
  type Measure,
  measuresOf,
  type RawCell,
  type Scenario,
  type ServiceCostCell,
  type Statement,
} from "../../economy/statements/index.ts";
import type { Pack } from "./demo.ts";
import { micro, parseMicro } from "../../kernel/index.ts";
import type { Day } from "../../kernel/index.ts";

/** A pack as it was written, read back: nothing here knows how it was made. */
export interface WrittenPack {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly books: ReadonlyMap<number, SieFile>;
  table(path: string): Record<string, string>[];
}

export function written(pack: Pack): WrittenPack {
  const files = new Map<string, Uint8Array>();
  for (const file of pack.files) {
    const pieces = typeof file.text === "string" ? [file.text] : [...file.text()];
    files.set(
      file.path,
      Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "utf8") : piece))),
    );
  }
  const books = new Map<number, SieFile>();
  for (const year of [2022, 2023, 2024]) {
    const file = `ledger/${year}.se`;
    books.set(year, required(readSie(files.get(file) as Uint8Array, { file })));
  }
  return {
    files,
    books,
    table: (path) => tableOf(Buffer.from(files.get(path) as Uint8Array).toString("utf8")),
  };
}

function tableOf(text: string): Record<string, string>[] {
  const [header = [], ...rows] = text.trimEnd().split("\n").map(cellsOf);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])));
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map((match) =>
    match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'),
  );
}

export function codesOf(row: Pick<SieRow, "objects">) {
  const of = (dimension: number): string =>
    row.objects.find((object) => object.dimension === dimension)?.object ?? "";
  return { costCentre: of(1), project: of(6), service: of(20), customer: of(21), counterparty: of(22) };
}

const nothing = { costCentre: "", project: "", service: "", customer: "", counterparty: "" };

/** Every amount of the books and plans, as the statements take them. */
export function rawCells(pack: WrittenPack): RawCell[] {
  const cells: RawCell[] = [];
  for (const [year, file] of pack.books) {
    for (const balance of file.balances) {
      const { account, amountOre } = balance;
      if (balance.kind === "IB" && balance.year === 0) {
        cells.push({
          scenario: "actual",
          fiscalYear: year,
          flow: "opening",
          period: periodOf(year, 1),
          account,
          ...nothing,
          amountOre,
        });
      }
      if (balance.kind === "RES" && balance.year === -1 && year === 2022) {
        cells.push({
          scenario: "actual",
          fiscalYear: 2021,
          flow: "movement",
          period: periodOf(2021, 12),
          account,
          ...nothing,
          amountOre,
        });
      }
    }
    for (const voucher of file.vouchers) {
      const period = periodOfDay(voucher.day);
      for (const row of voucher.rows) {
        cells.push({
          scenario: "actual",
          fiscalYear: year,
          flow: "movement",
          period,
          account: row.account,
          ...codesOf(row),
          amountOre: row.amountOre,
        });
      }
    }
  }
  for (const [path, scenario] of [
    ["planning/budget-2024.csv", "budget"],
    ["planning/forecast-2024-10.csv", "forecast"],
  ] as const) {
    for (const row of pack.table(path)) {
      cells.push({
        scenario,
        fiscalYear: 2024,
        flow: "movement",
        period: row["period"] as Period,
        account: row["account"] as string,
        costCentre: row["cost_centre"] as string,
        project: row["project"] as string,
        service: row["service"] as string,
        customer: row["customer"] as string,
        counterparty: row["counterparty"] as string,
        amountOre: parseKronor(row["amount"] as string) as Ore,
      });
    }
  }
  return cells;
}

export function accountsOfPack(pack: WrittenPack): AccountMap {
  return required(
    accountMap(
      pack.table("organisation/accounts.csv").map((row) => ({
        accountFrom: row["account_from"] as string,
        accountTo: row["account_to"] as string,
        kind: row["kind"] as "cost",
        element: row["element"] as string,
        activity: row["activity"] as string,
        role: row["role"] as string,
        nameSv: row["name_sv"] as string,
        nameEn: row["name_en"] as string,
      })),
    ),
  );
}

export function catalogueOfPack(pack: WrittenPack): Catalogue {
  const validTo = (row: Record<string, string>) => ({
    validTo: row["valid_to"] ? (row["valid_to"] as Day) : undefined,
  });
  return {
    classes: pack.table("catalogue/classes.csv").map((row, index) => ({
      class: row["class"] as string,
      nameSv: row["name_sv"] as string,
      nameEn: row["name_en"] as string,
      mandatory: row["mandatory"] === "1",
      counted: row["counted"] === "1",
      settled: row["settled"] === "1",
      position: index,
    })),
    areas: pack.table("catalogue/areas.csv").map((row, index) => ({
      area: row["area"] as string,
      nameSv: row["name_sv"] as string,
      nameEn: row["name_en"] as string,
      position: index,
    })),
    services: pack.table("catalogue/services.csv").map((row) => ({
      service: row["service"] as string,
      nameSv: row["name_sv"] as string,
      nameEn: row["name_en"] as string,
      area: row["area"] as string,
      department: row["department"] as string,
      owner: row["owner"] as string,
      eligible: row["eligible"] as "all",
      descriptionSv: "",
      descriptionEn: "",
      aliases: [],
      synthetic: row["synthetic"] === "1",
      validFrom: row["valid_from"] as Day,
      ...validTo(row),
    })),
    classifications: pack.table("catalogue/classifications.csv").map((row) => ({
      service: row["service"] as string,
      validFrom: row["valid_from"] as Day,
      class: row["class"] as string,
      restate: row["restate"] === "1",
      note: row["note"] as string,
    })),
    offerings: [],
  };
}

export function customersOfPack(pack: WrittenPack): {
  customers: Customer[];
  agreements: Agreement[];
  uses: ServiceUse[];
} {
  const validity = (row: Record<string, string>) => ({
    validFrom: row["valid_from"] as Day,
    validTo: row["valid_to"] ? (row["valid_to"] as Day) : undefined,
  });
  return {
    customers: pack.table("customers/customers.csv").map((row): Customer => ({
      customer: row["customer"] as string,
      name: row["name"] as string,
      shortName: row["short_name"] as string,
      kind: row["kind"] as "department",
      orgNo: row["org_no"] as string,
      parent: row["parent"] === "" ? undefined : row["parent"],
      eAddress: row["e_address"] === "" ? undefined : row["e_address"],
      counterparty: row["counterparty"] as string,
      isSelf: row["is_self"] === "1",
      vat: row["vat"] === "1",
      ...validity(row),
    })),
    agreements: pack.table("customers/agreements.csv").map((row): Agreement => ({
      customer: row["customer"] as string,
      agreement: row["agreement"] as string,
      status: row["status"] as "signed",
      signedOn: row["signed_on"] ? (row["signed_on"] as Day) : undefined,
      reason: row["reason"] as string,
      ...validity(row),
    })),
    uses: pack.table("customers/service-use.csv").map((row): ServiceUse => ({
      customer: row["customer"] as string,
      service: row["service"] as string,
      stage: row["stage"] as "done",
      ...validity(row),
    })),
  };
}

/** Costs every service of a year or of the budget by the pack's own model and drivers. */
export function serviceCosts(pack: WrittenPack, cells: readonly RawCell[], scenario: Scenario, year: number) {
  const accounts = accountsOfPack(pack);
  const costs = cells.flatMap((cell): CostCell[] => {
    const mapping = accounts.mappingOf(cell.account);
    if (cell.scenario !== scenario || cell.fiscalYear !== year || mapping?.kind !== "cost") return [];
    return [{ ...cell, element: mapping.element }];
  });
  const model = required(
    readModel(
      Buffer.from(pack.files.get("model/gothenburg.yaml") as Uint8Array).toString("utf8"),
      "model/gothenburg.yaml",
    ),
  );
  const values = pack.table("drivers/values.csv").map((row) => ({
    driver: row["driver"] as string,
    service: row["service"] as string,
    subject: row["subject"] as string,
    periodFrom: row["period_from"] as Period,
    valueMicro: parseMicro(row["value"] as string) ?? micro(0),
    measuredOn: row["measured_on"] as Day,
  }));
  return required(
    costServices({
      cells: costs,
      model,
      drivers: driverReader(
        values,
        pack.table("drivers/drivers.csv").map((row) => ({
          driver: row["driver"] as string,
          nameSv: "",
          nameEn: "",
          unit: "",
          subject: row["subject"] as Driver["subject"],
          owner: "",
          source: "",
          definition: "",
          formula: row["formula"] ?? "",
        })),
      ),
      services: pack.table("catalogue/services.csv").map((row) => ({ service: row["service"] as string })),
      projects: pack.table("organisation/projects.csv").map((row) => ({
        project: row["project"] as string,
        activity: row["activity"] as "change",
        service: row["service"],
      })),
    }),
  );
}

/** The months of a year added up: the statements of a year ask for no more, and are many times quicker. */
function yearly(raw: readonly RawCell[]): RawCell[] {
  const sums = new Map<string, RawCell>();
  for (const cell of raw) {
    const { scenario, fiscalYear, flow, account, costCentre, project, service, customer, counterparty } =
      cell;
    const key = [
      scenario,
      fiscalYear,
      flow,
      account,
      costCentre,
      project,
      service,
      customer,
      counterparty,
    ].join("|");
    const known = sums.get(key);
    const amountOre = ore((known?.amountOre ?? 0) + cell.amountOre);
    sums.set(key, { ...cell, period: periodOf(fiscalYear, 12), amountOre });
  }
  return [...sums.values()];
}

/** Every statement of 2024 that the floor can compute, from the written files only. */
export function statementsOfPack(pack: WrittenPack): Map<string, Statement> {
  const raw = rawCells(pack);
  const catalogue = catalogueOfPack(pack);
  const areaOf = new Map(catalogue.services.map((row) => [row.service, row.area]));
  const centres = new Map(
    pack
      .table("organisation/cost-centres.csv")
      .map((row) => [
        row["cost_centre"],
        { department: row["department"] as string, common: row["common"] === "1" },
      ]),
  );
  const projects = new Map(
    pack
      .table("organisation/projects.csv")
      .map((row) => [
        row["project"],
        { activity: row["activity"] as "change", service: row["service"] as string },
      ]),
  );
  const known = new Map<string, { class: string; area: string } | undefined>();
  const registers: CellRegisters = {
    accounts: accountsOfPack(pack),
    departmentOf: (code) => centres.get(code),
    projectOf: (code) => projects.get(code),
    serviceOf: (service, period) => {
      if (service === "") return undefined;
      const key = `${service} ${period}`;
      if (!known.has(key)) {
        const on = classOn(catalogue.classifications, service, lastDayOf(period), {
          as: "now",
          now: "2024-12-31" as Day,
        });
        known.set(key, { class: on?.class ?? "", area: areaOf.get(service) ?? "" });
      }
      return known.get(key);
    },
    ownCounterparties: new Set(["199"]),
  };
  const cells = required(classifyCells(yearly(raw), registers));
  const costs = (
    [
      ["actual", 2024],
      ["budget", 2024],
      ["actual", 2023],
    ] as const
  ).flatMap(([scenario, year]) =>
    serviceCosts(pack, raw, scenario, year).rows.map((row): ServiceCostCell => ({
      ...row,
      scenario,
      fiscalYear: year,
      class: registers.serviceOf(row.service, row.period)?.class ?? "",
      area: registers.serviceOf(row.service, row.period)?.area ?? "",
    })),
  );
  const measures = new Map<string, Measure>();
  for (const year of [2024, 2023]) {
    const invoicedOre = new Map<string, Ore>();
    for (const cell of cells) {
      if (
        cell.scenario !== "actual" ||
        cell.fiscalYear !== year ||
        cell.kind !== "revenue" ||
        cell.customer === ""
      )
        continue;
      invoicedOre.set(cell.customer, ore((invoicedOre.get(cell.customer) ?? 0) - cell.amountOre));
    }
    for (const [name, measure] of measuresOf(
      { catalogue, ...customersOfPack(pack) },
      { day: `${year}-12-31` as Day, invoicedOre },
    )) {
      measures.set(`${name}:${year}`, measure);
    }
  }
  const common = new Set([...centres.values()].filter((row) => row.common).map((row) => row.department));
  const context: LayoutContext = {
    classes: catalogue.classes.map((row) => ({ ...row, name_sv: row.nameSv, name_en: row.nameEn })),
    areas: catalogue.areas.map((row) => ({
      area: row.area,
      name_sv: row.nameSv,
      name_en: row.nameEn,
      classes: [
        ...new Set(
          catalogue.services
            .filter((one) => one.area === row.area)
            .map(
              (one) =>
                classOn(catalogue.classifications, one.service, "2024-12-31" as Day, asThen)?.class ?? "",
            ),
        ),
      ],
    })),
    departments: pack.table("organisation/departments.csv").map((row) => ({
      department: row["department"] as string,
      name_sv: row["name_sv"] as string,
      name_en: row["name_en"] as string,
      common: common.has(row["department"] as string),
    })),
  };
  return new Map(
    layoutsOf(context).map((layout) => [
      layout.id,
      evaluate(layout, { year: 2024, cells, serviceCosts: costs, measures, forecast: "forecast-2024-10" }),
    ]),
  );
}
