import type { Context, Hono } from "hono";
import { compress } from "hono/compress";
import {
  annexForms,
  annexOf,
  consequencesOf,
  pricePlayBasis,
  priceListVersions,
} from "../../economy/pricing/actions/index.ts";
import { versionJson } from "../../economy/pricing/commands/json.ts";
import { type PriceListVersion, sieved, simulationJson } from "../../economy/pricing/index.ts";
import { packBasis } from "../../economy/costing/index.ts";
import { Refusal } from "../../kernel/index.ts";
import type { Database, Scope, Transaction } from "../../platform/database/index.ts";
import { problemJson, type ProviderFace, staffRoles } from "../../platform/web/index.ts";
import type { Identify } from "./registers.ts";

type Answer = (work: (c: Context, tx: Transaction) => Promise<unknown>) => (c: Context) => Promise<Response>;

const againstWords = ["books", "price-list"] as const;

interface Doors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
  readonly answer: Answer;
}

/**
 * Price lists for machines: the versions, what one means for every customer (JSON, and as the board's annex with the
 * ending .xlsx or .pdf), and what its prices are made of, for an engine elsewhere. All are questions; nothing is written.
 */
export function addPrices(app: Hono, { database, provider, identify, now, answer }: Doors): void {
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
  app.get("/api/v1/price-lists/:version/:file{simulation\\.(?:pdf|xlsx)}", async (c) => {
    const person = await identify(c);
    if (person === undefined) return problemJson(c, 401, "Sign in first", []);
    if (!(staffRoles as readonly string[]).includes(person.role)) return problemJson(c, 404, "Not found", []);
    const scope: Scope = { role: "staff", provider: provider.id, actor: person.login };
    const form = annexForms.find((one) => c.req.param("file").endsWith(one)) ?? "pdf";
    const language = c.req.query("language") === "en" ? "en" : "sv";
    try {
      const file = await database.transaction(scope, async (tx) => {
        const version = await found(c, tx);
        if (version === undefined) return undefined;
        const who = { now: now(), actor: person.login };
        return annexOf(tx, provider.id, { ...asked(c, version), form, language }, who);
      });
      if (file === undefined) return problemJson(c, 404, "Not found", []);
      return c.body(new Uint8Array(file.bytes), 200, {
        "content-type": file.mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        "x-content-type-options": "nosniff",
      });
    } catch (error) {
      if (error instanceof Refusal) return problemJson(c, 422, "Refused", error.problems);
      throw error;
    }
  });
  app.get(
    "/api/v1/price-lists/:version",
    answer(async (c, tx) => {
      const version = await found(c, tx);
      return version === undefined ? undefined : (JSON.parse(versionJson(version)) as object);
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
