import fc from "fast-check";
import { type Day, type Micro, type Period, ore, period } from "../../kernel/index.ts";
import type { CostCell, CostModel, DriverValue, Method, Step } from "./index.ts";

/** A model with its data, made at random for the properties. All steps go by one driver, `fte`; customers share by `heads`. */
export interface RandomCase {
  readonly cells: readonly CostCell[];
  readonly values: readonly DriverValue[];
  readonly services: readonly string[];
  readonly customers: readonly string[];
  readonly model: CostModel;
}

export const months: readonly Period[] = ["2024-01", "2024-02"].map(period);
const elements = ["it", "staff"];

const amount = fc.oneof(
  fc.integer({ min: -500, max: 500 }),
  fc.integer({ min: -(10 ** 11), max: 10 ** 12 }),
  fc.constantFrom(10 ** 13, -(10 ** 13), 1, -1),
);
const weight = fc.oneof(
  fc.constant(0),
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
  fc.integer({ min: 1, max: 2 ** 46 }),
);

export function cellOn(
  node: string,
  pools: readonly string[],
  element: string,
  month: Period,
  amountOre: number,
) {
  const isPool = pools.includes(node);
  return {
    account: "5010",
    element,
    costCentre: isPool ? node : "x",
    project: "",
    service: isPool ? "" : node,
    customer: "",
    counterparty: "",
    period: month,
    amountOre: ore(amountOre),
  } satisfies CostCell;
}

export function valueOf(driver: string, subject: string, from: Period, valueMicro: number): DriverValue {
  return {
    driver,
    service: "",
    subject,
    periodFrom: from,
    valueMicro: valueMicro as Micro,
    measuredOn: "2023-12-31" as Day,
  };
}

export function stepOf(from: string, to: Step["to"], more: Partial<Step> = {}): Step {
  return {
    from,
    to,
    by: { kind: "driver", driver: "fte" },
    activity: "operation",
    ifZero: "refuse",
    explainSv: "",
    explainEn: "",
    line: 1,
    ...more,
  };
}

export function modelOfSteps(
  pools: readonly string[],
  steps: readonly Step[],
  more: Partial<CostModel> = {},
): CostModel {
  return {
    model: "m",
    validFrom: "2024-01-01" as Day,
    method: "step-down",
    pools: pools.map((pool) => ({
      pool,
      nameSv: pool,
      nameEn: pool,
      select: [{ cost_centre: [pool] }],
      line: 1,
    })),
    direct: [{ select: { service: ["*"] }, line: 1 }],
    steps,
    keys: [
      {
        key: "heads",
        nameSv: "",
        nameEn: "",
        by: { kind: "driver", driver: "heads" },
        among: "customers",
        ifZero: "unallocated",
        line: 1,
      },
    ],
    assignments: [{ services: ["*"], key: "heads", line: 1 }],
    exceptions: [],
    file: "m.yaml",
    ...more,
  };
}

export function randomCase(
  methods: readonly Method[],
  {
    maxPools = 5,
    blocks = true,
    capacity = true,
  }: { maxPools?: number; blocks?: boolean; capacity?: boolean } = {},
): fc.Arbitrary<RandomCase> {
  return fc
    .record({
      method: fc.constantFrom(...methods),
      poolCount: fc.integer({ min: 1, max: maxPools }),
      serviceCount: fc.integer({ min: 1, max: 4 }),
      customerCount: fc.integer({ min: 1, max: 3 }),
      amounts: fc.array(fc.tuple(fc.nat(), fc.nat(1), fc.nat(1), amount), { maxLength: 24 }),
      weights: fc.array(weight, { minLength: 40, maxLength: 40 }),
      to: fc.array(fc.constantFrom("services", "all", "all", "named"), {
        minLength: maxPools,
        maxLength: maxPools,
      }),
      block: blocks ? fc.tuple(fc.nat(maxPools - 1), fc.nat(maxPools)) : fc.constant([0, 0] as const),
      zero: fc.constantFrom<Step["ifZero"]>("refuse", "unallocated"),
      capacities: fc.array(fc.option(weight), { minLength: maxPools, maxLength: maxPools }),
    })
    .map((made) => {
      const pools = Array.from({ length: made.poolCount }, (_, i) => `p${i}`);
      const services = Array.from({ length: made.serviceCount }, (_, i) => `S${i}`);
      const customers = Array.from({ length: made.customerCount }, (_, i) => `K${i}`);
      const nodes = [...pools, ...services];
      let next = 0;
      const weightFor = (): number => made.weights[next++ % made.weights.length] as number;
      const values = [
        ...nodes.flatMap((node) => months.map((month) => valueOf("fte", node, month, weightFor()))),
        ...customers.map((customer) => valueOf("heads", customer, months[0] as Period, weightFor())),
      ];
      const [first, size] = made.block;
      const steps = pools.map((pool, i) => {
        const to = made.to[i] as string;
        const within = (at: number): boolean => size > 1 && at >= first && at < first + size;
        const inBlock = within(i);
        // The direct method refuses a pool by name, unless they stand in a block together.
        const later = made.method === "direct" && !(inBlock && within(i + 1)) ? undefined : pools[i + 1];
        return stepOf(
          pool,
          to === "named" ? [...(later === undefined ? [] : [later]), "S0"] : (to as Step["to"]),
          {
            ifZero: made.zero,
            ...(inBlock ? { block: "b" } : {}),
          },
        );
      });
      const base = modelOfSteps(pools, steps, { method: made.method });
      const model: CostModel = {
        ...base,
        pools: base.pools.map((pool, i) => {
          const has = capacity ? made.capacities[i] : undefined;
          return has === null || has === undefined
            ? pool
            : {
                ...pool,
                capacity: { amountMicro: has as Micro, unit: "fte", owner: "HR", unused: "carry", line: 1 },
              };
        }),
      };
      const cells = made.amounts.map(([node, e, p, ore]) =>
        cellOn(nodes[node % nodes.length] as string, pools, elements[e] as string, months[p] as Period, ore),
      );
      return { cells, values, services, customers, model };
    });
}
