import type { Context, Hono } from "hono";
import { formatMicro, parsePeriod, parseYear, Refusal } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { ProviderFace } from "../../platform/web/index.ts";
import {
  checkTextOn,
  diffJson,
  driverBook,
  driverSignOffs,
  modelByReference,
  modelDraftsOf,
  modelTexts,
  proposeModel,
  textSha256,
} from "../../economy/costing/actions/index.ts";
import {
  driverJson,
  modelsJson,
  reportJson,
  signOffJson,
  snapshotJson,
  traceDriver,
  traceJson,
  valuesIn,
} from "../../economy/costing/index.ts";

type Answer = (work: (c: Context, tx: Transaction) => Promise<unknown>) => (c: Context) => Promise<Response>;

/** Costing models and drivers for machines; `check` computes and writes nothing. */
export function addCosting(app: Hono, provider: ProviderFace, answer: Answer): void {
  app.get(
    "/api/v1/models",
    answer(async (_, tx) => modelsJson(await modelTexts(tx, provider.id))),
  );
  app.get(
    "/api/v1/models/:model",
    answer(async (c, tx) => {
      const { name, text, by, at } = await modelByReference(tx, provider.id, c.req.param("model") ?? "");
      return { id: name, text, by, at };
    }),
  );
  app.get(
    "/api/v1/models/:model/history",
    answer(async (c, tx) => {
      const { history } = await modelByReference(tx, provider.id, c.req.param("model") ?? "");
      return {
        versions: history.map(({ name, text, by, at, why }) => ({
          id: name,
          sha256: textSha256(text),
          by: by ?? null,
          at: at === undefined ? null : new Date(at).toISOString(),
          why: why ?? null,
        })),
      };
    }),
  );
  app.get(
    "/api/v1/model-drafts",
    answer(async (_, tx) => ({
      drafts: (await modelDraftsOf(tx, provider.id)).map(({ person, basedOn, text, keptAt }) => ({
        person,
        model: basedOn === "" ? null : basedOn,
        sha256: textSha256(text),
        kept_at: keptAt,
      })),
    })),
  );
  app.post(
    "/api/v1/models/diff",
    answer(async (c, tx) => {
      const year = parseYear(c.req.query("year") ?? "") ?? provider.year;
      const question = { provider: provider.id, year, scenario: c.req.query("scenario") ?? "actual" };
      const before = await modelByReference(tx, provider.id, c.req.query("before") ?? "");
      const text = await c.req.text();
      const found = await proposeModel(tx, question, { text, file: "model.yaml", before });
      if (found.difference === undefined) throw new Refusal(found.problems);
      const of = { before: before.name, after: "model.yaml", year, scenario: question.scenario };
      return { ...diffJson(found.difference, of), problems: found.problems };
    }),
  );
  app.post(
    "/api/v1/models/check",
    answer(async (c, tx) => {
      const year = parseYear(c.req.query("year") ?? "") ?? provider.year;
      const question = { provider: provider.id, year, scenario: c.req.query("scenario") ?? "actual" };
      const text = await c.req.text();
      return reportJson(await checkTextOn(tx, question, { text, file: "model.yaml" }), question);
    }),
  );
  app.get(
    "/api/v1/drivers",
    answer(async (_, tx) => ({ drivers: (await driverBook(tx, provider.id)).registered.map(driverJson) })),
  );
  app.get(
    "/api/v1/drivers/:driver",
    answer(async (c, tx) => {
      const name = c.req.param("driver") ?? "";
      const { registered, snapshots, drivers } = await driverBook(tx, provider.id);
      const driver = registered.find((one) => one.driver === name);
      if (driver === undefined) return undefined;
      const period = parsePeriod(c.req.query("period") ?? "");
      const subject = c.req.query("subject");
      return {
        ...driverJson(driver),
        snapshots: snapshots.filter((one) => one.driver === name).map(snapshotJson),
        ...(period === undefined
          ? {}
          : {
              period,
              frozen: drivers.isFrozen(name, period),
              values: valuesIn(drivers, name, period).map((one) => ({
                service: one.service,
                subject: one.subject,
                value: formatMicro(one.valueMicro),
              })),
            }),
        ...(period === undefined || subject === undefined
          ? {}
          : { trace: traceJson(traceDriver(drivers, name, subject, period)) }),
      };
    }),
  );
  app.get(
    "/api/v1/driver-answers",
    answer(async (c, tx) => {
      const period = parsePeriod(c.req.query("period") ?? "");
      const customer = c.req.query("customer");
      const which = {
        ...(period === undefined ? {} : { period }),
        ...(customer === undefined ? {} : { customer }),
      };
      return { answers: (await driverSignOffs(tx, provider.id, which)).map(signOffJson) };
    }),
  );
}
