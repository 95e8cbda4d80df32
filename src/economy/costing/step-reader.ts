import { readBasis } from "./basis-reader.ts";
import type { Activity, Block, IfZero, Step } from "./model.ts";
import { readSentence } from "./sentence.ts";
import {
  type Fields,
  type Reading,
  hasField,
  readCode,
  readFields,
  readList,
  readTexts,
  readWord,
  wrong,
} from "./yaml-reading.ts";

const stepFields = {
  required: ["from", "to", "by"],
  optional: ["activity", "if_zero", "explain_sv", "explain_en", "note"],
} as const;

/** The steps in declared order, the members of a reciprocal block in its place. */
export function readSteps(reading: Reading, node: unknown): { steps: Step[]; blocks: Block[] } {
  const steps: Step[] = [];
  const blocks: Block[] = [];
  for (const item of readList(reading, node, "steps")) {
    if (!hasField(item, "reciprocal")) {
      steps.push(readStep(reading, item));
      continue;
    }
    const fields = readFields(reading, item, "reciprocal", {
      required: ["reciprocal", "members"],
      optional: ["explain_sv", "explain_en", "note"],
    });
    const block = readCode(reading, fields.get("reciprocal"), "reciprocal");
    const members = readList(reading, fields.get("members"), "members");
    if (members.length < 2 && fields.has("members")) {
      wrong(reading, fields.get("members"), "members", "minst två medlemmar", "at least two members");
    }
    blocks.push({
      block,
      explainSv: readSentence(reading, fields, "explain_sv"),
      explainEn: readSentence(reading, fields, "explain_en"),
      line: reading.place(item).line,
    });
    steps.push(...members.map((member) => ({ ...readStep(reading, member), block })));
  }
  return { steps, blocks };
}

function readStep(reading: Reading, node: unknown): Step {
  const fields = readFields(reading, node, "steps", stepFields);
  const to = readTexts(reading, fields.get("to"), "to");
  const only = to[0];
  return {
    from: readCode(reading, fields.get("from"), "from"),
    to: to.length === 1 && (only === "pools" || only === "services" || only === "all") ? only : to,
    by: readBasis(reading, fields.get("by"), "step"),
    activity: activityOf(reading, fields),
    ifZero: ifZeroOf(reading, fields),
    explainSv: readSentence(reading, fields, "explain_sv"),
    explainEn: readSentence(reading, fields, "explain_en"),
    line: reading.place(node).line,
  };
}

export function activityOf(reading: Reading, fields: Fields): Activity {
  return readWord(reading, fields.get("activity"), "activity", ["operation", "change"], "operation");
}

export function ifZeroOf(reading: Reading, fields: Fields): IfZero {
  return readWord(reading, fields.get("if_zero"), "if_zero", ["refuse", "unallocated"], "refuse");
}
