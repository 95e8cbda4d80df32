import { parseKronor } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import {
  answerObjection,
  creditObjection,
  type ObjectionAnswer,
  objectionsOf,
  raiseObjection,
  voidInvoice,
  withdrawObjection,
} from "../actions/index.ts";
import { causeStatistics, isLate, type Objection, objectionCauseNames, objectionJson } from "../index.ts";
import type { Day } from "../../../kernel/index.ts";
import { objectionManual } from "./objection-manual.ts";

export const objectionCommand: Command = {
  name: "objection",
  manual: objectionManual,
  options: {
    invoice: { type: "string" },
    line: { type: "string" },
    cause: { type: "string" },
    text: { type: "string" },
    objection: { type: "string" },
    amount: { type: "string" },
    reissue: { type: "boolean" },
    customer: { type: "string" },
    state: { type: "string" },
  },
  run(call) {
    const [verb = "", ...rest] = call.positionals;
    const work = verbs[verb];
    if (work === undefined || rest.length > 0) {
      throw noSuchVerb("objection", call.positionals[0], Object.keys(verbs));
    }
    return work(call);
  },
};

type Work = (call: CommandCall) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Work>> = {
  list: listObjections,
  raise: async (call) => {
    const line = text(call, "line");
    if (line !== undefined && !/^[1-9]\d*$/.test(line))
      throw new UsageError(
        "--line är radens nummer, till exempel 3.",
        "--line is the number of a line, like 3.",
      );
    const raised = {
      invoice: needed(call, "invoice"),
      cause: needed(call, "cause"),
      text: needed(call, "text"),
      ...(line === undefined ? {} : { line: Number(line) }),
    };
    return acted(call, "account-manager", (tx, provider, act) => raiseObjection(tx, provider, raised, act));
  },
  reject: (call) => answered(call, { kind: "reject", answer: needed(call, "text") }),
  withdraw: (call) => {
    const said = text(call, "text");
    const withdrawn = { objection: needed(call, "objection"), ...(said === undefined ? {} : { text: said }) };
    return acted(call, "account-manager", (tx, provider, act) =>
      withdrawObjection(tx, provider, withdrawn, act),
    );
  },
  credit: (call) => {
    const amount = text(call, "amount");
    const creditOre = amount === undefined ? undefined : parseKronor(amount);
    if (amount !== undefined && creditOre === undefined)
      throw new UsageError("--amount är kronor, till exempel 1234.50.", "--amount is kronor, like 1234.50.");
    const reissue = call.options["reissue"] === true;
    return answered(call, {
      kind: "credit",
      answer: needed(call, "text"),
      reissue,
      ...(creditOre === undefined ? {} : { creditOre }),
    });
  },
  void: async (call) => {
    const wrong = {
      invoice: needed(call, "invoice"),
      cause: needed(call, "cause"),
      text: needed(call, "text"),
    };
    return acted(call, "controller", (tx, provider, act) => voidInvoice(tx, provider, wrong, act));
  },
  approve: (call) => {
    const objection = needed(call, "objection");
    return acted(call, "approver", async (tx, provider, act) => {
      const { objection: after, credit, reissued } = await creditObjection(tx, provider, { objection }, act);
      const made = [...credit.documents, ...(reissued?.documents ?? [])].map((one) => one.invoice);
      call.effects.say(made.length === 0 ? "Redan utfärdad; inget nytt." : `Utfärdat: ${made.join(", ")}.`);
      return after;
    });
  },
  statistics: async (call) => {
    const today = call.effects.now().slice(0, 10) as Day;
    const rows = causeStatistics(await read(call), today);
    call.effects.print(
      call.json
        ? JSON.stringify(
            {
              causes: rows.map(({ creditedOre, ...row }) => ({
                ...row,
                creditedAmount: { ore: String(creditedOre) },
              })),
            },
            undefined,
            1,
          )
        : rows
            .map(
              (row) =>
                `${objectionCauseNames[row.cause].sv.padEnd(30)} ${row.count} st, ${row.credited} krediterade (${formatAmount(row.creditedOre, "sv")} kr), ${row.rejected} avslagna, ${row.late} försenade`,
            )
            .join("\n"),
    );
    return 0;
  },
};

const read = ({ effects }: CommandCall): Promise<Objection[]> => readFromCommand(effects, objectionsOf);

async function listObjections(call: CommandCall): Promise<ExitCode> {
  const [customer, state] = [text(call, "customer"), text(call, "state")];
  const found = (await read(call)).filter(
    (one) =>
      (customer === undefined || one.customer === customer) && (state === undefined || one.state === state),
  );
  const today = call.effects.now().slice(0, 10) as Day;
  call.effects.print(
    call.json
      ? JSON.stringify({ objections: found.map(objectionJson) }, undefined, 1)
      : found.map((one) => told(one, today)).join("\n"),
  );
  return 0;
}

function answered(call: CommandCall, answer: ObjectionAnswer): Promise<ExitCode> {
  const objection = needed(call, "objection");
  return acted(call, "controller", (tx, provider, act) =>
    answerObjection(tx, provider, { ...answer, objection }, act),
  );
}

async function acted(
  { effects, json }: CommandCall,
  role: "account-manager" | "controller" | "approver",
  work: Parameters<typeof actFromCommand<Objection>>[2],
): Promise<ExitCode> {
  const objection = await actFromCommand(effects, { role }, work);
  const today = effects.now().slice(0, 10) as Day;
  effects.print(json ? JSON.stringify(objectionJson(objection), undefined, 1) : told(objection, today));
  return 0;
}

const states: Readonly<Record<Objection["state"], string>> = {
  open: "väntar på svar",
  rejected: "avslagen",
  "credit-proposed": "kreditering föreslagen",
  credited: "krediterad",
  withdrawn: "återtagen",
};

function told(one: Objection, today: Day): string {
  const what = one.line === undefined ? one.invoice : `${one.invoice}, rad ${one.line}`;
  const credit = one.creditOre === undefined ? "" : `, ${formatAmount(one.creditOre, "sv")} kr`;
  const late = isLate(one, today) ? `, skulle ha besvarats ${one.answerBy}` : "";
  return `${one.objection}  ${one.customer}  ${what}: ${objectionCauseNames[one.cause].sv}, ”${one.text}”  (${states[one.state]}${credit}${late})`;
}

function text({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

function needed(call: CommandCall, name: string): string {
  const value = text(call, name);
  if (value === undefined) throw new UsageError(`--${name} saknas.`, `--${name} is needed.`);
  return value;
}
