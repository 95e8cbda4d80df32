/**
 * How fast SIE is read, as ratios of processor time within one run: against merely scanning the same bytes, and against the
 * reader one writes first, readline with a regular expression. `npx tsx bench/sie.ts [rows]`.
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createSieReader } from "../src/formats/sie4/index.ts";

const rowCount = Number(process.argv[2] ?? 300_000);
const rounds = 9;

const folder = mkdtempSync(join(tmpdir(), "underlag-bench-"));
const path = join(folder, "bench.se");
const bytes = books(rowCount);
writeFileSync(path, bytes);

const scan = "scan: count line feeds";
const ours = "createSieReader";
const oursWithTexts = "createSieReader, every text used";
const scanMemory = "  scan, bytes already in memory";
const oursMemory = "  createSieReader, bytes already in memory";
const byLines = "readline + regular expression";

try {
  const times: Record<string, number[]> = {};
  const sums = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    await timed(scan, times, async () => void (await countFile(path)));
    await timed(ours, times, async () => void sums.add(await readFile(path, false)));
    await timed(oursWithTexts, times, async () => void sums.add(await readFile(path, true)));
    await timed(scanMemory, times, () => void countLines(bytes));
    await timed(oursMemory, times, () => void sums.add(read(bytes)));
    await timed(byLines, times, async () => void sums.add(await readByLines(path)));
  }
  if (sums.size !== 1) throw new Error(`the readers disagree: ${[...sums].join(" / ")}`);
  const megabytes = bytes.length / 1e6;
  console.log(
    `${megabytes.toFixed(1)} MB, ${rowCount} rows, median of ${rounds} rounds, Node ${process.version}`,
  );
  for (const [name, each] of Object.entries(times)) {
    console.log(
      `${name.padEnd(42)} ${median(each).toFixed(0).padStart(6)} ms (${Math.min(...each).toFixed(0)}-${Math.max(...each).toFixed(0)})` +
        ` ${((megabytes / median(each)) * 1000).toFixed(0).padStart(6)} MB/s`,
    );
  }
  const ratio = (one: string, other: string): string =>
    (median(times[one] as number[]) / median(times[other] as number[])).toFixed(2);
  console.log(`readline + regular expression / ours: ${ratio(byLines, ours)} (wanted: at least 5)`);
  console.log(`ours / scan: ${ratio(ours, scan)} (wanted: at most 2)`);
  console.log(`ours / scan, bytes already in memory: ${ratio(oursMemory, scanMemory)}`);
  console.log(
    `with every text used: readline / ours ${ratio(byLines, oursWithTexts)}, ours / scan ${ratio(oursWithTexts, scan)}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

async function timed(name: string, times: Record<string, number[]>, work: () => void | Promise<void>) {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  (times[name] ??= []).push((user + system) / 1000);
}

/** Every byte of the file in a loop, in the chunks that it comes in: what any reader in Node has to do at the least. */
async function countFile(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file)) lines += countChunk(chunk as Uint8Array);
  return lines;
}

function countLines(content: Uint8Array): number {
  let lines = 0;
  for (let at = 0; at < content.length; at += 1 << 16)
    lines += countChunk(content.subarray(at, at + (1 << 16)));
  return lines;
}

function countChunk(chunk: Uint8Array): number {
  let lines = 0;
  for (let i = 0; i < chunk.length; i++) if (chunk[i] === 10) lines++;
  return lines;
}

/** Everything checked: letters, dates, amounts, accounts, balance of each voucher. */
function reading(texts: boolean) {
  let rows = 0;
  let debit = 0;
  let letters = 0;
  const reader = createSieReader({
    file: "bench.se",
    onRow: (row) => {
      rows++;
      if (row.amountOre > 0) debit += row.amountOre;
      if (texts) letters += row.text.length;
    },
    onVoucher: (voucher) => {
      if (texts) letters += voucher.text.length + voucher.number.length;
    },
  });
  return {
    push: (chunk: Uint8Array) => reader.push(chunk),
    end: (): string => {
      const end = reader.end();
      if (!end.ok) throw new Error(JSON.stringify(end.problems.slice(0, 3)));
      if (texts && letters === 0) throw new Error("no texts");
      return `${rows} ${debit}`;
    },
  };
}

async function readFile(file: string, texts: boolean): Promise<string> {
  const { push, end } = reading(texts);
  for await (const chunk of createReadStream(file)) push(chunk as Uint8Array);
  return end();
}

function read(content: Uint8Array): string {
  const { push, end } = reading(false);
  for (let at = 0; at < content.length; at += 1 << 16) push(content.subarray(at, at + (1 << 16)));
  return end();
}

/** The reader one writes first: the same rows as values, nothing checked but the balance of each voucher. */
async function readByLines(file: string): Promise<string> {
  let rows = 0;
  let debit = 0;
  let sum = 0;
  const pattern =
    /^\s*#TRANS\s+"?(\w+)"?\s+\{([^}]*)\}\s+(-?[\d.]+)\s*(?:(\d{8})|"")?\s*(?:"((?:[^"\\]|\\.)*)")?/;
  const pairs = /"?([^"\s]+)"?\s+"?([^"\s]+)"?/g;
  const keep = (row: { amountOre: number }): void => {
    rows++;
    sum += row.amountOre;
    if (row.amountOre > 0) debit += row.amountOre;
  };
  const lines = createInterface({ input: createReadStream(file, "latin1"), crlfDelay: Infinity });
  for await (const line of lines) {
    const match = pattern.exec(line);
    if (match !== null) {
      const [, account, list = "", amount, day, text = ""] = match;
      const objects = Array.from(list.matchAll(pairs), ([, dimension, object]) => ({
        dimension: Number(dimension),
        object,
      }));
      keep({ account, objects, amountOre: Math.round(Number(amount) * 100), day, text } as {
        amountOre: number;
      });
    } else if (line === "}" && sum !== 0) throw new Error("unbalanced");
  }
  return `${rows} ${debit}`;
}

/** Books as a city's ledger exports them: four rows a voucher, up to five objects a row, texts with Swedish letters. */
function books(rows: number): Uint8Array {
  const parts: string[] = [
    "#FLAGGA 0\r\n#PROGRAM bench 1\r\n#FORMAT PC8\r\n#GEN 20250110\r\n#SIETYP 4\r\n#FNAMN bench\r\n#RAR 0 20240101 20241231\r\n",
  ];
  for (let account = 3000; account < 8000; account += 10)
    parts.push(`#KONTO ${account} "Konto ${account}"\r\n`);
  parts.push('#DIM 20 "Tj\x84nst"\r\n#DIM 21 Kund\r\n#DIM 22 Motpart\r\n');
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % below;
  };
  for (let voucher = 0; voucher * 4 < rows; voucher++) {
    const day = `2024${String(1 + (voucher % 12)).padStart(2, "0")}${String(1 + (voucher % 28)).padStart(2, "0")}`;
    parts.push(`#VER "A" "${voucher + 1}" ${day} "Leverant\x94rsfaktura ${random(100_000)}"\r\n{\r\n`);
    const amounts = [random(1_000_000) + 1, random(1_000_000) + 1, random(1_000_000) + 1];
    amounts.push(-amounts.reduce((a, b) => a + b, 0));
    for (const amount of amounts) {
      const account = 3000 + random(500) * 10;
      // Some 3 000 combinations: a service has its cost centre, a customer its counterparty, now and then a project.
      const [service, customer, project] = [random(57), random(52), random(30)];
      const list =
        `"1" "${1900 + service}"${project === 0 ? ` "6" "P${service}"` : ""} "20" "T${service}"` +
        ` "21" "K${customer}" "22" "${100 + customer}"`;
      const kronor = `${amount < 0 ? "-" : ""}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, "0")}`;
      parts.push(`#TRANS ${account} {${list}} ${kronor} "" "Text om r\x84tt ${random(2000)}"\r\n`);
    }
    parts.push("}\r\n");
  }
  return Buffer.from(parts.join(""), "latin1");
}
