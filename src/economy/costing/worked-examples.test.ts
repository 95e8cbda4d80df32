import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Day,
  type Ore,
  micro,
  ore,
  parseKronor,
  parseMicro,
  period,
  required,
} from "../../kernel/index.ts";
import {
  type CostCell,
  type CostModel,
  costPlaced,
  distributeToCustomers,
  driverReader,
  type DriverValue,
  idleCapacities,
  type Method,
  methods,
  noVolumes,
  placeCells,
  readModel,
  type ServiceCosting,
} from "./index.ts";

const folder = new URL("../../../docs/worked-examples/", import.meta.url);
const month = period("2024-01");

interface TableOf {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every table of a page, by the word its head begins with. */
function tablesOf(text: string): Map<string, TableOf> {
  const tables = new Map<string, TableOf>();
  const cells = (line: string): string[] =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  for (const block of text.split(/\n\s*\n/)) {
    const lines = block.trim().split("\n");
    if (!lines.every((line) => line.startsWith("|")) || lines.length < 3) continue;
    const head = cells(lines[0] as string);
    tables.set(head[0] as string, { head, rows: lines.slice(2).map(cells) });
  }
  return tables;
}

const amount = (text: string): number => {
  const found = parseKronor(text);
  if (found === undefined) throw new Error(`${text} is an amount`);
  return found;
};

interface Page {
  readonly model: CostModel;
  readonly tables: Map<string, TableOf>;
  readonly cells: readonly CostCell[];
  readonly values: readonly DriverValue[];
}

function read(name: string): Page {
  const text = readFileSync(new URL(name, folder), "utf8");
  const yaml = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  const model = required(readModel(yaml, name));
  const tables = tablesOf(text);
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const cells = (tables.get("place")?.rows ?? []).map(([place, kronor]): CostCell => {
    const isPool = pools.has(place as string);
    return {
      account: "5010",
      element: "other",
      costCentre: isPool ? (place as string) : "x",
      project: "",
      service: isPool ? "" : (place as string),
      customer: "",
      counterparty: "",
      period: month,
      amountOre: ore(amount(kronor as string)),
    };
  });
  const values = (tables.get("driver")?.rows ?? []).map(([driver, subject, value]): DriverValue => ({
    driver: driver as string,
    service: "",
    subject: subject as string,
    periodFrom: month,
    valueMicro: parseMicro(value as string) ?? micro(-1),
    measuredOn: "2023-12-31" as Day,
  }));
  return { model, tables, cells, values };
}

function cost({ model, cells, values }: Page, as?: Method): ServiceCosting {
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const named = [...cells.map((cell) => cell.service), ...values.map((value) => value.subject)];
  const services = [...new Set(named.filter((code) => code !== "" && !pools.has(code)))];
  const placed = required(
    placeCells({ model, cells, services: services.map((service) => ({ service })), projects: [] }),
  );
  return required(costPlaced(placed, driverReader(values), as));
}

const byService = (costing: ServiceCosting): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { service, directOre, allocatedOre } of costing.rows) {
    sums.set(service, (sums.get(service) ?? 0) + directOre + allocatedOre);
  }
  return sums;
};

function byCustomer(page: Page, model: CostModel): Map<string, number> {
  const customers = [...new Set(page.values.map((value) => value.subject))].map((customer) => ({ customer }));
  const drivers = driverReader(page.values);
  const found = required(
    distributeToCustomers(cost({ ...page, model }), { drivers, volumes: noVolumes, customers }),
  );
  const sums = new Map<string, number>();
  for (const row of found.rows) sums.set(row.customer, (sums.get(row.customer) ?? 0) + row.amountOre);
  return sums;
}

/** Compares a table with what was computed, column by column; whole kronor where the head says `printed`. */
function compare(table: TableOf, column: (head: string) => ((key: string) => number) | undefined): number {
  let compared = 0;
  for (const [c, head] of table.head.entries()) {
    const of = head.startsWith("printed: ") ? head.slice("printed: ".length) : head;
    const compute = column(of);
    if (compute === undefined) continue;
    for (const row of table.rows) {
      const [expected, found] = [amount(row[c] as string), compute(row[0] as string)];
      const told = `${row[0]}, ${head}`;
      if (head === of) expect(found, told).toBe(expected);
      else expect(Math.round(found / 100), told).toBe(expected / 100);
      compared += 1;
    }
  }
  return compared;
}

// The settlement's page has no costing in it; the tests of that room hold it.
const names = readdirSync(folder).filter(
  (name) => name.endsWith(".md") && name !== "README.md" && !name.startsWith("settlement-"),
);

describe("worked examples", () => {
  it.each(names)("%s says what the engine does", (name) => {
    const page = read(name);
    const { tables, model } = page;
    let compared = 0;
    const services = tables.get("service");
    if (services !== undefined) {
      for (const head of services.head.slice(1)) {
        const method = methods.find((one) => one === head);
        if (head !== "model" && method === undefined && !head.startsWith("printed"))
          throw new Error(`${head}?`);
      }
      compared += compare(services, (head) => {
        if (head === "service") return undefined;
        const sums = byService(
          cost(
            page,
            methods.find((one) => one === head),
          ),
        );
        const shown = services.rows.map((row) => row[0]);
        // Every service is in the table, so that what is shown is the whole.
        expect(new Set(sums.keys())).toEqual(new Set(shown));
        return (service) => sums.get(service) ?? 0;
      });
    }
    const customers = tables.get("customer");
    if (customers !== undefined) {
      compared += compare(customers, (head) => {
        if (head === "customer") return undefined;
        const sums = byCustomer(page, head === "model" ? model : { ...model, exceptions: [] });
        return (customer) => sums.get(customer) ?? 0;
      });
    }
    const members = tables.get("member");
    if (members !== undefined) {
      const costing = cost(page);
      const gross = new Map<string, number>();
      for (const block of costing.blocks) {
        for (const [i, node] of block.members.entries()) {
          gross.set(costing.grid.pools[node] as string, block.months[0]?.gross[i] ?? Number.NaN);
        }
      }
      compared += compare(members, (head) =>
        head === "member" ? undefined : (member) => gross.get(member) ?? Number.NaN,
      );
    }
    for (const row of tables.get("flow")?.rows ?? []) {
      const [from, to, exact, printed] = row as [string, string, string, string];
      const costing = cost(page);
      const flow = costing.flows.find((one) => one.step.from === from);
      const part = flow?.months[0]?.parts[flow.targets.indexOf(costing.grid.pools.indexOf(to))] as Ore;
      expect(part).toBe(amount(exact));
      expect(Math.round(part / 100)).toBe(amount(printed) / 100);
      compared += 2;
    }
    const pools = tables.get("pool");
    if (pools !== undefined) {
      const idle = idleCapacities(cost(page), driverReader(page.values));
      const columns: Record<string, (one: (typeof idle)[number]) => number> = {
        // Kronor and hours are both written with two decimals at the most.
        used: (one) => one.usedMicro / 10_000,
        unused: (one) => one.unusedMicro / 10_000,
        carried: (one) => one.carriedOre,
        smeared: (one) => one.smearedOre,
        "per unit of capacity": (one) => one.perUnitOfCapacityOre,
        "per unit used": (one) => one.perUnitUsedOre,
      };
      compared += compare(pools, (head) => {
        const of = columns[head];
        return of && ((pool) => of(idle.find((one) => one.pool === pool) as (typeof idle)[number]));
      });
    }
    expect(compared).toBeGreaterThan(1);
  });
});
