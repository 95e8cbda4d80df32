import { formatKronor, lastDayOf, type Ore, type Period, type Problem } from "../../../kernel/index.ts";
import { problemOf } from "../problems.ts";

interface Place {
  readonly file?: string;
  readonly line?: number;
}

export function unmappedAccount(account: string, place: Place = {}): Problem {
  return problemOf("ledger.unmapped-account", place, {
    message_sv: `Konto ${account} täcks inte av kontomappningen.`,
    message_en: `Account ${account} is not covered by the account mapping.`,
  });
}

export function periodClosed(period: Period, place: Place = {}): Problem {
  return problemOf("ledger.period-closed", place, {
    message_sv: `Perioden ${period} är stängd; böckerna till och med ${lastDayOf(period)} ändras inte.`,
    message_en: `The period ${period} is closed; the books up to ${lastDayOf(period)} do not change.`,
  });
}

export function statedDiffers(
  fiscalYear: number,
  account: string,
  stated: Ore,
  computed: Ore,
  place: Place = {},
): Problem {
  const [is, should] = [formatKronor(computed), formatKronor(stated)];
  return problemOf("ledger.stated-balance-differs", place, {
    message_sv: `Konto ${account} ${fiscalYear}: verifikationerna ger ${is} kr, filen anger ${should} kr.`,
    message_en: `Account ${account} ${fiscalYear}: the vouchers give ${is} kr, the file states ${should} kr.`,
  });
}
