/** A formula as a tree. Every node knows where in the text it stands, for messages. */
export type Formula =
  | { readonly is: "number"; readonly text: string; readonly unit: string; readonly at: number }
  | { readonly is: "text"; readonly text: string; readonly at: number }
  | { readonly is: "name"; readonly path: readonly string[]; readonly at: number }
  | { readonly is: "call"; readonly name: string; readonly of: readonly Formula[]; readonly at: number }
  | { readonly is: "not" | "minus"; readonly of: Formula; readonly at: number }
  | {
      readonly is: "pair";
      readonly by: Operator;
      readonly a: Formula;
      readonly b: Formula;
      readonly at: number;
    };

export type Operator = "or" | "and" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "+" | "-" | "*" | "/";

export type Parsed =
  | { readonly ok: true; readonly formula: Formula }
  | { readonly ok: false; readonly at: number; readonly found: string };

interface Token {
  readonly text: string;
  readonly at: number;
}

/** A name may hold hyphens and points, so a minus stands between blanks; words may be Swedish: och, eller, inte. */
const pattern =
  /\s*(?:(\d+(?:[.,]\d+)?(?:mnkr|tkr|kr)?(?![\w.]))|("[^"]*")|([A-Za-zÅÄÖåäö][\wÅÄÖåäö-]*(?:\.[\wÅÄÖåäö-]+)*)|(!=|<=|>=|[=<>~+*/(),-]))/y;

const words: Readonly<Record<string, string>> = { och: "and", eller: "or", inte: "not" };
const levels: readonly (readonly Operator[])[] = [
  ["or"],
  ["and"],
  ["=", "!=", "<", "<=", ">", ">=", "~"],
  ["+", "-"],
  ["*", "/"],
];
/** Deeper than anybody writes; a hostile text must not exhaust the stack. */
const deepest = 60;

/** Reads a formula. What cannot be read is told by its place and the word that stood there. */
export function parseFormula(text: string): Parsed {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== "") {
    const start = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) return { ok: false, at: start, found: text.slice(start).trim().slice(0, 20) };
    const word = (found[1] ?? found[2] ?? found[3] ?? found[4]) as string;
    tokens.push({ text: words[word] ?? word, at: pattern.lastIndex - word.length });
  }
  return new Reader(tokens, text.length).whole();
}

class Unreadable extends Error {
  readonly token: Token;
  constructor(token: Token) {
    super(token.text);
    this.token = token;
  }
}

class Reader {
  #next = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];
  readonly #end: number;
  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Parsed {
    try {
      const formula = this.#pair(0);
      if (this.#next < this.#tokens.length) throw new Unreadable(this.#peek());
      return { ok: true, formula };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { ok: false, at: error.token.at, found: error.token.text };
    }
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { text: "", at: this.#end };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #pair(level: number): Formula {
    const operators = levels[level];
    if (operators === undefined) return this.#single();
    let a = this.#pair(level + 1);
    while (operators.includes(this.#peek().text as Operator)) {
      const token = this.#take();
      a = { is: "pair", by: token.text as Operator, a, b: this.#pair(level + 1), at: token.at };
    }
    return a;
  }

  #single(): Formula {
    const token = this.#take();
    this.#depth += 1;
    if (this.#depth > deepest) throw new Unreadable(token);
    try {
      return this.#atom(token);
    } finally {
      this.#depth -= 1;
    }
  }

  #atom(token: Token): Formula {
    const { text, at } = token;
    if (text === "not") return { is: "not", of: this.#single(), at };
    if (text === "-") return { is: "minus", of: this.#single(), at };
    if (text === "(") {
      const inner = this.#pair(0);
      this.#expect(")");
      return inner;
    }
    if (/^\d/.test(text)) {
      const [, digits = "", unit = ""] = /^([\d.,]+)(\D*)$/.exec(text) ?? [];
      return { is: "number", text: digits, unit, at };
    }
    if (text.startsWith('"')) return { is: "text", text: text.slice(1, -1), at };
    if (!/^[A-Za-zÅÄÖåäö]/.test(text) || text === "and" || text === "or") throw new Unreadable(token);
    if (this.#peek().text !== "(") return { is: "name", path: text.split("."), at };
    this.#take();
    const of: Formula[] = [];
    if (this.#peek().text !== ")") {
      of.push(this.#pair(0));
      while (this.#peek().text === ",") {
        this.#take();
        of.push(this.#pair(0));
      }
    }
    this.#expect(")");
    return { is: "call", name: text, of, at };
  }

  #expect(text: string): void {
    const token = this.#take();
    if (token.text !== text) throw new Unreadable(token);
  }
}
