import { Refusal } from "../../kernel/index.ts";
import { databaseProblem } from "./problems.ts";

/**
 * What the person at the keyboard can do something about becomes a problem; everything else stays the error it is,
 * because a breach of a constraint or a privilege is a fault in the program.
 */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = (error as { code?: string }).code ?? "";
  const detail = { sv: error.message, en: error.message };
  if (code === "53100" || /No space left on device/.test(error.message)) {
    return new Refusal([databaseProblem("database.disk-full", detail)]);
  }
  if (code === "40001" || code === "40P01" || code === "55P03") {
    return new Refusal([databaseProblem("database.busy", detail)]);
  }
  if (isLostConnection(error)) return new Refusal([databaseProblem("database.connection-lost", detail)]);
  return error;
}

export function isLostConnection(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  const message = error instanceof Error ? error.message : "";
  return (
    /^(57P0\d|08\w{3}|ECONNRESET|EPIPE)$/.test(code) ||
    /Connection terminated|Client has encountered a connection error|not queryable/.test(message)
  );
}

/** The server is there and takes no connections yet: it starts, or recovers after a crash. */
export function isStarting(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === "57P03";
}

/** A connection that could not even be opened. */
export function unreachable(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const message = error.message === "" ? ((error as { code?: string }).code ?? "?") : error.message;
  return new Refusal([databaseProblem("database.unreachable", { sv: message, en: message })]);
}

/** Whether a refusal is about the connection, whatever lies behind that. */
export function isConnectionProblem(error: unknown): boolean {
  const code = error instanceof Refusal ? error.problems[0]?.code : undefined;
  return code === "database.connection-lost" || code === "database.unreachable";
}
