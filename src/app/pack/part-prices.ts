import { parseDocument } from "yaml";
import {
  feeColumns,
  feeOf,
  priceItemColumns,
  priceItemOf,
  readVersionFile,
  tierColumns,
  tierOf,
} from "../../economy/pricing/index.ts";
import { loadPriceList } from "../../economy/pricing/actions/index.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { keepSourceLines } from "../../platform/registers/actions/index.ts";
import { filesOf, type LoadContext, type PackPart } from "./context.ts";
import { textOf } from "./part-costing.ts";
import { problemOf } from "./problems.ts";
import { readRows } from "./reading.ts";

/** Price lists: prices/<version>/version.yaml with items.csv, fees.csv and tiers.csv beside it. */
export const pricesPart: PackPart = {
  name: "price lists",
  owns: (path) => /^prices\/[^/]+\/(version\.ya?ml|items\.csv|fees\.csv|tiers\.csv)$/.test(path),
  async load(context) {
    const folders = new Set(
      filesOf(pricesPart, context).map((file) => file.path.split("/").slice(0, 2).join("/")),
    );
    const problems: Problem[] = [];
    for (const folder of [...folders].sort()) {
      context.progress(folder);
      try {
        await loadVersion(context, folder);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        problems.push(...error.problems);
      }
    }
    if (problems.length > 0) throw new Refusal(problems);
  },
};

async function loadVersion(context: LoadContext, folder: string): Promise<void> {
  const names = {
    version: context.files.has(`${folder}/version.yml`) ? `${folder}/version.yml` : `${folder}/version.yaml`,
    items: `${folder}/items.csv`,
    fees: `${folder}/fees.csv`,
    tiers: `${folder}/tiers.csv`,
  };
  const versionFile = context.files.get(names.version);
  const itemsFile = context.files.get(names.items);
  const missing = [versionFile ? "" : names.version, itemsFile ? "" : names.items].filter(
    (name) => name !== "",
  );
  if (!versionFile || !itemsFile) {
    throw new Refusal(
      missing.map((file) =>
        problemOf(
          "pack.missing-file",
          { file },
          {
            message_sv: `${file} saknas i prislistan.`,
            message_en: `${file} is missing in the price list.`,
          },
        ),
      ),
    );
  }
  const document = parseDocument(textOf(names.version, versionFile.content()));
  const [fault] = document.errors;
  if (fault) {
    throw new Refusal([
      problemOf(
        "pack.yaml",
        { file: names.version, line: fault.linePos?.[0].line },
        {
          message_sv: `${names.version} är inte giltig YAML: ${fault.message}`,
          message_en: `${names.version} is not valid YAML: ${fault.message}`,
        },
      ),
    ]);
  }
  const problems: Problem[] = [];
  const version = readVersionFile(document.toJS() as unknown, names.version);
  problems.push(...(version.ok ? version.warnings : version.problems));
  const items = readRows(itemsFile, priceItemColumns, problems);
  const feesFile = context.files.get(names.fees);
  const fees = feesFile ? readRows(feesFile, feeColumns, problems).rows : [];
  const tiersFile = context.files.get(names.tiers);
  const tiers = tiersFile ? readRows(tiersFile, tierColumns, problems).rows : [];
  if (!version.ok || problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);
  context.warn(problems);
  const { tx, provider, actor, now } = context;
  const loaded = await loadPriceList(
    tx,
    provider,
    {
      ...version.value,
      files: names,
      items: items.rows.map(priceItemOf),
      fees: fees.map(feeOf),
      tiers: tiers.map(tierOf),
    },
    { actor, now },
  );
  await keepSourceLines(tx, provider, [
    { file: names.items, rows: items.rows.map(({ item, line }) => ({ key: item, line })) },
    {
      file: names.fees,
      rows: fees.map(({ item, customer, line }) => ({ key: `${item} ${customer}`, line })),
    },
  ]);
  context.warn(loaded.warnings);
  context.told({
    file: folder,
    outcome: loaded.changed ? "loaded" : "unchanged",
    counts: { items: loaded.items, fees: loaded.fees },
  });
}
