import { formatMicro, type Micro, type Ore } from "../kernel/index.ts";
import type { FollowUp } from "./follow-up.ts";

const oreJson = (amount: Ore): { ore: string } => ({ ore: String(amount) });
const quantity = (value: Micro | undefined): string | null =>
  value === undefined ? null : formatMicro(value);

/** A follow-up as JSON: öre and quantities as text. */
export function followUpJson(page: FollowUp) {
  const { customer, takeUp } = page;
  return {
    customer: customer.customer,
    name: customer.name,
    kind: customer.kind,
    group: page.group,
    year: page.year,
    accountManager: page.accountManager,
    agreement:
      page.agreement === undefined
        ? null
        : {
            agreement: page.agreement.agreement,
            status: page.agreement.status,
            signedOn: page.agreement.signedOn ?? null,
            reason: page.agreement.reason,
          },
    services: {
      used: takeUp.used,
      unused: takeUp.unused,
      closed: takeUp.closed,
      mandatoryUnused: page.mandatoryUnused,
    },
    charged: {
      source: page.charged.source,
      total: oreJson(page.chargedOre),
      totalBefore: oreJson(page.chargedBeforeOre),
      services: page.charged.services.map((row) => ({
        service: row.service,
        amount: oreJson(row.nowOre),
        before: oreJson(row.beforeOre),
      })),
    },
    volumes: page.volumes.map((row) => ({
      item: row.item,
      agreedPerMonth: quantity(row.agreedMicro),
      agreed: quantity(row.agreedTotalMicro),
      planned: quantity(row.plannedMicro),
      used: quantity(row.usedMicro),
      planAgrees: row.planAgrees ?? null,
    })),
    volumesByMonth: page.volumeMonths.map(({ item, months }) => ({
      item,
      months: months.map((month) => ({
        period: month.period,
        agreed: quantity(month.agreedMicro),
        planned: quantity(month.plannedMicro),
        used: quantity(month.usedMicro),
        difference: quantity(month.differenceMicro),
      })),
    })),
    cases: page.cases.map(({ name, medianResolveMinutes, ...row }) => ({
      ...row,
      name_sv: name?.nameSv ?? row.category,
      name_en: name?.nameEn ?? row.category,
      medianResolveMinutes: medianResolveMinutes ?? null,
    })),
    review: page.review ?? null,
    needs: page.needs,
    forums: page.forums.map((forum) => ({ forum: forum.forum, name_sv: forum.nameSv, level: forum.level })),
    consolidation: page.plans.map((plan) => ({
      plan: plan.plan,
      name: plan.name,
      stage: plan.stage,
      stoppedOn: plan.stoppedOn ?? null,
      sunkCost: plan.sunkCostOre === undefined ? null : oreJson(plan.sunkCostOre),
      userRating: quantity(plan.userRatingMicro),
      steps: page.steps
        .filter((step) => step.plan === plan.plan)
        .map((step) => ({
          step: step.step,
          services: step.services,
          plannedOn: step.plannedOn ?? null,
          doneOn: step.doneOn ?? null,
          useFrom: step.useFrom ?? step.doneOn ?? null,
        })),
    })),
    delivery: page.delivery ?? null,
    deliveryBefore: page.deliveryBefore ?? null,
    satisfaction:
      page.satisfaction === undefined
        ? null
        : {
            survey: page.satisfaction.latest.survey,
            measuredOn: page.satisfaction.latest.measuredOn,
            index: quantity(page.satisfaction.latest.indexMicro),
            answers: page.satisfaction.latest.answers,
            change: quantity(page.satisfaction.changeMicro),
          },
    notMeasured: page.notMeasured,
  };
}
