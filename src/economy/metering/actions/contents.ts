import type { Period } from "../../../kernel/index.ts";
import type { RowSource } from "../../../platform/database/index.ts";

/** The volumes and the sales of some months. */
export function meteringContents({
  first,
  last,
}: {
  readonly first: Period;
  readonly last: Period;
}): readonly RowSource[] {
  return [
    {
      name: "volumes",
      sv: "volymerna",
      en: "the volumes",
      rows: (is) => [
        `select * from metering.volume where provider_id = $1 and period between ${is(first)} and ${is(last)}`,
      ],
    },
    {
      name: "sales",
      sv: "försäljningen",
      en: "the sales",
      rows: (is) => [
        `select * from metering.direct_sale where provider_id = $1 and period between ${is(first)} and ${is(last)}`,
      ],
    },
  ];
}
