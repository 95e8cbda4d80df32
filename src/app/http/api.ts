import type { Context, Hono } from "hono";
import {
  type Day,
  lastDayOf,
  parseDay,
  parseMicro,
  parsePeriod,
  parseYear,
  periodOf,
  required,
} from "../../kernel/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import { type Act, problemJson, type ProviderFace } from "../../platform/web/index.ts";
import {
  compareCosting,
  compareScenarios,
  idleCapacitiesOf,
  lenses,
  measuredOf,
  readThroughLens,
  registeredLenses,
  scenariosOf,
  throughLens,
} from "../../economy/costing/actions/index.ts";
import {
  comparisonJson,
  idleJson,
  lensJson,
  measureJson,
  readAssumption,
  varianceJson,
} from "../../economy/costing/index.ts";
import {
  askedPolicy,
  compareSettlementPolicies,
  radarOf,
  settlementHeads,
  settlementOf,
  settlementPaperOf,
} from "../../economy/settlement/actions/index.ts";
import {
  headOfSettlement,
  radarJson,
  settlementComparisonJson,
  settlementJson,
} from "../../economy/settlement/index.ts";
import { ordersOf } from "../../economy/ordering/actions/index.ts";
import { chainOf, orderJson } from "../../economy/ordering/index.ts";
import { savingOf } from "../../economy/pricing/actions/index.ts";
import { savingJson } from "../../economy/pricing/index.ts";
import { eliminationIn, reconciliations } from "../../economy/reconciliation/actions/index.ts";
import { eliminationJson, reconciliationJson } from "../../economy/reconciliation/index.ts";
import { monthOf, protocolPaperOf, protocolsOf } from "../../economy/closing/actions/index.ts";
import { monthJson, protocolJson } from "../../economy/closing/index.ts";
import { periodsOf, sourceFilesOf, waitingBooks } from "../../economy/ledger/actions/index.ts";
import { statementOf } from "../../economy/statements/actions/index.ts";
import { statementIds, statementJson } from "../../economy/statements/index.ts";
import {
  billingRuns,
  computeCorrections,
  correctionsOf,
  creditDocuments,
  receivablesOn,
  deliveriesOf,
  gatesOfRun,
  invoiceOf,
  invoicesOf,
  monthDiffOf,
  objectionsOf,
  revenueDriversOf,
} from "../../economy/invoicing/actions/index.ts";
import {
  bearers,
  correctionJson,
  deliveryJson,
  documentJson,
  gatesJson,
  headJson,
  monthDiffJson,
  ageingJson,
  objectionJson,
  revenueJson,
  runJson,
  storedCorrectionJson,
} from "../../economy/invoicing/index.ts";
import { jobById, latestJobs } from "../../platform/jobs/actions/index.ts";
import { jobJson } from "../../platform/jobs/index.ts";
import { entriesOf } from "../../platform/registers/actions/index.ts";
import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import {
  asThen,
  catalogueJson,
  findService,
  serviceJson,
  sustainabilityProfiles,
} from "../../service/catalogue/index.ts";
import { customersOf, customersOverview, matrixOn } from "../../service/customers/actions/index.ts";
import { countCustomers } from "../../service/customers/index.ts";
import { overviewJson } from "../commands/customers.ts";
import { consolidationOf, planJson, variantCosts, variantJson } from "../consolidation.ts";
import { dialogueOf } from "../dialogue.ts";
import { followUpOf } from "../follow-up.ts";
import { serviceOfCustomer, serviceOfCustomerJson } from "../service-of-customer.ts";
import { followUpJson } from "../follow-up-json.ts";
import { explain, explanationJson } from "../explanations.ts";
import { answering, type Identify } from "./answer.ts";
import { addCosting } from "./costing.ts";
import { addInvoiceDocuments } from "./invoice-documents.ts";
import { addPlans } from "./plans.ts";
import { addPrices } from "./prices.ts";
import { openApi } from "./openapi.ts";
import { staffFile } from "./staff-file.ts";
import { addWhatIf } from "./what-if.ts";
import { addRegisters } from "./registers.ts";
import { addUsage } from "./usage.ts";
import { addWebhooks } from "./webhooks.ts";

/**
 * The machines' door, /api/v1: the same questions as the commands and the pages, the same row-level security, JSON with
 * öre as text. Errors are RFC 9457 problem documents.
 */
export function addApi(
  database: Database,
  provider: ProviderFace,
  now: () => string = () => new Date().toISOString(),
  acts: () => readonly Act[] = () => [],
) {
  return (app: Hono, identify: Identify): void => {
    const answer = (work: (c: Context, tx: Transaction) => Promise<unknown>, staffOnly = true) =>
      answering({ database, provider, identify }, work, { staffOnly });
    const yearOf = (c: Context): number => parseYear(c.req.query("year") ?? "") ?? provider.year;

    app.get("/api/v1/api-info", (c) =>
      c.json({
        apiName: "Underlag",
        apiVersion: "1.0.0",
        apiStatus: "active",
        provider: provider.name,
        synthetic: provider.synthetic,
      }),
    );
    // Made when it is asked for: by then every route is there.
    app.get("/api/v1/openapi.json", (c) => c.json(openApi(app, acts(), provider.name)));
    app.get(
      "/api/v1/statements",
      answer(() => Promise.resolve({ statements: statementIds })),
    );
    app.get(
      "/api/v1/statements/:statement",
      answer(async (c, tx) => {
        const id = c.req.param("statement") ?? "";
        const basis = c.req.query("basis");
        return statementIds.includes(id)
          ? statementJson(
              await statementOf(tx, provider.id, {
                id,
                year: yearOf(c),
                ...(basis === "whole" || basis === "external" ? { basis } : {}),
              }),
            )
          : undefined;
      }),
    );
    app.get(
      "/api/v1/month/:period",
      answer(async (c, tx) => {
        const period = parsePeriod(c.req.param("period") ?? "");
        return period === undefined ? undefined : monthJson(await monthOf(tx, provider.id, period));
      }),
    );
    app.get(
      "/api/v1/books",
      answer(async (_, tx) => ({
        files: await sourceFilesOf(tx, provider.id),
        waiting: await waitingBooks(tx, provider.id),
      })),
    );
    app.get(
      "/api/v1/months",
      answer(async (_, tx) => ({ months: await periodsOf(tx, provider.id) })),
    );
    app.get(
      "/api/v1/month/:period/protocol",
      answer(async (c, tx) => {
        const period = parsePeriod(c.req.param("period") ?? "");
        return period === undefined
          ? undefined
          : { protocols: (await protocolsOf(tx, provider.id, period)).map(protocolJson) };
      }),
    );
    app.get("/api/v1/month/:period/protocol.pdf", (c) =>
      staffFile(c, { database, provider, identify, now }, async (tx) => {
        const period = parsePeriod(c.req.param("period"));
        const said = c.req.query("number");
        const number = said === undefined ? undefined : Number(said);
        const language = c.req.query("language") === "en" ? "en" : "sv";
        return period === undefined
          ? undefined
          : {
              ...(await protocolPaperOf(tx, provider.id, { period, number, language })),
              mediaType: "application/pdf",
            };
      }),
    );
    app.get(
      "/api/v1/scenarios",
      answer(async (_, tx) => ({ scenarios: await scenariosOf(tx, provider.id) })),
    );
    // A what-if is a question: the assumptions stand in the address and nothing is written.
    app.get(
      "/api/v1/scenarios/compare",
      answer(async (c, tx) => {
        const lens = lenses.find((one) => one === (c.req.query("by") ?? "service"));
        if (lens === undefined) return undefined;
        const assumptions = c.req.queries("set") ?? [];
        const year = yearOf(c);
        const side = (name: "from" | "to", scenario: string, of: number) => ({
          provider: provider.id,
          year: of,
          scenario: c.req.query(name) ?? scenario,
        });
        const from = side("from", "budget", parseYear(c.req.query("fromYear") ?? "") ?? year);
        const to = side("to", "actual", year);
        const read = assumptions.map((text) => required(readAssumption(text)));
        const variance = await compareScenarios(tx, from, to, read);
        const lines = await throughLens(tx, provider.id, variance.rows, lens);
        const head = { from: `${from.scenario} ${from.year}`, to: `${to.scenario} ${to.year}`, by: lens };
        return varianceJson({ ...head, assumptions }, variance, lines);
      }),
    );
    app.get(
      "/api/v1/costing/compare",
      answer(async (c, tx) => {
        const question = { year: yearOf(c), scenario: c.req.query("scenario") ?? "actual" };
        const found = await compareCosting(tx, { provider: provider.id, ...question });
        return comparisonJson(question, found.outcomes, found.order);
      }),
    );
    app.get(
      "/api/v1/costing/idle",
      answer(async (c, tx) => {
        const question = { year: yearOf(c), scenario: c.req.query("scenario") ?? "actual" };
        return idleJson(question, await idleCapacitiesOf(tx, { provider: provider.id, ...question }));
      }),
    );
    app.get(
      "/api/v1/costing/measures/:measure",
      answer(async (c, tx) => {
        const question = { year: yearOf(c), scenario: c.req.query("scenario") ?? "actual" };
        const found = await measuredOf(
          tx,
          { provider: provider.id, ...question },
          c.req.param("measure") ?? "",
        );
        return measureJson(
          question,
          found,
          c.req.query("by") === "customer" ? found.customers : found.services,
        );
      }),
    );
    app.get(
      "/api/v1/lenses",
      answer(async (_, tx) => ({ lenses: await registeredLenses(tx, provider.id) })),
    );
    app.get(
      "/api/v1/lenses/:lens",
      answer(async (c, tx) => {
        const question = { year: yearOf(c), scenario: c.req.query("scenario") ?? "actual" };
        const lens = c.req.param("lens") ?? "";
        return lensJson(await readThroughLens(tx, lens, { provider: provider.id, ...question }), question);
      }),
    );
    app.get(
      "/api/v1/settlements",
      answer(async (_, tx) => ({
        settlements: (await settlementHeads(tx, provider.id)).map(headOfSettlement),
      })),
    );
    // Other policies than the year's own are asked for by their words and written nowhere.
    app.get(
      "/api/v1/settlements/compare",
      answer(async (c, tx) => {
        const policies = askedPolicy((word) => c.req.query(word));
        return settlementComparisonJson(
          await compareSettlementPolicies(tx, provider.id, { year: yearOf(c), policies }),
        );
      }),
    );
    // A saving is a question: what is asked stands in the address and nothing is written.
    app.get(
      "/api/v1/saving",
      answer(async (c, tx) => {
        const [item, customer] = [c.req.query("item"), c.req.query("customer")];
        const changeMicro = parseMicro(c.req.query("quantity") ?? "");
        const from = parsePeriod(c.req.query("from") ?? "");
        if (!item || !customer || !changeMicro || from === undefined) return undefined;
        return savingJson(await savingOf(tx, provider.id, { item, customer, changeMicro, from }));
      }),
    );
    app.get(
      "/api/v1/reconciliations/elimination",
      answer(async (c, tx) => {
        const period = parsePeriod(c.req.query("period") ?? "");
        return period === undefined
          ? undefined
          : eliminationJson(await eliminationIn(tx, provider.id, period));
      }),
    );
    app.get(
      "/api/v1/reconciliations",
      answer(async (c, tx) => {
        const asked = c.req.query("period");
        const period = asked === undefined ? undefined : parsePeriod(asked);
        if (asked !== undefined && period === undefined) return undefined;
        return { reconciliations: (await reconciliations(tx, provider.id, period)).map(reconciliationJson) };
      }),
    );
    app.get(
      "/api/v1/settlements/radar",
      answer(async (c, tx) => {
        const asked = c.req.query("through");
        const through = asked === undefined ? undefined : parsePeriod(asked);
        if (asked !== undefined && through === undefined) return undefined;
        const year = through === undefined ? yearOf(c) : Number(through.slice(0, 4));
        const found = await radarOf(tx, provider.id, { year, ...(through === undefined ? {} : { through }) });
        return radarJson(found.radar, found);
      }),
    );
    // The board's paper. The answer in JSON has the same address without the ending.
    app.get("/api/v1/settlements/:file{[^/]+\\.pdf}", (c) =>
      staffFile(c, { database, provider, identify, now }, async (tx, who) => {
        const id = c.req.param("file").replace(/\.pdf$/, "");
        const head = (await settlementHeads(tx, provider.id)).find((one) => one.settlement === id);
        if (head === undefined) return undefined;
        return { ...(await settlementPaperOf(tx, provider.id, head, who)), mediaType: "application/pdf" };
      }),
    );
    app.get(
      "/api/v1/settlements/:settlement",
      answer(async (c, tx) => {
        const id = c.req.param("settlement") ?? "";
        const head = (await settlementHeads(tx, provider.id)).find((one) => one.settlement === id);
        return head === undefined ? undefined : settlementJson(await settlementOf(tx, provider.id, head));
      }),
    );
    app.get(
      "/api/v1/explanations/:id",
      answer(async (c, tx) => {
        const depth = Math.min(20, Math.max(0, Number(c.req.query("depth") ?? "2") || 0));
        return explanationJson(await explain(tx, provider.id, c.req.param("id") ?? "", { depth }), depth);
      }, false),
    );
    app.get(
      "/api/v1/invoices",
      answer(async (c, tx) => {
        const customer = c.req.query("customer");
        const heads = await invoicesOf(tx, provider.id, {
          year: yearOf(c),
          ...(customer ? { customer } : {}),
        });
        return { invoices: heads.map((head) => headJson(head)) };
      }, false),
    );
    app.get(
      "/api/v1/runs",
      answer(async (c, tx) => ({
        runs: (await billingRuns(tx, provider.id))
          .filter((run) => c.req.query("year") === undefined || run.period.startsWith(`${yearOf(c)}-`))
          .map(runJson),
      })),
    );
    app.get(
      "/api/v1/runs/:run",
      answer(async (c, tx) => {
        const run = (await billingRuns(tx, provider.id)).find((one) => one.run === c.req.param("run"));
        return run === undefined
          ? undefined
          : {
              ...runJson(run),
              gates: gatesJson(await gatesOfRun(tx, provider.id, run.run)),
              deliveries: (await deliveriesOf(tx, provider.id, { run: run.run })).map(deliveryJson),
            };
      }),
    );
    app.get(
      "/api/v1/runs/:run/diff",
      answer(async (c, tx) => {
        const run = (await billingRuns(tx, provider.id)).find((one) => one.run === c.req.param("run"));
        return run === undefined ? undefined : monthDiffJson(await monthDiffOf(tx, provider.id, run.period));
      }),
    );
    app.get(
      "/api/v1/jobs",
      answer(async (_, tx) => ({ jobs: (await latestJobs(tx, provider.id)).map(jobJson) })),
    );
    app.get(
      "/api/v1/jobs/:job",
      answer(async (c, tx) => {
        const job = await jobById(tx, provider.id, c.req.param("job") ?? "");
        return job === undefined ? undefined : jobJson(job);
      }),
    );
    app.get(
      "/api/v1/corrections",
      answer(async (_, tx) => ({
        corrections: (await correctionsOf(tx, provider.id)).map(storedCorrectionJson),
      })),
    );
    // A question: what a value or a key would have made of what is issued. Nothing is written.
    app.get(
      "/api/v1/corrections/what-if",
      answer(async (c, tx) => {
        const said = c.req.query("bearer") ?? "provider";
        const bearer = bearers.find((one) => one === said);
        if (bearer === undefined) return undefined;
        const customer = c.req.query("customer");
        const found = await computeCorrections(tx, provider.id, {
          bearer,
          ...(customer === undefined ? {} : { customer }),
          assumptions: (c.req.queries("set") ?? []).map((text) => required(readAssumption(text))),
        });
        return { imagined: true, corrections: found.map(correctionJson) };
      }),
    );
    addUsage(app, { database, provider, identify, now });
    addInvoiceDocuments(app, { database, provider, identify, now });
    app.get(
      "/api/v1/invoices/:invoice",
      answer(async (c, tx) => {
        const invoice = await invoiceOf(tx, provider.id, c.req.param("invoice") ?? "");
        return invoice === undefined
          ? undefined
          : documentJson(invoice.head, invoice.head.snapshot, invoice.lines, invoice.corrections);
      }, false),
    );
    app.get(
      "/api/v1/orders",
      answer(
        async (c, tx) => ({
          orders: (
            await ordersOf(tx, provider.id, { customer: c.req.query("customer"), item: c.req.query("item") })
          ).map(orderJson),
        }),
        false,
      ),
    );
    app.get(
      "/api/v1/orders/:order",
      answer(async (c, tx) => {
        const all = await ordersOf(tx, provider.id);
        const order = all.find((one) => one.orderNo === c.req.param("order"));
        return order && { ...orderJson(order), chain: chainOf(all, order.orderNo).map(orderJson) };
      }, false),
    );
    app.get(
      "/api/v1/receivables",
      answer(async (c, tx) => {
        const on = parseDay(c.req.query("on") ?? "");
        if (on === undefined) return undefined;
        return ageingJson(await receivablesOn(tx, provider.id, on));
      }),
    );
    app.get(
      "/api/v1/objections",
      answer(
        async (_, tx) => ({
          objections: (await objectionsOf(tx, provider.id)).map((one) => objectionJson(one)),
          documents: Object.fromEntries(await creditDocuments(tx, provider.id)),
        }),
        false,
      ),
    );
    const dayOf = (c: Context): Day =>
      parseDay(c.req.query("on") ?? "") ?? lastDayOf(periodOf(yearOf(c), 12));
    app.get(
      "/api/v1/services",
      answer(async (c, tx) => {
        const now = parseDay(c.req.query("now") ?? "");
        const view = now === undefined ? asThen : ({ as: "now", now } as const);
        return catalogueJson(await catalogueOf(tx, provider.id), dayOf(c), view);
      }, false),
    );
    app.get(
      "/api/v1/services/:service",
      answer(async (c, tx) => {
        const catalogue = await catalogueOf(tx, provider.id);
        const service = findService(catalogue, c.req.param("service") ?? "");
        return service === undefined
          ? undefined
          : serviceJson(
              catalogue,
              service,
              await entriesOf(tx, provider.id, sustainabilityProfiles),
              parseDay(c.req.query("on") ?? ""),
            );
      }, false),
    );
    app.get(
      "/api/v1/customers",
      answer(async (c, tx) => {
        const customers = await customersOf(tx, provider.id);
        const level = c.req.query("level") === "group" ? "group" : "entity";
        return { count: countCustomers(customers, dayOf(c), level), customers };
      }),
    );
    app.get(
      "/api/v1/customers/overview",
      answer(async (c, tx) => {
        const serviceClass = c.req.query("class") ?? "core";
        return overviewJson(await customersOverview(tx, provider.id, { day: dayOf(c), serviceClass }));
      }),
    );
    app.get(
      "/api/v1/customers/:customer/follow-up",
      answer(async (c, tx) => {
        const page = await followUpOf(tx, provider.id, {
          customer: c.req.param("customer") ?? "",
          year: yearOf(c),
        });
        return page === undefined ? undefined : followUpJson(page);
      }, false),
    );
    app.get(
      "/api/v1/consolidation",
      answer((c, tx) =>
        matrixOn(tx, provider.id, { day: dayOf(c), serviceClass: c.req.query("class") ?? "core" }),
      ),
    );
    app.get(
      "/api/v1/revenue-drivers",
      answer(async (c, tx) => {
        const against = c.req.query("against") === "budget" ? "budget" : "previous-year";
        const question = { year: yearOf(c), against } as const;
        return revenueJson(await revenueDriversOf(tx, provider.id, question), question);
      }),
    );
    app.get(
      "/api/v1/customers/:customer/services/:service",
      answer(async (c, tx) => {
        const question = {
          customer: c.req.param("customer") ?? "",
          service: c.req.param("service") ?? "",
          year: yearOf(c),
        };
        const page = await serviceOfCustomer(tx, provider.id, question);
        return page === undefined ? undefined : serviceOfCustomerJson(page);
      }, false),
    );
    app.get(
      "/api/v1/customers/:customer/consolidation",
      answer(async (c, tx) => ({
        plans: (await consolidationOf(tx, provider.id, c.req.param("customer") ?? "", dayOf(c))).map(
          planJson,
        ),
      })),
    );
    app.get(
      "/api/v1/dialogue",
      answer((c, tx) => dialogueOf(tx, provider.id, { day: dayOf(c), manager: c.req.query("manager") })),
    );
    app.get(
      "/api/v1/variants",
      answer(async (c, tx) => ({
        day: dayOf(c),
        variants: (await variantCosts(tx, provider.id, dayOf(c))).map(variantJson),
      })),
    );
    addCosting(app, provider, answer);
    addWhatIf(app, provider, answer);
    addPrices(app, { database, provider, identify, now, answer });
    addPlans(app, { database, provider, identify, now });
    addRegisters(app, { database, provider, identify, now });
    addWebhooks(app, { database, provider, identify });
    app.all("/api/*", (c) => problemJson(c, 404, "Not found", []));
  };
}
