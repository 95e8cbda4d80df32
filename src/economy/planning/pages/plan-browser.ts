/** The little of the browser that the grid touches. The project is compiled without the browser's types. */
export interface GridElement {
  value: string;
  textContent: string | null;
  hidden: boolean;
  tabIndex: number;
  readonly id: string;
  readonly dataset: Record<string, string | undefined>;
  readonly classList: {
    add(name: string): void;
    remove(name: string): void;
    toggle(name: string, on: boolean): void;
  };
  readonly cells: ArrayLike<GridElement>;
  querySelector(selector: string): GridElement | null;
  querySelectorAll(selector: string): Iterable<GridElement>;
  closest(selector: string): GridElement | null;
  contains(other: GridElement | null): boolean;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  addEventListener(event: string, hear: (event: GridEvent) => void): void;
  focus(): void;
  select(): void;
}

export interface GridEvent {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly buttons: number;
  readonly isComposing: boolean;
  readonly target: GridElement;
  readonly clipboardData: { getData(type: string): string; setData(type: string, text: string): void } | null;
  preventDefault(): void;
}

export interface GridBrowser {
  readonly document: {
    readonly activeElement: GridElement | null;
    querySelector(selector: string): GridElement | null;
    addEventListener(event: string, hear: (event: GridEvent) => void): void;
  };
  addEventListener(event: string, hear: (event: GridEvent) => void): void;
  setTimeout(work: () => void, milliseconds: number): number;
  clearTimeout(waiting: number | undefined): void;
}
