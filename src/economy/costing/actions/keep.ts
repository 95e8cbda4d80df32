import { createHash } from "node:crypto";
import { keepRegister, type Register, type RegisterChange } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { CostModel } from "../index.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  /** The file as its user named it. */
  readonly source: string;
}

/** The table of models, kept like any register. */
export const modelRegister: Register = {
  table: "costing.model",
  objectKind: "costing-model",
  keys: ["model", "valid_from"],
  columns: { model: "text", valid_from: "date", valid_to: "date", source: "text", sha256: "text" },
  removes: true,
};

/** The costing models as their files are written, comments and all. Read them with `readModel` first. */
export async function keepModels(
  tx: Transaction,
  provider: string,
  models: readonly { readonly model: CostModel; readonly text: string }[],
  source: Source,
): Promise<RegisterChange> {
  const rows = models.map(({ model: read, text }) => ({
    model: read.model,
    valid_from: read.validFrom,
    valid_to: read.validTo ?? null,
    source: text,
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  return keepRegister(tx, provider, modelRegister, rows, source);
}
