import { lookup as lookUp } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that lead to this machine, its neighbours or nowhere: a message must not become a way to ask them (SSRF). */
const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inside.addSubnet(net, bits, "ipv4");
// Of IPv6 only what is given out to the world (2000::/3) is the world, and not the parts of it that carry an IPv4 address within.
const world = new BlockList();
world.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Whether an address is one of the open world's. */
export function isOutside(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, "ipv4");
  if (family === 6) return world.check(address, "ipv6") && !inside.check(address, "ipv6");
  return false;
}

/** Hosts that the installation itself has named as its own, with or without a port: they may be inside, and be without TLS. */
export type OwnHosts = ReadonlySet<string>;

/** From UNDERLAG_WEBHOOK_OWN_HOSTS: `integrations.stad.example, 10.1.2.3:8080`. */
export function ownHostsOf(text: string | undefined): OwnHosts {
  return new Set(
    (text ?? "")
      .toLowerCase()
      .split(/[,\s]+/)
      .filter(Boolean),
  );
}

export function isOwnHost(url: URL, own: OwnHosts): boolean {
  return own.has(url.host) || own.has(url.hostname);
}

/** Why an address cannot be told anything; undefined when it can. What its name leads to is seen when it is called. */
export function faultOfAddress(text: string, own: OwnHosts): "unreadable" | "inside" | undefined {
  if (!URL.canParse(text) || text.length > 2000) return "unreadable";
  const url = new URL(text);
  const isOwn = isOwnHost(url, own);
  if (url.protocol !== "https:" && !(isOwn && url.protocol === "http:")) return "unreadable";
  if (url.username !== "" || url.password !== "" || url.hash !== "") return "unreadable";
  if (isOwn) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) > 0) return isOutside(host) ? undefined : "inside";
  return /(^|\.)(localhost|local|internal|home\.arpa)\.?$/.test(host) || !host.includes(".")
    ? "inside"
    : undefined;
}

/**
 * Asks for a name's addresses and lets the connection be made to one of the world's only: judged at the moment of connecting, so that
 * a name which leads elsewhere the second time it is asked gains nothing.
 */
export const outsideOnly: LookupFunction = (host, options, answer) => {
  lookUp(host, { ...options, all: true }, (error, found) => {
    if (error !== null) return answer(error, "", 0);
    const wrong = found.find(({ address }) => !isOutside(address));
    const first = found[0];
    if (wrong !== undefined || first === undefined)
      return answer(Object.assign(new Error(`${host} leads inside`), { code: "EINSIDE" }), "", 0);
    return options.all === true ? answer(null, found) : answer(null, first.address, first.family);
  });
};
