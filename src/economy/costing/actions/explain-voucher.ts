import { parseYear, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Explainer, type Opening, openingOf, openTree } from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import { accountLabel, cellKey, explainLine } from "../index.ts";
import { problem } from "../problems.ts";
import { voucherLine } from "../sql/lines.ts";
import { costReader, orNothing } from "./explain-inputs.ts";

export const voucherExplainer: Explainer = {
  prefix: "voucher:",
  open: openVoucherLine,
};

/** The tree above a voucher line that is a cost: for those who ask this room alone. */
export async function explainVoucherLine(
  tx: Transaction,
  provider: string,
  id: string,
): Promise<Explanation | undefined> {
  const tree = await openTree(await openingOf(tx, provider, [voucherExplainer]), id);
  return tree && assertFooting(tree);
}

/** `voucher:<year>/<series>/<number>:<line>` and what lies above it: `/common/HR-BEM/GSF`. */
export function voucherOf(id: string):
  | {
      readonly year: number;
      readonly series: string;
      readonly number: string;
      readonly line: number;
      readonly path: readonly string[];
    }
  | undefined {
  const match = /^voucher:(\d{4})\/([^/]+)\/([^/]+):(\d{1,9})(\/.*)?$/.exec(id);
  if (match === null || parseYear(match[1] ?? "") === undefined) return undefined;
  const [, year, series = "", number = "", lineText, rest = ""] = match;
  return { year: Number(year), series, number, line: Number(lineText), path: rest.split("/").slice(1) };
}

/**
 * Where one voucher line ended up, by pools and services to customers, one level at a time. `undefined` for a line that
 * does not exist; a refusal for one that is no cost.
 */
async function openVoucherLine(opening: Opening, id: string): Promise<Explanation | undefined> {
  const name = voucherOf(id);
  const line = name && (await voucherLine(opening.tx, opening.provider, name));
  if (name === undefined || line === undefined) return undefined;
  const reader = costReader(opening);
  const question = { year: name.year, scenario: "actual" };
  const names = await reader.names(name.year);
  const voucher = `${name.year}/${name.series}/${name.number}`;
  const account = accountLabel(names, line.account);
  const label = [account, line.text].filter((text) => text !== "").join(", ");
  const own = `voucher:${voucher}:${line.lineNo}`;
  const context = await orNothing(() => reader.context(question, line.period));
  const explained =
    context &&
    explainLine(
      { ...context, prefix: own },
      {
        id: own,
        cellKey: cellKey(line),
        amountOre: line.amountOre,
        label_sv: label,
        label_en: label,
        formula_sv: `Bokfört ${line.day}. Så här når raden dem som betalar för den.`,
        formula_en: `Booked ${line.day}. This is how the line reaches those who pay for it.`,
        voucher,
        line: line.lineNo,
        ...(line.file === null ? {} : { file: line.file }),
        ...(line.fileLine === null ? {} : { fileLine: line.fileLine }),
      },
      name.path,
      name.path.length === 0 ? undefined : await reader.keys(question),
    );
  if (explained !== undefined || name.path.length > 0) return explained;
  throw new Refusal([
    problem(
      "costing.unknown-figure",
      `Rad ${line.lineNo} i verifikation ${voucher} (konto ${account}) är ingen kostnad.`,
      `Line ${line.lineNo} of voucher ${voucher} (account ${account}) is not a cost.`,
    ),
  ]);
}
