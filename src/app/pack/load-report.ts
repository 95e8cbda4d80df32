import { inLanguage, type Language } from "../../platform/language/index.ts";
import type { LoadedFile } from "./context.ts";
import type { LoadReport } from "./load.ts";

/** What became of the load, as documented in docs/pack.md. */
export function reportJson(report: LoadReport) {
  return {
    provider: report.provider,
    dryRun: report.dryRun,
    changed: report.changed,
    counts: totals(report.files),
    closedPeriods: report.closedPeriods,
    files: report.files,
    problems: report.warnings,
  };
}

/** The same for people: a line for each file, then the sums and how it ended. */
export function reportText(report: LoadReport, language: Language = "sv"): string {
  const count = ([name, number]: [string, number]): string => {
    const noun = language === "sv" ? (counted[name] ?? name) : name;
    return name === "year" ? `${noun} ${number}` : `${number} ${noun}`;
  };
  const width = Math.max(...report.files.map((file) => file.file.length));
  const lines = report.files.map((file) => {
    const counts = Object.entries(file.counts)
      .filter(([name, number]) => number !== 0 || name === "rows")
      .map(count)
      .join(", ");
    const outcome = inLanguage(language, { sv: outcomes[file.outcome], en: file.outcome });
    return `${file.file.padEnd(width)}  ${outcome.padEnd(11)}  ${counts}`.trimEnd();
  });
  const closed = inLanguage(language, { sv: "månader stängda", en: "months closed" });
  return [
    ...lines,
    "",
    Object.entries(totals(report.files)).map(count).join(", "),
    ...(report.closedPeriods > 0 ? [`${report.closedPeriods} ${closed}`] : []),
    inLanguage(language, endOf(report)),
  ].join("\n");
}

function endOf({ dryRun, changed, provider }: LoadReport): { readonly sv: string; readonly en: string } {
  if (dryRun) return { sv: "Prov: ingenting behölls.", en: "Dry run: nothing was kept." };
  return changed
    ? { sv: `Inläst i ${provider}.`, en: `Loaded into ${provider}.` }
    : { sv: "Inget att göra: allt var redan inläst.", en: "Nothing to do: all of it was loaded before." };
}

const outcomes = {
  loaded: "inläst",
  changed: "ändrad",
  unchanged: "oförändrad",
} as const satisfies Record<LoadedFile["outcome"], string>;

/** The names of what is counted, which --json has in English. */
const counted: Readonly<Record<string, string>> = {
  accounts: "konton",
  added: "nya",
  changed: "ändrade",
  confirmed: "bekräftade",
  documents: "dokument",
  duplicates: "dubbletter",
  events: "händelser",
  fees: "avgifter",
  files: "filer",
  items: "prisposter",
  lines: "konteringsrader",
  models: "modeller",
  removed: "borttagna",
  rows: "rader",
  sales: "försäljningar",
  volumes: "volymer",
  vouchers: "verifikationer",
  year: "räkenskapsåret",
};

/** Over all files; the year of a file is no count. */
function totals(files: readonly LoadedFile[]): Record<string, number> {
  const sums: Record<string, number> = { files: files.length };
  for (const { counts } of files) {
    for (const [name, count] of Object.entries(counts)) {
      if (name !== "year") sums[name] = (sums[name] ?? 0) + count;
    }
  }
  return sums;
}
