/**
 * The same work by what people use instead, where it is installed; what is not is said loudly and skipped. Processor time, like ours.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openDatabase } from "../src/platform/database/index.ts";
import { ownMs, serverMs } from "./machine.ts";

/** One split to be made: an amount over weights. */
export interface Split {
  readonly amount: number;
  readonly weights: Float64Array;
}

export interface Peer {
  readonly name: string;
  /** Undefined where it is not installed. */
  readonly ms: number | undefined;
}

/** A number that depends on every part and its place; taken below 2^53 by remainder, and the same in SQL. */
export function checksum(parts: Iterable<{ split: number; place: number; part: number }>): bigint {
  let sum = 0n;
  for (const { split, place, part } of parts) sum += BigInt(part) * BigInt((split % 1009) + place + 1);
  return sum;
}

/** Largest remainder as SQL in the embedded PostgreSQL: window functions over exact numerics, no index to be helped by. */
export async function postgres(splits: readonly Split[]): Promise<Peer & { readonly checksum: bigint }> {
  const directory = mkdtempSync(join(tmpdir(), "underlag-bench-pg-"));
  const opened = await openDatabase({ url: undefined, directory: join(directory, "db") });
  const postmaster = (opened.serverPid as () => number)();
  const { database } = opened;
  try {
    const sets = new Map<Float64Array, number>();
    for (const { weights } of splits) if (!sets.has(weights)) sets.set(weights, sets.size);
    return await database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute("create temp table split (id integer, set integer, amount numeric)");
      await tx.execute("create temp table weight (set integer, place integer, weight numeric)");
      await pipeline(
        Readable.from(splits.map(({ amount, weights }, id) => `${id}\t${sets.get(weights)}\t${amount}\n`)),
        tx.copyIn("copy split from stdin"),
      );
      await pipeline(
        Readable.from(
          [...sets].flatMap(([weights, set]) =>
            Array.from(weights, (weight, i) => `${set}\t${i}\t${weight}\n`),
          ),
        ),
        tx.copyIn("copy weight from stdin"),
      );
      await tx.execute("analyze split");
      await tx.execute("analyze weight");
      const [own, server] = [ownMs(), serverMs(postmaster)];
      await tx.execute(
        `create temp table part as
           with product as (
             select id, place, amount, abs(amount) * weight as product,
                    sum(weight) over (partition by id) as total
               from split join weight using (set)),
           divided as (
             select id, place, amount, div(product, total) as base, mod(product, total) as rest from product),
           ranked as (
             select id, place, amount, base, abs(amount) - sum(base) over (partition by id) as left_over,
                    row_number() over (partition by id order by rest desc, place) as rank from divided)
         select id, place, sign(amount) * (base + case when rank <= left_over then 1 else 0 end) as part from ranked`,
      );
      const ms = ownMs() - own + serverMs(postmaster) - server;
      const [row] = await tx.query<{ sum: string }>(
        "select sum(part * (id % 1009 + place + 1))::text as sum from part",
      );
      return { name: "PostgreSQL (embedded), the same split as SQL", ms, checksum: BigInt(row?.sum ?? "-1") };
    });
  } finally {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Runs a program to its end and gives its processor time, children too. */
function run(folder: string, program: string, ...args: string[]): number {
  const time = spawnSync(
    "bash",
    ["-c", `TIMEFORMAT='%U %S'; time "$@" > out.log 2> err.log`, "bash", program, ...args],
    { cwd: folder, encoding: "utf8", env: { ...process.env, HOME: folder } },
  );
  if (time.status !== 0) throw new Error(`${program} failed in ${folder}`);
  const [user = 0, system = 0] = (time.stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return (user + system) * 1000;
}

/**
 * LibreOffice recalculating the same allocation: a sheet with the amount and the weights of every split, and a formula for each
 * part that rounds it to öre (which does not even keep the sum).
 */
export function libreOffice(splits: readonly Split[]): Peer {
  return recalculated("LibreOffice recalculating the same shares", (formulas) =>
    splits.map(({ amount, weights }, r) => {
      const row = r + 1;
      const last = weights.length + 1;
      const parts = Array.from(weights, (_, i) =>
        formulas
          ? formulaCell(
              `ROUND([.$A${row}]*[.${column(i + 1)}${row}]/SUM([.$B${row}:.$${column(last - 1)}${row}]);0)`,
            )
          : numberCell(Math.round(amount / weights.length) + i),
      );
      return [numberCell(amount), ...Array.from(weights, numberCell), ...parts];
    }),
  );
}

/** LibreOffice adding up books per cost centre and month, as a spreadsheet does it: 80 cost centres x 12 months, each a SUMIFS over all lines. */
export function spreadsheetSums(lines: number): Peer {
  return recalculated(`LibreOffice: 960 SUMIFS over ${lines} lines, recalculated`, (formulas) =>
    Array.from({ length: lines }, (_, row) => {
      const [centre, month] = [(row * 7919) % 80, row % 12];
      const line = [numberCell(centre), numberCell(month), numberCell((row * 104_729) % 999_983)];
      if (row >= 960) return line;
      const sum = `SUMIFS([.$C$1:.$C$${lines}];[.$A$1:.$A$${lines}];${row % 80};[.$B$1:.$B$${lines}];${Math.floor(row / 80)})`;
      return [...line, formulas ? formulaCell(sum) : numberCell(row)];
    }),
  );
}

const numberCell = (value: number): string =>
  `<table:table-cell office:value-type="float" office:value="${value}"/>`;
const formulaCell = (formula: string): string => `<table:table-cell table:formula="of:=${formula}"/>`;

/** What a sheet's formulas take: the same sheet with numbers instead of them is subtracted. */
function recalculated(name: string, rowsOf: (formulas: boolean) => readonly (readonly string[])[]): Peer {
  if (!isInstalled("soffice")) return { name, ms: undefined };
  const folder = mkdtempSync(join(tmpdir(), "underlag-bench-calc-"));
  try {
    const sheet = (formulas: boolean): string => {
      const rows = rowsOf(formulas).map((cells) => `<table:table-row>${cells.join("")}</table:table-row>`);
      return `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="S">${rows.join("")}</table:table></office:spreadsheet></office:body></office:document>`;
    };
    const convert = (file: string): number =>
      run(folder, "soffice", "--headless", "--convert-to", "csv", "--outdir", "out", file);
    writeFileSync(join(folder, "formulas.fods"), sheet(true));
    writeFileSync(join(folder, "numbers.fods"), sheet(false));
    // The first start writes a profile.
    convert("numbers.fods");
    return { name, ms: convert("formulas.fods") - convert("numbers.fods") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function column(index: number): string {
  return index < 26
    ? String.fromCodePoint(65 + index)
    : column(Math.floor(index / 26) - 1) + String.fromCodePoint(65 + (index % 26));
}

export interface JournalLine {
  readonly day: string;
  readonly account: string;
  readonly amountOre: number;
}

/** hledger and beancount printing the balances of the same books. */
export function ledgers(lines: readonly JournalLine[]): Peer[] {
  const folder = mkdtempSync(join(tmpdir(), "underlag-bench-ledger-"));
  const kronor = (amount: number): string => (amount / 100).toFixed(2);
  const journal = (): string =>
    lines
      .map(
        ({ day, account, amountOre }) => `${day} x\n  ${account}  ${kronor(amountOre)} SEK\n  assets:bank\n`,
      )
      .join("\n");
  const beans = (): string => {
    const named = (account: string): string =>
      `Expenses:${account.replaceAll(/[^A-Za-z0-9]+/g, "-").toUpperCase()}`;
    const accounts = [...new Set(lines.map((line) => named(line.account)))];
    return [
      'option "operating_currency" "SEK"',
      ...["Assets:Bank", ...accounts].map((account) => `2020-01-01 open ${account} SEK`),
      ...lines.map(
        ({ day, account, amountOre }) =>
          `${day} * "x"\n  ${named(account)}  ${kronor(amountOre)} SEK\n  Assets:Bank  ${kronor(-amountOre)} SEK\n`,
      ),
    ].join("\n");
  };
  try {
    const peers: Peer[] = [];
    const hledger = "hledger printing monthly balances of the same books";
    if (isInstalled("hledger")) {
      writeFileSync(join(folder, "books.journal"), journal());
      peers.push({ name: hledger, ms: run(folder, "hledger", "-f", "books.journal", "bal", "-M") });
    } else peers.push({ name: hledger, ms: undefined });
    const beancount = "beancount printing balances of the same books";
    if (isInstalled("bean-query")) {
      writeFileSync(join(folder, "books.beancount"), beans());
      const query = "select account, sum(position) group by account";
      peers.push({ name: beancount, ms: run(folder, "bean-query", "books.beancount", query) });
    } else peers.push({ name: beancount, ms: undefined });
    return peers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
