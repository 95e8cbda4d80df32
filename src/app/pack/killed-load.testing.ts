import { openDatabase } from "../open-database.ts";
import { load } from "./testing.ts";

/**
 * A process that loads a pack and kills itself, as hard as a power cut, when the load says that it has come to a place:
 * `tsx killed-load.testing.ts <data> <pack> <place>`. The place "end" is after the load has answered;
 * "usage/2024.csv read 2" is when the second reading of that file has come to its end.
 */
const [directory = "", pack = "", place = ""] = process.argv.slice(2);

const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};

const database = await openDatabase({ dataDirectory: directory });
await load(database, pack, {
  progress: (text) => {
    if (text === place) die();
  },
  onRead: (path, time) => {
    if (`${path} read ${time}` === place) die();
  },
});
if (place === "end") die();
await database.close();
