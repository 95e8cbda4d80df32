/** `pack.ts <directory> <ledger lines> <usage events>`: the example city in another size. */
import { writePack } from "../src/app/demo/commands/demo.ts";
import { buildPack } from "../src/app/demo/demo.ts";

const [directory, lines, events] = process.argv.slice(2) as [string, string, string];
const pack = buildPack({ size: { lines: Number(lines), events: Number(events) } });
writePack(directory, pack.files, () => undefined);
console.log(JSON.stringify({ ledgerLines: pack.ledgerLines, usageEvents: pack.usageEvents }));
