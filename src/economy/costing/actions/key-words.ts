import type { Day, Micro, Ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Basis, basisOf, filledSentence, type Said } from "../index.ts";
import { exceptionWordsOn, keyWordsOn } from "../sql/key-words.ts";
import { storedDrivers } from "../sql/registers.ts";

/** A customer's own numbers of a key: what is shared, what it has of the driver, and what all have together. */
export interface OwnShare {
  readonly key: string;
  readonly customer: string;
  readonly day: Day;
  readonly amountOre: Ore;
  readonly ownMicro: Micro;
  readonly sumMicro: Micro;
}

/**
 * What a key says to the one who pays by it: its name, its model's sentence with the customer's numbers in it, and the exception if
 * the customer has one. Reads no more than a customer's own login may, so that customer and provider are told the same.
 */
export async function keySaid(
  tx: Transaction,
  provider: string,
  { key, customer, day, amountOre, ownMicro, sumMicro }: OwnShare,
): Promise<{ readonly name: Said; readonly sentence: Said } | undefined> {
  const words = await keyWordsOn(tx, provider, { key, day });
  if (words === undefined) return undefined;
  const drivers = await storedDrivers(tx, provider);
  const driver = basisOf(
    { drivers: { registered: (name) => drivers.find((one) => one.driver === name) } },
    basisNamed(words.basis, words.driver),
  );
  const written = filledSentence(words, { own: ownMicro, sum: sumMicro, amountOre, driver });
  const exception = await exceptionWordsOn(tx, provider, { key, customer, day });
  const joined = (...texts: readonly (string | undefined)[]): string =>
    texts.filter((text) => text !== undefined && text !== "").join(" ");
  return {
    name: { sv: words.nameSv, en: words.nameEn },
    sentence: {
      sv: joined(written?.sv, exception?.explainSv),
      en: joined(written?.en, exception?.explainEn),
    },
  };
}

function basisNamed(kind: string, driver: string): Basis {
  if (kind === "driver") return { kind, driver };
  if (kind === "equal" || kind === "volume" || kind === "use") return { kind };
  return { kind: "shares", shares: new Map() };
}

/** What a key is called in the latest model that knows it. */
export async function keyNamed(tx: Transaction, provider: string, key: string): Promise<Said | undefined> {
  const words = await keyWordsOn(tx, provider, { key, day: "9999-12-31" as Day });
  return words && { sv: words.nameSv, en: words.nameEn };
}
