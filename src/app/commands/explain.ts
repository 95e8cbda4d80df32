import { type Command, UsageError } from "../../platform/command/index.ts";
import { formatAmount } from "../../platform/language/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import { explain, explanationJson } from "../explanations.ts";

export const explainCommand: Command = {
  name: "explain",
  summary: "the basis of any figure, down to the voucher line and back",
  manual: `Usage
  ./underlag explain <id> [--depth N] [--json]

Prints the basis of a figure as a tree. The children of a node sum to it to the öre; a leaf is a voucher line with
the file and line it was read from. Ids:
  statement:<statement>:<year>:<row>:<column>     statement:income:2024:staff:actual
  cost:<year>:<scenario>:<service>[:<period>]     cost:2024:actual:HR-BEM
  price:<version>:<item>[:<customer>]
  invoice:<number>[:<line>]                       invoice:240001:3
  settlement:<id>[:<customer>]                    settlement:2024-preliminary:LISEBERG
  voucher:<year>/<series>/<number>:<line>         the other way: who pays for this line

Options
  --depth N   how many levels (default 3 on the terminal, all with --json)`,
  options: { depth: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const id = positionals[0];
    if (id === undefined || positionals.length > 1) throw new UsageError("explain takes one id.");
    const depth = options["depth"] === undefined ? (json ? 99 : 3) : Number(options["depth"]);
    if (!Number.isInteger(depth) || depth < 0) throw new UsageError("--depth takes a whole number from 0.");
    const database = await effects.database();
    const provider = await effects.provider();
    const tree = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      explain(tx, provider, id),
    );
    if (json) effects.print(JSON.stringify(explanationJson(tree, depth), null, 2));
    else effects.print(printTree(tree, depth, 0).join("\n"));
    return 0;
  },
};

function printTree(node: Explanation, depth: number, level: number): string[] {
  const indent = "  ".repeat(level);
  const voucher =
    node.voucher === undefined
      ? undefined
      : `${node.voucher}${node.line === undefined ? "" : `:${node.line}`}`;
  // What was read from a plan has no voucher; its line is that of the file.
  const fileLine = node.fileLine ?? (node.voucher === undefined ? node.line : undefined);
  const file =
    node.file === undefined ? undefined : `${node.file}${fileLine === undefined ? "" : `:${fileLine}`}`;
  const places = [voucher, file].filter((place) => place !== undefined);
  const place = places.length === 0 ? "" : `  [${places.join(", ")}]`;
  const lines = [`${formatAmount(node.amountOre, "sv").padStart(20)}  ${indent}${node.label_sv}${place}`];
  if (node.formula_sv !== "") lines.push(`${" ".repeat(22)}${indent}  ${node.formula_sv}`);
  if (depth === 0 && node.children.length > 0)
    lines.push(`${" ".repeat(22)}${indent}  … ${node.children.length} till (--depth ${level + 1})`);
  if (depth > 0) for (const child of node.children) lines.push(...printTree(child, depth - 1, level + 1));
  return lines;
}
