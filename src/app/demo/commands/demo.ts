import { mkdirSync, readdirSync, writeFileSync, openSync, writeSync, closeSync } from "node:fs";
import { dirname, join } from "node:path";
import { problemOf } from "../problems.ts";
import type { Command } from "../../../platform/command/index.ts";
import { UsageError } from "../../../platform/command/index.ts";
import { buildPack, type Size } from "../demo.ts";
import { nationProvider } from "../nation.ts";
import type { PackFile } from "../text.ts";
import { inLanguage, type Language } from "../../../platform/language/index.ts";
import { demoManual } from "./demo-manual.ts";

/** Writes the example city as a pack, or a nation of made-up providers as many packs. */
export const demo: Command = {
  name: "demo",
  manual: demoManual,
  options: { size: { type: "string" }, nation: { type: "string" }, force: { type: "boolean" } },
  async run({ positionals, options, json, effects }) {
    const directory = positionals[0];
    if (directory === undefined || positionals.length > 1)
      throw new UsageError("Ange en mapp: ./underlag demo ./gothenburg-2024", "demo takes one directory");
    const size = options["size"] ?? "default";
    if (size !== "default" && size !== "full")
      throw new UsageError("--size är default eller full.", "--size is default or full");
    const nation = options["nation"] === undefined ? undefined : Number(options["nation"]);
    if (nation !== undefined && !(Number.isInteger(nation) && nation >= 1 && nation <= 999))
      throw new UsageError(
        "--nation är ett antal organisationer, 1 till 999.",
        "--nation takes a number of providers, 1 to 999",
      );
    if (nation !== undefined && options["size"] !== undefined)
      throw new UsageError(
        "--size hör till staden: organisationerna i --nation har egna storlekar.",
        "--size is the city's: a nation's providers have sizes of their own",
      );
    if (options["force"] !== true && !isEmpty(directory)) {
      effects.problems([problemOf("demo.directory-not-empty", directory)]);
      return 1;
    }
    if (nation !== undefined) {
      effects.print(
        writeNation(directory, nation, {
          json,
          language: effects.language,
          progress: (text) => effects.progress(text),
        }),
      );
      return 0;
    }
    effects.progress(inLanguage(effects.language, { sv: "beräknar staden", en: "computing the city" }));
    const pack = buildPack({ size: size satisfies Size });
    writePack(directory, pack.files, (text) => effects.progress(text));
    if (json) {
      effects.print(
        JSON.stringify({
          directory,
          size,
          files: pack.files.length,
          ledgerLines: pack.ledgerLines,
          usageEvents: pack.usageEvents,
        }),
      );
    } else {
      effects.print(
        inLanguage(effects.language, {
          sv: `${directory}: ${pack.files.length} filer, ${pack.ledgerLines} verifikationsrader, ${pack.usageEvents} förbrukningshändelser`,
          en: `${directory}: ${pack.files.length} files, ${pack.ledgerLines} ledger lines, ${pack.usageEvents} usage events`,
        }),
      );
    }
    return 0;
  },
};

/** A pack for each provider of a nation, one after another, and what to say of them. */
function writeNation(
  directory: string,
  count: number,
  {
    json,
    language,
    progress,
  }: { readonly json: boolean; readonly language: Language; readonly progress: (text: string) => void },
): string {
  const written: { provider: string; services: number; customers: number }[] = [];
  for (let number = 1; number <= count; number++) {
    const { provider, files, services, customers } = nationProvider(number);
    progress(`${number}/${count} ${provider}`);
    writePack(join(directory, provider), files, () => undefined);
    written.push({ provider, services, customers });
  }
  if (json) return JSON.stringify({ directory, providers: written });
  const sum = (of: "services" | "customers"): number => written.reduce((all, one) => all + one[of], 0);
  return inLanguage(language, {
    sv: `${directory}: ${count} organisationer, ${sum("services")} tjänster, ${sum("customers")} kunder (påhittade)`,
    en: `${directory}: ${count} providers, ${sum("services")} services, ${sum("customers")} customers (synthetic)`,
  });
}

function isEmpty(directory: string): boolean {
  try {
    return readdirSync(directory).length === 0;
  } catch {
    return true;
  }
}

/** Writes a pack's files below a directory. */
export function writePack(
  directory: string,
  files: readonly PackFile[],
  progress: (text: string) => void,
): void {
  for (const [index, file] of files.entries()) {
    progress(`${index + 1}/${files.length} ${file.path}`);
    writeFile(directory, file);
  }
}

/** Long files are written piece by piece, so that the full size needs no more memory than the default one. */
function writeFile(directory: string, file: PackFile): void {
  const path = join(directory, ...file.path.split("/"));
  mkdirSync(dirname(path), { recursive: true });
  if (typeof file.text === "string") {
    writeFileSync(path, file.text);
    return;
  }
  const out = openSync(path, "w");
  try {
    for (const piece of file.text()) {
      writeSync(out, typeof piece === "string" ? Buffer.from(piece, "utf8") : piece);
    }
  } finally {
    closeSync(out);
  }
}
