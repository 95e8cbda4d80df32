import type { Ore } from "../../../kernel/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import type { Explanation } from "../explanation.ts";
import type { BookedLine } from "./lines.ts";

/** A voucher line as the end of an explanation: the whole line, or the share of it that belongs here. */
export function leafOfLine(line: BookedLine, amountOre: Ore = line.amountOre): Explanation {
  const voucher = `${line.fiscalYear}/${line.series}/${line.number}`;
  const text = line.text || line.voucherText || `${line.series} ${line.number}`;
  const whole = Math.abs(amountOre) === Math.abs(line.amountOre);
  const [sv, en] = (["sv", "en"] as const).map((language) => formatAmount(line.amountOre, language));
  return {
    id: `voucher:${voucher}:${line.lineNo}`,
    label_sv: text,
    label_en: text,
    amountOre,
    formula_sv: whole
      ? `Bokfört ${line.day} i verifikation ${line.series} ${line.number}, rad ${line.lineNo}.`
      : `En del av ${sv}\u00a0kr, bokfört ${line.day} i verifikation ${line.series} ${line.number}, rad ${line.lineNo}.`,
    formula_en: whole
      ? `Booked ${line.day} in voucher ${line.series} ${line.number}, line ${line.lineNo}.`
      : `A part of SEK\u00a0${en}, booked ${line.day} in voucher ${line.series} ${line.number}, line ${line.lineNo}.`,
    children: [],
    voucher,
    line: line.lineNo,
    ...(line.file === undefined ? {} : { file: line.file }),
    ...(line.fileLine === undefined ? {} : { fileLine: line.fileLine }),
  };
}
