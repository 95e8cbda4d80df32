import { bindBlock } from "./bind-blocks.ts";
import { Binder, type Binding } from "./binder.ts";
import { readBlocks } from "./blocks.ts";
import type { Block, BoundChapter } from "./bound.ts";

export interface ChapterText {
  readonly chapter: string;
  readonly title: string;
  readonly owner: string;
  readonly state: "draft" | "done" | "approved";
  readonly required: boolean;
  /** Copied from another year and not looked at since. */
  readonly stale: boolean;
  readonly text: string;
}

/** Looks up every figure of a chapter. What does not resolve is told with its line; the rest stands. */
export function bindChapter(chapter: ChapterText, number: number, binding: Binding): BoundChapter {
  const binder = new Binder(chapter.chapter, binding);
  const written = readBlocks(chapter.text);
  binder.notes(written);
  const heading = { chapter: number, counts: [0, 0, 0] };
  const blocks = written.flatMap((block): Block[] => bindBlock(block, binder, heading));
  if (blocks.length === 0 && chapter.required)
    binder.find(
      { kind: "empty", severity: "error", line: 1, text: chapter.title },
      `${chapter.title} är obligatoriskt och tomt: skriv att det inte finns något, om så är.`,
      `${chapter.title} is compulsory and empty: write that there is nothing, if so.`,
    );
  if (chapter.stale)
    binder.find(
      { kind: "stale", severity: "warning", line: 1, text: chapter.title },
      `${chapter.title} är kopierat från ett tidigare år och inte genomläst.`,
      `${chapter.title} was copied from an earlier year and has not been read through.`,
    );
  return {
    chapter: chapter.chapter,
    title: chapter.title,
    number,
    owner: chapter.owner,
    state: chapter.state,
    blocks,
    findings: binder.findings,
  };
}
