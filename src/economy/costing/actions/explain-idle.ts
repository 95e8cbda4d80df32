import { parseYear } from "../../../kernel/index.ts";
import { formatAmount, formatQuantity } from "../../../platform/language/index.ts";
import type { Explainer, Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { idleCapacities, idleLine } from "../index.ts";
import { costReader, orNothing } from "./explain-inputs.ts";
import { closedPart } from "./explain-parts.ts";
import { costingOf } from "./cost.ts";

/**
 * `idle:<year>:<scenario>:<pool>`: what a pool provides and nobody uses, in kronor. Carried, it is made of the costs on its line;
 * smeared, it is in what the users pay, and ends in the rule of the model that says so.
 */
export const idleExplainer: Explainer = {
  prefix: "idle:",
  open: (opening, id) => orNothing(() => openIdle(opening, id)),
};

async function openIdle(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [, yearText = "", scenario = "", pool = "", ...rest] = id.split(":");
  const year = parseYear(yearText);
  if (year === undefined || scenario === "" || pool === "" || rest.length > 0) return undefined;
  const reader = costReader(opening);
  if (scenario.includes("~") || !(await reader.isKnown({ year, scenario }))) return undefined;
  const found = await opening.keep(`idle:${scenario}:${year}`, async () => {
    const question = { provider: opening.provider, year, scenario };
    const { inputs, costing } = await costingOf(opening.tx, question);
    return costing.parts.flatMap((part) =>
      idleCapacities(part, inputs.drivers).map((idle) => ({
        idle,
        file: part.model.file,
        line: part.model.pools.find((one) => one.pool === idle.pool)?.line ?? 1,
      })),
    );
  });
  const of = found.filter(({ idle }) => idle.pool === pool);
  const [first] = of;
  // A year whose models differ has one for each; the page shows them apart, and the first names the pool.
  if (first === undefined || of.length > 1) return undefined;
  const { idle, file, line } = first;
  const quantity = (language: "sv" | "en") =>
    [idle.unusedMicro, idle.capacityMicro, idle.usedMicro].map((one) => formatQuantity(one, language));
  const [sv, en] = [quantity("sv"), quantity("en")];
  const rate = (language: "sv" | "en") =>
    [idle.perUnitOfCapacityOre, idle.perUnitUsedOre].map((one) => formatAmount(one, language, "kr"));
  const [rateSv, rateEn] = [rate("sv"), rate("en")];
  const isCarried = idle.unused === "carry";
  const amountOre = isCarried ? idle.carriedOre : idle.smearedOre;
  const ownLine = isCarried ? `cost:${year}:${scenario}:${idleLine(pool)}` : undefined;
  return {
    id,
    label_sv: `Ledig kapacitet, ${idle.nameSv}`,
    label_en: `Idle capacity, ${idle.nameEn}`,
    amountOre,
    formula_sv: `${sv[0]} av ${sv[1]} ${idle.unit} är lediga, ${sv[2]} används. En ${idle.unit} kostar ${rateSv[0]} kr om all kapacitet bär den och ${rateSv[1]} kr om bara den använda gör det. ${isCarried ? `Bärs av ${idle.owner} på egen rad.` : `Sprids på användarna enligt beslut ${idle.decision ?? "–"}; ansvarig är ${idle.owner}.`}`,
    formula_en: `${en[0]} of ${en[1]} ${idle.unit} are idle, ${en[2]} are used. One ${idle.unit} costs SEK ${rateEn[0]} if all capacity bears it and SEK ${rateEn[1]} if only what is used does. ${isCarried ? `Borne by ${idle.owner} on a line of its own.` : `Spread over the users by decision ${idle.decision ?? "–"}; ${idle.owner} answers for it.`}`,
    children:
      ownLine === undefined || amountOre === 0
        ? []
        : [
            closedPart(
              ownLine,
              { sv: "På egen rad i kalkylen", en: "On a line of its own in the costing" },
              { sv: "Det som den lediga delen kostar.", en: "What the idle part costs." },
              amountOre,
            ),
          ],
    ...(isCarried ? {} : { file, fileLine: line }),
  };
}
