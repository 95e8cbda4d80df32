import { assert, negateOre, ore, type Ore, parseKronor, sumOre } from "../../../kernel/index.ts";
import { sourceLinesOf } from "../../../platform/registers/actions/index.ts";
import { formatAmount, formatPeriod } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { modelsOf } from "../../costing/actions/index.ts";
import { canShare, openShare, sharedId, shareOf } from "../../costing/index.ts";
import { type Explainer, type Opening } from "../../ledger/actions/index.ts";
import { type Explanation, lessId, negated } from "../../ledger/index.ts";
import type { IssuedLine } from "../index.ts";
import { type BookedVoucherLine, linesOfVoucher } from "../sql/booked.ts";
import { linesWhere } from "../sql/lines.ts";
import { seenOf } from "./see-ordered.ts";
import { headOf, type InvoiceHead, invoiceOf } from "./read.ts";

/**
 * Says why an invoice, or one line of it, is what it is: `invoice:UF-1024`, `invoice:1024:3`. A line rests on its price or
 * fee, shared down to the lines of the costed budget (`/of/...`); a correction on the right amount and the line it
 * corrects; a settlement on the settlement. Only the line and its own document are read.
 */
export const invoiceExplainer: Explainer = { prefix: "invoice:", open: openInvoice };

async function openInvoice(opening: Opening, id: string): Promise<Explanation | undefined> {
  const shared = sharedId(id);
  const [, name = "", lineText, tail] =
    /^invoice:([^:/]+)(?::(\d{1,9}|vat|net))?(\/right)?$/.exec(shared?.head ?? id) ?? [];
  const head =
    name === ""
      ? undefined
      : await opening.keep(`invoice-head:${name}`, () => headOf(opening.tx, opening.provider, name));
  if (head === undefined) return undefined;
  if (lineText === undefined) return shared === undefined ? explainDocument(opening, head) : undefined;
  if (lineText === "net") return shared === undefined ? explainNet(opening, head) : undefined;
  if (lineText === "vat")
    return shared === undefined ? vatOf(head, await bookingOf(opening, head)) : undefined;
  const line = (await linesOfDocument(opening, head)).find((one) => one.line === Number(lineText));
  if (line === undefined) return undefined;
  if (shared !== undefined) {
    const whole = await priceOf(opening, line);
    if (whole === undefined) return undefined;
    return openShare(opening.open, {
      head: shared.head,
      amountOre: line.netOre,
      whole,
      target: shared.target,
    });
  }
  const booking = await bookingOf(opening, head);
  if (tail !== undefined) return rightOf(opening, line, booking.of(line));
  return explainLine(opening, line, booking.of(line));
}

/** The lines of a document, read once for all of them. */
function linesOfDocument({ tx, provider, keep }: Opening, head: InvoiceHead): Promise<IssuedLine[]> {
  return keep(`issued-lines:${head.invoice}`, () =>
    linesWhere(tx, provider, "l.invoice = $2", [head.invoice]),
  );
}

/** Where a line stands in the books: what the leaf of an explanation names. */
type Booked = Pick<Explanation, "voucher" | "line" | "file" | "fileLine">;

interface Booking {
  of(line: IssuedLine): Booked;
  readonly vat: Booked;
}

/**
 * The voucher line of each line of a document, and of its VAT. Books that were imported may hold the same lines in
 * another order, so they are found by service and amount. A customer sees its invoice, not the provider's books; what a
 * system before this one issued has no voucher of ours, and stands in the file of its history.
 */
async function bookingOf(opening: Opening, head: InvoiceHead): Promise<Booking> {
  const { tx, provider, keep } = opening;
  const year = Number(head.bookingPeriod.slice(0, 4));
  if (tx.scope.role === "customer") return { of: () => ({}), vat: {} };
  if (head.voucherSeries === "") {
    const file = `history/invoices-${year}.csv`;
    const places = await keep(`source-lines:${file}`, () => sourceLinesOf(tx, provider, file));
    const at = (line: number): Booked => {
      const fileLine = places.get(`${head.invoice} ${line}`);
      return { file, ...(fileLine === undefined ? {} : { fileLine }) };
    };
    // The VAT of a document stands on no line of its own: it is reckoned on those that begin there.
    return { of: (line) => at(line.line), vat: at(1) };
  }
  const name = { year, series: head.voucherSeries, number: head.voucherNumber };
  const lines = await linesOfDocument(opening, head);
  const voucher = `${year}/${name.series}/${name.number}`;
  const left = [...(await keep(`voucher-lines:${voucher}`, () => linesOfVoucher(tx, provider, name)))];
  const take = (service: string, amountOre: Ore): Booked => {
    const at = left.findIndex((row) => row.service === service && row.amountOre === amountOre);
    const [row] = at < 0 ? [] : left.splice(at, 1);
    return row === undefined ? { voucher } : placeOf(voucher, row);
  };
  const found = new Map(lines.map((line) => [line.line, take(line.service, negateOre(line.netOre))]));
  const vat = head.vatOre === 0 ? {} : take("", negateOre(head.vatOre));
  return { of: (line) => found.get(line.line) ?? { voucher }, vat };
}

function placeOf(voucher: string, row: BookedVoucherLine): Booked {
  return {
    voucher,
    line: row.line,
    ...(row.file === null ? {} : { file: row.file }),
    ...(row.fileLine === null ? {} : { fileLine: row.fileLine }),
  };
}

async function explainDocument(opening: Opening, head: InvoiceHead): Promise<Explanation | undefined> {
  const stored = await invoiceOf(opening.tx, opening.provider, head.invoice);
  if (stored === undefined) return undefined;
  const booking = await bookingOf(opening, head);
  const children: Explanation[] = [];
  for (const line of stored.lines) children.push(await linePart(opening, line, booking));
  if (head.vatOre !== 0) children.push(vatOf(head, booking));
  const name = typeof head.snapshot.customer["name"] === "string" ? head.snapshot.customer["name"] : "";
  assert(
    sumOre(children.map((child) => child.amountOre)) === head.totalOre,
    "an invoice is its lines and its VAT",
  );
  const { voucher } =
    booking.vat.voucher === undefined ? booking.of(stored.lines[0] as IssuedLine) : booking.vat;
  return {
    id: `invoice:${head.invoice}`,
    label_sv: `${head.kind === "invoice" ? "Faktura" : "Kreditnota"} ${head.invoice} ${name}`,
    label_en: `${head.kind === "invoice" ? "Invoice" : "Credit note"} ${head.invoice} ${name}`,
    amountOre: head.totalOre,
    formula_sv: "Summan av raderna och momsen",
    formula_en: "The sum of the lines and VAT",
    children,
    ...(voucher === undefined ? {} : { voucher }),
  };
}

/** What a document comes to before VAT: its lines. */
async function explainNet(opening: Opening, head: InvoiceHead): Promise<Explanation> {
  const booking = await bookingOf(opening, head);
  const children: Explanation[] = [];
  for (const line of await linesOfDocument(opening, head))
    children.push(await linePart(opening, line, booking));
  return {
    id: `invoice:${head.invoice}:net`,
    label_sv: `${head.invoice}, netto`,
    label_en: `${head.invoice}, net`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "Summan av raderna, före moms",
    formula_en: "The sum of the lines, before VAT",
    children,
  };
}

/** A line of a document as a part of something larger, still closed. */
async function linePart(opening: Opening, line: IssuedLine, booking: Booking): Promise<Explanation> {
  const node = await lineNode(opening, line, booking.of(line));
  return isEnd(line) ? node : { ...node, closed: true };
}

/** Some of the lines of a document, each as a part. */
export async function partsOfDocument(
  opening: Opening,
  invoice: string,
  lines: ReadonlySet<number>,
): Promise<Explanation[]> {
  const { tx, provider, keep } = opening;
  const head = await keep(`invoice-head:${invoice}`, () => headOf(tx, provider, invoice));
  assert(head !== undefined, `the document ${invoice} of a line exists`);
  const booking = await bookingOf(opening, head);
  const parts: Explanation[] = [];
  for (const line of await linesOfDocument(opening, head))
    if (lines.has(line.line)) parts.push(await linePart(opening, line, booking));
  return parts;
}

function vatOf(head: InvoiceHead, booking: Booking): Explanation {
  return {
    id: `invoice:${head.invoice}:vat`,
    label_sv: "Moms",
    label_en: "VAT",
    amountOre: head.vatOre,
    formula_sv: `25 % av ${formatAmount(head.netOre, "sv")} kr, avrundat en gång`,
    formula_en: `25 % of ${formatAmount(head.netOre, "en")} kr, rounded once`,
    children: [],
    ...booking.vat,
  };
}

/** Whether a line rests on nothing further: a sale at its own price, or what a system before this one issued. */
function isEnd(line: IssuedLine): boolean {
  return line.corrects === undefined && line.chargeKind !== "settlement" && priceIdOf(line) === undefined;
}

function priceIdOf(line: IssuedLine): string | undefined {
  return line.because.inputs.find((input) => input.id?.startsWith("price:"))?.id;
}

/** A line with its names and its sentence, without its parts. */
async function lineNode(opening: Opening, line: IssuedLine, booked: Booked): Promise<Explanation> {
  const words = await wordsOf(opening);
  const seen = seenOf(line);
  const when = (language: "sv" | "en"): string =>
    [...new Set([line.servicePeriodFrom, line.servicePeriodTo])]
      .map((period) => formatPeriod(period, language))
      .join(" – ");
  return {
    id: `invoice:${line.invoice}:${line.line}`,
    label_sv: words.named(`${line.textSv}, ${when("sv")}`, line.service, "sv"),
    label_en: words.named(`${line.textEn}, ${when("en")}`, line.service, "en"),
    amountOre: line.netOre,
    formula_sv: words.named(line.because.formulaSv, line.service, "sv"),
    formula_en: words.named(line.because.formulaEn, line.service, "en"),
    children: [],
    ...booked,
    ...(seen.length === 0 ? {} : { see: seen }),
    ...(isEnd(line) && booked.voucher === undefined && booked.file !== undefined
      ? { row: `${line.invoice} ${line.line}` }
      : {}),
  };
}

async function explainLine(opening: Opening, line: IssuedLine, booked: Booked): Promise<Explanation> {
  const node = await lineNode(opening, line, booked);
  if (line.corrects !== undefined) return { ...node, children: await correctionParts(opening, line, booked) };
  if (line.chargeKind === "settlement") return { ...node, children: await settlementParts(opening, line) };
  const whole = await priceOf(opening, line);
  // Less than nothing of a price, or more than all of it, is no share: the line then ends in the books.
  if (whole === undefined || !canShare(line.netOre, whole)) return node;
  return { ...node, children: shareOf(node.id, line.netOre, whole).children };
}

/** The price or fee that a line is charged by, as the only part of a whole: what the line is a share of. */
async function priceOf(opening: Opening, line: IssuedLine): Promise<Explanation | undefined> {
  const id = priceIdOf(line);
  const price = id === undefined ? undefined : await opening.open(id);
  if (price === undefined) return undefined;
  const part: Explanation = price.children.length === 0 ? price : { ...price, children: [], closed: true };
  return { ...price, id: `whole:${price.id}`, children: [part] };
}

/** A correction: the right amount, less what was invoiced with earlier corrections counted in. */
async function correctionParts(opening: Opening, line: IssuedLine, booked: Booked): Promise<Explanation[]> {
  const { corrects } = line;
  assert(corrects !== undefined, "a correction names the line it corrects");
  const original = `invoice:${corrects.invoice}:${corrects.line}`;
  const [right, wrong] = line.because.inputs.slice(0, 2).map((input) => parseKronor(input.value));
  const [corrected] = await linesWhere(opening.tx, opening.provider, "l.invoice = $2 and l.line_no = $3", [
    corrects.invoice,
    corrects.line,
  ]);
  if (right === undefined || wrong === undefined || right - wrong !== line.netOre || corrected === undefined)
    return [];
  const head = await headOf(opening.tx, opening.provider, corrects.invoice);
  if (head === undefined) return [];
  const node = await lineNode(opening, corrected, (await bookingOf(opening, head)).of(corrected));
  const taken = negated({
    ...node,
    label_sv: `Fakturerat: ${node.label_sv}`,
    label_en: `Invoiced: ${node.label_en}`,
    ...(isEnd(corrected) ? {} : { closed: true }),
  });
  // What earlier corrections had already given or taken of the same line.
  const earlier = ore(corrected.netOre - wrong);
  return [
    rightOf(opening, line, booked) as Explanation,
    isEnd(corrected) ? { ...taken, id: original } : { ...taken, id: lessId(original) },
    ...(earlier === 0
      ? []
      : [
          {
            id: `${original}/corrected`,
            label_sv: "Rättat tidigare på samma rad",
            label_en: "Corrected earlier on the same line",
            amountOre: earlier,
            formula_sv: `Tidigare rättelser av rad ${corrects.line} på ${corrects.invoice}.`,
            formula_en: `Earlier corrections of line ${corrects.line} of ${corrects.invoice}.`,
            children: [],
            ...booked,
          },
        ]),
  ];
}

function rightOf(_: Opening, line: IssuedLine, booked: Booked): Explanation | undefined {
  const right = parseKronor(line.because.inputs[0]?.value ?? "");
  if (line.corrects === undefined || right === undefined) return undefined;
  const yearly = line.because.inputs[2];
  const shown = (language: "sv" | "en"): string => {
    const amount = parseKronor(yearly?.value ?? "");
    return amount === undefined ? (yearly?.value ?? "") : `${formatAmount(amount, language)} kr`;
  };
  return {
    id: `invoice:${line.invoice}:${line.line}/right`,
    label_sv: "Rätt belopp",
    label_en: "Right amount",
    amountOre: right,
    formula_sv: `${yearly === undefined ? "Beräknat på nytt" : `${yearly.nameSv}: ${shown("sv")}`}${line.because.decision === undefined ? "" : `, enligt beslut ${line.because.decision}`}.`,
    formula_en: `${yearly === undefined ? "Computed anew" : `${yearly.nameEn}: ${shown("en")}`}${line.because.decision === undefined ? "" : `, by decision ${line.because.decision}`}.`,
    children: [],
    ...booked,
  };
}

/** A settlement's line: the customer's part of the service's surplus or deficit, which is owed the other way. */
async function settlementParts(opening: Opening, line: IssuedLine): Promise<Explanation[]> {
  const year = line.servicePeriodFrom.slice(0, 4);
  const found = await opening.open(`settlement:${year}:${line.customer}:${line.service}`);
  if (found === undefined || found.amountOre !== negateOre(line.netOre)) return [];
  const closed = found.children.length === 0 ? found : { ...found, children: [], closed: true as const };
  return [negated(closed)];
}

interface Words {
  /** A text with the names of services and keys in the place of their codes. */
  named(text: string, service: string, language: "sv" | "en"): string;
}

/** Sentences that were stored with codes in them are read with names. A customer reads no models, and so sees no codes. */
async function wordsOf({ tx, provider, keep }: Opening): Promise<Words> {
  const services = await keep(
    "service-names",
    async () => new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one])),
  );
  const isCustomer = tx.scope.role === "customer";
  const keys = await keep("key-names-of-lines", async () => {
    const models = isCustomer ? undefined : await modelsOf(tx, provider);
    const found = models?.ok === true ? models.value.flatMap((model) => model.keys) : [];
    return new Map(found.map((one) => [one.key, { sv: one.nameSv, en: one.nameEn }]));
  });
  return {
    named(text, service, language) {
      const name = services.get(service);
      const withKeys = text.replace(
        / ?\((?:nyckel |key )?([^),\s]+)(, [^)]*)?\)/g,
        (whole, key: string, rest = "") => {
          const known = keys.get(key);
          if (known !== undefined) return ` (${known[language]}${rest})`;
          return /^ ?\((?:nyckel|key) /.test(whole) ? "" : whole;
        },
      );
      if (name === undefined || service === "") return withKeys;
      return withKeys.replaceAll(
        new RegExp(`(^|[\\s,])${service.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?=$|[\\s,.:])`, "g"),
        (_, before: string) => before + (language === "sv" ? name.nameSv : name.nameEn),
      );
    },
  };
}
