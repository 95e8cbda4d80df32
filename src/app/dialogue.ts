import { byCode, type Day, isInForce } from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { entriesOf } from "../platform/registers/actions/index.ts";
import {
  accountManagers,
  demands,
  forums,
  internalCustomersOn,
  meetings,
  needs,
  obstacles,
  openNeeds,
  reviews,
  signedCustomers,
  treatedServices,
} from "../service/customers/index.ts";
import { agreementsOf, customersOf } from "../service/customers/actions/index.ts";

/**
 * The dialogue with customers on a day (R013, R014): by account manager what waits for an answer, and by forum what it has treated. A
 * meeting without customers of its own is everyone's.
 */
export async function dialogueOf(
  tx: Transaction,
  provider: string,
  { day, manager }: { readonly day: Day; readonly manager?: string | undefined },
) {
  const customers = internalCustomersOn(await customersOf(tx, provider), day);
  const managers = (await entriesOf(tx, provider, accountManagers)).filter((one) => isInForce(one, day));
  const meetingsHeld = await entriesOf(tx, provider, meetings);
  const intake = await entriesOf(tx, provider, demands);
  const waiting = openNeeds(await entriesOf(tx, provider, needs), intake, day);
  const hindrances = (await entriesOf(tx, provider, obstacles)).filter((one) => one.closedOn === undefined);
  const signed = signedCustomers(await agreementsOf(tx, provider), day);
  const nextYear = Number(day.slice(0, 4)) + 1;
  const reviewed = new Map(
    (await entriesOf(tx, provider, reviews))
      .filter((one) => one.year === nextYear)
      .map((one) => [one.customer, one.state]),
  );
  const rows = customers.map((one) => {
    const own = meetingsHeld.filter((meeting) => meeting.customers.includes(one.customer));
    return {
      customer: one.customer,
      name: one.name,
      manager: managers.find((row) => row.customer === one.customer)?.manager ?? "",
      lastMet: own
        .filter((meeting) => meeting.state === "held" && meeting.heldOn <= day)
        .map((meeting) => meeting.heldOn)
        .sort()
        .at(-1),
      nextMeeting: own
        .filter((meeting) => meeting.state === "planned" && meeting.heldOn >= day)
        .map((meeting) => meeting.heldOn)
        .sort()[0],
      needs: waiting.filter((need) => need.customer === one.customer),
      obstacles: hindrances.filter((row) => row.customer === one.customer).map((row) => row.reason),
      signed: signed.has(one.customer),
      review: reviewed.get(one.customer),
    };
  });
  const names = [...new Set(rows.map((row) => row.manager))]
    .filter((name) => manager === undefined || name === manager)
    .sort(byCode);
  const year = { first: `${day.slice(0, 4)}-01-01` as Day, last: day };
  const treated = treatedServices(meetingsHeld, year);
  return {
    day,
    reviewYear: nextYear,
    managers: names.map((name) => {
      const own = rows.filter((row) => row.manager === name);
      return {
        manager: name,
        customers: own,
        openNeeds: own.reduce((sum, row) => sum + row.needs.length, 0),
        lateNeeds: own.reduce((sum, row) => sum + row.needs.filter((need) => need.late).length, 0),
        notMet: own.filter((row) => row.lastMet === undefined).length,
        unsigned: own.filter((row) => !row.signed).length,
      };
    }),
    forums: (await entriesOf(tx, provider, forums))
      .filter((forum) => isInForce(forum, day))
      .map((forum) => ({
        forum: forum.forum,
        nameSv: forum.nameSv,
        nameEn: forum.nameEn,
        level: forum.level,
        meetings: meetingsHeld.filter(
          (meeting) =>
            meeting.forum === forum.forum &&
            meeting.state === "held" &&
            meeting.heldOn >= year.first &&
            meeting.heldOn <= day,
        ).length,
        treated: treated.filter((row) => row.forum === forum.forum),
      })),
    demands: intake
      .filter((one) => one.state !== "delivered" && one.state !== "declined")
      .map(({ demand, customer, service, title, state, priority, receivedOn }) => ({
        demand,
        customer,
        service,
        title,
        state,
        priority,
        receivedOn,
      })),
  };
}
export type Dialogue = Awaited<ReturnType<typeof dialogueOf>>;
