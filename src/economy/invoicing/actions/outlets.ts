import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Attempt, Outlet } from "../index.ts";
import { makeFolder, writeWhole } from "./whole-file.ts";

/** A file on its way: the same name, key and bytes however many times it is tried. */
export interface Parcel {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** What the receiver knows a repeated message by. */
  readonly key: string;
}

/** What delivering needs of the world around it. */
export interface DeliveryWorld {
  /** Where folders that are not given from the root lie. */
  readonly outbox: string;
  now(): string;
  pause(milliseconds: number): Promise<void>;
  /** A secret by its name in the environment. */
  secret(name: string): string | undefined;
  readonly post?: typeof fetch;
}

export function parcelOf(file: Pick<OutgoingFile, "name" | "mediaType" | "bytes">, provider: string): Parcel {
  const { name, mediaType, bytes } = file;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, mediaType, bytes, sha256, key: `${provider}/${name}` };
}

interface OutgoingFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly beside?: OutgoingFile;
}

/** Where what a message names beside itself is left: below its own folder, or the outbox for what an access point carries. */
export const folderBeside = "specifications";

/**
 * Sends a file. What it names as a file of its own is left first, so that nothing goes out that points at what is not there; a full
 * disk there leaves the message for another time.
 */
export async function sendWithBeside(
  outlet: Outlet,
  file: OutgoingFile,
  { provider, world }: { readonly provider: string; readonly world: DeliveryWorld },
): Promise<Attempt> {
  if (file.beside !== undefined) {
    const folder = folderOf(outlet.way === "folder" ? outlet.folder : ".", world.outbox);
    const left = leaveInFolder(join(folder, folderBeside), parcelOf(file.beside, provider));
    if (left.outcome !== "sent") return left;
  }
  return sendTo(outlet, parcelOf(file, provider), world);
}

export async function sendTo(outlet: Outlet, parcel: Parcel, world: DeliveryWorld): Promise<Attempt> {
  if (outlet.way === "folder") return leaveInFolder(folderOf(outlet.folder, world.outbox), parcel);
  if (outlet.way === "http") return sendWithRetries(outlet, parcel, world);
  return { outcome: "refused", reason: "delivered by hand" };
}

export function folderOf(folder: string, outbox: string): string {
  return isAbsolute(folder) ? folder : resolve(outbox, folder);
}

/**
 * The file whole or not at all, under a name of its own. One that lies there already with the same bytes was left by a try that
 * never told; another's bytes under the name are not written over.
 */
function leaveInFolder(folder: string, parcel: Parcel): Attempt {
  const path = join(folder, parcel.name);
  const sent: Attempt = { outcome: "sent", sha256: parcel.sha256, bytes: parcel.bytes.length, receipt: "" };
  try {
    const there = readOrNone(path);
    if (there !== undefined) {
      return Buffer.from(there).equals(parcel.bytes)
        ? sent
        : { outcome: "refused", reason: `${path} holds something else already` };
    }
    makeFolder(folder);
    writeWhole(path, parcel.bytes);
    return sent;
  } catch (error) {
    return {
      outcome: "unreachable",
      reason: `${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    };
  }
}

function readOrNone(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Pauses before the second and third try at once; what is still unreachable then is left for later. */
const pauses = [1_000, 4_000];

async function sendWithRetries(
  outlet: Outlet & { readonly way: "http" },
  parcel: Parcel,
  world: DeliveryWorld,
): Promise<Attempt> {
  let attempt = await post(outlet, parcel, world);
  for (const milliseconds of pauses) {
    if (attempt.outcome !== "unreachable") return attempt;
    await world.pause(milliseconds);
    attempt = await post(outlet, parcel, world);
  }
  return attempt;
}

const timeoutMilliseconds = 30_000;

async function post(
  { url, tokenVariable, conflict }: Outlet & { readonly way: "http" },
  parcel: Parcel,
  world: DeliveryWorld,
): Promise<Attempt> {
  const token = tokenVariable === undefined ? undefined : world.secret(tokenVariable);
  if (tokenVariable !== undefined && token === undefined)
    return { outcome: "unreachable", reason: `${tokenVariable} is not set` };
  const sent = { outcome: "sent", sha256: parcel.sha256, bytes: parcel.bytes.length } as const;
  try {
    const answer = await (world.post ?? fetch)(url, {
      method: "POST",
      // An invoice is not sent on to wherever an answer points.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMilliseconds),
      headers: {
        "content-type": parcel.mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(parcel.name)}`,
        // RFC 9530, so that the receiver sees that the bytes arrived whole.
        "content-digest": `sha-256=:${Buffer.from(parcel.sha256, "hex").toString("base64")}:`,
        "idempotency-key": encodeURIComponent(parcel.key),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: new Uint8Array(parcel.bytes),
    });
    const said = (await answer.text()).slice(0, 10_000);
    if (answer.ok) return { ...sent, receipt: receiptIn(said) };
    if (answer.status === 409 && conflict === "received") return { ...sent, receipt: receiptIn(said) };
    const isPassing = answer.status >= 500 || [408, 409, 425, 429].includes(answer.status);
    return {
      outcome: isPassing ? "unreachable" : "refused",
      reason: `${answer.status}: ${said.replace(/\s+/g, " ").slice(0, 200)}`.trim(),
    };
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code;
    return {
      outcome: "unreachable",
      reason: cause ?? (error instanceof Error ? error.message : String(error)),
    };
  }
}

/** The message's id where the access point answers with one; never more than a line of it. */
function receiptIn(said: string): string {
  try {
    const { id } = JSON.parse(said) as { id?: unknown };
    return typeof id === "string" || typeof id === "number" ? String(id).slice(0, 200) : "";
  } catch {
    return "";
  }
}
