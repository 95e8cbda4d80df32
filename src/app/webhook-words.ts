import { ownHostsOf, type OwnHosts } from "../platform/webhooks/index.ts";
import { knownEvents } from "./webhook-events.ts";

/** `invoice.issued, run.approved`, or `*` for every event there is. */
export function eventsSaid(text: string): string[] {
  return text.trim() === "*" ? [...knownEvents] : text.split(/[,\s]+/).filter(Boolean);
}

/** Hosts that this installation has named as its own. */
export function ownHosts(): OwnHosts {
  return ownHostsOf(process.env["UNDERLAG_WEBHOOK_OWN_HOSTS"]);
}
