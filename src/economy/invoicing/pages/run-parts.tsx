import { say, Title, type View, type Visit } from "../../../platform/web/index.ts";

/** What stands where a run is asked for that there is not. */
export function missingRun(visit: Visit): View {
  const missing = say(visit, "Körningen finns inte", "There is no such run");
  return { title: missing, status: 404, body: <Title>{missing}</Title> };
}
