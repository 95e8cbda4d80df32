import type { Problem } from "../../kernel/index.ts";
import {
  defineRegister,
  type Entry,
  namedAndPlaced,
  owner,
  position,
  synthetic,
} from "../../platform/registers/index.ts";
import { closedHasDay } from "./checks.ts";
import { problemOf } from "./problems.ts";
import { optionalDay, optionalText, source, year } from "./register-columns.ts";

const headings = ["cause", "users", "organisation", "economy", "measures"] as const;

/**
 * What did not become as planned, as the city's template asks for it (väsentlig avvikelse, R133): cause, three consequences,
 * measures. No heading may be empty; who has nothing to say writes that there is nothing.
 */
export const materialDeviations = defineRegister({
  name: "material-deviations",
  titleSv: "Väsentliga avvikelser",
  titleEn: "Material deviations",
  path: "governance/deviations.csv",
  table: "governance.material_deviation",
  objectKind: "material-deviation",
  columns: [
    { name: "deviation", type: "code", aliases: ["avvikelse"] },
    year,
    { name: "title", type: "text", aliases: ["rubrik"] },
    optionalText("cause", "orsak"),
    optionalText("users", "konsekvens_användare"),
    optionalText("organisation", "konsekvens_organisation"),
    optionalText("economy", "konsekvens_ekonomi"),
    optionalText("measures", "åtgärder"),
    optionalText("first_reported", "först_rapporterad"),
    { name: "state", type: "choice", values: ["open", "closed"], aliases: ["status"] },
    optionalDay("closed_on", "avslutad"),
    owner,
    position,
    source,
    synthetic,
  ],
  lists: [],
  key: ["deviation"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
  check: (entries, file) => [
    ...entries.flatMap((entry) =>
      headings
        .filter((heading) => entry[heading].trim() === "")
        .map((heading): Problem =>
          problemOf(
            "governance.unanswered",
            { file, line: entry.line, text: heading },
            {
              message_sv: `Avvikelsen ${entry.deviation} svarar inte på ${heading}.`,
              message_en: `The deviation ${entry.deviation} does not answer ${heading}.`,
            },
          ),
        ),
    ),
    ...closedHasDay(entries, {
      file,
      name: (entry) => entry.deviation,
      isClosed: (entry) => entry.state === "closed",
    }),
  ],
});
export type MaterialDeviation = Entry<typeof materialDeviations>;
