/** The registers that decide which rows there are: another provider has other classes, areas and departments. */
export interface LayoutContext {
  readonly classes: readonly {
    readonly class: string;
    readonly name_sv: string;
    readonly name_en: string;
    readonly counted: boolean;
    readonly settled: boolean;
  }[];
  /** Areas that a settled class has services in, in their order. */
  readonly areas: readonly {
    readonly area: string;
    readonly name_sv: string;
    readonly name_en: string;
    readonly classes: readonly string[];
  }[];
  /** In order; `common` when it has cost centres whose costs are followed apart. */
  readonly departments: readonly {
    readonly department: string;
    readonly name_sv: string;
    readonly name_en: string;
    readonly common: boolean;
  }[];
}
