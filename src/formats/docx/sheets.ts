import type { ReportBlock } from "../pdf/index.ts";

export type SheetChart = Extract<ReportBlock, { k: "chart" }>;

/** What the body of a document refers to and other parts of it hold: links, notes, charts, lists. Numbers begin at one. */
export class Sheets {
  readonly links: string[] = [];
  readonly footnoteLinks: string[] = [];
  readonly footnotes: string[] = [];
  readonly charts: SheetChart[] = [];
  orderedLists = 0;
  #drawings = 0;

  /** The name of a link's relation in the part it stands in. */
  link(address: string, isInNote: boolean): string {
    const links = isInNote ? this.footnoteLinks : this.links;
    const at = links.indexOf(address);
    if (at >= 0) return `link${at + 1}`;
    return `link${links.push(address)}`;
  }

  footnote(runs: string): number {
    return this.footnotes.push(runs);
  }

  chart(chart: SheetChart): number {
    return this.charts.push(chart);
  }

  drawing(): number {
    this.#drawings += 1;
    return this.#drawings;
  }

  /** Each ordered list counts from one: it is a list of its own. The first is the one with bullets. */
  ordered(): number {
    this.orderedLists += 1;
    return this.orderedLists + 1;
  }
}
