import { type Ore, ore, parseKronor, type Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { vouchersOf } from "../../ledger/actions/index.ts";
import { vatOf } from "../index.ts";
import { linesWhere } from "../sql/lines.ts";
import { runsOf } from "../sql/runs.ts";
import { problemOf } from "../problems.ts";
import { contentHashOf } from "./propose-run.ts";
import { invoicesOf } from "./read.ts";

const broken = (sv: string, en: string): Problem => problemOf("invoicing.broken-promise", sv, en);

/** What invoicing promises about everything it has stored. */
export const invariants: readonly Invariant[] = [
  {
    code: "invoicing.lines-sum",
    sv: "Varje fakturas rader summerar till dess belopp, och momsen är avrundad en gång.",
    en: "The lines of every invoice sum to its amount, and VAT is rounded once.",
    async check(tx, provider) {
      const rows = await tx.query<{
        invoice: string;
        net: Ore;
        vat: Ore;
        total: Ore;
        lines: Ore;
        percent: number;
        rates: number;
      }>(
        `select i.invoice, i.net_ore as net, i.vat_ore as vat, i.total_ore as total,
                coalesce(sum(l.net_ore), 0)::bigint as lines, coalesce(max(l.vat_percent), 0) as percent,
                count(distinct l.vat_percent)::integer as rates
         from invoicing.invoice i
         left join invoicing.line l on l.provider_id = i.provider_id and l.invoice = i.invoice
         where i.provider_id = $1
         group by i.provider_id, i.invoice, i.net_ore, i.vat_ore, i.total_ore order by i.invoice collate "C"`,
        [provider],
      );
      return rows
        .filter(
          (row) =>
            row.lines !== row.net ||
            row.net + row.vat !== row.total ||
            row.rates > 1 ||
            vatOf(row.net, row.percent) !== row.vat,
        )
        .map((row) =>
          broken(`Faktura ${row.invoice} summerar inte.`, `Invoice ${row.invoice} does not add up.`),
        );
    },
  },
  {
    code: "invoicing.lines-have-document",
    sv: "Varje fakturarad står på en faktura som finns, med samma kund.",
    en: "Every invoice line stands on an invoice that exists, of the same customer.",
    async check(tx, provider) {
      const rows = await tx.query<{ invoice: string }>(
        `select distinct l.invoice
         from invoicing.line l
         left join invoicing.invoice i
           on i.provider_id = l.provider_id and i.invoice = l.invoice and i.customer = l.customer
         where l.provider_id = $1 and i.invoice is null
         order by 1`,
        [provider],
      );
      return rows.map(({ invoice }) =>
        broken(`Rader på ${invoice} saknar sin faktura.`, `Lines of ${invoice} are without their invoice.`),
      );
    },
  },
  {
    code: "invoicing.numbers-without-gaps",
    sv: "Fakturanumren i varje serie är utan luckor.",
    en: "Invoice numbers of every series are without gaps.",
    async check(tx, provider) {
      const rows = await tx.query<{
        series: string;
        count: number;
        first: number;
        last: number;
        taken: number | null;
      }>(
        `select i.series, count(*)::integer as count, min(i.number) as first, max(i.number) as last,
                max(s.last_number) as taken
         from invoicing.invoice i
         left join invoicing.series s on s.provider_id = i.provider_id and s.series = i.series
         where i.provider_id = $1 group by i.series order by i.series collate "C"`,
        [provider],
      );
      return rows
        .filter(
          (row) => row.last - row.first + 1 !== row.count || (row.taken !== null && row.taken !== row.last),
        )
        .map((row) => broken(`Serie ${row.series} har luckor.`, `The series ${row.series} has gaps.`));
    },
  },
  {
    code: "invoicing.credits-bounded",
    sv: "Ingen fakturarad är krediterad med mer än sitt belopp.",
    en: "No invoice line is credited with more than its amount.",
    async check(tx, provider) {
      const rows = await tx.query<{ invoice: string; line_no: number }>(
        `select l.invoice, l.line_no
         from invoicing.line l
         join invoicing.line c
           on c.provider_id = l.provider_id and c.corrects_invoice = l.invoice and c.corrects_line = l.line_no
         where l.provider_id = $1
         group by l.provider_id, l.invoice, l.line_no, l.net_ore
         having (l.net_ore + sum(c.net_ore)) * sign(l.net_ore) < 0
         order by l.invoice collate "C", l.line_no`,
        [provider],
      );
      return rows.map((row) =>
        broken(
          `Rad ${row.line_no} på ${row.invoice} är krediterad med mer än sitt belopp.`,
          `Line ${row.line_no} of ${row.invoice} is credited with more than its amount.`,
        ),
      );
    },
  },
  {
    code: "invoicing.corrections-point",
    sv: "Varje rättelse pekar på en rad som finns, med orsak.",
    en: "Every correction points to a line that exists, with its cause.",
    async check(tx, provider) {
      const rows = await tx.query<{ invoice: string; line_no: number }>(
        `select c.invoice, c.line_no
         from invoicing.line c
         left join invoicing.line l
           on l.provider_id = c.provider_id and l.invoice = c.corrects_invoice and l.line_no = c.corrects_line
         where c.provider_id = $1
           and ((c.corrects_invoice is not null and (l.invoice is null or l.customer <> c.customer))
             or (c.charge_kind = 'correction' and c.cause is null))
         order by c.invoice collate "C", c.line_no`,
        [provider],
      );
      return rows.map((row) =>
        broken(
          `Rättelsen på rad ${row.line_no} av ${row.invoice} pekar fel.`,
          `The correction on line ${row.line_no} of ${row.invoice} points nowhere.`,
        ),
      );
    },
  },
  {
    code: "invoicing.shared-anew-to-zero",
    sv: "Det som har delats på nytt mellan kunderna går jämnt ut, till öret.",
    en: "What has been shared anew among the customers sums to zero, to the öre.",
    async check(tx, provider) {
      const rows = await tx.query<{ run: string }>(
        `select c.run
         from invoicing.correction c
         join invoicing.invoice i on i.provider_id = c.provider_id and i.run = c.run
         where c.provider_id = $1 and c.bearer = 'others'
         group by c.provider_id, c.run having sum(i.net_ore) <> 0 order by c.run collate "C"`,
        [provider],
      );
      return rows.map((row) =>
        broken(
          `Omfördelningen ${row.run} går inte jämnt ut.`,
          `What ${row.run} shared anew does not sum to zero.`,
        ),
      );
    },
  },
  {
    code: "invoicing.issued-as-approved",
    sv: "Varje utfärdad körning har exakt de rader som godkändes.",
    en: "Every issued run has exactly the lines that were approved.",
    async check(tx, provider) {
      const problems: Problem[] = [];
      for (const run of await runsOf(tx, provider)) {
        if (run.state !== "issued") continue;
        const lines = await linesWhere(tx, provider, "i.run = $2", [run.run]);
        if (contentHashOf(lines) === run.contentSha256) continue;
        problems.push(
          broken(
            `Körningen ${run.run} har andra rader än de som godkändes.`,
            `The run ${run.run} has other lines than were approved.`,
          ),
        );
      }
      return problems;
    },
  },
  {
    code: "invoicing.four-eyes",
    sv: "Varje körning, rättelse och återreglering är godkänd av någon annan än den som tog fram den.",
    en: "Every run, correction and settlement is approved by somebody else than who made it.",
    async check(tx, provider) {
      return (await runsOf(tx, provider))
        .filter(
          (run) =>
            // What a predecessor system issued was approved there.
            !run.run.startsWith("history-") &&
            run.state !== "rehearsed" &&
            (run.approvedBy === undefined || run.approvedBy === run.rehearsedBy),
        )
        .map((run) =>
          broken(`Körningen ${run.run} saknar fyra ögon.`, `The run ${run.run} lacks a second pair of eyes.`),
        );
    },
  },
  {
    code: "invoicing.in-the-books",
    sv: "Varje faktura har sin verifikation i bokföringen, med samma belopp.",
    en: "Every invoice has its voucher in the books, with equal amounts.",
    check: inTheBooks,
  },
  {
    code: "invoicing.self-billing-eliminates",
    sv: "Fakturor till den egna förvaltningen elimineras till noll.",
    en: "Invoices to the provider itself eliminate to zero.",
    check: selfEliminates,
  },
  {
    code: "invoicing.twelve-instalments",
    sv: "Tolv delbetalningar är årsavgiften.",
    en: "Twelve instalments are the yearly fee.",
    async check(tx, provider) {
      // The fee as it stood when it was charged is kept with the line, so no other room is asked.
      const rows = await tx.query<{
        customer: string;
        item: string;
        total: Ore;
        annual: string;
        fees: number;
      }>(
        `select customer, item, sum(net_ore)::bigint as total, max(because->'inputs'->0->>'value') as annual,
                count(distinct because->'inputs'->0->>'value')::integer as fees
         from invoicing.line
         where provider_id = $1 and charge_kind = 'instalment' and price_list_version is not null
         group by customer, item, price_list_version, left(service_period_from, 4)
         having count(distinct service_period_from) = 12
         order by customer collate "C", item collate "C"`,
        [provider],
      );
      return rows
        .filter((row) => row.fees === 1 && parseKronor(row.annual) !== row.total)
        .map((row) =>
          broken(
            `Tolv delbetalningar av ${row.item} för ${row.customer} är inte årsavgiften ${row.annual} kr.`,
            `Twelve instalments of ${row.item} for ${row.customer} are not the yearly fee ${row.annual} kr.`,
          ),
        );
    },
  },
];

async function inTheBooks(tx: Transaction, provider: string): Promise<Problem[]> {
  const heads = (await invoicesOf(tx, provider)).filter((head) => head.voucherSeries !== "");
  const held = new Map(
    (await vouchersOf(tx, provider, heads.map(voucherNameOf))).map((voucher) => [
      `${voucher.fiscalYear}/${voucher.series}/${voucher.number}`,
      voucher,
    ]),
  );
  return heads.flatMap((head) => {
    const name = voucherNameOf(head);
    const voucher = held.get(`${name.fiscalYear}/${name.series}/${name.number}`);
    const coded = voucher?.lines.reduce((sum, line) => sum + (line.service === "" ? 0 : line.amountOre), 0);
    const total = voucher?.lines.reduce((sum, line) => sum + line.amountOre, 0);
    if (coded === ore(-head.netOre) && total === 0) return [];
    return [
      broken(
        `Faktura ${head.invoice} stämmer inte med sin verifikation i bokföringen.`,
        `Invoice ${head.invoice} does not agree with its voucher in the books.`,
      ),
    ];
  });
}

async function selfEliminates(tx: Transaction, provider: string): Promise<Problem[]> {
  const own = (await invoicesOf(tx, provider)).filter(
    (head) => head.voucherSeries !== "" && head.snapshot.customer["isSelf"] === true,
  );
  const vouchers = await vouchersOf(tx, provider, own.map(voucherNameOf));
  const problems: Problem[] = [];
  for (const head of own) {
    const name = voucherNameOf(head);
    const voucher = vouchers.find(
      (each) =>
        each.fiscalYear === name.fiscalYear && each.series === name.series && each.number === name.number,
    );
    const counterparty = head.snapshot.customer["counterparty"];
    const internal = voucher?.lines.filter((line) => line.counterparty === counterparty) ?? [];
    const sum = internal.reduce((total, line) => total + line.amountOre, 0);
    if (sum === 0 && internal.length === voucher?.lines.length) continue;
    problems.push(
      broken(
        `Den egna fakturan ${head.invoice} elimineras inte till noll.`,
        `The provider's own invoice ${head.invoice} does not eliminate to zero.`,
      ),
    );
  }
  return problems;
}

function voucherNameOf(head: {
  readonly bookingPeriod: string;
  readonly voucherSeries: string;
  readonly voucherNumber: string;
}): { fiscalYear: number; series: string; number: string } {
  return {
    fiscalYear: Number(head.bookingPeriod.slice(0, 4)),
    series: head.voucherSeries,
    number: head.voucherNumber,
  };
}
