import type { GridBrowser, GridElement } from "./plan-browser.ts";

const browser = globalThis as unknown as GridBrowser;

/** Keeps what is typed as a draft on the server, a moment after it is typed; tries again where it fails, and warns before it would be lost. */
export function draftKeeper(
  form: GridElement,
  told: (text: string) => void,
): { keep(ref: string, text: string): void } {
  const isSwedish = form.dataset["language"] !== "en";
  const say = (sv: string, en: string): string => (isSwedish ? sv : en);
  let waiting = new Map<string, string>();
  let sent: Map<string, string> | undefined;
  let timer: number | undefined;

  const body = (cells: ReadonlyMap<string, string>): string =>
    JSON.stringify({
      revision: form.dataset["revision"],
      cells: [...cells]
        .map(([ref, text]) => `${ref.replace(".", "\t")}\t${text.replaceAll(/[\t\n\r"]/g, " ")}`)
        .join("\n"),
    });
  const post = (cells: ReadonlyMap<string, string>, keepalive: boolean) =>
    fetch(form.dataset["draft"] ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: body(cells),
      keepalive,
    });
  const later = (milliseconds: number): void => {
    browser.clearTimeout(timer);
    timer = browser.setTimeout(() => void send(), milliseconds);
  };
  const send = async (): Promise<void> => {
    if (sent !== undefined || waiting.size === 0) return;
    sent = waiting;
    waiting = new Map();
    try {
      const answer = await post(sent, false);
      if (!answer.ok) throw new Error(String(answer.status));
      const { draft, at } = (await answer.json()) as { draft: number; at: string };
      sent = undefined;
      if (waiting.size > 0) {
        later(0);
        return;
      }
      told(
        say(
          `Utkast sparat ${at.slice(11, 16)} UTC, ${draft} celler skiljer från det sparade`,
          `Draft kept ${at.slice(11, 16)} UTC, ${draft} cells differ from what is saved`,
        ),
      );
    } catch {
      // What was typed since holds; the rest is tried again.
      waiting = new Map([...(sent ?? []), ...waiting]);
      sent = undefined;
      told(
        say(
          "Utkastet kunde inte sparas just nu. Det försöks igen; stäng inte sidan.",
          "The draft could not be kept just now. It is tried again; do not close the page.",
        ),
      );
      later(5000);
    }
  };
  let isSubmitting = false;
  form.addEventListener("submit", () => {
    isSubmitting = true;
    browser.clearTimeout(timer);
  });
  browser.addEventListener("beforeunload", (event) => {
    if (!isSubmitting && (waiting.size > 0 || sent !== undefined)) event.preventDefault();
  });
  browser.addEventListener("pagehide", () => {
    if (!isSubmitting && waiting.size > 0) void post(waiting, true);
  });
  return {
    keep(ref, text) {
      waiting.set(ref, text);
      told(say("Ändrat, sparar utkast …", "Changed, keeping the draft …"));
      later(600);
    },
  };
}
