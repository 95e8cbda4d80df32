import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import type { Catalogue } from "../../../service/catalogue/index.ts";
import { serviceCostsOf } from "../../costing/actions/index.ts";
import type { ServiceCostRow } from "../../costing/index.ts";
import { accountMapOf } from "../../ledger/actions/index.ts";

/** What two settlements of one year both read, within one transaction: a year on two bases is often asked for at once. */
export class YearRead {
  readonly #tx: Transaction;
  readonly #provider: string;
  readonly #year: number;
  readonly #costs = new Map<string, readonly ServiceCostRow[]>();
  #accounts: AccountMap | undefined;
  #catalogue: Catalogue | undefined;

  constructor(tx: Transaction, provider: string, year: number) {
    this.#tx = tx;
    this.#provider = provider;
    this.#year = year;
  }

  async accounts(): Promise<AccountMap> {
    return (this.#accounts ??= await accountMapOf(this.#tx, this.#provider));
  }

  async catalogue(): Promise<Catalogue> {
    return (this.#catalogue ??= await catalogueOf(this.#tx, this.#provider));
  }

  /** Of all its months. */
  async serviceCosts(scenario: string): Promise<readonly ServiceCostRow[]> {
    let rows = this.#costs.get(scenario);
    if (rows === undefined) {
      rows = await serviceCostsOf(this.#tx, { provider: this.#provider, year: this.#year, scenario });
      this.#costs.set(scenario, rows);
    }
    return rows;
  }
}

type AccountMap = Awaited<ReturnType<typeof accountMapOf>>;
