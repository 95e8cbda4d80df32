import { Refusal } from "../../../kernel/index.ts";

/** Nothing where a year or plan has no costs to cost; every other refusal is told. */
export async function orNoCosts<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.problems.every((one) => one.code === "costing.no-costs"))
      return undefined;
    throw error;
  }
}
