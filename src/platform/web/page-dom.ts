/**
 * The little of the browser that the script of every page touches. The project is compiled without the browser's types, so that nothing that runs on the
 * server can name a window by mistake.
 */
export interface Dom {
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
}

export interface DomElement extends Dom {
  value: string;
  type: string;
  className: string;
  placeholder: string;
  textContent: string | null;
  hidden: boolean;
  readonly open: boolean;
  readonly innerText: string;
  readonly dataset: Record<string, string | undefined>;
  readonly rows: Iterable<{ readonly cells: Iterable<DomElement> }>;
  setAttribute(name: string, value: string): void;
  addEventListener(event: string, hear: (event: DomEvent) => void): void;
  append(...children: DomElement[]): void;
  replaceChildren(...children: DomElement[]): void;
  showModal(): void;
  select(): void;
  focus(): void;
  click(): void;
}

export interface DomEvent {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
}

export interface Browser {
  readonly document: Dom & {
    readonly documentElement: { readonly lang: string };
    readonly body: DomElement;
    readonly activeElement: DomElement | null;
    createElement(name: string): DomElement;
    addEventListener(event: string, hear: (event: DomEvent) => void): void;
  };
  readonly location: { readonly href: string; assign(address: string): void };
  readonly navigator: { readonly clipboard: { writeText(text: string): Promise<void> } };
  readonly DOMParser: new () => { parseFromString(text: string, type: string): Dom };
  setTimeout(work: () => void, milliseconds: number): unknown;
}
