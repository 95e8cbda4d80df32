import { byCode, type Day, type Problem } from "../../kernel/index.ts";
import { classOn, type ClassView } from "./classification.ts";
import { problemOf } from "./problems.ts";
import { type Catalogue, servicesOn } from "./service.ts";

export interface ServiceCount {
  readonly day: Day;
  /** Every class in its printed order, also those with no service that day. */
  readonly classes: readonly {
    readonly class: string;
    readonly counted: boolean;
    readonly services: readonly string[];
  }[];
  /** Services of the counted classes: the printed number of services. Always the sum of the counted rows. */
  readonly total: number;
  /** Services without a class on the day are told, never dropped in silence. */
  readonly problems: readonly Problem[];
}

/** Number of services by class on a day (R001). Which classes count is data, so the footnote can be printed from it. */
export function countServices(catalogue: Catalogue, day: Day, view: ClassView): ServiceCount {
  const problems: Problem[] = [];
  const byClass = new Map<string, string[]>();
  for (const { service } of servicesOn(catalogue.services, day)) {
    const found = classOn(catalogue.classifications, service, day, view);
    if (!found) {
      problems.push(
        problemOf(
          "catalogue.service-without-class",
          {},
          {
            message_sv: `Tjänsten ${service} har ingen kategori den ${day}.`,
            message_en: `The service ${service} has no class on ${day}.`,
          },
        ),
      );
      continue;
    }
    const list = byClass.get(found.class) ?? [];
    list.push(service);
    byClass.set(found.class, list);
  }
  const classes = [...catalogue.classes]
    .sort((a, b) => a.position - b.position || byCode(a.class, b.class))
    .map((one) => ({ class: one.class, counted: one.counted, services: byClass.get(one.class) ?? [] }));
  const total = classes.reduce((sum, row) => sum + (row.counted ? row.services.length : 0), 0);
  return { day, classes, total, problems };
}
