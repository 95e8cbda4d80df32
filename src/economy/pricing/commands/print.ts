import { byCode, type Micro, type Ore, ore } from "../../../kernel/index.ts";
import { textTable } from "../../../platform/command/index.ts";
import { formatAmount, formatQuantity } from "../../../platform/language/index.ts";
import type { ProposedPriceList, SimulatedPriceList } from "../actions/index.ts";
import {
  againstText,
  type Amounts,
  byFee,
  byHardest,
  percent,
  type PriceListVersion,
  roundingText,
  shownEffects,
  summaryText,
} from "../index.ts";
import { statesSv } from "../problems.ts";

const kronor = (amount: Ore | undefined): string => (amount === undefined ? "" : formatAmount(amount, "sv"));
/** A price in whole öre is written as kronor are; a finer one with the decimals it has. */
const price = (value: Micro | undefined): string =>
  value === undefined ? "" : value % 10_000 === 0 ? kronor(ore(value / 10_000)) : decimal(value);
const decimal = (value: Micro | undefined): string =>
  value === undefined ? "" : formatQuantity(value, "sv");

function heading(version: PriceListVersion): string {
  const { decision } = version;
  const lines = [
    `Prislista ${version.version}, ${statesSv[version.state]}, gäller ${version.validFrom} – ${version.validTo}`,
    `Styckpriser avrundas ${roundingText(version.rounding, "sv")}`,
  ];
  if (decision !== undefined) {
    lines.push(
      `Beslut: ${decision.board} ${decision.decidedOn} ${decision.paragraph}, dnr ${decision.registryNo}`,
    );
  }
  if (version.supersededBy !== undefined) {
    lines.push(`Ersatt av ${version.supersededBy} från ${version.supersededFrom}`);
  }
  return lines.join("\n");
}

export function showText(version: PriceListVersion, { fees }: { readonly fees: boolean }): string {
  const items = version.items
    .toSorted((a, b) => byCode(a.item, b.item))
    .map((item) => [
      item.item,
      item.service,
      item.nameSv,
      [item.charge, item.scheme].filter((word) => word !== undefined).join(" "),
      item.unit,
      item.tiers === undefined
        ? price(item.priceMicro)
        : item.tiers.map((tier) => `${decimal(tier.fromMicro)}+ ${price(tier.priceMicro)}`).join(" / "),
      kronor(item.totalOre),
    ]);
  const parts = [
    heading(version),
    textTable(["Post", "Tjänst", "Benämning", "Debitering", "Enhet", "Pris", "Kostnad"], items, { texts: 5 }),
  ];
  if (fees) {
    const rows = version.fees
      .toSorted(byFee)
      .map((fee) => [
        fee.item,
        fee.customer,
        kronor(fee.annualOre),
        `${decimal(fee.keyValueMicro)} / ${decimal(fee.keySumMicro)}`,
      ]);
    parts.push(textTable(["Post", "Kund", "Årsavgift", "Nyckel"], rows, { texts: 2 }));
  }
  return parts.join("\n\n");
}

export function proposalText({ proposal, before, stored, differences }: ProposedPriceList): string {
  const { version } = proposal;
  const prices = new Map(version.items.map((item) => [item.item, item]));
  const rows = proposal.basis.map((row) => [
    row.item,
    row.charge,
    kronor(row.costedOre),
    decimal(row.plannedMicro),
    price(prices.get(row.item)?.priceMicro),
    kronor(row.listedOre),
    kronor(row.roundingDifferenceOre),
  ]);
  const sums = [
    "Summa",
    "",
    kronor(proposal.costedOre),
    "",
    "",
    kronor(proposal.listedOre),
    kronor(proposal.roundingDifferenceOre),
  ];
  const parts = [
    `${heading(version)} (beräknad ur budget)`,
    textTable(
      ["Post", "Debitering", "Kostnad", "Volym", "Pris", "Prislista", "Avrundning"],
      [...rows, sums],
      { texts: 2 },
    ),
  ];
  if (proposal.uncarriedOre !== 0) {
    parts.push(`Bärs inte av fasta priser eller avgifter: ${kronor(proposal.uncarriedOre)} kr`);
  }
  if (before === undefined) return parts.join("\n\n");
  const what = stored ? "det tidigare förslaget" : "den beslutade prislistan";
  if (differences.length === 0) parts.push(`Lika med ${what}.`);
  else {
    const changed = differences.map((one) => [
      one.item,
      one.customer ?? "",
      one.what,
      one.before || "–",
      one.after || "–",
    ]);
    parts.push(
      `Skiljer sig från ${what}:\n${textTable(["Post", "Kund", "Vad", "Var", "Beräknat"], changed, { texts: 3 })}`,
    );
  }
  return parts.join("\n\n");
}

export function simulationText(shown: SimulatedPriceList, by: "customer" | "service"): string {
  const { version, simulation, against } = shown;
  const effects = shownEffects(simulation.totals);
  const figures = (row: Amounts): string[] => [
    kronor(row.nowOre),
    kronor(row.previousOre),
    kronor(row.differenceOre),
    percent(row, "sv"),
    ...effects.map(([name]) => kronor(row.effects[name])),
  ];
  const head = [
    String(version.fiscalYear),
    String(against.year),
    "Skillnad",
    "%",
    ...effects.map(([, word]) => word.sv),
  ];
  const total = figures(simulation.totals);
  const rows =
    by === "customer"
      ? textTable(
          ["Kund", ...head],
          [
            ...byHardest(simulation.customers).map((row) => [row.customer, ...figures(row)]),
            ["Summa", ...total],
          ],
          { texts: 1 },
        )
      : textTable(
          ["Kund", "Tjänst", ...head],
          [
            ...byHardest(simulation.lines).map((row) => [row.customer, row.service, ...figures(row)]),
            ["Summa", "", ...total],
          ],
          { texts: 2 },
        );
  const mark = `Kontrollsumma ${shown.contentSha256}`;
  return `${heading(version)}\n${mark}\nKonsekvens per kund mot ${againstText(against, "sv")}\n${summaryText(shown, "sv")}\n\n${rows}`;
}

export function decidedText(version: PriceListVersion): string {
  return `${heading(version)}\nKontrollsumma ${version.contentSha256 ?? ""}`;
}
