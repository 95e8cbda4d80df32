import type { Figure } from "../../formats/report-text/index.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { rowIndex, type SubjectRow } from "./prose-against-tables.ts";
import { type Reading, tablePlace } from "./reading.ts";
import { print, ratioRange } from "./rounding.ts";

/** Growth (utveckling): a table of rates against the amounts of another table, when some of its rows are plainly computed from there. */
export function growthOfRows(reading: Reading): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  const rows = rowIndex(reading).rows;
  for (const table of reading.tables) {
    if (
      !table.isPercent ||
      !/utveckling|förändring|jämfört med|föregående|growth|change/i.test(table.caption)
    )
      continue;
    const judged = table.rows.flatMap((row, at) =>
      table.columns.flatMap((column, index) => {
        const rate = row.cells[index];
        if (rate === undefined || rate.dash || column.year === undefined) return [];
        const subject = rows.find((one) => one.table === table && one.at === at)?.subject ?? [];
        const found = rows
          .filter((one) => !one.table.isPercent && isNamesake(subject, one))
          .flatMap((one) => ratesOf(one, column.year as number));
        const together = rows.filter(
          (one) => !one.table.isPercent && one.subject.every((word) => subject.includes(word)),
        );
        // "inklusive kommunbidrag": two rows of the other table together.
        if (/inkl|including/i.test(row.label))
          found.push(
            ...together.flatMap((one) =>
              together
                .filter((other) => other.table === one.table && other.at > one.at)
                .flatMap((other) => ratesOf(one, column.year as number, other)),
            ),
          );
        return found.length === 0
          ? []
          : [
              {
                at,
                index,
                rate,
                found,
                holds: found.some(
                  ({ range }) => rate.value >= range[0] - 0.051 && rate.value <= range[1] + 0.051,
                ),
              },
            ];
      }),
    );
    checks += judged.length;
    // Some must hold: otherwise the rates are of something else.
    if (!judged.some((one) => one.holds)) continue;
    for (const { at, index, rate, found, holds } of judged) {
      const [first] = found;
      if (holds || first === undefined) continue;
      const computed = `${print(first.value, 1)} %`;
      findings.push({
        kind: "growth",
        severity: "warning",
        where: [
          tablePlace(table, at, index),
          tablePlace(first.one.table, first.one.at, first.now),
          tablePlace(first.one.table, first.one.at, first.base),
        ],
        printed: rate.printed,
        computed,
        rule: `${first.one.row.cells[first.now]?.printed} / ${first.one.row.cells[first.base]?.printed} - 1 = ${computed}`,
        message_sv: `”${table.rows[at]?.label}” anges ha förändrats ${rate.printed}, men ”${first.one.row.label}” ger ${computed}. Är det samma underlag, är en av siffrorna fel; är det olika, saknas vilket.`,
        message_en: `"${table.rows[at]?.label}" is said to have changed by ${rate.printed}, but "${first.one.row.label}" gives ${computed}. On the same basis one figure is wrong; on another, the basis is not said.`,
      });
    }
  }
  return { checks, findings };
}

function plus(a: Figure | undefined, b: Figure | undefined): Figure | undefined {
  return a === undefined || b === undefined
    ? a
    : { ...a, value: a.value + b.value, printed: `(${a.printed} + ${b.printed})` };
}

function isNamesake(subject: readonly string[], one: SubjectRow): boolean {
  const shared = subject.filter((word) => one.subject.includes(word)).length;
  if (subject.length === 0 || shared === 0) return false;
  return (
    (shared === subject.length && shared === one.subject.length) ||
    (shared >= 3 && shared / Math.max(subject.length, one.subject.length) >= 0.5)
  );
}

function ratesOf(
  one: SubjectRow,
  year: number,
  with_?: SubjectRow,
): { one: SubjectRow; now: number; base: number; value: number; range: readonly [number, number] }[] {
  const at = (wanted: number): number =>
    one.table.columns.findIndex(
      (column) => column.kind === "actual" && column.year === wanted && column.part === undefined,
    );
  const [now, base] = [at(year), at(year - 1)];
  const [a, b] = [
    plus(one.row.cells[now], with_?.row.cells[now]),
    plus(one.row.cells[base], with_?.row.cells[base]),
  ];
  if (a === undefined || b === undefined || a.dash || b.dash || b.value === 0) return [];
  const range = ratioRange(a, b);
  return range === undefined
    ? []
    : [
        {
          one,
          now,
          base,
          value: (a.value / b.value - 1) * 100,
          range: [(range[0] - 1) * 100, (range[1] - 1) * 100],
        },
      ];
}
