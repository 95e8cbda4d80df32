/**
 * How fast tables are read, as ratios of processor time within one run: against csv-parse by itself, which gives strings and checks
 * nothing, and against split(). `npx tsx bench/csv.ts [rows]`.
 */
import { parse } from "csv-parse";
import { createTableReader } from "../src/formats/csv/index.ts";

const rowCount = Number(process.argv[2] ?? 1_000_000);
const rounds = 3;

for (const [name, isQuoted] of [
  ["bare: split plainly", () => false],
  ["one cell in a thousand rows quoted: some blocks read by csv-parse", (i) => i % 1000 === 0],
  ["one cell of every row quoted: all read by csv-parse", () => true],
] satisfies [string, (row: number) => boolean][]) {
  console.log(`\n${name}`);
  await measure(usage(rowCount, isQuoted));
}

async function measure(bytes: Buffer): Promise<void> {
  const readers: Record<string, (bytes: Buffer) => Promise<number> | number> = {
    createTableReader: read,
    "csv-parse, strings only": readByCsvParse,
    "split(), strings only": readBySplit,
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(readers)) {
      const start = process.cpuUsage();
      const rows = await work(bytes);
      if (rows !== rowCount) throw new Error(`${name} found ${rows} rows`);
      (times[name] ??= []).push(process.cpuUsage(start).user / 1000);
    }
  }
  console.log(
    `${(bytes.length / 1e6).toFixed(1)} MB, ${rowCount} rows, ${rounds} rounds, Node ${process.version}`,
  );
  const ours = Math.min(...(times["createTableReader"] as number[]));
  for (const [name, each] of Object.entries(times)) {
    const best = Math.min(...each);
    console.log(
      `${name.padEnd(26)} ${best.toFixed(0).padStart(6)} ms (at most ${Math.max(...each).toFixed(0)})` +
        ` ${((bytes.length / best) * 1e-3).toFixed(0).padStart(5)} MB/s   ${(best / ours).toFixed(2)} x ours`,
    );
  }
}

/** Days, numbers and codes checked and typed. */
function read(bytes: Buffer): number {
  let rows = 0;
  const reader = createTableReader({
    file: "usage.csv",
    columns: [
      { name: "event_id", type: "code" },
      { name: "day", type: "day" },
      { name: "item", type: "code" },
      { name: "customer", type: "code" },
      { name: "quantity", type: "micro" },
    ],
    onRow: () => rows++,
  });
  for (let at = 0; at < bytes.length; at += 1 << 16) reader.push(bytes.subarray(at, at + (1 << 16)));
  const end = reader.end();
  if (!end.ok) throw new Error(JSON.stringify(end.problems.slice(0, 3)));
  return rows;
}

async function readByCsvParse(bytes: Buffer): Promise<number> {
  let rows = 0;
  const parser = parse({ delimiter: ";", columns: false, from_line: 2 });
  parser.on("data", () => rows++);
  await new Promise<void>((resolve, reject) => {
    parser.on("end", resolve);
    parser.on("error", reject);
    for (let at = 0; at < bytes.length; at += 1 << 16) parser.write(bytes.subarray(at, at + (1 << 16)));
    parser.end();
  });
  return rows;
}

function readBySplit(bytes: Buffer): number {
  let rows = -1;
  for (const line of bytes.toString("utf8").split("\n")) if (line.split(";").length === 5) rows++;
  return rows;
}

function usage(rows: number, isQuoted: (row: number) => boolean): Buffer {
  const parts = ["event_id;day;item;customer;quantity\n"];
  for (let i = 0; i < rows; i++) {
    const day = `2024-01-${String(1 + (i % 28)).padStart(2, "0")}`;
    const event = isQuoted(i) ? `"e${i}"` : `e${i}`;
    parts.push(`${event};${day};item${i % 57};CUST${i % 52};${i % 1000},${i % 10}\n`);
  }
  return Buffer.from(parts.join(""));
}
