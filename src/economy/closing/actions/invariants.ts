import type { Problem } from "../../../kernel/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { problemOf } from "../problems.ts";
import { changedProtocols } from "./protocols.ts";

export const invariants: readonly Invariant[] = [
  {
    code: "closing.protocols-unchanged",
    sv: "Varje månadsprotokoll är vad som skrevs när månaden stängdes.",
    en: "Every month's protocol is what was written when the month was closed.",
    async check(tx, provider): Promise<readonly Problem[]> {
      return (await changedProtocols(tx, provider)).map(({ period, number }) =>
        problemOf(
          "closing.protocol-changed",
          {},
          {
            message_sv: `Protokoll ${number} för ${period} är inte det som skrevs vid stängningen.`,
            message_en: `Protocol ${number} of ${period} is not what was written at the closing.`,
          },
        ),
      );
    },
  },
];
