import { readFileSync } from "node:fs";
import { Refusal, required } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { openPack } from "../../pack/pack-source.ts";
import { charts } from "../account-proposal.ts";
import {
  type Beginning,
  type DimensionRole,
  dimensionRoles,
  proposedBeginning,
  readCustomers,
  servicesOf,
} from "../beginning.ts";
import { ensureExample, exampleProvider, holdsExample } from "../../demo/example.ts";
import { findInBooks, type FoundBooks } from "../found-books.ts";
import { beginProblem } from "../problems.ts";
import { removeExample } from "../remove-example.ts";
import { writeBeginning } from "../write-beginning.ts";
import { beginManual } from "./begin-manual.ts";

/** From one's own SIE file to a pack that gives the first service's cost. */
export const beginCommand: Command = {
  name: "begin",
  manual: beginManual,
  options: {
    to: { type: "string" },
    name: { type: "string" },
    "org-no": { type: "string" },
    chart: { type: "string" },
    dimension: { type: "string", multiple: true },
    common: { type: "string" },
    customers: { type: "string" },
    example: { type: "boolean" },
    anew: { type: "boolean" },
  },
  async run({ positionals, options, json, effects }) {
    if (options["anew"] === true && options["example"] !== true)
      throw new UsageError("--anew hör ihop med --example.", "--anew goes with --example.");
    if (options["example"] === true) {
      if (positionals.length > 0)
        throw new UsageError(
          "--example tar inga filer: exemplet har sina egna böcker.",
          "--example takes no files.",
        );
      const database = await effects.database();
      if (options["anew"] === true && (await holdsExample(database)))
        await removeExample(database, exampleProvider);
      await ensureExample(database, effects);
      effects.print(
        json ? JSON.stringify({ provider: exampleProvider }) : `${exampleProvider}: ./underlag serve`,
      );
      return 0;
    }
    if (positionals.length === 0)
      throw new UsageError(
        "Ange en eller flera SIE-filer: ./underlag begin 2024.se",
        "begin takes one SIE file or several.",
      );
    const sources = await Promise.all(positionals.map((path) => openPack(path)));
    const given = sources.map((source) => {
      const [file] = source.files;
      if (source.isWhole || file === undefined)
        throw new Refusal([beginProblem("begin.no-vouchers", source.name, "ett pack")]);
      return { name: source.name, chunks: () => file.chunks() };
    });
    const found = required(findInBooks(given));
    const beginning = decided(found, options);
    const folder = options["to"];
    const files =
      typeof folder === "string"
        ? writeBeginning(folder, found, {
            beginning,
            books: new Map(positionals.map((path) => [path, path])),
          })
        : [];
    if (json) effects.print(JSON.stringify(beginningJson(found, beginning, { folder, files }), undefined, 2));
    else effects.print(told(found, beginning, { folder, files }));
    return 0;
  },
};

/** What the books propose, with what was said on the command line in its place. */
function decided(found: FoundBooks, options: Readonly<Record<string, unknown>>): Beginning {
  const proposed = proposedBeginning(found);
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const chart = charts.find((one) => one === text("chart"));
  if (text("chart") !== undefined && chart === undefined)
    throw new UsageError(`--chart är ${charts.join(" eller ")}.`, `--chart is ${charts.join(" or ")}`);
  const roles = new Map(proposed.roles);
  for (const said of Array.isArray(options["dimension"]) ? (options["dimension"] as string[]) : []) {
    const [, dimension = "", word = ""] = /^(\d+)=([a-z_-]+)$/.exec(said) ?? [];
    const role = dimensionRoles.find((one) => one === word.replace("-", "_"));
    if (role === undefined && word !== "none")
      throw new UsageError(
        `--dimension skrivs N=${dimensionRoles.join("|")}|none, till exempel 1=cost_centre.`,
        `--dimension takes N=${dimensionRoles.join("|")}|none, such as 1=cost_centre`,
      );
    for (const [other, taken] of roles) if (taken === role) roles.delete(other);
    if (role === undefined) roles.delete(dimension);
    else roles.set(dimension, role satisfies DimensionRole);
  }
  const customers = text("customers");
  return {
    name: text("name") ?? proposed.name,
    orgNo: text("org-no") ?? proposed.orgNo,
    chart: chart ?? proposed.chart,
    roles,
    common:
      text("common")
        ?.split(",")
        .map((code) => code.trim())
        .filter((code) => code !== "") ?? proposed.common,
    customers: customers === undefined ? [] : required(readCustomers(readFileSync(customers, "utf8"))),
  };
}

interface Written {
  readonly folder: unknown;
  readonly files: readonly string[];
}

function beginningJson(found: FoundBooks, beginning: Beginning, { folder, files }: Written): object {
  return {
    name: beginning.name,
    orgNo: beginning.orgNo,
    chart: beginning.chart,
    years: found.years,
    costOre: found.costOre,
    revenueOre: found.revenueOre,
    dimensions: found.dimensions.map(({ dimension, name, objects }) => ({
      dimension,
      name,
      role: beginning.roles.get(dimension) ?? null,
      objects: objects.length,
    })),
    common: beginning.common,
    services: servicesOf(found, beginning).map(({ object, name, costOre }) => ({
      service: object,
      name,
      ownCostOre: costOre,
    })),
    customers: beginning.customers.length,
    folder: folder ?? null,
    files,
  };
}

function told(found: FoundBooks, beginning: Beginning, { folder, files }: Written): string {
  const kr = (amountOre: FoundBooks["costOre"]): string => `${formatAmount(amountOre, "sv", "kr")} kr`;
  const services = servicesOf(found, beginning);
  const lines = [
    `${beginning.name} (${beginning.orgNo})`,
    ...found.years.map(
      (one) => `  ${one.year}: ${one.vouchers} verifikationer, ${one.rows} rader (${one.file})`,
    ),
    `  kostnader ${kr(found.costOre)}, intäkter ${kr(found.revenueOre)}; kontoplan: ${beginning.chart}`,
    "",
    "Dimensioner",
    ...found.dimensions.map(
      (one) =>
        `  ${one.dimension.padStart(3)}  ${one.name}: ${one.objects.length} objekt, ${beginning.roles.get(one.dimension) ?? "läses inte"}`,
    ),
    "",
    `Tjänster: ${services.length}`,
    ...services.slice(0, 20).map((one) => `  ${one.object}  ${one.name}: egna kostnader ${kr(one.costOre)}`),
    ...(services.length > 20 ? [`  ... och ${services.length - 20} till`] : []),
    ...(beginning.common.length > 0 ? [`Gemensamma kostnadsställen: ${beginning.common.join(", ")}`] : []),
    "",
    typeof folder === "string"
      ? `${files.length} filer skrevna i ${folder}. Nu: ./underlag load ${folder}`
      : "Inget är skrivet. Med --to ./mitt-pack skrivs det som ett pack.",
  ];
  return lines.join("\n");
}
