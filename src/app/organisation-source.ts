import { readFile, stat } from "node:fs/promises";
import { writeTable } from "../formats/csv/index.ts";
import { Refusal } from "../kernel/index.ts";
import { problemOf } from "./pack/problems.ts";

/** A city's organisation register is some hundred rows. */
const largest = 10_000_000;
const patience = 30_000;

export interface OrganisationFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The organisation register from a file, or from an address that answers with CSV or with a JSON list of the same names (R017). */
export async function organisationAt(place: string): Promise<OrganisationFile> {
  if (/^https?:\/\//i.test(place)) return asTable(place, await fetched(place));
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile() !== true)
    throw new Refusal([
      problemOf(
        "pack.not-found",
        { file: place },
        { message_sv: `${place} finns inte.`, message_en: `${place} does not exist.` },
      ),
    ]);
  return asTable(place, await readFile(place));
}

async function fetched(place: string): Promise<Uint8Array> {
  const answer = await fetch(place, { signal: AbortSignal.timeout(patience) }).catch((error: unknown) => {
    throw unanswered(
      place,
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : "",
    );
  });
  if (!answer.ok || answer.body === null) throw unanswered(place, `HTTP ${answer.status}`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > largest) throw unanswered(place, `> ${largest} byte`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** JSON becomes the table it stands for, so that both are held to the same rules; anything else is read as it is. */
export function asTable(name: string, content: Uint8Array): OrganisationFile {
  const text = new TextDecoder().decode(content);
  if (!text.trimStart().startsWith("[")) return { name, content };
  const rows = parsed(text);
  if (rows === undefined) throw unanswered(name, "JSON");
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => Object.fromEntries(names.map((one) => [one, textOf(row[one])])));
  const table = writeTable(
    names.map((one) => ({ name: one, type: "text" as const })),
    cells,
  );
  return { name, content: new TextEncoder().encode(table) };
}

function parsed(text: string): Record<string, unknown>[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null);
    return isList ? (value as Record<string, unknown>[]) : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

function unanswered(place: string, why: string): Refusal {
  return new Refusal([
    problemOf(
      "pack.register-unanswered",
      { file: place, text: why },
      {
        message_sv: `${place} gav inget organisationsregister (${why}).`,
        message_en: `${place} gave no organisation register (${why}).`,
      },
    ),
  ]);
}
