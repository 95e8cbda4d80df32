/**
 * The little of the browser that the scripts of pages touch. The project is compiled without the browser's types, so that
 * nothing that runs on the server can name a window by mistake.
 */
export interface Dom {
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  createElement(name: string): DomElement;
}

export interface DomElement extends Dom {
  value: string;
  textContent: string | null;
  hidden: boolean;
  readonly dataset: Record<string, string | undefined>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  addEventListener(event: string, hear: (event: { preventDefault(): void }) => void): void;
  append(...children: (DomElement | string)[]): void;
  replaceChildren(...children: (DomElement | string)[]): void;
}

export interface Browser {
  readonly document: Dom;
  readonly history: { replaceState(state: unknown, title: string, address: string): void };
  requestAnimationFrame(draw: () => void): void;
  setTimeout(work: () => void, milliseconds: number): unknown;
  clearTimeout(waiting: unknown): void;
}
