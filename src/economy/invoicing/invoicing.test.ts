import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Day,
  instalment,
  micro,
  microOf,
  ore,
  type Period,
  period,
  periodsOfYear,
  sumOre,
} from "../../kernel/index.ts";
import {
  type BilledCustomer,
  type BilledPriceList,
  type BilledService,
  byLine,
  canonicalLines,
  chargesOf,
  defaultBounds,
  documentsOf,
  feeWithException,
  gatesOf,
  accountOf,
  isCorrectionOf,
  nextCorrectionRun,
  type GateInput,
  type IssuedLine,
  lumpSum,
  park,
  type PostingRules,
  type ProposedLine,
  proposeCorrection,
  readBounds,
  readPosting,
  type RecomputedCharge,
  remainingOf,
  stopsOf,
  vatOf,
  voucherOf,
} from "./index.ts";

const since = "2020-01-01" as Day;
const customer = (code: string, rest: Partial<BilledCustomer> = {}): BilledCustomer => ({
  customer: code,
  name: `Kund ${code}`,
  orgNo: "212000-0000",
  kind: "department",
  counterparty: "110",
  isSelf: false,
  vat: false,
  validFrom: since,
  agreement: `A-${code}`,
  ...rest,
});
const customers = [
  customer("DEP"),
  customer("ORG", { vat: true, kind: "company", counterparty: "501" }),
  customer("SELF", { isSelf: true, counterparty: "199" }),
];
const services: BilledService[] = [{ service: "HR-LON", class: "core", department: "HR" }];
const read = readPosting({
  invoice_series: "UF",
  revenue: [{ class: "core", activity: "operation", account: 3111 }],
  settlement_account: { core: "3611" },
  receivable_internal: "1610",
  receivable_external: "1510",
  vat_account: "2611",
  self_cost_account: "6540",
  self_cost_centre: "1900",
  provision_account: "2290",
  revenue_cost_centre: { HR: "1100" },
});
if (!read.ok) throw new Error("the posting rules are read");
const posting: PostingRules = read.value;

const priceList: BilledPriceList = {
  version: "2024-1",
  items: [
    {
      item: "FEE",
      service: "HR-LON",
      activity: "operation",
      nameSv: "Lön",
      nameEn: "Payroll",
      charge: "fee",
      unit: "år",
      totalOre: ore(100_000_000),
      key: "headcount",
    },
    {
      item: "MET",
      service: "HR-LON",
      activity: "operation",
      nameSv: "Lönebesked",
      nameEn: "Payslip",
      charge: "metered",
      unit: "st",
      priceMicro: micro(12_345_678),
    },
  ],
  fees: [
    {
      item: "FEE",
      customer: "ORG",
      annualOre: ore(35_000_001),
      keyValueMicro: microOf(350),
      keySumMicro: microOf(1000),
      validFrom: "2024-01-01" as Day,
      validTo: "2024-12-31" as Day,
    },
  ],
};

const chargesIn = (month: Period, list = priceList, quantity = 1_500_000): ProposedLine[] =>
  chargesOf({
    period: month,
    year: 2024,
    priceList: list,
    keyNames: new Map([["headcount", { sv: "Antal anställda", en: "Number of employees" }]]),
    volumes: [{ item: "MET", customer: "DEP", quantityMicro: micro(quantity) }],
    sales: [],
    services,
    customers,
  });

describe("posting", () => {
  it("books a sister provider's purchases on its own revenue account, and everybody else's on the class's", () => {
    const own = readPosting(
      {
        invoice_series: "UF",
        revenue: [
          { class: "core", activity: "operation", account: "3131", customer: "SISTER" },
          { class: "core", activity: "operation", account: "3111" },
        ],
        settlement_account: { core: "3611" },
        receivable_internal: "1610",
        receivable_external: "1510",
        vat_account: "2611",
        provision_account: "2290",
        revenue_cost_centre: { HR: "1100" },
      },
      { ownCustomer: false },
    );
    if (!own.ok) throw new Error("the rules are read");
    const byService = new Map(services.map((one) => [one.service, one]));
    const line = { postedTo: "revenue", service: "HR-LON", activity: "operation" } as const;
    const accounts = ["SISTER", "DEP", undefined].map((code) =>
      accountOf({ ...line, ...(code === undefined ? {} : { customer: code }) }, own.value, byService),
    );
    expect(accounts.map((one) => ("code" in one ? one.code : one.account))).toEqual(["3131", "3111", "3111"]);
    // What is settled stays with the service's class, whoever bought it.
    expect(
      accountOf({ ...line, postedTo: "settlement", customer: "SISTER" }, own.value, byService),
    ).toMatchObject({
      account: "3611",
    });
  });
});

describe("charges", () => {
  it("are a twelfth of the yearly fee and volume times price, with their basis", () => {
    const [metered, fee] = chargesIn(period("2024-03"));
    expect(fee).toMatchObject({
      customer: "ORG",
      chargeKind: "instalment",
      netOre: instalment(ore(35_000_001), { index: 3, count: 12 }),
      priceListVersion: "2024-1",
      because: {
        formulaSv:
          "Tolftedel 3 av 12 av årsavgiften 350\u00a0000,01 kr = 1\u00a0000\u00a0000,00 kr × 350 / 1\u00a0000 (Antal anställda)",
        key: { key: "headcount", valueMicro: microOf(350), sumMicro: microOf(1000) },
      },
    });
    // 12.345678 kr x 1.5 = 18.518517 kr
    expect(metered).toMatchObject({ customer: "DEP", chargeKind: "metered", netOre: 1852 });
  });

  it("of twelve months are the yearly fee, and only of the months it is in force", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 1, max: 12 }), (annual, first) => {
        const list = {
          ...priceList,
          fees: priceList.fees.map((fee) => ({
            ...fee,
            annualOre: ore(annual),
            validFrom: `2024-${String(first).padStart(2, "0")}-01` as Day,
          })),
        };
        const charged = periodsOfYear(2024)
          .flatMap((month) => chargesIn(month, list))
          .filter((line) => line.chargeKind === "instalment");
        const before = Math.floor((annual * (first - 1)) / 12);
        expect(sumOre(charged.map((line) => line.netOre))).toBe(annual - before);
      }),
    );
  });
});

const amount = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).filter((value) => value !== 0);
const proposed = (code: string, net: number, index = 0): ProposedLine => ({
  ...(chargesIn(period("2024-03"))[0] as ProposedLine),
  ...lumpSum(ore(net)),
  customer: code,
  item: `I${index}`,
});
const someLines = fc
  .array(fc.tuple(fc.constantFrom("DEP", "ORG", "SELF"), amount), { minLength: 1, maxLength: 30 })
  .map((rows) => rows.map(([code, net], index) => proposed(code, net, index)));
const documents = (lines: readonly ProposedLine[], firstNumber = 7) =>
  documentsOf({
    run: "2024-03",
    lines,
    customers,
    posting,
    day: "2024-03-31" as Day,
    firstNumber,
  });

describe("documents", () => {
  it("sum to their lines, are numbered without gaps in customer order, and balance in the books", () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const made = documents(lines);
        expect(made.map((document) => document.number)).toEqual(made.map((_, index) => 7 + index));
        expect(made.map((document) => document.customer)).toEqual(
          [...new Set(lines.map((line) => line.customer))].toSorted(),
        );
        expect(sumOre(made.map((document) => document.netOre))).toBe(
          sumOre(lines.map((line) => line.netOre)),
        );
        for (const document of made) {
          expect(document.netOre + document.vatOre).toBe(document.totalOre);
          expect(document.kind).toBe(document.totalOre < 0 ? "credit-note" : "invoice");
          const voucher = voucherOf(document, posting, services);
          expect(sumOre(voucher.lines.map((line) => line.amountOre))).toBe(0);
          expect(voucher.lines[0]?.amountOre).toBe(document.totalOre);
          if (document.customer === "SELF") {
            expect(voucher.lines.every((line) => line.counterparty === "199")).toBe(true);
          }
        }
      }),
    );
  });

  it("do not depend on the order the lines came in, nor does what is approved", () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        expect(canonicalLines(lines.toReversed())).toBe(canonicalLines(lines));
        expect(documents(lines.toReversed())).toEqual(documents(lines));
      }),
    );
  });

  it("round VAT once, half away from zero", () => {
    expect([vatOf(ore(2), 25), vatOf(ore(-2), 25), vatOf(ore(1), 25), vatOf(ore(400), 25)]).toEqual([
      1, -1, 0, 100,
    ]);
  });

  it("are due thirty days after the month's last day", () => {
    expect(documents([proposed("DEP", 1)])[0]?.dueDay).toBe("2024-04-30");
  });
});

const issuedLine = (net: number, index: number, rest: Partial<IssuedLine> = {}): IssuedLine => ({
  ...proposed("ORG", net, index),
  invoice: "UF-1",
  line: index + 1,
  vatPercent: 25,
  documentDay: "2024-03-31" as Day,
  ...rest,
});
const recomputed = (net: number, { line: _number, ...charge }: IssuedLine): RecomputedCharge => ({
  ...charge,
  netOre: ore(net),
});
const why = { customer: "ORG", cause: "key-correction", causeSv: "Rättelse", causeEn: "Correction" };

describe("corrections", () => {
  it("credit the difference, point at the line, never exceed it, and are empty the second time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(10 ** 9), fc.nat(10 ** 9)), { minLength: 1, maxLength: 20 }),
        (rows) => {
          const standing = rows.map(([net], index) => issuedLine(net, index));
          const charges = rows.map(([, net], index) => recomputed(net, standing[index] as IssuedLine));
          const first = proposeCorrection({ ...why, originalLines: standing, recomputed: charges });
          const after = [
            ...standing,
            ...first.map((line, index) => ({ ...line, ...place("UF-2", index), vatPercent: 25 })),
          ];
          for (const line of standing) expect(remainingOf(line, after)).toBeGreaterThanOrEqual(0);
          expect(sumOre(after.map((line) => line.netOre))).toBe(
            sumOre(charges.map((charge) => charge.netOre)),
          );
          expect(proposeCorrection({ ...why, originalLines: after, recomputed: charges })).toEqual([]);
        },
      ),
    );
  });

  it("of corrections lead back to the first amount when the basis does", () => {
    const line = issuedLine(1000, 0);
    const credited = proposeCorrection({
      ...why,
      originalLines: [line],
      recomputed: [recomputed(400, line)],
    }).map((each, index) => ({ ...each, ...place("UF-2", index), vatPercent: 25 }));
    const back = proposeCorrection({
      ...why,
      originalLines: [line, ...credited],
      recomputed: [recomputed(1000, line)],
    });
    expect(back.map((each) => [each.netOre, each.corrects])).toEqual([[600, { invoice: "UF-1", line: 1 }]]);
  });

  it("share the same cost anew with the customer's lower value and the others' as decided", () => {
    const item = priceList.items[0];
    const fee = priceList.fees[0];
    if (item === undefined || fee === undefined) throw new Error("there is a fee");
    const fees = [fee, { ...fee, customer: "DEP", keyValueMicro: microOf(650) }];
    const corrected = feeWithException({ item, fees, customer: "ORG", keyValueMicro: microOf(250) });
    // 1 000 000 kr x 250 / 900
    expect(corrected).toMatchObject({ annualOre: 27_777_778, keySumMicro: microOf(900) });
  });
});

function place(invoice: string, index: number) {
  return { invoice, line: index + 1, documentDay: "2024-04-30" as Day };
}

describe("gates", () => {
  const input = (rest: Partial<GateInput>): GateInput => ({
    period: period("2024-03"),
    lines: chargesIn(period("2024-03")),
    customers,
    services,
    priceLists: [priceList],
    volumes: [],
    volumesBefore: [],
    sales: [],
    serviceUse: [],
    driverAnswers: [],
    issued: [],
    posting,
    bounds: defaultBounds,
    parked: [],
    booksDiffer: [],
    postingBalance: [],
    receiverFormat: [],
    earlierPeriods: [],
    ...rest,
  });
  const found = (rest: Partial<GateInput>): string[] =>
    gatesOf(input(rest)).flatMap((gate) => gate.findings.map((finding) => `${gate.gate} ${finding.code}`));

  it("find nothing where all is well", () => {
    expect(found({})).toEqual([]);
  });

  it("list what to act on", () => {
    expect(found({ priceLists: [] })).toContain("price-version invoicing.price-version");
    expect(found({ priceLists: [priceList, { ...priceList, version: "2024-2" }] })).toContain(
      "price-version invoicing.price-version",
    );
    expect(found({ serviceUse: [{ customer: "SELF", service: "HR-LON" }] })).toEqual([
      "completeness invoicing.missing-charge",
    ]);
    // What arrived late for February is no charge of March.
    const late = chargesIn(period("2024-02"));
    const serviceUse = late.slice(0, 1).map(({ customer, service }) => ({ customer, service }));
    expect(found({ lines: late, serviceUse })).toContain("completeness invoicing.missing-charge");
    expect(
      found({
        volumes: [{ item: "MET", customer: "DEP", quantityMicro: microOf(16) }],
        volumesBefore: [{ item: "MET", customer: "DEP", quantityMicro: microOf(10) }],
      }),
    ).toEqual(["volume-jump invoicing.volume-jump"]);
    expect(found({ volumes: [{ item: "MET", customer: "NOBODY", quantityMicro: microOf(1) }] })).toEqual([
      "orphan-usage invoicing.orphan-usage",
    ]);
    expect(found({ customers: customers.map(({ agreement: _none, ...each }) => each) })).toEqual([
      "missing-agreement invoicing.missing-agreement",
      "missing-agreement invoicing.missing-agreement",
    ]);
    expect(
      found({ issued: [{ ...issuedLine(1, 0), ...(chargesIn(period("2024-03"))[1] as ProposedLine) }] }),
    ).toEqual(["double-billing invoicing.double-billing"]);
    expect(found({ posting: { ...posting, revenue: [] } })).toEqual([
      "posting-rule invoicing.no-posting-rule",
    ]);
  });

  it("ask for the customers' word on the drivers they are charged by, as the provider has decided", () => {
    const answer = { customer: "DEP", driver: "headcount", valueMicro: microOf(600), reason: "" };
    const driverAnswers = [
      { ...answer, state: "open" as const },
      { ...answer, driver: "fte", state: "objected" as const, reason: "Vi är 580." },
      { ...answer, driver: "m2", state: "signed" as const },
      { ...answer, customer: "NOT-CHARGED", state: "open" as const },
    ];
    const told = ["driver-sign-off invoicing.driver-objected", "driver-sign-off invoicing.driver-not-signed"];
    const ruled = (rule: string | undefined): GateInput =>
      input({ driverAnswers, bounds: readBounds({ driver_sign_off: rule }) });
    expect(found({ driverAnswers })).toEqual(told);
    expect(stopsOf(gatesOf(ruled(undefined)))).toEqual([]);
    expect(stopsOf(gatesOf(ruled("stop"))).map((finding) => [finding.customer, finding.code])).toEqual([
      ["DEP", "invoicing.driver-objected"],
      ["DEP", "invoicing.driver-not-signed"],
    ]);
    expect(gatesOf(ruled("ignore")).flatMap((gate) => gate.findings)).toEqual([]);
  });

  it("park only the customer over a bound", () => {
    const lines = [proposed("DEP", 1000), proposed("ORG", 5000, 1), proposed("SELF", 100, 2)];
    const bounds = { ...defaultBounds, netOre: ore(4000), increasePercent: 50 };
    const netLastMonth = new Map([
      ["DEP", ore(600)],
      ["SELF", ore(100)],
    ]);
    const held = park(lines, { bounds, netLastMonth, released: new Set() });
    expect(held.parked.map((finding) => finding.customer)).toEqual(["DEP", "ORG"]);
    expect(held.lines.map((line) => line.customer)).toEqual(["SELF"]);
    const released = park(lines, { bounds, netLastMonth, released: new Set(["DEP"]) });
    expect(released.lines.map((line) => line.customer)).toEqual(["DEP", "SELF"]);
  });
});

describe("order", () => {
  it("of lines is by customer, service, item, period", () => {
    const lines = [proposed("ORG", 1, 2), proposed("DEP", 1, 3), proposed("DEP", 1, 1)];
    expect(lines.toSorted(byLine).map((line) => `${line.customer} ${line.item}`)).toEqual([
      "DEP I1",
      "DEP I3",
      "ORG I2",
    ]);
  });
});

describe("the run that corrects a customer", () => {
  const lines = [{ servicePeriodFrom: period("2024-03") }];

  it("is of no other customer, not even of one whose code differs only in case", () => {
    const codes = ["ORG", "Org", "org", "=ORG", "=Org", "=org"];
    const runs = codes.map((code) => nextCorrectionRun(code, lines, []));
    expect(new Set(runs).size).toBe(codes.length);
    expect(runs[0]).toBe("correction-org-2024-2024");
    for (const run of runs) expect(codes.filter((code) => isCorrectionOf(code, { run }))).toHaveLength(1);
  });
});
