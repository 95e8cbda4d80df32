import type { Visit } from "../../../platform/web/index.ts";
import { type StepState, stepStateNames } from "../index.ts";

const kinds: Readonly<Record<StepState, string>> = {
  done: "done",
  todo: "waiting",
  seen: "waiting",
  stops: "stop",
  waits: "",
  none: "",
};

/** A step's state as a tag, in words and colour. */
export function StateTag({ visit, state }: { visit: Visit; state: StepState }) {
  return <span class={`tag ${kinds[state]}`}>{stepStateNames[state][visit.language]}</span>;
}
