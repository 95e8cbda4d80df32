import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

// RFC 9106, the second recommended choice: 64 MiB, three passes; one lane, since sign-ins run beside each other.
// Algorithm 2 is argon2id; the package's own word for it exists for the compiler only.
const cost = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 };

// Each takes 64 MB and a core: many sign-ins at once wait for each other rather than take the machine.
const mostAtOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  // Who ends gives its turn to the first who waits.
  if (running < mostAtOnce) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Argon2id in its standard text, `$argon2id$v=19$...`: the parameters travel with the hash. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), cost));
}

/** Takes the same time whether or not there is a person, so that logins cannot be guessed by the clock. */
export async function passwordMatches(password: string, stored: string | null | undefined): Promise<boolean> {
  if (stored?.startsWith("scrypt$")) return scryptMatches(password, stored);
  if (!stored?.startsWith("$argon2id$")) {
    await hashPassword(`${password}${randomBytes(8).toString("hex")}`);
    return false;
  }
  return inTurn(() => verify(stored, password.normalize("NFKC")));
}

/** Kept by the older way: to be hashed anew when its person has shown it. */
export function isOldHash(stored: string | null | undefined): boolean {
  return stored?.startsWith("scrypt$") ?? false;
}

/** `scrypt$N$r$p$salt$hash`, as passwords were kept before argon2id. */
async function scryptMatches(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt, key] = stored.split("$");
  if (salt === undefined || key === undefined) return false;
  const parameters = { N: Number(N), r: Number(r), p: Number(p), maxmem: 256 * 1024 * 1024 };
  const given = await inTurn(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize("NFKC"), Buffer.from(salt, "base64url"), 32, parameters, (error, derived) =>
          error ? reject(error) : resolve(derived),
        );
      }),
  );
  return timingSafeEqual(given, Buffer.from(key, "base64url"));
}
