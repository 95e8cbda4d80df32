import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync, renameSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { Readable } from "node:stream";
import type { Attempt, Outlet } from "../index.ts";
import {
  DiskFailure,
  makeFolder,
  onDisk,
  type PartFile,
  sameBytes,
  withPartFile,
  type WritesPieces,
  writeWhole,
} from "./whole-file.ts";

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

/** A file that is made while it is written, since it may be larger than memory. */
export interface PiecewiseFile {
  readonly name: string;
  readonly mediaType: string;
  readonly writes: WritesPieces;
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
  file: OutgoingFile | PiecewiseFile,
  { provider, world }: { readonly provider: string; readonly world: DeliveryWorld },
): Promise<Attempt> {
  if ("writes" in file) return sendPieces(outlet, file, { provider, world });
  if (file.beside !== undefined) {
    const folder = folderOf(outlet.way === "folder" ? outlet.folder : ".", world.outbox);
    const left = leaveInFolder(join(folder, folderBeside), parcelOf(file.beside, provider));
    if (left.outcome !== "sent") return left;
  }
  return sendTo(outlet, parcelOf(file, provider), world);
}

export async function sendTo(outlet: Outlet, parcel: Parcel, world: DeliveryWorld): Promise<Attempt> {
  if (outlet.way === "folder") return leaveInFolder(folderOf(outlet.folder, world.outbox), parcel);
  if (outlet.way === "http") return sendWithRetries(outlet, posted(parcel), world);
  return { outcome: "refused", reason: "delivered by hand" };
}

/** A file that is made piece by piece: into the receiver's folder, or into the outbox and from there. */
async function sendPieces(
  outlet: Outlet,
  { name, mediaType, writes }: PiecewiseFile,
  { provider, world }: { readonly provider: string; readonly world: DeliveryWorld },
): Promise<Attempt> {
  if (outlet.way === "manual") return { outcome: "refused", reason: "delivered by hand" };
  const folder = outlet.way === "folder" ? folderOf(outlet.folder, world.outbox) : world.outbox;
  const path = join(folder, name);
  try {
    onDisk(path, () => makeFolder(folder));
    return await withPartFile(path, writes, (part) =>
      outlet.way === "folder"
        ? onDisk(path, () => named(part, path))
        : sendWithRetries(outlet, streamed(part, { name, mediaType, key: `${provider}/${name}` }), world),
    );
  } catch (error) {
    if (error instanceof DiskFailure) return { outcome: "unreachable", reason: error.message };
    throw error;
  }
}

/** As `leaveInFolder` does. */
function named({ path: part, sha256, bytes }: PartFile, path: string): Attempt {
  if (!existsSync(path)) renameSync(part, path);
  else if (!sameBytes(part, path))
    return { outcome: "refused", reason: `${path} holds something else already` };
  return { outcome: "sent", sha256, bytes, receipt: "" };
}

function streamed(
  { path, bytes, sha256 }: PartFile,
  about: Pick<Posted, "name" | "mediaType" | "key">,
): Posted {
  return {
    ...about,
    sha256,
    length: bytes,
    request: () => ({
      body: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
      duplex: "half",
    }),
  };
}

function posted({ bytes, ...about }: Parcel): Posted {
  return { ...about, length: bytes.length, request: () => ({ body: new Uint8Array(bytes) }) };
}

/** What is posted: its bytes anew for every try. */
interface Posted extends Omit<Parcel, "bytes"> {
  readonly length: number;
  readonly request: () => RequestInit & { readonly duplex?: "half" };
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
  parcel: Posted,
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
  parcel: Posted,
  world: DeliveryWorld,
): Promise<Attempt> {
  const token = tokenVariable === undefined ? undefined : world.secret(tokenVariable);
  if (tokenVariable !== undefined && token === undefined)
    return { outcome: "unreachable", reason: `${tokenVariable} is not set` };
  const sent = { outcome: "sent", sha256: parcel.sha256, bytes: parcel.length } as const;
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
        // A stream would else go in chunks, which not every receiver takes.
        "content-length": String(parcel.length),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...parcel.request(),
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
