import { type Micro, type Ore, parseKronor, parseMicro } from "../../kernel/index.ts";
import type { Basis } from "./model.ts";
import { problem } from "./problems.ts";
import {
  type Reading,
  isNamed,
  readCode,
  readFields,
  readNamed,
  readParsed,
  readText,
  readTexts,
  wrong,
} from "./yaml-reading.ts";

export const weightForm = ["ett tal från 0", "a number from 0"] as const;
const kronorForm = ["ett belopp i kronor från 0", "an amount in kronor from 0"] as const;

/** `volume`, `use`, `equal`, or one of `{ driver }`, `{ shares }`, `{ agreed, rest }`, `{ volume: items }`. */
export function readBasis(reading: Reading, node: unknown, where: "step" | "key" | "exception"): Basis {
  const forms = where === "key" ? ["driver", "shares", "agreed", "volume"] : ["driver", "shares", "agreed"];
  const equal: Basis = { kind: "equal" };
  if (node === undefined) return equal;
  if (!isNamed(node)) {
    const word = readText(reading, node, "by");
    if (word === "equal") return equal;
    if (where === "key" && (word === "volume" || word === "use")) return { kind: word };
    const form = `{ driver: … }, ${where === "key" ? "volume, use, " : ""}equal`;
    wrong(reading, node, "by", form, form);
    return equal;
  }
  const fields = readFields(reading, node, "by", { optional: [...forms, "rest"] });
  const given = forms.filter((form) => fields.has(form));
  if (given.length !== 1) {
    wrong(reading, node, "by", `precis ett av ${forms.join(", ")}`, `exactly one of ${forms.join(", ")}`);
    return equal;
  }
  if (fields.has("rest") && !fields.has("agreed")) {
    wrong(reading, fields.get("rest"), "rest", "agreed bredvid", "agreed beside it");
  }
  if (fields.has("driver"))
    return { kind: "driver", driver: readCode(reading, fields.get("driver"), "driver") };
  if (fields.has("volume"))
    return { kind: "volume", items: readTexts(reading, fields.get("volume"), "volume") };
  if (fields.has("shares")) return readShares(reading, fields.get("shares"));
  const yearly = readAmounts(reading, fields.get("agreed"), "agreed", kronor, kronorForm);
  if (!fields.has("rest")) return { kind: "agreed", yearly };
  const rest = readBasis(reading, fields.get("rest"), where);
  if (rest.kind === "agreed") wrong(reading, fields.get("rest"), "rest", "en andel", "a share");
  return { kind: "agreed", yearly, rest };
}

function readShares(reading: Reading, node: unknown): Basis {
  const shares = readAmounts(reading, node, "shares", weight, weightForm);
  if ([...shares.values()].every((share) => share === 0)) {
    reading.problems.push(
      problem(
        "costing.weights-all-zero",
        "Andelarna är alla noll.",
        "The shares are all zero.",
        reading.place(node),
      ),
    );
  }
  return { kind: "shares", shares };
}

export function readAmounts<T>(
  reading: Reading,
  node: unknown,
  what: string,
  parse: (text: string) => T | undefined,
  form: readonly [string, string],
): Map<string, T> {
  const amounts = new Map<string, T>();
  for (const [name, value] of readNamed(reading, node, what)) {
    const amount = readParsed(reading, value, what, parse, form);
    if (amount !== undefined) amounts.set(name, amount);
  }
  return amounts;
}

export function weight(text: string): Micro | undefined {
  const value = parseMicro(text);
  return value === undefined || value < 0 ? undefined : value;
}

function kronor(text: string): Ore | undefined {
  const value = parseKronor(text);
  return value === undefined || value < 0 ? undefined : value;
}
