import { type Day, required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { openTypesetter } from "../../pricing/actions/index.ts";
import { type DocumentBlock, documentAsPaper, settlementDocument } from "../index.ts";
import { type ProposeInput, proposeSettlement, settlementOf } from "./propose.ts";

/** The board's document of a settlement: as it was kept, with the rest as the books say today; the names as the registers have them. */
export async function settlementDocumentOf(
  tx: Transaction,
  provider: string,
  { year, basis }: Pick<ProposeInput, "year" | "basis">,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<readonly DocumentBlock[]> {
  const wanted = { year, ...(basis === undefined ? {} : { basis }) };
  const kept = await settlementOf(tx, provider, wanted);
  const { rest } = await proposeSettlement(
    tx,
    provider,
    { year, basis: kept.basis, dryRun: true },
    { actor, now },
  );
  const { name, synthetic } = await tx.one<{ name: string; synthetic: boolean }>(
    "select name, synthetic from platform.provider where provider_id = $1",
    [provider],
  );
  const catalogue = await catalogueOf(tx, provider);
  const classes = new Map(catalogue.classes.map((one) => [one.class, one.nameSv]));
  const services = new Map(catalogue.services.map((one) => [one.service, one.nameSv]));
  const customers = new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name]));
  return settlementDocument(
    { ...kept, ...(rest === undefined ? {} : { rest }) },
    {
      provider: name,
      synthetic,
      serviceClass: (code) => classes.get(code) ?? code,
      service: (code) => services.get(code) ?? code,
      customer: (code) => customers.get(code) ?? code,
    },
  );
}

/** The board's document on paper: PDF/UA, with the print of its inputs in the foot of every page. */
export async function settlementPaperOf(
  tx: Transaction,
  provider: string,
  wanted: Pick<ProposeInput, "year" | "basis">,
  act: { readonly actor: string; readonly now: string },
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const blocks = await settlementDocumentOf(tx, provider, wanted, act);
  const kept = await settlementOf(tx, provider, wanted);
  const { name } = await tx.one<{ name: string }>(
    "select name from platform.provider where provider_id = $1",
    [provider],
  );
  const paper = documentAsPaper(blocks, {
    provider: name,
    day: act.now.slice(0, 10) as Day,
    footer: `Återreglering ${kept.settlement} · SHA-256 ${kept.inputsSha256}`,
  });
  const bytes = required((await openTypesetter()).board(paper));
  return { name: `aterreglering-${kept.settlement}.pdf`, bytes };
}
