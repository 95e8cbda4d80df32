import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { micro, ore } from "../../kernel/index.ts";
import { paymentBridge } from "./bridge.ts";

type Line = Parameters<typeof paymentBridge>[0][number];

const line = (
  some: Partial<Line> & {
    readonly net: number;
    readonly quantity?: number;
    readonly share?: readonly [number, number];
  },
): Line => ({
  invoice: "UF-1",
  line: 1,
  item: "KLIENT",
  service: "DI-ARB",
  chargeKind: "metered",
  textSv: "Klient",
  textEn: "Client",
  unit: "enhet",
  ...some,
  quantityMicro: micro((some.quantity ?? 1) * 1_000_000),
  netOre: ore(some.net),
  because:
    some.share === undefined
      ? {}
      : {
          key: {
            key: "anställda",
            valueMicro: micro(some.share[0] * 1_000_000),
            sumMicro: micro(some.share[1] * 1_000_000),
          },
        },
});

describe("from what was paid to what is paid", () => {
  it("tells ten clients more from a dearer client", () => {
    // 100 at 300 kr, then 110 at 310 kr: the ten are 3 100 kr, the price 100 x 10 kr.
    const { effects } = paymentBridge(
      [line({ quantity: 100, net: 3_000_000 })],
      [line({ quantity: 110, net: 3_410_000 })],
    );
    expect(effects).toEqual({ volume: 310_000, price: 100_000, key: 0, scope: 0, correction: 0 });
  });

  it("tells a larger share of the key from a larger fee", () => {
    const fee = { item: "AVGIFT", chargeKind: "instalment" } as const;
    const { effects } = paymentBridge(
      [line({ ...fee, net: 100_000, share: [10, 100] })],
      [line({ ...fee, net: 132_000, share: [12, 100] })],
    );
    expect(effects).toEqual({ volume: 0, price: 10_000, key: 22_000, scope: 0, correction: 0 });
  });

  it("keeps new services and corrections by themselves", () => {
    const { effects } = paymentBridge(
      [line({ net: 500 })],
      [line({ net: 500 }), line({ item: "NY", net: 700 }), line({ chargeKind: "correction", net: -90 })],
    );
    expect(effects).toEqual({ volume: 0, price: 0, key: 0, scope: 700, correction: -90 });
  });

  it("sums to the öre, whatever the lines", () => {
    const some = fc.array(
      fc.record({
        item: fc.constantFrom("A", "B", "C"),
        chargeKind: fc.constantFrom(
          "metered",
          "instalment",
          "correction",
          "settlement",
          "direct-sale" as const,
        ),
        net: fc.integer({ min: -10_000_000, max: 10_000_000 }),
        quantity: fc.integer({ min: -50, max: 5_000 }),
        share: fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 60_000 })),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(some, some, (before, after) => {
        const bridge = paymentBridge(
          before.map((one) => line(one as never)),
          after.map((one) => line(one as never)),
        );
        const sum = Object.values(bridge.effects).reduce((all, effect) => all + effect, 0);
        expect(bridge.beforeOre + sum).toBe(bridge.afterOre);
      }),
    );
  });
});
