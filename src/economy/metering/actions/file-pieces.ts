import { open } from "node:fs/promises";

/** Large enough that asking for them costs nothing beside reading them. */
const pieceBytes = 1 << 20;

/**
 * The bytes of a file in pieces, each valid only until the next is asked for: a stream would make new memory for every one, and a
 * large file of usage would then be mostly collecting garbage.
 */
export async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const piece = new Uint8Array(pieceBytes);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, null);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
