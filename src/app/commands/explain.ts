import { type Command, UsageError } from "../../platform/command/index.ts";
import { formatAmount, formatPercent, type Language } from "../../platform/language/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import { explain, explanationJson } from "../explanations.ts";

export const explainCommand: Command = {
  name: "explain",
  summary: "the basis of any figure, down to the voucher line and back",
  manual: `Usage
  ./underlag explain <id> [--depth N] [--lang sv|en] [--json]

Prints the basis of a figure as a tree. The children of a node sum to it to the öre; a leaf is a voucher line with
the file and line it was read from, a line of a plan or a row of a register. Every node's id can be explained by itself. Ids:
  statement:<statement>:<year>:<row>:<column>     statement:income:2024:staff:actual, statement:kpi:2024:services:actual
  cost:<year>:<scenario>[:<service>[:<period>]]   cost:2024:actual:HR-BEM
  price:<version>:<item>[:<customer>]             price:2024-1:HR-BEM-A:LISEBERG
  invoice:<number>[:<line>]                       invoice:UF-30:1
  settlement:<id>[:<customer>[:<service>]]        settlement:2024-preliminary:LISEBERG
  opening:<year>:<account>                        opening:2024:1510
  voucher:<year>/<series>/<number>:<line>         the other way: who pays for this line

Options
  --depth N    how many levels are opened (default 3 on the terminal, all with --json)
  --lang sv|en the language of the sentences on the terminal (default sv); JSON has both
  --json       {"id", "amount", "formula", "children"}; a leaf has "voucher", "line", "file"; "cut" says that parts are closed`,
  options: { depth: { type: "string" }, lang: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const id = positionals[0];
    if (id === undefined || positionals.length > 1) throw new UsageError("explain takes one id.");
    const depth = options["depth"] === undefined ? (json ? 99 : 3) : Number(options["depth"]);
    if (!Number.isInteger(depth) || depth < 0) throw new UsageError("--depth takes a whole number from 0.");
    const language = options["lang"] ?? "sv";
    if (language !== "sv" && language !== "en") throw new UsageError("--lang takes sv or en.");
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
