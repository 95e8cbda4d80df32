import {
  type Period,
  byCode,
  formatMicro,
  parsePeriod,
  parseYear,
  periodsOfYear,
} from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  textTable,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  answerDriver,
  checkDriverBook,
  driverBook,
  driverSignOffs,
  freezeDrivers,
  knownDriver,
} from "../actions/index.ts";
import {
  type DriverSignOff,
  type DriverTrace,
  driverJson,
  signOffJson,
  snapshotJson,
  traceDriver,
  traceJson,
  valuesIn,
} from "../index.ts";
import { driverManual } from "./driver-manual.ts";

export const driverCommand: Command = {
  name: "driver",
  manual: driverManual,
  options: {
    period: { type: "string" },
    year: { type: "string" },
    customer: { type: "string" },
    subject: { type: "string" },
    service: { type: "string" },
    reason: { type: "string" },
  },
  async run(call): Promise<ExitCode> {
    const [verb = "", ...names] = call.positionals;
    const work = verbs[verb];
    if (work === undefined) {
      throw noSuchVerb("driver", call.positionals[0], Object.keys(verbs));
    }
    return work(call, names);
  },
};

type Verb = (call: CommandCall, names: readonly string[]) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Verb>> = {
  list: async (call, names) => {
    none(names, "list");
    const book = await read(call, driverBook);
    if (call.json) print(call, { drivers: book.registered.map(driverJson) });
    else {
      call.effects.print(
        textTable(
          ["kod", "namn", "enhet", "gäller", "kvalitet", "ägare", "formel"],
          book.registered.map((one) => [
            one.driver,
            one.nameSv,
            one.unit,
            one.subject,
            qualities[one.quality ?? ""] ?? "",
            one.owner,
            one.formula ?? "",
          ]),
        ),
      );
    }
    return 0;
  },
  show: async (call, names) => {
    const name = single(names, "show");
    const subject = text(call, "subject");
    const period = subject === undefined ? undefined : periodOf(call, "driver show --subject");
    const book = await read(call, driverBook);
    const driver = knownDriver(book.registered, name);
    const snapshots = book.snapshots.filter((one) => one.driver === name);
    const trace =
      subject === undefined || period === undefined
        ? undefined
        : traceDriver(book.drivers, name, subject, period, text(call, "service") ?? "");
    if (call.json) {
      print(call, {
        ...driverJson(driver),
        snapshots: snapshots.map(snapshotJson),
        ...(trace === undefined ? {} : { subject, period, trace: traceJson(trace) }),
      });
      return 0;
    }
    const lines = [
      `${driver.driver}  ${driver.nameSv} (${driver.unit})`,
      ...fact("definition", driver.definition),
      ...fact("räknas med", driver.includes),
      ...fact("räknas inte", driver.excludes),
      ...fact("mäts", driver.measuredRule),
      ...fact("kvalitet", qualities[driver.quality ?? ""]),
      ...fact("ägare", driver.owner),
      ...fact("källa", driver.source),
      ...fact("formel", driver.formula),
      ...fact("hopp flaggas över", driver.jumpPercent == null ? "" : `${driver.jumpPercent} %`),
      ...snapshots.map(
        (one) =>
          `  fryst ${one.period} nr ${one.snapshot}, ${one.frozenAt.slice(0, 10)} av ${one.frozenBy}, ${one.sha256.slice(0, 12)}${one.reason === "" ? "" : `: ${one.reason}`}`,
      ),
      ...(trace === undefined ? [] : ["", `${subject} ${period}`, ...traceLines(trace, 0)]),
    ];
    call.effects.print(lines.join("\n"));
    return 0;
  },
  values: async (call, names) => {
    const name = single(names, "values");
    const period = periodOf(call, "driver values");
    const { registered, drivers } = await read(call, driverBook);
    const driver = knownDriver(registered, name);
    const values = valuesIn(drivers, name, period);
    const frozen = drivers.isFrozen(name, period);
    if (call.json) {
      print(call, {
        driver: name,
        period,
        frozen,
        values: values.map(({ service, subject, valueMicro }) => ({
          service,
          subject,
          value: formatMicro(valueMicro),
        })),
      });
    } else {
      call.effects.print(
        textTable(
          ["gäller", "tjänst", `${driver.unit}, ${period}${frozen ? ", fryst" : ""}`],
          values.map((one) => [one.subject, one.service, formatMicro(one.valueMicro)]),
          { figures: 1 },
        ),
      );
    }
    return 0;
  },
  freeze: async (call, names) => {
    const periods = periodsOf(call, "driver freeze");
    const question = {
      periods,
      reason: text(call, "reason") ?? "",
      ...(names.length === 0 ? {} : { drivers: names }),
    };
    const done = await read(call, (tx, provider) => freezeDrivers(tx, provider, question, acting(call)));
    for (const one of done) call.effects.problems(call.json ? [] : one.jumps);
    if (call.json) print(call, { frozen: done });
    else {
      call.effects.print(
        textTable(
          ["fördelningsgrund", "månad", "utfall", "nr", "värden"],
          done.map((one) => [
            one.driver,
            one.period,
            outcomes[one.outcome],
            one.snapshot === 0 ? "" : String(one.snapshot),
            String(one.values),
          ]),
          { figures: 2 },
        ),
      );
    }
    return 0;
  },
  sign: async (call, names) => answer(call, names, "signed"),
  object: async (call, names) => answer(call, names, "objected"),
  answers: async (call, names) => {
    none(names, "answers");
    const period = text(call, "period") === undefined ? undefined : periodOf(call, "driver answers");
    const customer = text(call, "customer");
    const which = {
      ...(period === undefined ? {} : { period }),
      ...(customer === undefined ? {} : { customer }),
    };
    printSignOffs(call, await read(call, (tx, provider) => driverSignOffs(tx, provider, which)));
    return 0;
  },
  check: async (call, names) => {
    none(names, "check");
    const periods = periodsOf(call, "driver check");
    const problems = await read(call, (tx, provider) => checkDriverBook(tx, provider, periods));
    if (call.json) print(call, { problems });
    else {
      call.effects.problems(problems);
      if (problems.length === 0) call.effects.print("Inget att anmärka.");
    }
    return problems.some((one) => one.severity === "stop") ? 1 : 0;
  },
};

const qualities: Readonly<Record<string, string>> = {
  measured: "uppmätt",
  estimated: "uppskattad",
  agreed: "överenskommen",
};
const outcomes = { frozen: "fryst", unchanged: "oförändrad", empty: "inga värden" } as const;
const states = { open: "obesvarad", signed: "godkänd", objected: "invändning" } as const;

async function answer(
  call: CommandCall,
  names: readonly string[],
  state: "signed" | "objected",
): Promise<ExitCode> {
  const verb = state === "signed" ? "sign" : "object";
  const customer = text(call, "customer");
  if (customer === undefined)
    throw new UsageError(
      `Ange kund: ./underlag driver ${verb} ... --customer KUND`,
      `driver ${verb} needs --customer.`,
    );
  const period = periodOf(call, `driver ${verb}`);
  const reason = text(call, "reason") ?? "";
  if (state === "objected" && (names.length !== 1 || reason.trim() === "")) {
    throw new UsageError(
      'Ange en fördelningsgrund och varför: ./underlag driver object <grund> --reason "..."',
      'driver object needs one driver and --reason "...".',
    );
  }
  if (names.length > 1)
    throw new UsageError(
      "driver sign tar en fördelningsgrund, eller ingen för att gälla alla.",
      "driver sign takes one driver, or none for all.",
    );
  const said = { customer, period, state, reason, ...(names[0] === undefined ? {} : { driver: names[0] }) };
  printSignOffs(call, await read(call, (tx, provider) => answerDriver(tx, provider, said, acting(call))));
  return 0;
}

function printSignOffs(call: CommandCall, rows: readonly DriverSignOff[]): void {
  if (call.json) return print(call, { answers: rows.map(signOffJson) });
  call.effects.print(
    textTable(
      ["fördelningsgrund", "månad", "kund", "svar", "av", "skäl", "värde"],
      rows.map((one) => [
        one.driver,
        one.period,
        one.customer,
        states[one.state],
        one.answeredBy ?? "",
        one.reason,
        formatMicro(one.valueMicro),
      ]),
      { figures: 1 },
    ),
  );
}

function traceLines(trace: DriverTrace, depth: number): string[] {
  const value = trace.valueMicro === undefined ? "inget värde" : formatMicro(trace.valueMicro);
  const how = trace.formula === undefined ? "" : ` = ${trace.formula}`;
  return [
    `${"  ".repeat(depth + 1)}${trace.driver} ${value}${how}${trace.frozen ? " (fryst)" : ""}`,
    ...trace.operands.flatMap((operand) => traceLines(operand, depth + 1)),
  ];
}

function fact(label: string, value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [`  ${label}: ${value}`];
}

function read<T>(call: CommandCall, work: (tx: Transaction, provider: string) => Promise<T>): Promise<T> {
  const { effects } = call;
  return (async () => {
    const database = await effects.database();
    const provider = await effects.provider();
    return database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      work(tx, provider),
    );
  })();
}

function acting({ effects }: CommandCall): { actor: string; now: string } {
  return { actor: effects.actor, now: effects.now() };
}

function text({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

function periodOf(call: CommandCall, what: string): Period {
  const period = parsePeriod(text(call, "period") ?? "");
  if (period === undefined)
    throw new UsageError(
      `Ange månad: ${what} --period 2024-01`,
      `${what} needs --period, like --period 2024-01.`,
    );
  return period;
}

/** One month, or the months of a year. */
function periodsOf(call: CommandCall, what: string): readonly Period[] {
  if (text(call, "year") === undefined) return [periodOf(call, what)];
  const year = parseYear(text(call, "year") ?? "");
  if (year === undefined || text(call, "period") !== undefined) {
    throw new UsageError(
      `Ange en månad (--period 2024-01) eller ett år (--year 2024) för ${what}, inte båda.`,
      `${what} needs --period YYYY-MM or --year YYYY, one of them.`,
    );
  }
  return [...periodsOfYear(year)].sort(byCode);
}

function single(names: readonly string[], verb: string): string {
  if (names.length !== 1)
    throw new UsageError(
      `Ange en fördelningsgrund: ./underlag driver ${verb} <grund>. Alla listas av ./underlag driver list.`,
      `driver ${verb} needs one driver.`,
    );
  return names[0] as string;
}

function none(names: readonly string[], verb: string): void {
  if (names.length > 0)
    throw new UsageError(
      `driver ${verb} tar bara val, inga andra ord.`,
      `driver ${verb} takes options only.`,
    );
}

function print(call: CommandCall, value: object): void {
  call.effects.print(JSON.stringify(value, undefined, 1));
}
