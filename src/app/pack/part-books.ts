import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import { customersOf } from "../../service/customers/actions/index.ts";
import {
  accountMapOf,
  costCentresOf,
  loadSie,
  projectsOf,
  type SieExpectations,
} from "../../economy/ledger/actions/index.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { filesOf, type LoadContext, type PackPart } from "./context.ts";

/** The books: one SIE file per fiscal year. */
export const booksPart: PackPart = {
  name: "books",
  owns: (path) => /^ledger\/[^/]+\.(se|si|sie)$/i.test(path),
  async load(context) {
    const files = filesOf(booksPart, context);
    if (files.length === 0) return;
    const { tx, provider, actor, now, confirm } = context;
    const expected = await expectations(context);
    const problems: Problem[] = [];
    for (const file of files) {
      context.progress(file.path);
      try {
        const source = { name: file.path, chunks: () => file.chunks() };
        const loaded = await loadSie(tx, provider, source, expected, { actor, now, confirm });
        const { outcome, vouchers, lines, confirmed } = loaded;
        context.told({
          file: file.path,
          outcome: outcome === "corrected" ? "changed" : outcome,
          counts: { year: loaded.fiscalYear, vouchers, lines, ...(confirmed > 0 ? { confirmed } : {}) },
        });
        context.warn(loaded.warnings);
      } catch (error) {
        // Every file is looked through, so that all that is wrong is told at once; nothing of it is kept.
        if (!(error instanceof Refusal) || isOfTheDatabase(error)) throw error;
        problems.push(...error.problems);
      }
    }
    if (problems.length > 0) throw new Refusal(problems);
  },
};

/** After a refusal of the database itself the transaction takes no more statements. */
export function isOfTheDatabase(refusal: Refusal): boolean {
  return refusal.problems.some((problem) => problem.code.startsWith("database."));
}

async function expectations({ tx, provider, settings }: LoadContext): Promise<SieExpectations> {
  const costCentres = await costCentresOf(tx, provider);
  const projects = await projectsOf(tx, provider);
  const { services } = await catalogueOf(tx, provider);
  const customers = await customersOf(tx, provider);
  return {
    orgNo: settings.provider.orgNo,
    fiscalYears: settings.fiscalYears,
    dimensions: settings.dimensions,
    accounts: await accountMapOf(tx, provider),
    known: {
      // Whoever keeps no register of cost centres or projects has nothing to check them against.
      ...(costCentres.length > 0 ? { cost_centre: new Set(costCentres.map((one) => one.costCentre)) } : {}),
      ...(projects.length > 0 ? { project: new Set(projects.map((one) => one.project)) } : {}),
      service: new Set(services.map((one) => one.service)),
      customer: new Set(customers.map((one) => one.customer)),
    },
  };
}
