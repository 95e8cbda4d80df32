import {
  type Day,
  formatMicro,
  lastDayOf,
  type Micro,
  micro,
  type Period,
  periodsOfYear,
} from "../../kernel/index.ts";
import { type CatalogueService, services, usersOf } from "./catalogue.ts";
import { self } from "./city.ts";
import { driverValues } from "./drivers.ts";
import { split } from "./matrix.ts";
import { ownMetered } from "./prices.ts";
import { between, hashOf } from "./random.ts";
import { csvRow, type PackFile } from "./text.ts";

/** A month's volume of one item and customer. */
export interface MonthVolume {
  readonly item: string;
  readonly customer: string;
  readonly period: Period;
  readonly quantityMicro: Micro;
}

/** Volumes are whole units, or thousandths where a service measures so finely. */
interface MeteredService {
  readonly item: string;
  readonly monthly: number;
  readonly grain: number;
  readonly selfPercent: number;
  readonly users: readonly string[];
}

function metered(row: CatalogueService): MeteredService | undefined {
  const item = `${row.service}-V`;
  const users = usersOf(row.service);
  if (row.metered) {
    const grain = row.metered.fine ? 1000 : 1;
    return { item, monthly: row.metered.monthly * grain, grain, selfPercent: row.metered.selfPercent, users };
  }
  const own = ownMetered[row.service];
  return own ? { item, monthly: own.monthly, grain: 1, selfPercent: 0, users } : undefined;
}

let planned: readonly MonthVolume[] | undefined;

/** What the budget was made from: the same volume every month. */
export function plannedVolumes(): readonly MonthVolume[] {
  if (planned !== undefined) return planned;
  const accounts = new Map(
    driverValues()
      .filter((row) => row.driver === "accounts" && row.periodFrom === "2024-01")
      .map((row) => [row.subject, row.valueMicro as number]),
  );
  const volumes: MonthVolume[] = [];
  for (const row of services) {
    const service = metered(row);
    if (service === undefined) continue;
    const own = service.users.includes(self) ? Math.floor((service.monthly * service.selfPercent) / 100) : 0;
    const others = service.users.filter((customer) => customer !== self || own === 0);
    const parts = split(
      service.monthly - own - others.length,
      others.map(
        (customer) => (accounts.get(customer) ?? 1) * between(`volume ${service.item} ${customer}`, 60, 140),
      ),
    );
    // Everyone who has the service in use has at least one unit of it.
    const quantity = new Map(others.map((customer, index) => [customer, 1 + (parts[index] as number)]));
    if (own > 0) quantity.set(self, own);
    for (const customer of service.users) {
      const units = quantity.get(customer) as number;
      for (const period of periodsOfYear(2024)) {
        volumes.push({
          item: service.item,
          customer,
          period,
          quantityMicro: micro((units * 1_000_000) / service.grain),
        });
      }
    }
  }
  planned = volumes;
  return volumes;
}

/** How a volume moved through 2024, in thousandths of the plan: at the start and by each month after. */
const drift: Readonly<Record<string, readonly [start: number, monthly: number]>> = {
  "CARD-V": [932, -4],
  "SIS-INK-V": [990, 0],
  "SIS-DM-V": [996, -1],
  "DI-ARB-V": [1001, -1],
  "DI-O365-V": [1006, -1],
  "DI-LAN-V": [997, -2],
  "DI-IAM-V": [1004, 0],
  "DI-SRV-V": [996, -1],
  "DI-LAG-V": [986, 3],
  "DI-MOB-V": [1000, 4],
  "DI-TEL-V": [998, -3],
};

/** The preschools gave back 3 434 licences during the spring. */
const returnedLicences = 3434;

/** What was used: planned volume moved by the year's events, each customer a little by itself. */
export function actualVolumes(): MonthVolume[] {
  return plannedVolumes().map((volume) => {
    const month = Number(volume.period.slice(5));
    const [start, monthly] = drift[volume.item] ?? [1000, -1];
    const own = volume.customer === self ? 0 : between(`drift ${volume.item} ${volume.customer}`, -14, 13);
    const wobble = between(`wobble ${volume.item} ${volume.customer} ${month}`, -3, 3);
    const grain = volume.item === "DI-LAG-V" ? 1000 : 1_000_000;
    const units = volume.quantityMicro / grain;
    let used = Math.floor((units * (start + monthly * (month - 1) + own + wobble) + 500) / 1000);
    if (volume.item === "DI-O365-V" && volume.customer === "FSK") {
      used -= Math.floor((returnedLicences * Math.min(5, month - 1)) / 5);
    }
    return { ...volume, quantityMicro: micro(Math.max(1, used) * grain) };
  });
}

/** Events per month's volume: about `target` in all, at least one each, more where there is more to count. */
function eventCounts(volumes: readonly MonthVolume[], target: number): number[] {
  const units = volumes.map(
    (volume) => (volume.item === "DI-LAG-V" ? 2 : 1) * Math.ceil(volume.quantityMicro / 1_000_000),
  );
  const counts = units.map(() => 1);
  // Two rounds are enough: what small volumes cannot take goes to the large ones.
  let left = target - counts.length;
  for (let round = 0; round < 6 && left > 0; round++) {
    const room = units.map((unit, index) => Math.max(0, unit - (counts[index] as number)));
    const parts = split(
      left,
      room.map((unit) => Math.min(unit, 400)),
    );
    for (const [index, part] of parts.entries()) {
      const take = Math.min(part, room[index] as number);
      counts[index] = (counts[index] as number) + take;
      left -= take;
    }
  }
  return counts;
}

/** The events of each month as a file, made line by line. They add up to the month's volumes exactly. */
export function usageFiles(
  volumes: readonly MonthVolume[],
  target: number,
): { files: PackFile[]; events: number } {
  const counts = eventCounts(volumes, target);
  const files = periodsOfYear(2024).map((period): PackFile => ({
    path: `usage/${period}.csv`,
    text: () => eventLines(volumes, counts, period),
  }));
  return { files, events: counts.reduce((sum, count) => sum + count, 0) };
}

function* eventLines(
  volumes: readonly MonthVolume[],
  counts: readonly number[],
  period: Period,
): Generator<string> {
  let chunk = csvRow(["event_id", "day", "item", "customer", "quantity"]);
  const days = Number(lastDayOf(period).slice(8));
  for (const [index, volume] of volumes.entries()) {
    if (volume.period !== period) continue;
    const count = counts[index] as number;
    const grain = volume.item === "DI-LAG-V" ? 1000 : 1_000_000;
    const units = volume.quantityMicro / grain;
    const head = `${volume.period.slice(0, 4)}${volume.period.slice(5)}-${volume.item}-${volume.customer}`;
    let given = 0;
    for (let at = 1; at <= count; at++) {
      const upTo = at === count ? units : Math.floor((units * at) / count);
      const day = 1 + (hashOf(`${head} ${at}`) % days);
      const quantity = micro((upTo - given) * grain);
      given = upTo;
      chunk += `${head}-${at};${period}-${String(day).padStart(2, "0") as Day};${volume.item};${volume.customer};${formatMicro(quantity)}\n`;
      if (chunk.length > 60_000) {
        yield chunk;
        chunk = "";
      }
    }
  }
  yield chunk;
}
