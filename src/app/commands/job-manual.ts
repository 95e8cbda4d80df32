import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `job`. */
export const jobManual: BothLanguages = {
  sv: `Användning
  ./underlag job list              de senaste jobben
  ./underlag job show <jobb>       hur långt det har kommit, hur det gick
  ./underlag job cancel <jobb>     avbryts mellan två steg
  ./underlag job work              gör det som väntar och slutar; för den som inte kör servern

Det som tar tid kan läggas i kön (bill rehearse|issue|deliver --background, settle issue --background, knapparna i webben).
Servern arbetar av kön. Dödas den mitt i fortsätter nästa arbetare när en minut har gått.

Slutkod 1 också när jobbet inte gick bra.`,
  en: `Usage
  ./underlag job list              the latest jobs
  ./underlag job show <job>        how far it has come, how it ended
  ./underlag job cancel <job>      ends between two steps
  ./underlag job work              does what waits, and ends; for those who do not run the server

What takes time can be put in the queue (bill rehearse|issue|deliver --background, settle issue --background, the buttons of
the web). The server works it off; killed in the middle, the next worker goes on when a minute has passed.

Exit code 1 also when the job did not end well.`,
};
