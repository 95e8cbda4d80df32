/** Where a record belongs in the order of a file. */
export const group = { flag: 1, identification: 2, chart: 3, content: 4 } as const;

export interface Label {
  readonly name: string;
  readonly group: number;
  /** Fewest fields that carry the meaning of the record, and how many the standard knows; the object list apart. */
  readonly least: number;
  readonly most: number;
  /** Whether an object list belongs to the record. */
  readonly list: boolean;
}

function label(name: string, group: number, least: number, most: number, list = false): Label {
  return { name, group, least, most, list };
}

export const labels: readonly Label[] = [
  label("#FLAGGA", group.flag, 1, 1),
  label("#KSUMMA", group.flag, 0, 1),
  label("#PROGRAM", group.identification, 1, 2),
  label("#FORMAT", group.identification, 1, 1),
  label("#GEN", group.identification, 1, 2),
  label("#SIETYP", group.identification, 1, 1),
  label("#PROSA", group.identification, 1, 1),
  label("#FTYP", group.identification, 1, 1),
  label("#FNR", group.identification, 1, 1),
  label("#ORGNR", group.identification, 1, 3),
  label("#BKOD", group.identification, 1, 1),
  label("#ADRESS", group.identification, 1, 4),
  label("#FNAMN", group.identification, 1, 1),
  label("#RAR", group.identification, 3, 3),
  label("#TAXAR", group.identification, 1, 1),
  label("#OMFATTN", group.identification, 1, 1),
  label("#KPTYP", group.identification, 1, 1),
  label("#VALUTA", group.identification, 1, 1),
  label("#KONTO", group.chart, 2, 2),
  label("#KTYP", group.chart, 2, 2),
  label("#ENHET", group.chart, 2, 2),
  label("#SRU", group.chart, 2, 2),
  label("#DIM", group.chart, 2, 2),
  label("#UNDERDIM", group.chart, 3, 3),
  label("#OBJEKT", group.chart, 3, 3),
  label("#IB", group.content, 3, 4),
  label("#UB", group.content, 3, 4),
  label("#RES", group.content, 3, 4),
  label("#OIB", group.content, 3, 4, true),
  label("#OUB", group.content, 3, 4, true),
  label("#PSALDO", group.content, 4, 5, true),
  label("#PBUDGET", group.content, 4, 5, true),
  label("#VER", group.content, 3, 6),
  label("#TRANS", group.content, 2, 6, true),
  label("#RTRANS", group.content, 2, 6, true),
  label("#BTRANS", group.content, 2, 6, true),
];

export const labelOf: ReadonlyMap<string, Label> = new Map(labels.map((known) => [known.name, known]));

/** Dimensions with a meaning of their own in the standard, which need no #DIM. */
export function isReservedDimension(dimension: number): boolean {
  return dimension >= 1 && dimension <= 19;
}
