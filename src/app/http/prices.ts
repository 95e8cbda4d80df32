import type { Context, Hono } from "hono";
import { compress } from "hono/compress";
import {
  annexForms,
  annexOf,
  consequencesOf,
  pricePlayBasis,
  priceListVersions,
} from "../../economy/pricing/actions/index.ts";
import { versionData } from "../../economy/pricing/commands/json.ts";
import { type PriceListVersion, sieved, simulationJson } from "../../economy/pricing/index.ts";
import { packBasis } from "../../economy/costing/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import { type FileDoors, staffFile } from "./staff-file.ts";

type Answer = (work: (c: Context, tx: Transaction) => Promise<unknown>) => (c: Context) => Promise<Response>;

const againstWords = ["books", "price-list"] as const;

interface Doors extends FileDoors {
  readonly answer: Answer;
}

/**
 * Price lists for machines: the versions, what one means for every customer (JSON, and as the board's annex with the
 * ending .xlsx or .pdf), and what its prices are made of, for an engine elsewhere. All are questions; nothing is written.
 */
export function addPrices(app: Hono, doors: Doors): void {
  const { provider, now, answer } = doors;
  const found = async (c: Context, tx: Transaction): Promise<PriceListVersion | undefined> => {
    const [version] = await priceListVersions(tx, provider.id, { version: c.req.param("version") ?? "" });
    return version;
  };
  const asked = (c: Context, version: PriceListVersion) => {
    const against = c.req.query("against");
    return {
      year: version.fiscalYear,
      version: version.version,
      customer: c.req.query("customer"),
      service: c.req.query("service"),
      against: againstWords.find((one) => one === against),
    };
  };
  app.get(
    "/api/v1/price-lists",
    answer(async (_, tx) => ({
      priceLists: (await priceListVersions(tx, provider.id)).map(
        ({ version, fiscalYear, state, validFrom, validTo, decision, contentSha256 }) => ({
          version,
          year: fiscalYear,
          state,
          validFrom,
          validTo,
          ...(decision === undefined ? {} : { decision }),
          ...(contentSha256 === undefined ? {} : { contentSha256 }),
        }),
      ),
    })),
  );
  app.get("/api/v1/price-lists/:version/:file{simulation\\.(?:pdf|xlsx)}", (c) =>
    staffFile(c, doors, async (tx, who) => {
      const version = await found(c, tx);
      if (version === undefined) return undefined;
      const form = annexForms.find((one) => c.req.param("file").endsWith(one)) ?? "pdf";
      const language = c.req.query("language") === "en" ? "en" : "sv";
      return annexOf(tx, provider.id, { ...asked(c, version), form, language }, who);
    }),
  );
  app.get(
    "/api/v1/price-lists/:version",
    answer(async (c, tx) => {
      const version = await found(c, tx);
      return version === undefined ? undefined : versionData(version);
    }),
  );
  app.get(
    "/api/v1/price-lists/:version/simulation",
    answer(async (c, tx) => {
      const version = await found(c, tx);
      if (version === undefined) return undefined;
      const question = asked(c, version);
      const shown = await consequencesOf(tx, provider.id, question);
      return simulationJson({ ...shown, simulation: sieved(shown.simulation, question) });
    }),
  );
  app.use("/api/v1/price-lists/:version/play", compress());
  app.get(
    "/api/v1/price-lists/:version/play",
    answer(async (c, tx) => {
      const version = await found(c, tx);
      if (version === undefined) return undefined;
      const basis = await pricePlayBasis(
        tx,
        provider.id,
        { year: version.fiscalYear, version: version.version },
        now(),
      );
      return { costing: packBasis(basis.costing), prices: basis.prices };
    }),
  );
}
