import type { FileHandle } from "node:fs/promises";
import { assert } from "../../kernel/index.ts";

/** The little of the tar format (ustar) that an archive of ours needs, so that anyone can open it with `tar`. */
const block = 512;

export interface TarEntry {
  readonly name: string;
  /** First byte of the content. */
  readonly offset: number;
  readonly size: number;
}

/** Writes entries whose size is not known beforehand: the header is filled in when the content has been written. */
export class TarWriter {
  readonly #file: FileHandle;
  #end = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async entry(name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const header = this.#end;
    let at = header + block;
    for await (const chunk of content) {
      await writeWhole(this.#file, chunk, at);
      at += chunk.length;
    }
    await writeWhole(this.#file, tarHeader(name, at - header - block), header);
    this.#end = Math.ceil(at / block) * block;
    if (this.#end > at) await writeWhole(this.#file, Buffer.alloc(this.#end - at), at);
  }

  /** Two empty blocks end an archive; what is written after them no tar minds. Returns the length. */
  async end(): Promise<number> {
    await writeWhole(this.#file, Buffer.alloc(block * 2), this.#end);
    return this.#end + block * 2;
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

function tarHeader(name: string, size: number): Buffer {
  assert(Buffer.byteLength(name) < 100, `an entry's name is short: ${name}`);
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write("0000600\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  if (size < 8 ** 11) header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  else {
    // Larger than 8 GB: as a binary number, which every tar since 2001 reads.
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** The entries in the first bytes of a file, or undefined where they are no whole archive of ours. */
export async function tarEntries(file: FileHandle, length: number): Promise<readonly TarEntry[] | undefined> {
  const entries: TarEntry[] = [];
  let at = 0;
  while (at + block <= length) {
    const header = Buffer.alloc(block);
    await file.read(header, 0, block, at);
    if (header.every((byte) => byte === 0)) return at + block * 2 === length ? entries : undefined;
    const size = entrySize(header);
    if (header.toString("latin1", 257, 262) !== "ustar" || size === undefined) return undefined;
    const name = header.toString("utf8", 0, header.indexOf(0));
    entries.push({ name, offset: at + block, size });
    at += block + Math.ceil(size / block) * block;
  }
  return undefined;
}

function entrySize(header: Buffer): number | undefined {
  const size =
    header[124] === 0x80
      ? Number(header.readBigUInt64BE(128))
      : Number.parseInt(header.toString("latin1", 124, 135), 8);
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}
