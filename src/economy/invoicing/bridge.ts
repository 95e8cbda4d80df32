import { addOre, allocate, assert, byCode, type Ore, ore, sumOre, zeroOre } from "../../kernel/index.ts";
import type { IssuedLine } from "./line.ts";

/** Why an amount is another than before: the words of "Varför betalar vi detta?". */
export const bridgeEffects = ["price", "volume", "key", "scope", "correction"] as const;
export type BridgeEffect = (typeof bridgeEffects)[number];

type Line = Pick<
  IssuedLine,
  | "invoice"
  | "line"
  | "item"
  | "service"
  | "chargeKind"
  | "textSv"
  | "textEn"
  | "quantityMicro"
  | "unit"
  | "netOre"
> & { readonly because: Pick<IssuedLine["because"], "key"> };

/** One item in two periods, and what makes the difference. */
export interface BridgeItem {
  readonly item: string;
  readonly service: string;
  readonly textSv: string;
  readonly textEn: string;
  readonly beforeOre: Ore;
  readonly afterOre: Ore;
  readonly effects: Readonly<Record<BridgeEffect, Ore>>;
  /** The latest line of it, to be opened. */
  readonly invoice: string;
  readonly line: number;
  readonly quantityMicro: number;
  readonly unit: string;
}

/** Two periods of a customer's lines, with the difference told to the öre. */
export interface PaymentBridge {
  readonly beforeOre: Ore;
  readonly afterOre: Ore;
  readonly effects: Readonly<Record<BridgeEffect, Ore>>;
  readonly items: readonly BridgeItem[];
}

/**
 * From what was paid to what is paid (förklaringsbrygga): corrections and settlements by themselves; an item in one of the periods only is scope; a fee that
 * rests on a key changes by the customer's share of it; metered charges by their quantity; what is left is price. An increase is valued as things are now, a decrease as they
 * were. Each item's effects, and so all of them, sum to the difference to the öre. O(lines).
 */
export function paymentBridge(before: readonly Line[], after: readonly Line[]): PaymentBridge {
  const [old, current] = [sidesOf(before), sidesOf(after)];
  const items = [...new Set([...old.keys(), ...current.keys()])].toSorted(byCode).map((key) => {
    const [from, to] = [old.get(key), current.get(key)];
    const { first, ...last } = (to ?? from) as Side;
    const effects = effectsOf(from, to);
    const [beforeOre, afterOre] = [from?.netOre ?? zeroOre, to?.netOre ?? zeroOre];
    assert(
      addOre(beforeOre, sumOre(Object.values(effects))) === afterOre,
      "the effects of an item are what it differs by",
    );
    return {
      item: first.item,
      service: first.service,
      textSv: first.textSv,
      textEn: first.textEn,
      beforeOre,
      afterOre,
      effects,
      invoice: first.invoice,
      line: first.line,
      quantityMicro: last.quantity,
      unit: first.unit,
    };
  });
  const sumOf = (effect: BridgeEffect): Ore => sumOre(items.map((one) => one.effects[effect]));
  return {
    beforeOre: sumOre(before.map((line) => line.netOre)),
    afterOre: sumOre(after.map((line) => line.netOre)),
    effects: {
      price: sumOf("price"),
      volume: sumOf("volume"),
      key: sumOf("key"),
      scope: sumOf("scope"),
      correction: sumOf("correction"),
    },
    items: items.toSorted((a, b) => Math.abs(b.afterOre - b.beforeOre) - Math.abs(a.afterOre - a.beforeOre)),
  };
}

interface Side {
  readonly first: Line;
  readonly netOre: Ore;
  readonly quantity: number;
  readonly isCorrection: boolean;
  readonly isFee: boolean;
}

function sidesOf(lines: readonly Line[]): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  for (const line of lines) {
    const isCorrection = line.chargeKind === "correction" || line.chargeKind === "settlement";
    const key = `${line.item}\n${line.service}\n${isCorrection}`;
    const known = sides.get(key);
    sides.set(key, {
      first: line,
      netOre: addOre(known?.netOre ?? zeroOre, line.netOre),
      quantity: (known?.quantity ?? 0) + line.quantityMicro,
      isCorrection,
      isFee: line.chargeKind === "instalment",
    });
  }
  return sides;
}

function effectsOf(from: Side | undefined, to: Side | undefined): Record<BridgeEffect, Ore> {
  const none = { price: zeroOre, volume: zeroOre, key: zeroOre, scope: zeroOre, correction: zeroOre };
  const change = ore((to?.netOre ?? 0) - (from?.netOre ?? 0));
  if ((to ?? from)?.isCorrection === true) return { ...none, correction: change };
  if (from === undefined || to === undefined) return { ...none, scope: change };
  const [name, was, is] =
    from.isFee && to.isFee
      ? (["key", ...sharesOf(from, to)] as const)
      : (["volume", from.quantity, to.quantity] as const);
  const moved = partOf(from.netOre, to.netOre, { was, is });
  return { ...none, [name]: moved, price: ore(change - moved) };
}

/** The customer's shares of the key, then and now, by a common measure. */
function sharesOf(from: Side, to: Side): readonly [number, number] {
  const [was, is] = [from.first.because.key, to.first.because.key];
  if (was === undefined || is === undefined || was.key !== is.key) return [0, 0];
  // In thousandths, so that the products are exact.
  const [a, b, c, d] = [was.valueMicro, was.sumMicro, is.valueMicro, is.sumMicro].map((one) =>
    Math.round(one / 1000),
  ) as [number, number, number, number];
  return [a * d, c * b];
}

/** How much of an amount came or went with a measure. Nothing where the measure says nothing. */
function partOf(beforeOre: Ore, afterOre: Ore, { was, is }: { was: number; is: number }): Ore {
  if (was <= 0 || is <= 0 || was === is) return zeroOre;
  if (was > Number.MAX_SAFE_INTEGER || is > Number.MAX_SAFE_INTEGER) return zeroOre;
  const [small, large] = was < is ? [was, is] : [is, was];
  const part = allocate(was < is ? afterOre : beforeOre, [small, large - small])[1] ?? zeroOre;
  return was < is ? part : ore(-part);
}
