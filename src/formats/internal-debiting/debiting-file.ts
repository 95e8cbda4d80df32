import type { Day, Micro, Ore } from "../../kernel/index.ts";

/**
 * What is handed to a municipal ledger as internal debiting (interndebitering): documents with their lines, and for each
 * line where it is booked. Which of it lands where in the file is the profile's business.
 */
export interface DebitingFile {
  /** The day the file is made for. */
  readonly day: Day;
  readonly documents: readonly DebitingDocument[];
}

export interface DebitingDocument {
  readonly number: string;
  readonly text?: string;
  readonly day?: Day;
  readonly dueDay?: Day;
  readonly customer: DebitedCustomer;
  readonly customerReference?: string;
  readonly ourReference?: string;
  readonly totalOre: Ore;
  readonly lines: readonly DebitingLine[];
}

export interface DebitedCustomer {
  readonly code: string;
  readonly legalId?: string;
  readonly name?: string;
  readonly careOf?: string;
  readonly street?: string;
  /** Postal code and city. */
  readonly postalAddress?: string;
  readonly counterparty?: string;
}

export interface DebitingLine {
  readonly text: string;
  /** Rows of text beneath the line. */
  readonly details: readonly string[];
  readonly quantityMicro: Micro;
  readonly priceMicro: Micro;
  readonly totalOre: Ore;
  readonly vatCode?: string;
  readonly postings: readonly DebitingPosting[];
}

/** Where a line is booked (kontering), in the code parts that Swedish municipal ledgers have. */
export interface DebitingPosting {
  readonly costCentre?: string;
  readonly account?: string;
  readonly department?: string;
  readonly activity?: string;
  readonly project?: string;
  readonly object?: string;
  readonly counterparty?: string;
  readonly accrualKey?: string;
  readonly amountOre: Ore;
}
