import type { Context, Hono } from "hono";
import { compress } from "hono/compress";
import { parseYear } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { ProviderFace } from "../../platform/web/index.ts";
import { whatIfBasis } from "../../economy/costing/actions/index.ts";
import { packBasis } from "../../economy/costing/index.ts";

type Answer = (work: (c: Context, tx: Transaction) => Promise<unknown>) => (c: Context) => Promise<Response>;

/** What a year's costing is made of, for an engine elsewhere (`unpackBasis`): asked for once, so it is sent small. */
export function addWhatIf(app: Hono, provider: ProviderFace, answer: Answer): void {
  app.use("/api/v1/what-if/*", compress());
  app.get(
    "/api/v1/what-if/basis",
    answer(async (c, tx) => {
      const year = parseYear(c.req.query("year") ?? "") ?? provider.year;
      const question = { provider: provider.id, year, scenario: c.req.query("scenario") ?? "actual" };
      return packBasis(await whatIfBasis(tx, question));
    }),
  );
}
