import { readFile } from "node:fs/promises";
import { parseDay } from "../../../kernel/index.ts";
import { type Command, noSuchVerb, UsageError } from "../../../platform/command/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { catalogueOf, emptyAssessment, keepAssessment, requiredService } from "../actions/index.ts";
import { asThen, catalogueJson, serviceJson, sustainabilityProfiles } from "../index.ts";
import { catalogueManual } from "./catalogue-manual.ts";

const verbs = ["list", "show", "assessment", "assessment-form"] as const;
const keptWords = { added: "inläst", changed: "ändrad", same: "oförändrad" } as const;

/** `catalogue list | show`: the services of a day with their count, and all that is said of one. */
export const catalogueCommand: Command = {
  name: "catalogue",
  manual: catalogueManual,
  options: { on: { type: "string" }, now: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [word, ...rest] = positionals;
    const text = rest.join(" ");
    const verb = verbs.find((one) => one === word);
    if (verb === undefined) throw noSuchVerb("catalogue", word, verbs);
    if (verb !== "list" && text === "")
      throw new UsageError(
        `Ange ${verb === "assessment" ? "ett ifyllt formulär" : "en tjänst"}: ./underlag catalogue ${verb} <${verb === "assessment" ? "formulär.csv" : "kod, namn eller alias"}>`,
        `catalogue ${verb} takes a ${verb === "assessment" ? "form" : "service"}.`,
      );
    const day = dayOption("on", options["on"]) ?? parseDay(effects.now().slice(0, 10));
    const now = dayOption("now", options["now"]);
    if (day === undefined) throw new Error("Broken invariant: the clock gives a day");
    const database = await effects.database();
    const provider = await effects.provider();
    const scope = { role: "staff", provider, actor: effects.actor } as const;
    if (verb === "assessment") {
      const bytes = await readFile(text).catch(() => undefined);
      if (bytes === undefined)
        throw new UsageError(
          `catalogue assessment: filen ${text} går inte att läsa. Finns den, och får du läsa den?`,
          `catalogue assessment: ${text} cannot be read.`,
        );
      const kept = await database.transaction(scope, (tx) =>
        keepAssessment(tx, provider, { name: text, bytes }, { actor: effects.actor, now: effects.now() }),
      );
      effects.print(json ? JSON.stringify(kept, null, 2) : `${kept.key}: ${keptWords[kept.was]}`);
      return 0;
    }
    const { catalogue, profiles } = await database.transaction(scope, async (tx) => ({
      catalogue: await catalogueOf(tx, provider),
      profiles: await entriesOf(tx, provider, sustainabilityProfiles),
    }));
    if (verb === "assessment-form") {
      effects.print(emptyAssessment(requiredService(catalogue, text).service).trimEnd());
      return 0;
    }
    if (verb === "show") {
      const shown = serviceJson(
        catalogue,
        requiredService(catalogue, text),
        profiles,
        options["on"] === undefined ? undefined : day,
      );
      effects.print(json ? JSON.stringify(shown, null, 2) : serviceText(shown));
      return 0;
    }
    const list = catalogueJson(catalogue, day, now === undefined ? asThen : { as: "now", now });
    effects.print(json ? JSON.stringify(list, null, 2) : listText(list));
    if (!json && list.problems.length > 0) effects.problems(list.problems);
    return 0;
  },
};

function dayOption(name: string, value: unknown) {
  if (value === undefined) return undefined;
  const day = typeof value === "string" ? parseDay(value) : undefined;
  if (day === undefined)
    throw new UsageError(
      `--${name} är en dag, till exempel 2024-12-31.`,
      `--${name} takes a day like 2024-12-31.`,
    );
  return day;
}

function listText(list: ReturnType<typeof catalogueJson>): string {
  return [
    ...list.services.map(
      (row) =>
        `${row.service.padEnd(10)} ${(row.class ?? "?").padEnd(20)} ${row.area.padEnd(15)} ${row.name_sv}${row.restatedFrom === null ? "" : ` (omräknad; var ${row.restatedFrom})`}`,
    ),
    "",
    ...list.classes.map(
      (row) => `${String(row.services).padStart(4)}  ${row.name_sv}${row.counted ? "" : " (räknas inte)"}`,
    ),
    ...list.reclassified.map(
      (row) =>
        `      ${row.service} bytte kategori ${row.on}: ${row.from} -> ${row.to}${row.restate ? "; jämförelsetalen räknas om" : ""}${row.note === "" ? "" : `. ${row.note}`}`,
    ),
    `${String(list.total).padStart(4)}  tjänster den ${list.day}: summan av de kategorier som räknas`,
  ].join("\n");
}

function serviceText(shown: ReturnType<typeof serviceJson>): string {
  const line = (label: string, value: string): string[] =>
    value === "" ? [] : [`${label.padEnd(14)} ${value}`];
  return [
    `${shown.service}  ${shown.name_sv} / ${shown.name_en}${shown.synthetic ? "  (påhittat namn)" : ""}`,
    ...line("Kallas också", shown.aliases.join(", ")),
    ...line("Område", shown.area),
    ...line("Ägare", shown.owner ?? ""),
    ...line("Öppen för", shown.eligible),
    ...line("Beskrivning", shown.description_sv),
    ...line("Nytta", shown.benefit_sv),
    ...line("Levereras", `${shown.validFrom} - ${shown.validTo ?? ""}`),
    ...(shown.history.length < 2 ? [] : shown.history).flatMap((row) =>
      line(
        "Över tid",
        `från ${row.validFrom}: ${row.name_sv}, ${row.area}, ${row.owner ?? "ingen ägare"}${row.note === "" ? "" : `. ${row.note}`}`,
      ),
    ),
    ...shown.classes.flatMap((row) =>
      line("Kategori", `${row.class} från ${row.validFrom}${row.restate ? ", räknar om" : ""} ${row.note}`),
    ),
    ...shown.offerings.flatMap((row) =>
      line(
        "Erbjudande",
        `${row.offering} ${row.nameSv}${(row.items ?? []).length === 0 ? "" : ` (${(row.items ?? []).join(", ")})`}`,
      ),
    ),
    ...shown.sustainability.flatMap((row) =>
      line(
        "Hållbarhet",
        `${row.assessedOn} (${row.state}): ${row.goals}${row.risks === "" ? "" : `; risker: ${row.risks}`}`,
      ),
    ),
  ].join("\n");
}
