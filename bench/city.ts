/**
 * A made-up provider of the full size, the same for the same number: 57 services, 52 customers, 12 months, five cost elements, eight
 * pools, keys by driver, by volume and by use. Everything in it is synthetic.
 */
import {
  type CostCell,
  type CostModel,
  type CustomerKeys,
  type DriverReader,
  type DriverValue,
  driverReader,
  noVolumes,
  readModel,
  type Volume,
  volumeReader,
} from "../src/economy/costing/index.ts";
import { type Day, type Micro, micro, ore, periodsOfYear, required } from "../src/kernel/index.ts";

export interface City {
  readonly model: CostModel;
  readonly cells: readonly CostCell[];
  readonly values: readonly DriverValue[];
  readonly volumes: readonly Volume[];
  readonly drivers: DriverReader;
  readonly services: readonly { readonly service: string }[];
  readonly projects: readonly never[];
  readonly keys: CustomerKeys;
}

export const pools = ["common", "premises", "it", "hr", "finance", "centre", "infra", "shared"];
const elements = ["staff", "consultants", "it", "other", "financial"];
const months = periodsOfYear(2024);
const codes = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(2, "0")}`);
export const services = codes("S", 57);
export const customers = codes("K", 52);

/** Numbers that look random and are the same every time (mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

export const modelText = `model: city
valid_from: 2024-01-01
method: step-down
pools:
${pools.map((pool, i) => `  - { pool: ${pool}, select: { cost_centre: ["${10 + i}*"] } }`).join("\n")}
direct:
  - select: { service: ["*"] }
steps:
${pools.map((pool, i) => `  - { from: ${pool}, to: ${i < 5 ? "all" : "services"}, by: { driver: fte } }`).join("\n")}
keys:
  - { key: headcount, by: { driver: headcount } }
  - { key: accounts, by: { driver: accounts }, among: users }
  - { key: volume, by: volume }
assignments:
  - { services: ["S1*", "S2*"], key: headcount }
  - { services: ["S3*", "S4*"], key: volume }
  - { services: ["S0*", "S5*"], key: accounts }
`;

export function cityOf(seed: number): City {
  const random = numbersFrom(seed);
  const model = required(readModel(modelText, "city.yaml"));
  const cells: CostCell[] = [];
  for (const period of months) {
    for (const [e, element] of elements.entries()) {
      for (let k = 0; k < 80; k++) {
        const costCentre = String(1000 + k);
        cells.push(cell(period, element, `${5 + e}010`, costCentre, "", random(900_000_00) - 10_000_00));
      }
      for (const service of services) {
        for (let k = 0; k < 2; k++) {
          const amount = random(2_500_000_00) - 20_000_00;
          cells.push(cell(period, element, `${5 + e}0${2 + k}0`, "1999", service, amount));
        }
      }
    }
  }
  const values: DriverValue[] = [];
  const put = (driver: string, subject: string, whole: number): void => {
    const valueMicro = micro(whole * 1_000_000 + random(2) * 500_000);
    values.push({
      driver,
      service: "",
      subject,
      periodFrom: months[0] as (typeof months)[number],
      valueMicro,
      measuredOn: "2023-12-31" as Day,
    });
  };
  for (const subject of [...pools, ...services]) put("fte", subject, 1 + random(120));
  for (const customer of customers) {
    put("headcount", customer, 20 + random(9000));
    put("accounts", customer, 10 + random(7000));
  }
  const volumes: Volume[] = services.flatMap((service) =>
    months.flatMap((period) =>
      customers.map((customer) => ({
        service,
        item: `${service}-1`,
        customer,
        period,
        quantityMicro: (random(400) * 1_000_000) as Micro,
      })),
    ),
  );
  const drivers = driverReader(values);
  const uses = services.flatMap((service) =>
    customers.map((customer) => ({ service, customer, validFrom: "2020-01-01" as Day })),
  );
  return {
    model,
    cells,
    values,
    volumes,
    drivers,
    services: services.map((service) => ({ service })),
    projects: [],
    keys: {
      drivers,
      volumes: volumes.length > 0 ? volumeReader(volumes) : noVolumes,
      customers: customers.map((customer) => ({ customer })),
      uses,
    },
  };
}

function cell(
  period: CostCell["period"],
  element: string,
  account: string,
  costCentre: string,
  service: string,
  amount: number,
): CostCell {
  return {
    account,
    element,
    costCentre,
    project: "",
    service,
    customer: "",
    counterparty: "",
    period,
    amountOre: ore(amount),
  };
}
