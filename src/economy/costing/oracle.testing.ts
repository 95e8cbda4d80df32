import { months, type RandomCase } from "./random-model.testing.ts";
import { byCode } from "../../kernel/index.ts";

/**
 * A costing by the slowest and plainest means: BigInt fractions in maps, sets for who is still open, elimination by hand. It
 * shares no code with the engine. `refused` where the rules refuse: all weights zero, or a loop that nothing leaves.
 */
export class Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
  constructor(top: bigint, bottom = 1n) {
    const sign = bottom < 0n ? -1n : 1n;
    const by = divisor(top < 0n ? -top : top, bottom * sign) || 1n;
    this.top = (sign * top) / by;
    this.bottom = (sign * bottom) / by;
  }
  plus(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }
  times(other: Fraction): Fraction {
    return new Fraction(this.top * other.top, this.bottom * other.bottom);
  }
  over(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom, this.bottom * other.top);
  }
  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.top, other.bottom));
  }
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

const none = new Fraction(0n);

/** Whole parts of a whole amount by exact shares that sum to 1: floors, and the rest to the largest fractions. */
export function exactSplit(amount: bigint, shares: readonly Fraction[]): bigint[] {
  const size = amount < 0n ? -amount : amount;
  const floors = shares.map((share) => (size * share.top) / share.bottom);
  const over = shares
    .map((share, k) => ({ k, left: new Fraction((size * share.top) % share.bottom, share.bottom) }))
    .sort((a, b) => {
      const difference = b.left.minus(a.left).top;
      return difference === 0n ? a.k - b.k : difference > 0n ? 1 : -1;
    });
  let rest = size - floors.reduce((sum, part) => sum + part, 0n);
  for (const { k } of over) {
    if (rest-- <= 0n) break;
    floors[k] = (floors[k] as bigint) + 1n;
  }
  return floors.map((part) => (amount < 0n ? -part : part));
}

export type Held = Map<string, bigint>;

/** What every service, idle line and '' ends with, by `node element month`; zeros left out. */
export function oracle(one: RandomCase): Held | "refused" {
  const { model, services } = one;
  const held: Held = new Map();
  const add = (node: string, slot: string, by: bigint): void => {
    held.set(`${node} ${slot}`, (held.get(`${node} ${slot}`) ?? 0n) + by);
  };
  const slots = months.flatMap((month) => ["it", "staff"].map((element) => `${element} ${month}`));
  for (const cell of one.cells) {
    add(cell.service || cell.costCentre, `${cell.element} ${cell.period}`, BigInt(cell.amountOre));
  }
  const take = (pool: string, slot: string): bigint => {
    const amount = held.get(`${pool} ${slot}`) ?? 0n;
    held.delete(`${pool} ${slot}`);
    return amount;
  };
  const order = model.steps.map((step) => step.from);
  /** Everyone a pool reaches when these other pools are open, with exact shares; `undefined` when all are zero. */
  const sharesOf = (from: string, open: readonly string[], month: string) => {
    const step = model.steps.find((candidate) => candidate.from === from) as (typeof model.steps)[number];
    const words = [step.to].flat();
    const reaches = (code: string, group: string): boolean =>
      words.includes(code) || words.includes("all") || words.includes(group);
    const names = [
      ...model.pools
        .map((pool) => pool.pool)
        .filter((pool) => pool !== from && open.includes(pool) && reaches(pool, "pools")),
      ...services.filter((service) => reaches(service, "services")),
    ];
    const weights = names.map((name) =>
      BigInt(
        one.values.find((v) => v.driver === "fte" && v.subject === name && v.periodFrom === month)
          ?.valueMicro ?? 0,
      ),
    );
    const capacity = model.pools.find((pool) => pool.pool === from)?.capacity;
    if (capacity !== undefined) {
      const used = weights.reduce((sum, w) => sum + w, 0n);
      // Pools that are not reached use it too: that is not idle, and they do not pay.
      const elsewhere = one.values
        .filter(
          (v) =>
            v.driver === "fte" &&
            v.periodFrom === month &&
            v.subject !== from &&
            !names.includes(v.subject) &&
            model.pools.some(({ pool }) => pool === v.subject),
        )
        .reduce((sum, v) => sum + BigInt(v.valueMicro), 0n);
      const left = BigInt(capacity.amountMicro ?? 0) - used - elsewhere;
      const unused = left > 0n ? left : 0n;
      const all = used + elsewhere;
      names.push(`idle.${from}`);
      weights.push(used === 0n ? unused : (2n * unused * used + all) / (2n * all));
    }
    if (step.ifZero === "unallocated") {
      names.push("");
      weights.push(weights.every((w) => w === 0n) ? 1n : 0n);
    }
    const sum = weights.reduce((all, w) => all + w, 0n);
    return sum === 0n
      ? undefined
      : names.map((name, k) => ({ name, share: new Fraction(weights[k] as bigint, sum) }));
  };
  const empty = (from: string, open: readonly string[]): boolean => {
    for (const slot of slots) {
      const amount = take(from, slot);
      if (amount === 0n) continue;
      const shares = sharesOf(from, open, slot.slice(-7));
      if (shares === undefined) return false;
      const parts = exactSplit(
        amount,
        shares.map(({ share }) => share),
      );
      for (const [k, { name }] of shares.entries()) add(name, slot, parts[k] as bigint);
    }
    return true;
  };
  const together = (members: readonly string[], open: readonly string[]): boolean => {
    for (const month of months) {
      const mine = slots.filter((slot) => slot.endsWith(month));
      const primary = members.map((member) => mine.map((slot) => take(member, slot)));
      const holding = members.filter((_, i) => primary[i]?.some((amount) => amount !== 0n));
      if (holding.length === 0) continue;
      const shares = new Map(
        members.map((member) => [member, sharesOf(member, [...members, ...open], month)]),
      );
      // Who is reached must reach somebody outside.
      const reached = new Set(holding);
      for (const member of reached) {
        for (const { name, share } of shares.get(member) ?? []) {
          if (members.includes(name) && share.top > 0n) reached.add(name);
        }
      }
      const within = [...reached];
      const system = within.map((member) =>
        within.map((other) => {
          const share = shares.get(member)?.find(({ name }) => name === other)?.share ?? none;
          return member === other ? new Fraction(1n) : new Fraction(-share.top, share.bottom);
        }),
      );
      const outside = [
        ...new Set(within.flatMap((m) => (shares.get(m) ?? []).map(({ name }) => name))),
      ].filter((name) => !members.includes(name));
      const places = [
        ...model.pools.map((pool) => pool.pool),
        ...services,
        ...order.map((pool) => `idle.${pool}`).sort(byCode),
        "",
      ];
      outside.sort((a, b) => places.indexOf(a) - places.indexOf(b));
      if (within.some((member) => shares.get(member) === undefined)) return false;
      const solved = eliminate(
        system,
        within.map((member) =>
          outside.map((name) => shares.get(member)?.find((one) => one.name === name)?.share ?? none),
        ),
      );
      if (solved === undefined) return false;
      for (const [i, member] of members.entries()) {
        const row = solved[within.indexOf(member)];
        for (const [k, slot] of mine.entries()) {
          const amount = primary[i]?.[k] as bigint;
          if (amount === 0n || row === undefined) continue;
          const parts = exactSplit(amount, row);
          for (const [c, name] of outside.entries()) add(name, slot, parts[c] as bigint);
        }
      }
    }
    return true;
  };
  if (model.method === "reciprocal") {
    if (!together(order, [])) return "refused";
  } else {
    if (model.method === "double-step-down") {
      for (const pool of order) if (!empty(pool, order)) return "refused";
    }
    const open = [...order];
    for (let i = 0; i < model.steps.length;) {
      const block = model.steps[i]?.block;
      let end = i + 1;
      if (block !== undefined) while (model.steps[end]?.block === block) end += 1;
      const members = open.splice(0, end - i);
      const reachable = model.method === "direct" ? [] : open;
      const done =
        block === undefined ? empty(members[0] as string, reachable) : together(members, reachable);
      if (!done) return "refused";
      i = end;
    }
  }
  for (const [key, amount] of held) if (amount === 0n) held.delete(key);
  return held;
}

function at(system: Fraction[][], row: number, column: number): Fraction {
  return (system[row] as Fraction[])[column] as Fraction;
}

/** Solves system x = right in exact fractions; `undefined` where it is singular. */
function eliminate(system: Fraction[][], right: Fraction[][]): Fraction[][] | undefined {
  const n = system.length;
  for (let k = 0; k < n; k++) {
    const pivot = system.findIndex((row, i) => i >= k && row[k]?.top !== 0n);
    if (pivot < 0) return undefined;
    for (const rows of [system, right]) {
      const other = rows[k] as Fraction[];
      rows[k] = rows[pivot] as Fraction[];
      rows[pivot] = other;
    }
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = at(system, i, k).over(at(system, k, k));
      if (factor.top === 0n) continue;
      for (const rows of [system, right]) {
        rows[i] = (rows[i] as Fraction[]).map((value, c) =>
          value.minus(factor.times(rows[k]?.[c] as Fraction)),
        );
      }
    }
  }
  return right.map((row, i) => row.map((value) => value.over(system[i]?.[i] as Fraction)));
}
