/**
 * The example's year as documents: twelve months for 52 customers, the credit to one of them and the settlement. Every one is
 * written and read back; the official schemas and rules are run on a sample of each kind where they are present, and on every
 * document where UNDERLAG_EVERY_DOCUMENT is set (the rules alone take minutes then).
 */
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { asDebiting } from "../../economy/invoicing/as-debiting.ts";
import { asPeppol } from "../../economy/invoicing/as-peppol.ts";
import {
  channelOf,
  type Invoice,
  type OutgoingDocument,
  proposedOutgoing,
  lookForReceivers,
  type ReceiverFaults,
  receiverFindings,
  sellerFacts,
} from "../../economy/invoicing/index.ts";
import { raindanceInternal, writeDebiting } from "../../formats/internal-debiting/index.ts";
import {
  findingsIn,
  hasRules,
  hasSchemas,
  schemaFaults,
} from "../../formats/peppol/official-rules.testing.ts";
import { readBilling, totalsOf, writeBilling } from "../../formats/peppol/index.ts";
import { type Day, sumOre } from "../../kernel/index.ts";
import { billedServices, postingRules } from "./billing.ts";
import { firstOpening, linesOf, nextOpening } from "./books.ts";
import { historyYear } from "./history.ts";
import { packYaml } from "./master.ts";
import { year2024 } from "./year2024.ts";

const everything = process.env["UNDERLAG_EVERY_DOCUMENT"] !== undefined;
if (!hasSchemas || !hasRules)
  console.warn("SKIPPED src/app/demo/documents.test.ts, official checks: see src/formats/peppol/README.md");

const seller = sellerFacts((parse(packYaml()) as { provider: unknown }).provider, true);
let documents: OutgoingDocument[];
let invoices: Invoice[];

beforeAll(() => {
  const opening2022 = firstOpening();
  const y2022 = historyYear(2022, opening2022);
  const opening2023 = nextOpening(opening2022, linesOf(y2022.journal));
  const y2023 = historyYear(2023, opening2023);
  const opening2024 = nextOpening(opening2023, linesOf(y2023.journal));
  const year = year2024([y2022, y2023], opening2024);
  // The receivers and electronic addresses stand in files of the pack; here every customer has one of its own.
  invoices = year.invoices.map((invoice) => ({
    ...invoice,
    snapshot: {
      ...invoice.snapshot,
      ...(invoice.snapshot.vat
        ? { eAddress: `0007:${(invoice.snapshot.orgNo ?? "").replace("-", "")}` }
        : {}),
      receiver: {
        customer: invoice.customer,
        channel: undefined,
        street: "Exempelgatan 1",
        postalCode: "411 01",
        city: "Göteborg",
        buyerReference: `REF-${invoice.customer}`,
        orderReference: "",
        costAccount: "",
        costCentre: "",
        liabilityAccount: "",
        synthetic: true,
        comment: "",
      },
    },
  }));
  documents = invoices.map((invoice) => proposedOutgoing(invoice, seller));
});

function xmlOf(document: OutgoingDocument): string {
  const written = writeBilling(asPeppol(document));
  if (!written.ok) throw new Error(written.problems.map((problem) => problem.message_en).join("\n"));
  return new TextDecoder().decode(written.value);
}

const toCompanies = (): OutgoingDocument[] =>
  documents.filter((document) => channelOf(document.customer, document.receiver) === "peppol");

describe("the example's year as documents", () => {
  test("has nothing that a receiver would send back", () => {
    expect(documents.length).toBeGreaterThanOrEqual(12 * 52);
    const rules = { day: "2024-12-31" as Day, seller, posting: postingRules(), services: billedServices };
    const faults: ReceiverFaults = new Map();
    lookForReceivers(faults, invoices, rules);
    expect(receiverFindings(faults)).toEqual([]);
  });

  test("says the same to companies as the books do, credits and settlements too", () => {
    const companies = toCompanies();
    expect(new Set(companies.map((document) => document.kind)).size).toBe(2);
    for (const document of companies) {
      const read = readBilling(new TextEncoder().encode(xmlOf(document)));
      expect(read.ok && totalsOf(read.value).totalOre).toBe(Math.abs(document.totalOre));
    }
  });

  test("is debited to departments as one file a month, to the öre", () => {
    const internal = documents.filter((document) => !document.customer.vat);
    for (const period of new Set(internal.map((document) => document.bookingPeriod))) {
      const month = internal.filter((document) => document.bookingPeriod === period);
      const how = { day: `${period}-28` as Day, posting: postingRules(), services: billedServices };
      const written = writeDebiting(asDebiting(month, how), raindanceInternal);
      expect(written.ok).toBe(true);
      const last = Buffer.from(written.ok ? written.value : [])
        .toString("latin1")
        .trimEnd()
        .split("\n")
        .at(-1);
      const total = sumOre(month.map((document) => document.totalOre));
      expect(Math.round(Number(last?.slice(1)) * 100)).toBe(total);
    }
  });

  test.skipIf(!hasSchemas)("is valid by the UBL 2.1 schemas", { timeout: 600_000 }, async () => {
    const companies = toCompanies();
    const credit = companies.filter((document) => document.kind === "credit-note");
    const sample = everything ? companies : [...companies.slice(0, 8), ...credit.slice(0, 4)];
    expect(
      await schemaFaults(sample.map((document) => [`${document.invoice}.xml`, xmlOf(document)])),
    ).toEqual([]);
  });

  test.skipIf(!hasRules)(
    "finds no fault and no warning with the official rules",
    { timeout: 1_800_000 },
    () => {
      const companies = toCompanies();
      const credit = companies.find((document) => document.kind === "credit-note") as OutgoingDocument;
      const sample = everything ? companies : [companies[0] as OutgoingDocument, credit];
      expect(sample.flatMap((document) => findingsIn(xmlOf(document)))).toEqual([]);
    },
  );
});
