import { type Ore, ore } from "../../kernel/index.ts";
import type { Element } from "./chart.ts";

/**
 * The totals of the published report, each as one exact amount in öre that prints as the report prints it. The books
 * are built so that voucher lines add up to these; nothing is typed into a table. Years before 2023 are only
 * partly published: what is not is invented, and said so in the README of the pack.
 */
export type Year = 2022 | 2023 | 2024;
export type Scenario = Year | "budget";

/** Thousands of kronor as öre. */
const tkr = (thousands: number): Ore => ore(Math.round(thousands * 100_000));

export interface YearTargets {
  readonly elements: Readonly<Record<Element, Ore>>;
  /** Cost of running the core services of each area, and of the infrastructure. */
  readonly operation: Readonly<Record<"finance" | "hr" | "kls" | "infrastructure", Ore>>;
  /** Revenue of the row of additional services, direct sale and other. */
  readonly additional: Ore;
  readonly grant: Ore;
  readonly sisterProcurement: Ore;
  readonly sisterDm: Ore;
  readonly card: Ore;
  readonly accounting: Ore;
  /** What the provider buys of itself: eliminated in the external basis. */
  readonly internal: Ore;
}

export const targets: Readonly<Record<Scenario, YearTargets>> = {
  2022: {
    elements: {
      staff: tkr(504_113.27),
      consultants: tkr(150_806.42),
      it: tkr(497_781.65),
      other: tkr(141_604.91),
      financial: tkr(2_493.84),
    },
    operation: {
      finance: tkr(41_207.31),
      hr: tkr(106_794.68),
      kls: tkr(57_003.44),
      infrastructure: tkr(640_012.86),
    },
    additional: tkr(280_500),
    grant: tkr(21_804.5),
    sisterProcurement: tkr(9_803.12),
    sisterDm: tkr(26_394.6),
    card: tkr(10_902.77),
    accounting: tkr(41_004.03),
    internal: tkr(7_096.8),
  },
  2023: {
    elements: {
      staff: tkr(510_112.36),
      consultants: tkr(127_588.19),
      it: tkr(564_014.07),
      other: tkr(147_592.55),
      financial: tkr(2_606.71),
    },
    operation: {
      finance: tkr(42_703.18),
      hr: tkr(110_211.94),
      kls: tkr(59_094.27),
      infrastructure: tkr(669_493.05),
    },
    additional: tkr(275_412.6),
    grant: tkr(37_000),
    sisterProcurement: tkr(10_503.4),
    sisterDm: tkr(28_297.15),
    card: tkr(11_703.9),
    accounting: tkr(25_896.2),
    internal: tkr(32_296.4),
  },
  2024: {
    elements: {
      staff: tkr(528_214.37),
      consultants: tkr(109_186.72),
      it: tkr(643_211.82),
      other: tkr(126_692.13),
      financial: tkr(2_395.72),
    },
    operation: {
      finance: tkr(51_804.12),
      hr: tkr(128_296.88),
      kls: tkr(64_602.55),
      infrastructure: tkr(719_088.26),
    },
    additional: tkr(289_503.4),
    grant: tkr(35_500),
    sisterProcurement: tkr(11_000),
    sisterDm: tkr(31_200),
    card: tkr(11_900),
    accounting: tkr(0),
    internal: tkr(36_100),
  },
  budget: {
    elements: {
      staff: tkr(554_600),
      consultants: tkr(118_900),
      it: tkr(603_600),
      other: tkr(118_300),
      financial: tkr(1_900),
    },
    operation: { finance: tkr(53_220), hr: tkr(138_630), kls: tkr(73_610), infrastructure: tkr(726_775) },
    additional: tkr(246_700),
    grant: tkr(35_500),
    sisterProcurement: tkr(11_100),
    sisterDm: tkr(31_900),
    card: tkr(13_100),
    accounting: tkr(0),
    internal: tkr(66_100),
  },
};

/** 2021, known only by #RES of the books of 2022. No internal items were coded that year. */
export const year2021 = {
  revenue: tkr(1_157_100),
  grant: tkr(21_800),
  elements: {
    staff: tkr(503_107),
    consultants: tkr(133_220),
    it: tkr(421_140),
    other: tkr(129_911),
    financial: tkr(2_410),
  },
} as const;

/** What the guideline returned to the customers for 2023. */
export const settlement2023 = tkr(14_098.4);

/** Closing balances; the municipal account and bank is what the vouchers leave. Assets positive, liabilities positive. */
export const closing: Readonly<Record<2021 | Year, Readonly<Record<ClosingRow, Ore>>>> = {
  2021: {
    receivablesInternal: tkr(121_400),
    receivablesExternal: tkr(20_900),
    otherReceivables: tkr(-2_010_500),
    prepaid: tkr(160_200),
    payables: tkr(96_400),
    otherLiabilities: tkr(17_100),
    accrued: tkr(71_200),
  },
  2022: {
    receivablesInternal: tkr(128_900),
    receivablesExternal: tkr(22_800),
    otherReceivables: tkr(-2_085_300),
    prepaid: tkr(168_300),
    payables: tkr(98_700),
    otherLiabilities: tkr(17_900),
    accrued: tkr(79_800),
  },
  2023: {
    receivablesInternal: tkr(141_613.2),
    receivablesExternal: tkr(27_302.5),
    otherReceivables: tkr(-2_161_604.3),
    prepaid: tkr(175_893.8),
    payables: tkr(101_306.1),
    otherLiabilities: tkr(18_595.4),
    accrued: tkr(93_604.2),
  },
  2024: {
    receivablesInternal: tkr(28_106.9),
    receivablesExternal: tkr(7_395.2),
    otherReceivables: tkr(-2_270_197.6),
    prepaid: tkr(133_404.1),
    payables: tkr(83_196.5),
    otherLiabilities: tkr(17_803.3),
    accrued: tkr(44_603.6),
  },
};
export type ClosingRow =
  | "receivablesInternal"
  | "receivablesExternal"
  | "otherReceivables"
  | "prepaid"
  | "payables"
  | "otherLiabilities"
  | "accrued";

export const openingEquity = tkr(11_000);

/** Results of the departments before settlement, outcome 2024 and the forecast of October. */
export const departmentResults = {
  outcome: {
    infrastructure: tkr(-19_503),
    "shared-services": 0,
    steering: tkr(7_604),
    common: tkr(20_396),
    "service-centre": tkr(4_002),
  },
  forecast: {
    infrastructure: tkr(-3_302),
    "shared-services": tkr(-2_698),
    steering: tkr(4_303),
    common: tkr(15_601),
    "service-centre": tkr(6_098),
    change: tkr(0),
  },
} as const;
