import { assert, type Ore } from "../kernel/index.ts";
import { entriesOf } from "../platform/registers/actions/index.ts";
import {
  activities,
  type Activity,
  type Goal,
  goals,
  type Risk,
  risks,
} from "../steering/governance/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { statementsOf } from "../economy/statements/actions/index.ts";
import type { Statement } from "../economy/statements/index.ts";

/** What happened in a year, in the order it happened: the content of the start page. */
export interface YearStory {
  readonly year: number;
  readonly books: { readonly vouchers: number; readonly lines: number; readonly files: number };
  readonly priceList:
    | {
        readonly version: string;
        readonly board: string;
        readonly decidedOn: string;
        readonly paragraph: string;
      }
    | undefined;
  readonly billing: {
    readonly runs: number;
    readonly documents: number;
    readonly lines: number;
    readonly netOre: Ore;
  };
  readonly settlement: { readonly id: string; readonly state: string; readonly totalOre: Ore } | undefined;
  /** What the board follows beside the money; empty lists where the registers are. */
  readonly steering: {
    readonly goals: readonly Goal[];
    readonly activities: readonly Activity[];
    readonly risks: readonly Risk[];
  };
  readonly departments: Statement;
  readonly income: Statement;
}

export async function storyOf(tx: Transaction, provider: string, year: number): Promise<YearStory> {
  const books = await tx.one<{ vouchers: number; lines: number; files: number }>(
    `select (select count(*) from ledger.v_voucher where provider_id = $1 and fiscal_year = $2) as vouchers,
            (select coalesce(sum(line_count), 0)::bigint from ledger.balance where provider_id = $1 and fiscal_year = $2) as lines,
            (select count(*) from ledger.source_file where provider_id = $1 and fiscal_year = $2 and replaced_by is null) as files`,
    [provider, year],
  );
  const priceList = await tx.maybe<{ version: string; board: string; decidedOn: string; paragraph: string }>(
    `select version, board, decided_on as "decidedOn", paragraph from pricing.price_list_version
     where provider_id = $1 and fiscal_year = $2 and decided_on is not null order by decided_on desc limit 1`,
    [provider, year],
  );
  const billing = await tx.one<YearStory["billing"]>(
    `select count(distinct i.run)::int as runs, count(distinct i.invoice)::int as documents, count(*)::int as lines,
            coalesce(sum(l.net_ore), 0)::bigint as "netOre"
     from invoicing.invoice i
     join invoicing.line l on l.provider_id = i.provider_id and l.invoice = i.invoice
     where i.provider_id = $1 and i.booking_period like $2 || '-%' and i.run not like 'history-%'`,
    [provider, String(year)],
  );
  const settlement = await tx.maybe<{ id: string; state: string; totalOre: Ore }>(
    `select settlement as id, state, total_ore as "totalOre" from settlement.settlement
     where provider_id = $1 and fiscal_year = $2 order by state = 'issued' desc, settlement desc limit 1`,
    [provider, year],
  );
  const [departments, income] = await statementsOf(tx, provider, { ids: ["departments", "income"], year });
  assert(departments !== undefined && income !== undefined, "every statement that is asked for is given");
  const steering = {
    goals: await entriesOf(tx, provider, goals, { year }),
    activities: await entriesOf(tx, provider, activities, { year }),
    risks: await entriesOf(tx, provider, risks, { year }),
  };
  return {
    year,
    steering,
    books,
    priceList,
    billing,
    settlement,
    departments,
    income,
  };
}
