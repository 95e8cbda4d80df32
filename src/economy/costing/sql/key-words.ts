import type { Day } from "../../../kernel/index.ts";
import { bulkInsert, type Transaction } from "../../../platform/database/index.ts";
import type { CostModel } from "../index.ts";

/** What a key is called on a day, and what its model says of it. */
export interface StoredKeyWords {
  readonly nameSv: string;
  readonly nameEn: string;
  readonly basis: string;
  readonly driver: string;
  readonly explainSv: string;
  readonly explainEn: string;
}

/** The sentence of a customer's exception from a key. */
export interface StoredExceptionWords {
  readonly decision: string;
  readonly explainSv: string;
  readonly explainEn: string;
}

/** Writes anew what customers read of the models. */
export async function writeKeyWords(
  tx: Transaction,
  provider: string,
  models: readonly CostModel[],
): Promise<void> {
  for (const table of ["key_words", "exception_words"])
    await tx.execute(`delete from costing.${table} where provider_id = $1`, [provider]);
  const keys = models.flatMap((model) => model.keys.map((key) => ({ model, key })));
  await bulkInsert(
    tx,
    "costing.key_words",
    [
      { name: "model", type: "text" },
      { name: "valid_from", type: "date" },
      { name: "valid_to", type: "date" },
      { name: "key", type: "text" },
      { name: "name_sv", type: "text" },
      { name: "name_en", type: "text" },
      { name: "basis", type: "text" },
      { name: "driver", type: "text" },
      { name: "explain_sv", type: "text" },
      { name: "explain_en", type: "text" },
    ],
    keys.map(({ model, key }) => {
      const by = key.by.kind === "agreed" ? (key.by.rest ?? key.by) : key.by;
      return [
        model.model,
        model.validFrom,
        model.validTo ?? null,
        key.key,
        key.nameSv,
        key.nameEn,
        by.kind,
        by.kind === "driver" ? by.driver : "",
        key.explainSv ?? "",
        key.explainEn ?? "",
      ];
    }),
  );
  await bulkInsert(
    tx,
    "costing.exception_words",
    [
      { name: "model", type: "text" },
      { name: "model_from", type: "date" },
      { name: "customer", type: "text" },
      { name: "key", type: "text" },
      { name: "valid_from", type: "date" },
      { name: "valid_to", type: "date" },
      { name: "decision", type: "text" },
      { name: "explain_sv", type: "text" },
      { name: "explain_en", type: "text" },
    ],
    models.flatMap((model) =>
      model.exceptions.map((one) => [
        model.model,
        model.validFrom,
        one.customer,
        one.key,
        one.validFrom,
        one.validTo ?? null,
        one.decision,
        one.explainSv,
        one.explainEn,
      ]),
    ),
  );
}

/** A key as it is on a day; the words of the latest model that knows it, where none is in force. */
export async function keyWordsOn(
  tx: Transaction,
  provider: string,
  { key, day }: { readonly key: string; readonly day: Day },
): Promise<StoredKeyWords | undefined> {
  const rows = await tx.query<StoredKeyWords>(
    `select name_sv as "nameSv", name_en as "nameEn", basis, driver, explain_sv as "explainSv", explain_en as "explainEn"
     from costing.key_words where provider_id = $1 and key = $2
     order by (valid_from <= $3 and (valid_to is null or valid_to >= $3)) desc, valid_from desc, model collate "C"`,
    [provider, key, day],
  );
  return rows[0];
}

/** A customer's exception from a key on a day; its own alone, where a customer asks. */
export async function exceptionWordsOn(
  tx: Transaction,
  provider: string,
  { key, customer, day }: { readonly key: string; readonly customer: string; readonly day: Day },
): Promise<StoredExceptionWords | undefined> {
  const rows = await tx.query<StoredExceptionWords>(
    `select decision, explain_sv as "explainSv", explain_en as "explainEn"
     from costing.exception_words
     where provider_id = $1 and key = $2 and customer = $3 and valid_from <= $4 and (valid_to is null or valid_to >= $4)
     order by model_from desc, valid_from desc`,
    [provider, key, customer, day],
  );
  return rows[0];
}
