import {
  byCode,
  formatKronor,
  formatMicro,
  type Micro,
  micro,
  type Ore,
  ore,
  type Period,
  type Problem,
  sumOre,
} from "../../kernel/index.ts";
import { isFeeOf } from "./charges.ts";
import type { BilledCustomer, BilledPriceList, BilledService, Sale, Volume } from "./facts.ts";
import { chargeIdentity, type IssuedLine, type ProposedLine } from "./line.ts";
import { type PostingRules, postingProblems } from "./posting.ts";
import { problemOf } from "./problems.ts";

/** The controls between a rehearsal and its approval (spärrar), in the order they are shown. */
export type GateName =
  | "price-version"
  | "periods-in-order"
  | "completeness"
  | "volume-jump"
  | "orphan-usage"
  | "missing-agreement"
  | "driver-sign-off"
  | "double-billing"
  | "posting-rule"
  | "posting-balance"
  | "books-differ"
  | "receiver-format"
  | "safety-bounds";

/** What somebody is to act on, and whom or what it is about. */
export interface Finding extends Problem {
  readonly customer?: string;
  readonly service?: string;
  readonly item?: string;
  readonly sale?: string;
}

export interface Gate {
  readonly gate: GateName;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly findings: readonly Finding[];
}

/** Safety bounds and warning bounds, declared under `billing` in pack.yaml. */
export interface BillingBounds {
  /** A customer with more lines than this is parked. */
  readonly linesPerCustomer: number;
  /** A customer whose net is this many per cent above last month's is parked. */
  readonly increasePercent: number;
  /** A customer whose net is above this is parked. */
  readonly netOre: Ore;
  /** A volume that has changed by more than this many per cent since last month is warned of. */
  readonly volumeJumpPercent: number;
  /** Whether a customer's frozen driver value that is open or objected to only warns, stops the run, or is not asked for. */
  readonly driverSignOff: DriverSignOffRule;
}

export type DriverSignOffRule = "ignore" | "warn" | "stop";

export const defaultBounds: BillingBounds = {
  linesPerCustomer: 20_000,
  increasePercent: 400,
  netOre: ore(20_000_000_000),
  volumeJumpPercent: 50,
  driverSignOff: "warn",
};

const rules = ["ignore", "warn", "stop"] as const satisfies readonly DriverSignOffRule[];

/** Reads the `billing` part of pack.yaml; what is left out has the default bound. */
export function readBounds(source: unknown): BillingBounds {
  const root = source !== null && typeof source === "object" ? (source as Record<string, unknown>) : {};
  const whole = (name: string, otherwise: number): number => {
    const value = Number(root[name] ?? otherwise);
    return Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
  };
  return {
    linesPerCustomer: whole("lines_per_customer", defaultBounds.linesPerCustomer),
    increasePercent: whole("increase_percent", defaultBounds.increasePercent),
    netOre: ore(whole("net_ore", defaultBounds.netOre)),
    volumeJumpPercent: whole("volume_jump_percent", defaultBounds.volumeJumpPercent),
    driverSignOff: rules.find((rule) => rule === root["driver_sign_off"]) ?? defaultBounds.driverSignOff,
  };
}

/** Which service a customer uses in the period (service use in force). */
export interface ServiceUse {
  readonly customer: string;
  readonly service: string;
}

/** One customer's frozen value of a driver in the period, and what the customer has said of it. */
export interface DriverAnswerOfPeriod {
  readonly customer: string;
  readonly driver: string;
  readonly state: "open" | "signed" | "objected";
  readonly valueMicro: Micro;
  readonly reason: string;
}

export interface GateInput {
  readonly period: Period;
  readonly lines: readonly ProposedLine[];
  readonly customers: readonly BilledCustomer[];
  readonly services: readonly BilledService[];
  /** Every version in force in the period; two may not price the same service. */
  readonly priceLists: readonly BilledPriceList[];
  readonly volumes: readonly Volume[];
  readonly volumesBefore: readonly Volume[];
  readonly sales: readonly Sale[];
  readonly serviceUse: readonly ServiceUse[];
  /** What customers have said of the frozen driver values that the period is charged by. */
  readonly driverAnswers: readonly DriverAnswerOfPeriod[];
  /** Lines already issued for the same service period. */
  readonly issued: readonly IssuedLine[];
  readonly posting: PostingRules;
  readonly bounds: BillingBounds;
  /** Customers parked by `park`. */
  readonly parked: readonly Finding[];
  readonly earlierPeriods: readonly Problem[];
  /** From the dry posting against the books. */
  readonly booksDiffer: readonly Problem[];
  readonly postingBalance: readonly Problem[];
  /** What the receivers would send the documents back for. */
  readonly receiverFormat: readonly Finding[];
}

/** All gates with what each of them found. */
export function gatesOf(input: GateInput): Gate[] {
  return [
    gate("price-version", "En gällande prislista", "One price list in force", priceVersion(input)),
    gate("periods-in-order", "Perioder i ordning", "Periods in order", input.earlierPeriods),
    gate("completeness", "Fullständighet", "Completeness", completeness(input)),
    gate("volume-jump", "Volymhopp", "Volume jumps", volumeJump(input)),
    gate("orphan-usage", "Herrelös användning", "Orphan usage", orphanUsage(input)),
    gate("missing-agreement", "Överenskommelser", "Agreements", missingAgreement(input)),
    gate("driver-sign-off", "Kundernas fördelningsgrunder", "Customers' drivers", driverSignOff(input)),
    gate("double-billing", "Dubbelfakturering", "Double billing", doubleBilling(input)),
    gate(
      "posting-rule",
      "Konteringsregler",
      "Posting rules",
      postingProblems(input.lines, input.posting, input.services),
    ),
    gate("posting-balance", "Konteringens balans", "Posting balance", input.postingBalance),
    gate("books-differ", "Stämmer med bokföringen", "Agrees with the books", input.booksDiffer),
    gate("receiver-format", "Mottagarens format", "The receiver's format", input.receiverFormat),
    gate("safety-bounds", "Säkerhetsgränser", "Safety bounds", input.parked),
  ];
}

/**
 * The gates of a run whose customers were looked at some at a time, as one: what concerns no customer is found in every part, and
 * said once.
 */
export function joinedGates(parts: readonly (readonly Gate[])[]): Gate[] {
  return (parts[0] ?? []).map((first, at) => {
    const findings = parts.flatMap((part) => part[at]?.findings ?? []);
    const seen = new Set<string>();
    const once = findings.filter((finding) => {
      if (finding.customer !== undefined) return true;
      const key = `${finding.code} ${finding.message_en}`;
      return !seen.has(key) && seen.add(key);
    });
    // What is objected to before what is not answered, as within a part.
    return first.gate === "driver-sign-off"
      ? { ...first, findings: once.toSorted((a, b) => byCode(b.code, a.code)) }
      : { ...first, findings: once };
  });
}

function gate(name: GateName, nameSv: string, nameEn: string, findings: readonly Finding[]): Gate {
  return { gate: name, nameSv, nameEn, findings };
}

/** What hinders the run from being approved. */
export function stopsOf(gates: readonly Gate[]): Finding[] {
  return gates.flatMap((each) => each.findings.filter((finding) => finding.severity === "stop"));
}

function priceVersion({ priceLists, period }: GateInput): Finding[] {
  if (priceLists.length === 0) {
    return [
      problemOf(
        "invoicing.price-version",
        `Ingen beslutad prislista gäller i ${period}.`,
        `No decided price list is in force in ${period}.`,
      ),
    ];
  }
  const versionsOf = new Map<string, Set<string>>();
  for (const list of priceLists) {
    for (const item of list.items) {
      const versions = versionsOf.get(item.service);
      if (versions) versions.add(list.version);
      else versionsOf.set(item.service, new Set([list.version]));
    }
  }
  return [...versionsOf]
    .filter(([, versions]) => versions.size > 1)
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([service, versions]) => {
      const names = [...versions].toSorted(byCode).join(", ");
      return {
        ...problemOf(
          "invoicing.price-version",
          `Tjänst ${service} har pris i flera gällande prislistor i ${period}: ${names}.`,
          `Service ${service} is priced by several price lists in force in ${period}: ${names}.`,
        ),
        service,
      };
    });
}

/** Customer x service x month: every fee in force has its line, every used service that has a price is charged. */
function completeness({ lines, priceLists, serviceUse, customers, period }: GateInput): Finding[] {
  // What arrived late for an earlier month is no volume of this one.
  const ofPeriod = lines.filter((line) => line.servicePeriodFrom <= period && period <= line.servicePeriodTo);
  const charged = new Set(ofPeriod.map((line) => `${line.customer}|${line.service}`));
  const itemsCharged = new Set(lines.map((line) => `${line.customer}|${line.item}`));
  const known = new Set(customers.map((customer) => customer.customer));
  const findings: Finding[] = [];
  for (const fee of priceLists.flatMap((list) => list.fees)) {
    if (!isFeeOf(fee, period) || fee.annualOre === 0) continue;
    if (known.has(fee.customer) || itemsCharged.has(`${fee.customer}|${fee.item}`)) continue;
    findings.push({
      ...problemOf(
        "invoicing.missing-charge",
        `Avgiften ${fee.item} för ${fee.customer} debiteras inte i ${period}: kunden är inte giltig.`,
        `The fee ${fee.item} of ${fee.customer} is not charged in ${period}: the customer is not valid.`,
      ),
      customer: fee.customer,
      item: fee.item,
    });
  }
  const priced = new Set(
    priceLists
      .flatMap((list) => list.items)
      .filter((item) => item.charge === "fee" || item.charge === "metered")
      .map((item) => item.service),
  );
  for (const use of serviceUse) {
    if (!priced.has(use.service) || charged.has(`${use.customer}|${use.service}`)) continue;
    findings.push({
      ...problemOf(
        "invoicing.missing-charge",
        `${use.customer} använder ${use.service} i ${period} utan avgift eller volym.`,
        `${use.customer} uses ${use.service} in ${period} without a fee or a volume.`,
      ),
      ...use,
    });
  }
  return findings;
}

function volumeJump({ volumes, volumesBefore, bounds, priceLists }: GateInput): Finding[] {
  const metered = new Set(
    priceLists
      .flatMap((list) => list.items)
      .filter((item) => item.charge === "metered")
      .map((item) => item.item),
  );
  const before = new Map(volumesBefore.map((volume) => [`${volume.customer}|${volume.item}`, volume]));
  const findings: Finding[] = [];
  for (const volume of volumes) {
    const last = before.get(`${volume.customer}|${volume.item}`);
    if (last === undefined || last.quantityMicro === 0 || !metered.has(volume.item)) continue;
    // Whole numbers: |now - before| x 100 > before x bound.
    const change = BigInt(Math.abs(volume.quantityMicro - last.quantityMicro)) * 100n;
    if (change <= BigInt(Math.abs(last.quantityMicro)) * BigInt(bounds.volumeJumpPercent)) continue;
    const from = formatMicro(last.quantityMicro);
    const to = formatMicro(volume.quantityMicro);
    findings.push({
      ...problemOf(
        "invoicing.volume-jump",
        `${volume.customer}: ${volume.item} gick från ${from} till ${to} sedan förra månaden.`,
        `${volume.customer}: ${volume.item} went from ${from} to ${to} since last month.`,
      ),
      customer: volume.customer,
      item: volume.item,
    });
  }
  return findings;
}

function orphanUsage({ volumes, sales, customers, services, priceLists }: GateInput): Finding[] {
  if (priceLists.length === 0) return [];
  const knownCustomers = new Set(customers.map((customer) => customer.customer));
  const knownServices = new Set(services.map((service) => service.service));
  const items = new Map(priceLists.flatMap((list) => list.items).map((item) => [item.item, item]));
  const findings: Finding[] = [];
  const look = (use: { item: string; customer: string }, what: string, sale?: string): void => {
    const item = items.get(use.item);
    const lacks = !knownCustomers.has(use.customer)
      ? [`kunden ${use.customer}`, `customer ${use.customer}`]
      : item === undefined
        ? [`prisraden ${use.item}`, `price item ${use.item}`]
        : !knownServices.has(item.service)
          ? [`tjänsten ${item.service}`, `service ${item.service}`]
          : undefined;
    if (lacks === undefined) return;
    findings.push({
      ...problemOf(
        "invoicing.orphan-usage",
        `${what}: ${lacks[0]} finns inte eller gäller inte i perioden.`,
        `${what}: ${lacks[1]} does not exist or is not in force in the period.`,
      ),
      customer: use.customer,
      item: use.item,
      ...(sale === undefined ? {} : { sale }),
    });
  };
  for (const volume of volumes) {
    const charge = items.get(volume.item)?.charge;
    if (volume.ordered !== undefined && charge !== undefined && charge !== "metered")
      findings.push(orderedOtherwise(volume, charge));
    if ((volume.measuredMicro ?? 0) !== 0) findings.push(measuredAndOrdered(volume));
    look(volume, `${volume.item} ${volume.customer} ${formatMicro(volume.quantityMicro)}`);
  }
  for (const sale of sales) look(sale, sale.sale, sale.sale);
  return findings;
}

/** An order of what is not charged by quantity would be charged nowhere. */
function orderedOtherwise({ item, customer, ordered }: Volume, charge: string): Finding {
  const orders = (ordered?.parts ?? []).map((part) => part.order).join(", ");
  return {
    ...problemOf(
      "invoicing.ordered-otherwise",
      `${orders}: ${item} debiteras som ${charge}, inte per antal.`,
      `${orders}: ${item} is charged as ${charge}, not by quantity.`,
    ),
    customer,
    item,
  };
}

/** Both an order and a measurement say how much a customer has of the same thing. */
function measuredAndOrdered({ item, customer, ordered, measuredMicro }: Volume): Finding {
  const orders = (ordered?.parts ?? []).map((part) => part.order).join(", ");
  const measured = formatMicro(measuredMicro ?? micro(0));
  return {
    ...problemOf(
      "invoicing.measured-and-ordered",
      `${customer}: ${item} är både mätt (${measured}) och beställt (${orders}); bara det beställda debiteras.`,
      `${customer}: ${item} is both measured (${measured}) and ordered (${orders}); only what is ordered is charged.`,
    ),
    customer,
    item,
  };
}

function missingAgreement({ lines, customers }: GateInput): Finding[] {
  const charged = new Set(lines.map((line) => line.customer));
  return customers
    .filter((each) => charged.has(each.customer) && each.agreement === undefined && !each.isSelf)
    .map((each) => ({
      ...problemOf(
        "invoicing.missing-agreement",
        `${each.name} faktureras utan undertecknad överenskommelse.`,
        `${each.name} is invoiced without a signed agreement.`,
      ),
      customer: each.customer,
    }));
}

/** Of the customers that the run charges: what they object to, and what they have not answered, a line per driver and state. */
function driverSignOff({ lines, driverAnswers, bounds, period }: GateInput): Finding[] {
  const severity = bounds.driverSignOff;
  if (severity === "ignore") return [];
  const charged = new Set(lines.map((line) => line.customer));
  return driverAnswers
    .filter((answer) => answer.state !== "signed" && charged.has(answer.customer))
    .toSorted(
      (a, b) => byCode(a.state, b.state) || byCode(a.customer, b.customer) || byCode(a.driver, b.driver),
    )
    .map(({ customer, driver, state, valueMicro, reason }) => {
      const value = formatMicro(valueMicro);
      const found =
        state === "objected"
          ? problemOf(
              "invoicing.driver-objected",
              `${customer} invänder mot ”${driver}” ${value} i ${period}: ${reason}`,
              `${customer} objects to "${driver}" ${value} in ${period}: ${reason}`,
            )
          : problemOf(
              "invoicing.driver-not-signed",
              `${customer} har inte godkänt ”${driver}” ${value} i ${period}.`,
              `${customer} has not signed off "${driver}" ${value} in ${period}.`,
            );
      return { ...found, severity, customer };
    });
}

function doubleBilling({ lines, issued }: GateInput): Finding[] {
  const earlier = new Map<string, IssuedLine>();
  for (const line of issued) if (line.corrects === undefined) earlier.set(chargeIdentity(line), line);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const line of lines) {
    if (line.chargeKind === "correction" || line.chargeKind === "settlement") continue;
    const identity = chargeIdentity(line);
    const before = earlier.get(identity);
    if (before === undefined && !seen.has(identity)) {
      seen.add(identity);
      continue;
    }
    const where = before === undefined ? ["i samma körning", "in the same run"] : [before.invoice];
    findings.push({
      ...problemOf(
        "invoicing.double-billing",
        `${line.customer}: ${line.item} för ${line.servicePeriodFrom} är redan fakturerad (${where[0]}).`,
        `${line.customer}: ${line.item} for ${line.servicePeriodFrom} is already invoiced (${where.at(-1)}).`,
      ),
      customer: line.customer,
      item: line.item,
      ...(line.sale === undefined ? {} : { sale: line.sale }),
    });
  }
  return findings;
}

export interface Parking {
  /** The lines of the customers that go on. */
  readonly lines: readonly ProposedLine[];
  /** One finding per parked customer, with the bound it passed. */
  readonly parked: readonly Finding[];
}

/**
 * Holds back every customer over a safety bound, unless somebody has looked and released it; the others go on. What is
 * parked is proposed again by the next rehearsal of the same period, until the run is issued.
 */
export function park(
  lines: readonly ProposedLine[],
  {
    bounds,
    netLastMonth,
    released,
    unreachable = new Set(),
  }: {
    readonly bounds: BillingBounds;
    /** Customers that are to have Peppol but have no electronic address. */
    readonly unreachable?: ReadonlySet<string>;
    /** Net of last month's monthly invoice per customer. */
    readonly netLastMonth: ReadonlyMap<string, Ore>;
    readonly released: ReadonlySet<string>;
  },
): Parking {
  const byCustomer = new Map<string, ProposedLine[]>();
  for (const line of lines) {
    const own = byCustomer.get(line.customer);
    if (own) own.push(line);
    else byCustomer.set(line.customer, [line]);
  }
  const parked: Finding[] = [];
  for (const [customer, own] of [...byCustomer].toSorted(([a], [b]) => byCode(a, b))) {
    if (released.has(customer)) continue;
    if (unreachable.has(customer)) {
      parked.push({
        ...problemOf(
          "invoicing.no-e-address",
          `${customer} är parkerad: kanalen är peppol men e-adress saknas.`,
          `${customer} is parked: the channel is peppol but there is no electronic address.`,
        ),
        customer,
      });
      continue;
    }
    const net = sumOre(own.map((line) => line.netOre));
    const last = netLastMonth.get(customer);
    const over =
      own.length > bounds.linesPerCustomer
        ? [`${own.length} rader`, `${own.length} lines`]
        : Math.abs(net) > bounds.netOre
          ? [`${formatKronor(net)} kr`, `${formatKronor(net)} kr`]
          : last !== undefined && last > 0 && isAbove(net, last, bounds.increasePercent)
            ? [
                `${formatKronor(net)} kr mot ${formatKronor(last)} kr förra månaden`,
                `${formatKronor(net)} kr against ${formatKronor(last)} kr last month`,
              ]
            : undefined;
    if (over === undefined) continue;
    parked.push({
      ...problemOf(
        "invoicing.parked",
        `${customer} är parkerad: ${over[0]}.`,
        `${customer} is parked: ${over[1]}.`,
      ),
      customer,
    });
  }
  const held = new Set(parked.map((finding) => finding.customer));
  return { lines: lines.filter((line) => !held.has(line.customer)), parked };
}

function isAbove(now: number, before: number, percent: number): boolean {
  return BigInt(now) * 100n > BigInt(before) * BigInt(100 + percent);
}

/** Gates as machines are told of them. */
export function gatesJson(gates: readonly Gate[]) {
  return gates.map((gate) => ({
    gate: gate.gate,
    name_sv: gate.nameSv,
    name_en: gate.nameEn,
    findings: gate.findings,
  }));
}
