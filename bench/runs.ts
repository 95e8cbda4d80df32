/**
 * A month's billing run through the database, by number of customers: `npx tsx bench/runs.ts [customers ...]`, 52, 520 and 5 200 unless told.
 * Every customer has 57 fees; half are companies with Peppol, half departments with the internal file. Timed: rehearse (computed, held against
 * the gates, kept), approve, issue (documents, vouchers, audit) and deliver (every file written into a folder). Each step in a process of its own, with
 * the most memory it held.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { approve, deliver, issue, rehearse } from "../src/economy/invoicing/actions/index.ts";
import { deliverBy, worldOf } from "../src/economy/invoicing/actions/delivery.testing.ts";
import { example } from "../src/economy/invoicing/actions/testing.ts";
import type { Transaction } from "../src/platform/database/index.ts";
import { connectPostgres } from "../src/platform/database/postgres.ts";
import { loadPriceList } from "../src/economy/pricing/actions/index.ts";
import { type Day, microOf, ore, period } from "../src/kernel/index.ts";
import { ownMs, peakMegabytes } from "./machine.ts";

const services = Array.from({ length: 57 }, (_, index) => `S${String(index).padStart(2, "0")}`);
const at = (actor: string) => ({ actor, now: "2025-02-01T08:00:00.000Z" });

/** By the clock, and of this process alone: the machine is shared, and the server's own work is in the clock only. */
interface Step {
  readonly clock: number;
  readonly own: number;
  readonly peak: number;
}
type Measured = Record<"rehearse" | "approve" | "issue" | "deliver", Step>;

/** A step of the run in a process of its own, so that its memory is its own and not that of making the city. */
async function takeStep(name: string, url: string, outbox: string): Promise<Step> {
  const database = connectPostgres({ connection: { connectionString: url } });
  const staff = <T>(actor: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    database.transaction({ role: "staff", provider: "demo", actor }, work);
  const month = { period: period("2025-01") };
  const steps: Record<string, () => Promise<unknown>> = {
    rehearse: () => staff("carin", (tx) => rehearse(tx, "demo", month, at("carin"))),
    approve: () => staff("ada", (tx) => approve(tx, "demo", month, at("ada"))),
    issue: () => staff("carin", (tx) => issue(tx, "demo", month, at("carin"))),
    deliver: () =>
      deliver(database, "demo", { run: "2025-01" }, { actor: "carin", world: worldOf(outbox) }).then(
        ({ sent, documents }) => {
          if (sent !== documents) throw new Error(`${sent} of ${documents} were sent`);
        },
      ),
  };
  const work = steps[name];
  if (work === undefined) throw new Error(`there is no step ${name}`);
  // Once before it counts: a server that is up has done this before.
  if (name === "rehearse") await work();
  const [start, before] = [performance.now(), ownMs()];
  await work();
  const told = { clock: performance.now() - start, own: ownMs() - before, peak: peakMegabytes() };
  await database.close();
  return told;
}

async function measure(count: number): Promise<Measured> {
  const city = await example({ billing: { net_ore: 9_000_000_000_000 } });
  const outbox = mkdtempSync(join(tmpdir(), "underlag-bench-outbox-"));
  const folder = (name: string) => ({ way: "folder", folder: name });
  await deliverBy(
    city,
    { peppol: folder("peppol"), internal: folder("internal") },
    {
      name: "Demo",
      org_no: "212000-1355",
      address: "Box 1, 401 10 Göteborg",
      bankgiro: "5050-1055",
      vat_no: "SE212000135501",
    },
  );
  const customers = Array.from({ length: count }, (_, index) => `K${String(index).padStart(4, "0")}`);
  await city.staff(async (tx) => {
    await tx.execute(
      `insert into customers.customer (provider_id, customer, name, short_name, kind, org_no, counterparty, is_self, vat, valid_from, e_address)
       select $1, c, 'Kund ' || c, c, case when n % 2 = 0 then 'company' else 'department' end, '556000-6974',
              case when n % 2 = 0 then '501' else '110' end, false, n % 2 = 0, '2020-01-01', case when n % 2 = 0 then '0007:5560006974' end
       from unnest($2::text[]) with ordinality as t (c, n)`,
      [city.provider, customers],
    );
    await tx.execute(
      `insert into customers.agreement (provider_id, customer, agreement, status, signed_on, valid_from)
       select $1, c, 'A-' || c, 'signed', '2020-01-01', '2020-01-01' from unnest($2::text[]) as t (c)`,
      [city.provider, customers],
    );
    await tx.execute(
      `insert into invoicing.receiver (provider_id, customer, street, postal_code, city, buyer_reference)
       select $1, c, 'Gatan 1', '411 01', 'Göteborg', 'REF' from unnest($2::text[]) as t (c)`,
      [city.provider, customers],
    );
    await tx.execute(
      `insert into catalogue.service (provider_id, service, name_sv, name_en, area, department, valid_from)
       select $1, s, 'Tjänst ' || s, 'Service ' || s, 'A', 'IT', '2020-01-01' from unnest($2::text[]) as t (s)`,
      [city.provider, services],
    );
    await tx.execute(
      `insert into catalogue.service_classification (provider_id, service, valid_from, class)
       select $1, s, '2020-01-01', 'core' from unnest($2::text[]) as t (s)`,
      [city.provider, services],
    );
    await loadPriceList(
      tx,
      city.provider,
      {
        files: { version: "version.yaml", items: "items.csv", fees: "fees.csv" },
        version: "2025-1",
        fiscalYear: 2025,
        validFrom: "2025-01-01" as Day,
        validTo: "2025-12-31" as Day,
        state: "decided",
        decision: "PL-2024",
        items: services.map((service) => ({
          item: `${service}-A`,
          service,
          activity: "operation",
          nameSv: `Tjänst ${service}, årsavgift`,
          nameEn: `Service ${service}, yearly fee`,
          charge: "fee",
          unit: "år",
          totalOre: ore(1_200_000 * count),
          key: "headcount",
        })),
        fees: services.flatMap((service) =>
          customers.map((customer) => ({
            item: `${service}-A`,
            customer,
            annualOre: ore(1_200_000),
            keyValueMicro: microOf(10),
            keySumMicro: microOf(10 * count),
          })),
        ),
      },
      at("carin"),
    );
  });
  const stepOf = (name: string): Step => JSON.parse(inOwnProcess(["--step", name, city.url, outbox])) as Step;
  const measured = {
    rehearse: stepOf("rehearse"),
    approve: stepOf("approve"),
    issue: stepOf("issue"),
    deliver: stepOf("deliver"),
  };
  rmSync(outbox, { recursive: true });
  await city.close();
  return measured;
}

function inOwnProcess(parameters: readonly string[]): string {
  return execFileSync(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), ...parameters], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const parameters = process.argv.slice(2);
if (parameters[0] === "--step") {
  const [, name = "", url = "", outbox = ""] = parameters;
  console.log(JSON.stringify(await takeStep(name, url, outbox)));
} else if (parameters[0] === "--one") {
  console.log(JSON.stringify(await measure(Number(parameters[1]))));
  process.exit(0);
} else {
  const sizes = parameters.map(Number).filter((each) => each > 0);
  for (const customers of sizes.length > 0 ? sizes : [52, 520, 5200]) {
    const told = JSON.parse(inOwnProcess(["--one", String(customers)])) as Measured;
    const s = ({ clock, own, peak }: Step): string =>
      `${(clock / 1000).toFixed(2)} (${(own / 1000).toFixed(2)}) s ${peak.toFixed(0)} MB`;
    console.log(
      `${customers} customers x ${services.length}: rehearse ${s(told.rehearse)}, approve ${s(told.approve)}, issue ${s(told.issue)}, deliver ${s(told.deliver)} by the clock (of it this process), and its peak`,
    );
  }
}
