import { request as plainly } from "node:http";
import { request as securely } from "node:https";
import { isOwnHost, type OwnHosts, outsideOnly, faultOfAddress } from "../address-guard.ts";
import type { Outcome } from "../retry.ts";

/** How long a receiver may take to answer. */
const patienceMilliseconds = 10_000;

/**
 * Posts a message and tells what came back. No redirect is followed, no proxy or cookie used, and of the answer only its status is
 * read: the receiver is somebody else.
 */
export function post(
  address: string,
  message: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  ownHosts: OwnHosts,
): Promise<Outcome> {
  // Judged once more: what an installation calls its own may have changed since.
  if (faultOfAddress(address, ownHosts) !== undefined)
    return Promise.resolve({ fault: "address not allowed" });
  const url = new URL(address);
  const send = url.protocol === "http:" ? plainly : securely;
  return new Promise((resolve) => {
    const request = send(
      url,
      {
        method: "POST",
        agent: false,
        signal: AbortSignal.timeout(patienceMilliseconds),
        headers: {
          ...message.headers,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(message.body),
          "user-agent": "Underlag-Webhooks/1",
        },
        ...(isOwnHost(url, ownHosts) ? {} : { lookup: outsideOnly }),
      },
      (answer) => {
        const asked = Number(answer.headers["retry-after"]);
        answer.destroy();
        resolve({
          status: answer.statusCode ?? 0,
          ...(Number.isSafeInteger(asked) && asked > 0 ? { retryAfterSeconds: asked } : {}),
        });
      },
    );
    request.on("error", (error: NodeJS.ErrnoException) =>
      resolve({
        fault:
          error.name === "TimeoutError" || error.name === "AbortError"
            ? "no answer in time"
            : (error.code ?? error.message).slice(0, 200),
      }),
    );
    request.end(message.body);
  });
}
