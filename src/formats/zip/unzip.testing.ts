import { inflateRawSync } from "node:zlib";

/** The files of a zip archive, by its central directory. */
export function unzipSync(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = Buffer.from(bytes);
  const end = view.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const files = new Map<string, Uint8Array>();
  let at = view.readUInt32LE(end + 16);
  for (let left = view.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength] = [view.readUInt32LE(at + 20), view.readUInt16LE(at + 28)];
    const name = view.toString("utf8", at + 46, at + 46 + nameLength);
    const local = view.readUInt32LE(at + 42);
    const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const packed = view.subarray(from, from + size);
    files.set(name, view.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return files;
}

export function strFromU8(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}
