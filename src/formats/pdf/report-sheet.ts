/** A report as it is set: everything looked up and in words. Running text is a list of runs. */
export interface ReportSheet {
  readonly lang: "sv" | "en";
  readonly title: string;
  readonly subtitle: string;
  readonly provider: string;
  /** The day the report is of: the creation time of its file. */
  readonly day: string;
  readonly dated: string;
  /** What the reader must know before anything else: that it is an example, that it is a draft. */
  readonly marks: readonly string[];
  readonly words: { readonly contents: string; readonly page: string; readonly of: string };
  readonly chapters: readonly {
    readonly number: string;
    readonly title: string;
    readonly blocks: readonly ReportBlock[];
  }[];
}

/** t text, b strong, i emphasis, l link, bad what does not hold, n footnote. */
export type Run =
  | { readonly k: "t"; readonly v: string }
  | { readonly k: "b" | "i" | "bad" | "n"; readonly c: readonly Run[] }
  | { readonly k: "l"; readonly h: string; readonly c: readonly Run[] };

export type ReportBlock =
  | { readonly k: "h"; readonly level: number; readonly number: string; readonly text: string }
  | { readonly k: "p"; readonly c: readonly Run[] }
  | { readonly k: "list"; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] }
  | {
      readonly k: "table";
      readonly caption: string;
      readonly head: readonly string[];
      /** Columns of figures are set to the right. */
      readonly right: readonly boolean[];
      readonly rows: readonly {
        readonly label: string;
        readonly level: number;
        readonly total: boolean;
        readonly cells: readonly { readonly v: string; readonly bad: boolean }[];
      }[];
      readonly notes: readonly string[];
      readonly csv: string;
      readonly csvName: string;
      readonly csvTitle: string;
    }
  | {
      readonly k: "chart";
      readonly caption: string;
      readonly alt: string;
      /** The picture as it is printed, and what it is a picture of, for a format that draws it itself. */
      readonly svg: string;
      readonly bars: readonly { readonly label: string; readonly text: string; readonly size: number }[];
    }
  | {
      readonly k: "entries";
      readonly entries: readonly {
        readonly title: string;
        readonly pairs: readonly (readonly [string, string])[];
        readonly comments: readonly string[];
      }[];
    }
  | { readonly k: "bad"; readonly text: string };
