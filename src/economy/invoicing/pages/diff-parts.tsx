import { ore } from "../../../kernel/index.ts";
import { formatPeriod, formatPrice, formatQuantity } from "../../../platform/language/index.ts";
import { Amount, say, Table, type Visit } from "../../../platform/web/index.ts";
import {
  type MonthCharge,
  type MonthChange,
  monthChangeNames,
  type MonthDiff,
  priceEffectOre,
} from "../index.ts";

/** The month in one sentence: from what, to what, and how much is the same. */
export function DiffLead({ visit, diff }: { visit: Visit; diff: MonthDiff }) {
  const { language } = visit;
  const kr = (amount: MonthDiff["afterOre"]) => <Amount amountOre={amount} language={language} unit="kr" />;
  return (
    <p>
      {kr(diff.afterOre)} kr {say(visit, "mot", "against")} {kr(diff.beforeOre)} kr {say(visit, "i", "in")}{" "}
      {formatPeriod(diff.previous, language)}: {kr(ore(diff.afterOre - diff.beforeOre))} kr.{" "}
      {say(
        visit,
        `${diff.changes.length} poster är ändrade, ${diff.unchanged} är desamma.`,
        `${diff.changes.length} charges have changed, ${diff.unchanged} are the same.`,
      )}
    </p>
  );
}

/** The changes, the biggest first: what happened, and how much of it is price and how much volume. */
export function DiffTable({ visit, changes }: { visit: Visit; changes: readonly MonthChange[] }) {
  const { language } = visit;
  return (
    <Table label={say(visit, "Ändringar sedan förra månaden", "Changes since last month")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Kund och post", "Customer and item")}</th>
          <th scope="col">{say(visit, "Vad", "What")}</th>
          <th scope="col" class="number wide-only">
            {say(visit, "Förra, kr", "Last, kr")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Denna, kr", "This, kr")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Varav pris, kr", "Of which price, kr")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Skillnad, kr", "Difference, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((one) => {
          const priceOre = priceEffectOre(one);
          return (
            <tr>
              <th scope="row">
                {one.customer}
                <span class="beneath">{language === "sv" ? one.textSv : one.textEn}</span>
              </th>
              <td>
                {monthChangeNames[one.kind][language]}
                {one.isCorrection ? say(visit, ", rättelse", ", correction") : ""}
                <span class="beneath">{how(visit, one)}</span>
              </td>
              {[one.before, one.after].map((charge) => (
                <td class="number wide-only">
                  {charge === undefined ? (
                    "–"
                  ) : (
                    <Amount amountOre={charge.netOre} language={language} unit="kr" />
                  )}
                </td>
              ))}
              <td class="number wide-only">
                {priceOre === undefined ? "–" : <Amount amountOre={priceOre} language={language} unit="kr" />}
              </td>
              <td class="number">
                <Amount amountOre={one.differenceOre} language={language} unit="kr" />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

/** "10 × 89,50 → 12 × 89,50" */
function how({ language }: Visit, { before, after }: MonthChange): string {
  const side = (charge: MonthCharge | undefined): string =>
    charge === undefined
      ? "–"
      : charge.priceMicro === undefined
        ? formatQuantity(charge.quantityMicro, language)
        : `${formatQuantity(charge.quantityMicro, language)} × ${formatPrice(charge.priceMicro, language)}`;
  return `${side(before)} → ${side(after)}`;
}
