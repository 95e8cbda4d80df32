import { assert } from "../../../kernel/index.ts";
import { chainHead, genesisHash } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Explanation, lessOf, negated, pageOf, pagedId } from "../explanation.ts";

/**
 * One look into the books by somebody who asks why. Registers that every answer needs are read once and kept while the
 * audit chain stands still; the figures themselves are read level by level, as narrowly as they can be.
 */
export interface Opening {
  readonly tx: Transaction;
  readonly provider: string;
  /** The answer of an earlier reading with the same key, if nothing has changed since. */
  readonly keep: <T>(key: string, read: () => Promise<T>) => Promise<T>;
  /** Any figure by its id, with its parts one level down, whichever room it belongs to. */
  readonly open: (id: string) => Promise<Explanation | undefined>;
}

/** A room that can say why its figures are what they are, by the prefix of their ids: one level at a time. */
export interface Explainer {
  /** `statement:`, `invoice:` ... */
  readonly prefix: string;
  open(opening: Opening, id: string): Promise<Explanation | undefined>;
}

const kept = 2_000;
const answers = new Map<string, Promise<unknown>>();

/**
 * Opens the books for questions. Every change of an economic object appends to the provider's audit chain, so an answer
 * stands exactly as long as its head does. Only the provider's own readings are kept: a customer reads with its own eyes.
 */
export async function openingOf(
  tx: Transaction,
  provider: string,
  explainers: readonly Explainer[],
): Promise<Opening> {
  const hash = tx.scope.role === "staff" ? (await chainHead(tx, provider)).hash : "";
  const isShared = hash !== "" && hash !== genesisHash.toString("hex");
  const memory = isShared ? answers : new Map<string, Promise<unknown>>();
  const opening: Opening = {
    tx,
    provider,
    keep<T>(key: string, read: () => Promise<T>): Promise<T> {
      const name = `${provider}\u0000${hash}\u0000${key}`;
      const known = memory.get(name);
      if (known !== undefined) {
        // Last used, last forgotten.
        memory.delete(name);
        memory.set(name, known);
        return known as Promise<T>;
      }
      const value = read();
      memory.set(name, value);
      value.catch(() => memory.delete(name));
      const [oldest] = memory.keys();
      if (memory.size > kept && oldest !== undefined) memory.delete(oldest);
      return value;
    },
    async open(id) {
      const taken = lessOf(id);
      if (taken !== undefined) {
        const whole = await opening.open(taken);
        return whole && negated(whole);
      }
      const { whole, from } = pagedId(id);
      const node = await explainers.find(({ prefix }) => whole.startsWith(prefix))?.open(opening, whole);
      return node && pageOf(node, from);
    },
  };
  return opening;
}

/**
 * A figure with its parts so many levels down: every part that is closed is opened by its own id, and must then be what
 * its parent said it is.
 */
export async function openTree(
  opening: Opening,
  id: string,
  depth = Number.POSITIVE_INFINITY,
): Promise<Explanation | undefined> {
  const node = await opening.open(id);
  return node && grow(opening, node, depth);
}

async function grow(opening: Opening, node: Explanation, depth: number): Promise<Explanation> {
  if (depth <= 0) {
    if (node.children.length === 0) return node;
    return { ...node, children: [], closed: true };
  }
  if (depth === 1 || node.children.length === 0) return node;
  const children: Explanation[] = [];
  for (const child of node.children) {
    if (child.closed !== true) {
      children.push(child);
      continue;
    }
    const opened = await opening.open(child.id);
    assert(opened !== undefined, `the part ${child.id} of ${node.id} can be opened`);
    assert(
      opened.amountOre === child.amountOre,
      `${child.id} is ${opened.amountOre} when opened and ${child.amountOre} in ${node.id}`,
    );
    const { closed: _, ...known } = child;
    // Where a part stands in the books is known when it is opened; what it is called there is said by its parent.
    children.push(await grow(opening, { ...opened, ...known, children: opened.children }, depth - 1));
  }
  return { ...node, children };
}
