/**
 * How fast documents are made and whether memory stays flat: `npx tsx bench/documents.ts [customers ...]`, 52, 520 and 5 200 unless told.
 * Documents of 57 lines, made one at a time as the export does, half of them for companies. Pages are set for at most 520 customers unless
 * `--all` is said, since setting 5 200 takes minutes. Each size runs in a process of its own.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { asDebiting } from "../src/economy/invoicing/as-debiting.ts";
import { asPeppol } from "../src/economy/invoicing/as-peppol.ts";
import { asSheet } from "../src/economy/invoicing/as-sheet.ts";
import {
  type BilledService,
  type InvoiceLine,
  type OutgoingDocument,
  type PostingRules,
  sellerFacts,
} from "../src/economy/invoicing/index.ts";
import { raindanceInternal, writeDebiting } from "../src/formats/internal-debiting/index.ts";
import { createTypesetter } from "../src/formats/pdf/index.ts";
import { writeBilling } from "../src/formats/peppol/index.ts";
import { type Day, micro, ore, type Period, required, sumOre } from "../src/kernel/index.ts";
import { ownMs, peakMegabytes } from "./machine.ts";

const lineCount = 57;
const day = "2024-03-31" as Day;
const services: BilledService[] = Array.from({ length: lineCount }, (_, index) => ({
  service: `S${index}`,
  class: "core",
  department: "HR",
}));
const posting = {
  revenue: [{ class: "core", activity: "operation", account: "3111" }],
  revenueCostCentres: new Map([["HR", "1100"]]),
} as unknown as PostingRules;
const seller = sellerFacts(
  {
    name: "Intraservice",
    org_no: "212000-1355",
    address: "Box 1, 401 10 Göteborg",
    bankgiro: "5050-1055",
    vat_no: "SE212000135501",
  },
  true,
);

function lineOf(index: number, vatPercent: number): InvoiceLine {
  const netOre = ore(100_000 + index * 37);
  return {
    line: index + 1,
    vatPercent,
    customer: "K",
    chargeKind: "instalment",
    postedTo: "revenue",
    item: `S${index}-A`,
    service: `S${index}`,
    activity: "operation",
    textSv: `Tjänst nummer ${index}, årsavgift`,
    textEn: `Service number ${index}, yearly fee`,
    servicePeriodFrom: "2024-03" as Period,
    servicePeriodTo: "2024-03" as Period,
    quantityMicro: micro(1_000_000),
    unit: "month",
    priceMicro: micro(netOre * 10_000),
    netOre,
    because: {
      formulaSv: "Tolftedel 3 av 12 av årsavgiften",
      formulaEn: "Twelfth 3 of 12 of the yearly fee",
      inputs: [
        { nameSv: "Årsavgift", nameEn: "Yearly fee", value: "12000.00", unit: "kr" },
        { nameSv: "Nyckelvärde", nameEn: "Key value", value: "928", unit: "personer" },
        { nameSv: "Summa", nameEn: "Sum", value: "34518", unit: "personer" },
      ],
    },
  };
}

function documentOf(number: number, vat: boolean): OutgoingDocument {
  const lines = services.map((_, index) => lineOf(index, vat ? 25 : 0));
  const netOre = sumOre(lines.map((line) => line.netOre));
  const vatOre = ore(vat ? Math.round(netOre / 4) : 0);
  return {
    invoice: `UF-${number}`,
    series: "UF",
    number,
    kind: "invoice",
    documentDay: day,
    dueDay: "2024-04-30" as Day,
    bookingPeriod: "2024-03" as Period,
    netOre,
    vatOre,
    totalOre: ore(netOre + vatOre),
    voucherSeries: "UF",
    voucherNumber: String(number),
    customer: {
      customer: `K${number}`,
      name: `Kund ${number}`,
      orgNo: "556000-6974",
      kind: vat ? "company" : "department",
      counterparty: vat ? "501" : "110",
      isSelf: false,
      vat,
      eAddress: "0007:5560006974",
      validFrom: "2020-01-01" as Day,
    },
    receiver: {
      customer: `K${number}`,
      channel: undefined,
      street: "Gatan 1",
      postalCode: "41101",
      city: "Göteborg",
      buyerReference: "REF",
      orderReference: "",
      costAccount: "",
      costCentre: "",
      liabilityAccount: "",
      synthetic: true,
      comment: "",
    },
    seller,
    lines,
    preceding: [],
  };
}

interface Measured {
  readonly peppolMs: number;
  readonly internalMs: number;
  readonly pdfMs: number | undefined;
  readonly peakBeforePdf: number;
  readonly peak: number;
}

async function measure(customers: number, withPages: boolean): Promise<Measured> {
  const companies = Math.floor(customers / 2);
  let start = ownMs();
  for (let number = 1; number <= companies; number++)
    required(writeBilling(asPeppol(documentOf(number, true))));
  const peppolMs = ownMs() - start;
  const peakBeforePdf = peakMegabytes();
  let pdfMs: number | undefined;
  if (withPages) {
    const typesetter = createTypesetter({ emptyFolder: mkdtempSync(join(tmpdir(), "underlag-bench-")) });
    start = ownMs();
    for (let number = 1; number <= customers; number++) {
      required(typesetter.invoice(asSheet(documentOf(number, number <= companies), "sv")));
      await setImmediate();
    }
    pdfMs = ownMs() - start;
  }
  const peak = peakMegabytes();
  start = ownMs();
  const departments = Array.from({ length: customers - companies }, (_, index) =>
    documentOf(index + 1, false),
  );
  required(writeDebiting(asDebiting(departments, { day, posting, services }), raindanceInternal));
  return {
    peppolMs,
    internalMs: ownMs() - start,
    pdfMs,

    peakBeforePdf,
    peak,
  };
}

const parameters = process.argv.slice(2);
if (parameters[0] === "--one") {
  console.log(JSON.stringify(await measure(Number(parameters[1]), parameters[2] === "pages")));
} else {
  const sizes = parameters.filter((each) => /^\d+$/.test(each)).map(Number);
  for (const customers of sizes.length > 0 ? sizes : [52, 520, 5200]) {
    const pages = customers <= 520 || parameters.includes("--all") ? "pages" : "";
    const script = fileURLToPath(import.meta.url);
    const out = execFileSync(
      process.execPath,
      ["--import", "tsx", script, "--one", String(customers), pages],
      { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    );
    const { peppolMs, internalMs, pdfMs, peakBeforePdf, peak } = JSON.parse(out) as Measured;
    const s = (ms: number | undefined): string => (ms === undefined ? "-" : `${(ms / 1000).toFixed(2)} s`);
    console.log(
      `${customers} customers of ${lineCount} lines: Peppol ${s(peppolMs)}, internal file ${s(internalMs)}, PDF ${s(pdfMs)} of processor time; peak memory ${peakBeforePdf.toFixed(0)} MB with Peppol, ${peak.toFixed(0)} MB with pages`,
    );
  }
}
