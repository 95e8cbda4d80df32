import type { SieFile, SieObjectRef, SieVoucher } from "../../formats/sie4/index.ts";
import { assert, type Day, negateOre, sumOre } from "../../kernel/index.ts";
import type { VoucherLine, Voucher } from "../ledger/index.ts";
import type { OutgoingDocument } from "./outgoing.ts";
import type { PostingRules } from "./posting.ts";

/** Which SIE dimension holds what, as `dimensions` in pack.yaml says: role -> number. */
export type DimensionNumbers = Readonly<
  Partial<Record<"cost_centre" | "project" | "service" | "customer" | "counterparty", number>>
>;

/**
 * The buyer's mirror voucher (spegelverifikation) of a document within the same books: what the seller's receivable is
 * the buyer's liability, what is income there is cost here. Same amount, same month, and the counterparty is the seller's, so that
 * the two eliminate to zero.
 */
export function mirrorVoucher(
  document: OutgoingDocument,
  posting: PostingRules,
  sellersCounterparty: string,
): Voucher {
  const { receiver, customer } = document;
  const row = {
    costCentre: "",
    project: "",
    service: "",
    customer: "",
    counterparty: sellersCounterparty,
  };
  const lines: VoucherLine[] = [
    ...document.lines.map((line) => ({
      ...row,
      account: receiver?.costAccount || posting.selfCostAccount,
      costCentre: receiver?.costCentre ?? "",
      service: line.service,
      amountOre: line.netOre,
      text: line.textSv,
    })),
    {
      ...row,
      account: receiver?.liabilityAccount || posting.receivableInternal,
      amountOre: negateOre(document.netOre),
      text: document.seller.name,
    },
  ];
  assert(sumOre(lines.map((line) => line.amountOre)) === 0, `the mirror of ${document.invoice} sums to zero`);
  return {
    fiscalYear: Number(document.bookingPeriod.slice(0, 4)),
    series: document.voucherSeries,
    number: document.voucherNumber,
    day: document.documentDay,
    text: `${document.kind === "invoice" ? "Internfaktura" : "Intern kreditnota"} ${document.invoice} ${customer.customer}`,
    reference: `invoice:${document.invoice}`,
    lines,
  };
}

/** Vouchers as a SIE 4I file for the ledger that books them. */
export function asSieImport(
  vouchers: readonly Voucher[],
  {
    companyName,
    orgNo,
    dimensions,
    generated,
  }: {
    readonly companyName: string;
    readonly orgNo: string;
    readonly dimensions: DimensionNumbers;
    readonly generated: Day;
  },
): SieFile {
  const names = {
    cost_centre: "Ansvar",
    project: "Projekt",
    service: "Tjänst",
    customer: "Kund",
    counterparty: "Motpart",
  };
  const roles = (Object.keys(names) as (keyof typeof names)[]).filter(
    (role) => dimensions[role] !== undefined,
  );
  const objectsOf = (line: VoucherLine): SieObjectRef[] => {
    const values = {
      cost_centre: line.costCentre,
      project: line.project,
      service: line.service,
      customer: line.customer,
      counterparty: line.counterparty,
    };
    return roles.flatMap((role) => {
      if (values[role] === "") return [];
      const object = { dimension: dimensions[role] as number, object: values[role] };
      return [object];
    });
  };
  const out = vouchers.map((voucher): SieVoucher => ({
    series: voucher.series,
    number: voucher.number,
    day: voucher.day,
    text: voucher.text,
    registered: undefined,
    sign: "",
    line: 0,
    rows: voucher.lines.map((line) => {
      return {
        change: undefined,
        account: line.account,
        objects: objectsOf(line),
        amountOre: line.amountOre,
        day: undefined,
        text: line.text,
        quantityMicro: undefined,
        sign: "",
        line: 0,
      };
    }),
  }));
  return {
    header: {
      flag: 0,
      type: 4,
      direction: "import",
      program: { name: "Underlag", version: "1" },
      format: "PC8",
      generated: { day: generated, sign: "" },
      notes: [],
      companyName,
      companyCode: "",
      companyForm: "",
      industry: "",
      orgNo,
      acquisitionNo: "",
      activityNo: "",
      address: undefined,
      years: [],
      taxYear: "",
      through: undefined,
      chart: "",
      currency: "SEK",
    },
    // The ledger that takes the file has accounts and objects with names of its own, which a file must not write over.
    accounts: [],
    dimensions: roles.map((role) => ({
      dimension: dimensions[role] as number,
      name: names[role],
      above: undefined,
      line: 0,
    })),
    objects: [],
    balances: [],
    vouchers: out,
  };
}
