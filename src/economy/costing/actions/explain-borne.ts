import {
  type Ore,
  type Period,
  ore,
  parsePeriod,
  parseYear,
  periodsOfYear,
  sumOre,
} from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import type { Explainer, Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import {
  type CustomerCostRow,
  type Said,
  canShare,
  customerSentence,
  openShare,
  serviceLabel,
  sharedId,
  shareOf,
  splitToCustomers,
} from "../index.ts";
import { type CostQuestion, type CostReader, costReader, orNothing } from "./explain-inputs.ts";

/**
 * What a customer carries of the services' costs, whatever it is charged: `borne:<year>:<scenario>:<customer>` by service, with a service after
 * it by month, and with a month after that what the customer's part of the service's cost is made of (`/of/...`), down to
 * the lines. The customer '' carries what nobody shares.
 */
export const borneExplainer: Explainer = {
  prefix: "borne:",
  open: (opening, id) => orNothing(() => openBorne(opening, id)),
};

async function openBorne(opening: Opening, id: string): Promise<Explanation | undefined> {
  const shared = sharedId(id);
  const head = shared?.head ?? id;
  const [, yearText = "", scenario = "", customer, service, monthText, ...rest] = head.split(":");
  const year = parseYear(yearText);
  const period = monthText === undefined ? undefined : parsePeriod(monthText);
  if (year === undefined || scenario === "" || customer === undefined || rest.length > 0) return undefined;
  if (monthText !== undefined && period === undefined) return undefined;
  if (shared !== undefined && period === undefined) return undefined;
  const reader = costReader(opening);
  const question = { year, scenario };
  if (!(await reader.isKnown(question))) return undefined;
  const rows = (await rowsOf(opening, reader, question))
    .get(customer)
    ?.filter(
      (row) =>
        (service === undefined || row.service === service) && (period === undefined || row.period === period),
    );
  if (rows === undefined || rows.length === 0) return undefined;
  const names = await reader.names(year);
  const who = names.customer?.(customer) ?? (customer === "" ? undefined : customer);
  const label: Said = { sv: who ?? "Ingen kund", en: who ?? "No customer" };
  if (service !== undefined && period !== undefined)
    return openMonth(opening, reader, {
      head,
      question,
      customer,
      service,
      period,
      rows,
      target: shared?.target,
    });
  const children =
    service === undefined
      ? [...new Set(rows.map((row) => row.service))].map((one) =>
          part(
            `${head}:${one}`,
            serviceLabel(names, one),
            rows.filter((row) => row.service === one),
          ),
        )
      : periodsOfYear(year).flatMap((month) => {
          const mine = rows.filter((row) => row.period === month);
          const name = { sv: formatPeriod(month, "sv"), en: formatPeriod(month, "en") };
          return mine.length === 0 ? [] : [part(`${head}:${month}`, name, mine)];
        });
  const of = service === undefined ? undefined : serviceLabel(names, service);
  return {
    id: head,
    label_sv: of === undefined ? label.sv : `${of.sv}, ${label.sv}`,
    label_en: of === undefined ? label.en : `${of.en}, ${label.en}`,
    amountOre: sum(rows),
    formula_sv: `Det som ${label.sv} bär av tjänsternas kostnad, månad för månad efter varje tjänsts nyckel.`,
    formula_en: `What ${label.en} carries of the services' cost, month by month by each service's key.`,
    children,
  };
}

interface MonthAsked {
  readonly head: string;
  readonly question: CostQuestion;
  readonly customer: string;
  readonly service: string;
  readonly period: Period;
  readonly rows: readonly CustomerCostRow[];
  readonly target: string | undefined;
}

/** A customer's part of one service in one month: the key's sentence, and the service's own parts in proportion. */
async function openMonth(
  opening: Opening,
  reader: CostReader,
  { head, question, customer, service, period, rows, target }: MonthAsked,
): Promise<Explanation | undefined> {
  const { year, scenario } = question;
  const amountOre = sum(rows);
  const whole = await opening.open(`cost:${year}:${scenario}:${service}:${period}`);
  if (whole === undefined) return undefined;
  const isShared = canShare(amountOre, whole);
  if (target !== undefined)
    return isShared ? openShare(opening.open, { head, amountOre, whole, target }) : undefined;
  const names = await reader.names(year);
  const label = serviceLabel(names, service);
  const when = { sv: formatPeriod(period, "sv"), en: formatPeriod(period, "en") };
  const said = await sentenceOf(reader, question, { customer, service, period, amountOre: whole.amountOre });
  return {
    id: head,
    label_sv: `${label.sv}, ${when.sv}`,
    label_en: `${label.en}, ${when.en}`,
    amountOre,
    formula_sv: said.sv,
    formula_en: said.en,
    children: isShared ? shareOf(head, amountOre, whole).children : [],
  };
}

async function sentenceOf(
  reader: CostReader,
  question: CostQuestion,
  {
    customer,
    service,
    period,
    amountOre,
  }: {
    readonly customer: string;
    readonly service: string;
    readonly period: Period;
    readonly amountOre: Ore;
  },
): Promise<Said> {
  const { model, drivers } = await reader.wording(question, period);
  const nobody: Said = {
    sv: "Delas inte på kunder: tjänsten saknar nyckel, ingen använde den, eller kapaciteten var ledig.",
    en: "Not shared by customers: the service has no key, nobody used it, or the capacity was idle.",
  };
  if (customer === "") return nobody;
  const keys = await reader.keys(question);
  const split = splitToCustomers({ model, keys, service, period, amounts: [amountOre] });
  return split.ok ? customerSentence({ drivers }, split.value, { customer, amountOre }) : nobody;
}

function rowsOf(
  opening: Opening,
  reader: CostReader,
  question: CostQuestion,
): Promise<ReadonlyMap<string, readonly CustomerCostRow[]>> {
  return opening.keep(`borne:${question.year}:${question.scenario}`, async () => {
    const found = new Map<string, CustomerCostRow[]>();
    for (const row of await reader.customerRows(question)) {
      const list = found.get(row.customer);
      if (list === undefined) found.set(row.customer, [row]);
      else list.push(row);
    }
    return found;
  });
}

function sum(rows: readonly CustomerCostRow[]): Ore {
  return ore(sumOre(rows.map((row) => row.amountOre)));
}

function part(id: string, label: Said, rows: readonly CustomerCostRow[]): Explanation {
  return {
    id,
    label_sv: label.sv,
    label_en: label.en,
    amountOre: sum(rows),
    formula_sv: "Kundens del av tjänstens kostnad, efter tjänstens nyckel.",
    formula_en: "The customer's part of the service's cost, by the service's key.",
    children: [],
    closed: true,
  };
}
