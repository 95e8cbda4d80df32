import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";

/** The same rows as text and as CSV; every tab of the text stands between two cells, and no cell needs quotation marks. */
export class Rows {
  readonly #text: WriteStream;
  readonly #csv: WriteStream;

  constructor(file: string) {
    this.#text = createWriteStream(`${file}.tsv`);
    this.#csv = createWriteStream(`${file}.csv`);
  }

  async write(text: string): Promise<void> {
    const csv = text.replaceAll(";", ",").replaceAll('"', "'").replaceAll("\t", ";");
    for (const [out, rows] of [
      [this.#text, text],
      [this.#csv, csv],
    ] as const) {
      if (!out.write(rows)) await once(out, "drain");
    }
  }

  async end(): Promise<void> {
    for (const out of [this.#text, this.#csv]) await new Promise((resolve) => out.end(resolve));
  }
}
