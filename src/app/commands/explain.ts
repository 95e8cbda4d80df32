import { type Command, UsageError } from "../../platform/command/index.ts";
import { formatAmount, formatPercent, type Language } from "../../platform/language/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import { explain, explanationJson } from "../explanations.ts";
import { explainManual } from "./explain-manual.ts";

export const explainCommand: Command = {
  name: "explain",
  manual: explainManual,
  options: { depth: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const id = positionals[0];
    if (id === undefined || positionals.length > 1)
      throw new UsageError(
        "Ange en beteckning: ./underlag explain statement:income:2024:staff:actual",
        "explain takes one id.",
      );
    const depth = options["depth"] === undefined ? (json ? 99 : 3) : Number(options["depth"]);
    if (!Number.isInteger(depth) || depth < 0)
      throw new UsageError("--depth är ett heltal från 0.", "--depth takes a whole number from 0.");
    const { language } = effects;
    const database = await effects.database();
    const provider = await effects.provider();
    const tree = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      explain(tx, provider, id, { depth }),
    );
    if (json) effects.print(JSON.stringify(explanationJson(tree, depth), null, 2));
    else effects.print(printTree(tree, { language, left: depth, level: 0 }).join("\n"));
    return 0;
  },
};

interface Printing {
  readonly language: Language;
  /** Levels that are yet to be printed. */
  readonly left: number;
  readonly level: number;
}

function printTree(node: Explanation, { language, left, level }: Printing): string[] {
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const indent = "  ".repeat(level);
  const beneath = `${" ".repeat(22)}${indent}  `;
  const voucher =
    node.voucher === undefined
      ? undefined
      : `${node.voucher}${node.line === undefined ? "" : `:${node.line}`}`;
  const file =
    node.file === undefined
      ? undefined
      : `${node.file}${node.fileLine === undefined ? "" : `:${node.fileLine}`}${node.row === undefined ? "" : ` ${node.row}`}`;
  const places = [voucher, file].filter((place) => place !== undefined);
  const place = places.length === 0 ? "" : `  [${places.join(", ")}]`;
  const lines = [
    `${figureText(node, language).padStart(20)}  ${indent}${say(node.label_sv, node.label_en)}${place}`,
  ];
  const formula = say(node.formula_sv, node.formula_en);
  if (formula !== "") lines.push(beneath + formula);
  for (const one of node.see ?? []) lines.push(`${beneath}-> ${one.id}  ${say(one.label_sv, one.label_en)}`);
  if (node.closed === true || (left === 0 && node.children.length > 0)) lines.push(`${beneath}… ${node.id}`);
  if (left > 0)
    for (const child of node.children)
      lines.push(...printTree(child, { language, left: left - 1, level: level + 1 }));
  return lines;
}

function figureText(node: Explanation, language: Language): string {
  if (node.unit === "count") return String(node.amountOre);
  if (node.unit === "percent" && node.ratio !== undefined)
    return formatPercent(node.ratio, language, node.ratio.decimals);
  return formatAmount(node.amountOre, language);
}
