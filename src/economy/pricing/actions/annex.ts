import { type Day, type Problem, required } from "../../../kernel/index.ts";
import { writeWorkbook } from "../../../formats/xlsx/index.ts";
import type { Language } from "../../../platform/language/index.ts";
import { personByLogin } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { type AnnexFrame, sieved, type Sieve, simulationDocument, simulationWorkbook } from "../index.ts";
import { consequencesOf, type SimulatedPriceList, type SimulationQuestion } from "./simulate.ts";
import { openTypesetter } from "./typesetter.ts";

export const annexForms = ["xlsx", "pdf"] as const;
export type AnnexForm = (typeof annexForms)[number];

export interface AnnexFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly warnings: readonly Problem[];
}

/** The consequences as a file for the board. Nothing is changed by it. */
export async function annexOf(
  tx: Transaction,
  provider: string,
  question: SimulationQuestion & Sieve & { readonly form: AnnexForm; readonly language: Language },
  who: { readonly now: string; readonly actor: string },
): Promise<AnnexFile> {
  const found = await consequencesOf(tx, provider, question);
  return annexFile(tx, provider, { ...found, simulation: sieved(found.simulation, question) }, question, who);
}

/** A simulation that has been made, as a file. */
export async function annexFile(
  tx: Transaction,
  provider: string,
  shown: SimulatedPriceList,
  { form, language }: { readonly form: AnnexForm; readonly language: Language },
  { now, actor }: { readonly now: string; readonly actor: string },
): Promise<AnnexFile> {
  const frame = await frameOf(tx, provider, { language, now, actor });
  const name = `konsekvens-${shown.version.version}.${form}`.replace(/[^A-Za-z0-9ÅÄÖåäö._-]/g, "-");
  if (form === "xlsx") {
    const written = await writeWorkbook(simulationWorkbook(shown, frame), { madeAt: new Date(now) });
    return {
      name,
      mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      bytes: required(written),
      warnings: written.ok ? written.warnings : [],
    };
  }
  const set = (await openTypesetter()).board(simulationDocument(shown, frame));
  return { name, mediaType: "application/pdf", bytes: required(set), warnings: set.ok ? set.warnings : [] };
}

async function frameOf(
  tx: Transaction,
  provider: string,
  { language, now, actor }: { readonly language: Language; readonly now: string; readonly actor: string },
): Promise<AnnexFrame> {
  const { name, synthetic } = await tx.one<{ name: string; synthetic: boolean }>(
    "select name, synthetic from platform.provider where provider_id = $1",
    [provider],
  );
  const person = await personByLogin(tx, provider, actor);
  const services = new Map(
    (await catalogueOf(tx, provider)).services.map((one) => [
      one.service,
      language === "sv" ? one.nameSv : one.nameEn,
    ]),
  );
  const customers = new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name]));
  return {
    language,
    provider: name,
    synthetic,
    madeBy: person?.name ?? actor,
    day: now.slice(0, 10) as Day,
    customer: (code) =>
      customers.get(code) ?? (code === "" ? (language === "sv" ? "Ingen kund" : "No customer") : code),
    service: (code) => services.get(code) ?? code,
  };
}
