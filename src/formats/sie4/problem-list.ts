import type { Problem } from "../../kernel/index.ts";
import { sieProblem } from "./problems.ts";

/** The problems of one file: the first of each severity up to a limit, then only counted. */
export class ProblemList {
  readonly #file: string;
  readonly #limit: number;
  readonly #stops: Problem[] = [];
  readonly #warnings: Problem[] = [];
  #more = 0;

  constructor(file: string, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  add(problem: Problem): void {
    const list = problem.severity === "stop" ? this.#stops : this.#warnings;
    if (list.length < this.#limit) list.push(problem);
    else this.#more += 1;
  }

  /** In the order of the file; what concerns the whole file comes last. */
  all(): Problem[] {
    const last = Number.MAX_SAFE_INTEGER;
    const list = [...this.#stops, ...this.#warnings].sort((a, b) => (a.line ?? last) - (b.line ?? last));
    if (this.#more > 0) {
      list.push(
        sieProblem("sie4.more-problems", { file: this.#file }, `${this.#more} till`, `${this.#more} more`),
      );
    }
    return list;
  }
}
