import { type Ore, assert } from "../../kernel/index.ts";
import { formatPercent } from "../../platform/language/index.ts";
import { type Explanation, isBelow } from "../ledger/index.ts";
import { kronorEn, kronorSv } from "./sentence-filling.ts";
import { portion } from "./split.ts";

const of = "/of/";

/** Opens any figure by its id, one level. */
type Open = (id: string) => Promise<Explanation | undefined>;

/**
 * What a smaller amount is made of, by what a larger one is made of: a twelfth of a fee, a customer's part of a service's
 * cost. Every level is shared in proportion, so that the parts are the reader's own kronor all the way to the lines, and
 * sum at every level. The ids say both whose share it is and of what: `invoice:UF-30:1/of/price:2024-1:HR-BEM-A:GSF`.
 */
export function shareOf(head: string, amountOre: Ore, whole: Explanation): Explanation {
  const parts = portion(
    amountOre,
    whole.children.map((child) => child.amountOre),
  );
  const ratio = { numerator: amountOre, denominator: whole.amountOre };
  // A share of a share says of what larger whole it is in the end.
  const isSaid = amountOre === whole.amountOre || whole.id.includes(of);
  const children = whole.children.flatMap((child, i): Explanation[] => {
    const part = parts[i] as Ore;
    return part === 0 ? [] : [partOf(head, child, part)];
  });
  return {
    ...whole,
    id: `${head}${of}${whole.id}`,
    amountOre,
    formula_sv: isSaid
      ? whole.formula_sv
      : `${formatPercent(ratio, "sv")} av ${kronorSv(whole.amountOre)}. ${whole.formula_sv}`,
    formula_en: isSaid
      ? whole.formula_en
      : `${formatPercent(ratio, "en")} of ${kronorEn(whole.amountOre)}. ${whole.formula_en}`,
    children,
  };
}

/** Whether a share of a figure can be shown: not more than all of it, and with the same sign. */
export function canShare(amountOre: Ore, whole: Explanation): boolean {
  return (
    whole.children.length > 0 &&
    whole.amountOre !== 0 &&
    Math.sign(amountOre) === Math.sign(whole.amountOre) &&
    Math.abs(amountOre) <= Math.abs(whole.amountOre)
  );
}

function partOf(head: string, child: Explanation, amountOre: Ore): Explanation {
  const isEnd = child.closed !== true && child.children.length === 0;
  const isSaid = amountOre === child.amountOre || child.id.includes(of);
  const sv = `Av ${kronorSv(child.amountOre)}. `;
  const en = `Of ${kronorEn(child.amountOre)}. `;
  return {
    ...child,
    id: isEnd ? child.id : `${head}${of}${child.id}`,
    amountOre,
    formula_sv: isSaid ? child.formula_sv : sv + child.formula_sv,
    formula_en: isSaid ? child.formula_en : en + child.formula_en,
    children: [],
    ...(isEnd ? {} : { closed: true as const }),
  };
}

/** The id that a share is of, and whose share it is; `undefined` for an id that is no share. */
export function sharedId(id: string): { readonly head: string; readonly target: string } | undefined {
  const at = id.indexOf(of);
  return at < 0 ? undefined : { head: id.slice(0, at), target: id.slice(at + of.length) };
}

/**
 * Opens a share below its head: from the whole that the head is a share of, down the way to the target, shared anew at
 * each level. Asks for as many levels as the target lies below the whole, whatever else the whole holds.
 */
export async function openShare(
  open: Open,
  {
    head,
    amountOre,
    whole,
    target,
  }: {
    readonly head: string;
    readonly amountOre: Ore;
    readonly whole: Explanation;
    readonly target: string;
  },
): Promise<Explanation | undefined> {
  let node = whole;
  let share = amountOre;
  while (node.id !== target) {
    const step = (await stepTo(open, node, target)) ?? (await stepAcross(open, node, target));
    if (step === undefined) return undefined;
    const parts = portion(
      share,
      node.children.map((child) => child.amountOre),
    );
    share = parts[step.at] as Ore;
    node = step.opened;
  }
  return share === 0 ? undefined : shareOf(head, share, node);
}

interface ShareStep {
  readonly at: number;
  readonly opened: Explanation;
}

/** The part whose id the target's begins with. The longest wins: a part may be named after what it lies in. */
async function stepTo(open: Open, node: Explanation, target: string): Promise<ShareStep | undefined> {
  let at = -1;
  for (const [i, child] of node.children.entries()) {
    if (child.closed !== true || !leadsTo(child.id, target)) continue;
    if (at < 0 || child.id.length > (node.children[at] as Explanation).id.length) at = i;
  }
  return at < 0 ? undefined : stepInto(open, node, at);
}

/** A part that is made of figures of another name, one of which leads to the target. */
async function stepAcross(open: Open, node: Explanation, target: string): Promise<ShareStep | undefined> {
  for (const [at, child] of node.children.entries()) {
    if (child.closed !== true) continue;
    const step = await stepInto(open, node, at);
    if (step?.opened.children.some((below) => below.closed === true && leadsTo(below.id, target)))
      return step;
  }
  return undefined;
}

async function stepInto(open: Open, node: Explanation, at: number): Promise<ShareStep | undefined> {
  const child = node.children[at] as Explanation;
  const opened = await open(child.id);
  if (opened === undefined) return undefined;
  assert(opened.amountOre === child.amountOre, `${child.id} is the same opened and in ${node.id}`);
  return { at, opened };
}

/** Whether a figure lies below another. A selection among a service's branches has the branches of the service below it. */
function leadsTo(id: string, target: string): boolean {
  return id === target || isBelow(target, id.replace(/\/(?:activity|part)=[^/]*$/, ""));
}
