import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readBilling, sizeLimitBytes, totalsOf } from "../../../formats/peppol/index.ts";
import { period } from "../../../kernel/index.ts";
import { accessPoint, deliveredAt, issuedCity, worldOf } from "./delivery.testing.ts";
import { type ExportedFile, type ExportFormat, exportDocuments } from "./export.ts";
import { deliver, deliveriesOf } from "./index.ts";
import { approve, issue, rehearse } from "./runs.ts";
import type { Example } from "./testing.ts";

let city: Example;
let point: Awaited<ReturnType<typeof accessPoint>>;
const outbox = mkdtempSync(join(tmpdir(), "underlag-large-"));
const carin = { actor: "carin", now: deliveredAt };

beforeAll(async () => {
  point = await accessPoint();
  city = await issuedCity(point.url);
  await issueSales("2024-02", 600, 10);
  await issueSales("2024-03", 600, 4_000);
});
afterAll(async () => {
  await city.close();
  await point.close();
  rmSync(outbox, { recursive: true });
});

/** A month in which the company bought as many times, each told in a text of that length, and its run issued. */
async function issueSales(month: string, count: number, length: number): Promise<void> {
  await city.staff(async (tx) => {
    await tx.execute(
      `insert into metering.direct_sale (provider_id, sale, period, sale_day, item, customer, text, quantity_micro, unit,
                                         price_micro, source)
       select $1, $2 || '-' || n, $2, ($2 || '-15')::date, 'DI-NAT-OVR', 'ORG', repeat('x', $4::int) || n, 1000000, 'st', 1000000 + n * 10000, 'sales.csv'
       from generate_series(1, $3::int) n`,
      [city.provider, month, count, length],
    );
    const question = { period: period(month) };
    await rehearse(tx, city.provider, question, carin);
    await approve(tx, city.provider, question, { ...carin, actor: "ada" });
    await issue(tx, city.provider, question, carin);
  });
}

async function exported(month: string, format: ExportFormat): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  await city.staff(async (tx) => {
    const question = { run: month, customer: "ORG", format, language: "sv", now: deliveredAt } as const;
    for await (const file of exportDocuments(tx, city.provider, question)) files.push(file);
  });
  return files;
}

function read(file: ExportedFile | undefined) {
  const result = readBilling(file?.bytes ?? new Uint8Array());
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message_en).join("\n"));
  return result.value;
}

const rowsOf = (content: Uint8Array | undefined) =>
  new TextDecoder().decode(content).split("\r\n").filter(Boolean).length;

it("carries its specification as an attachment above 500 lines, the same file as is exported by itself", async () => {
  const [message, ...others] = await exported("2024-02", "peppol");
  expect(others).toEqual([]);
  const document = read(message);
  expect(document.lines.map((line) => line.sellersItem)).toEqual(["DI-NAT-OVR", "HR-LON-AVG"]);
  const [specification] = await exported("2024-02", "specification");
  expect(specification?.name).toBe(document.attachments[0]?.fileName);
  expect(document.attachments[0]?.content).toEqual(new Uint8Array(specification?.bytes ?? []));
  // 600 sales, the fee and the header.
  expect(rowsOf(specification?.bytes)).toBe(602);
  const { netOre } = await city.staff((tx) =>
    tx.one<{ netOre: number }>(
      `select net_ore::float8 as "netOre" from invoicing.invoice where provider_id = $1 and run = '2024-02' and customer = 'ORG'`,
      [city.provider],
    ),
  );
  expect(totalsOf(document).netOre).toBe(netOre);
});

it("above two megabytes names the specification as a file that goes out before it, and nothing is lost", async () => {
  const files = await exported("2024-03", "peppol");
  expect(files.map((file) => file.name)).toEqual([
    files[0]?.name,
    `specifikation-${read(files[0]).number}.csv`,
  ]);
  expect(files[0]?.bytes.length).toBeLessThan(sizeLimitBytes);
  expect(files[1]?.bytes.length).toBeGreaterThan(sizeLimitBytes);
  expect(read(files[0]).supporting?.[0]?.id).toBe(files[1]?.name);
  expect(rowsOf(files[1]?.bytes)).toBe(602);

  const folder = join(outbox, "specifications");
  // A disk that takes nothing: the message waits for its specification.
  writeFileSync(folder, "in the way");
  const go = () =>
    deliver(city.database, city.provider, { run: "2024-03" }, { actor: "carin", world: worldOf(outbox) });
  expect(await go()).toMatchObject({ failedNow: 1, waiting: 1 });
  expect(point.messages).toEqual([]);
  rmSync(folder);
  expect(await go()).toMatchObject({ sentNow: 1, waiting: 0, failed: 0 });
  expect(readdirSync(folder)).toEqual([files[1]?.name]);
  expect(readFileSync(join(folder, files[1]?.name ?? "")).equals(files[1]?.bytes ?? new Uint8Array())).toBe(
    true,
  );
  expect(point.messages.map((message) => message.body)).toEqual([new TextDecoder().decode(files[0]?.bytes)]);
  const deliveries = await city.staff((tx) => deliveriesOf(tx, city.provider, { run: "2024-03" }));
  expect(deliveries.every((one) => one.state === "sent")).toBe(true);
});

it("is never written over by another specification of the same name", async () => {
  const [, specification] = await exported("2024-03", "peppol");
  const other = join(outbox, "other");
  mkdirSync(join(other, "specifications"), { recursive: true });
  writeFileSync(join(other, "specifications", specification?.name ?? ""), "somebody else's");
  await city.database.transaction({ role: "owner" }, (tx) => tx.execute("delete from invoicing.delivery"));
  const result = await deliver(
    city.database,
    city.provider,
    { run: "2024-03" },
    { actor: "carin", world: worldOf(other) },
  );
  expect(result).toMatchObject({ failed: 1 });
});
