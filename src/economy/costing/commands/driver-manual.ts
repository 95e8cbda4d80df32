import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `driver`. */
export const driverManual: BothLanguages = {
  sv: `Användning
  ./underlag driver list [--json]
  ./underlag driver show <grund> [--subject S --period ÅÅÅÅ-MM [--service T]] [--json]
  ./underlag driver values <grund> --period ÅÅÅÅ-MM [--json]
  ./underlag driver freeze [<grund> ...] --period ÅÅÅÅ-MM | --year ÅR [--reason "..."] [--json]
  ./underlag driver sign [<grund>] --customer K --period ÅÅÅÅ-MM [--json]
  ./underlag driver object <grund> --customer K --period ÅÅÅÅ-MM --reason "..." [--json]
  ./underlag driver answers [--period ÅÅÅÅ-MM] [--customer K] [--json]
  ./underlag driver check --period ÅÅÅÅ-MM | --year ÅR [--json]

En fördelningsgrund säger vad kostnader delas efter: vad som räknas och inte, i vilken enhet, av vem, när, och hur bra värdena är.
En beräknad fördelningsgrund är en formel över andra: "headcount - seasonal".

  show      grunden, dess frysta ögonblicksbilder, och med --subject hur ett värde kom till (--service: där det är en tjänsts egna)
  freeze    behåller en månads värden som de är: de gäller där, vad som än läses in senare. Igen med andra värden kräver --reason.
  sign      kunden godkänner sina frysta värden (alla, eller en grunds); object: den gör det inte, och säger varför
  answers   varje kunds frysta värde: öppet, godkänt eller invänt mot
  check     formler, månader utan värden, hopp över den angivna gränsen, värden som avviker från de frysta, invändningar

Exempel
  ./underlag driver show permanent --subject LISEBERG --period 2024-01
  ./underlag driver freeze headcount seasonal permanent --year 2024
  ./underlag driver sign --customer LISEBERG --period 2024-01
  ./underlag driver object headcount --customer LISEBERG --period 2024-01 --reason "Säsongsanställda ska inte räknas"`,
  en: `Usage
  ./underlag driver list [--json]
  ./underlag driver show <driver> [--subject S --period YYYY-MM [--service T]] [--json]
  ./underlag driver values <driver> --period YYYY-MM [--json]
  ./underlag driver freeze [<driver> ...] --period YYYY-MM | --year Y [--reason "..."] [--json]
  ./underlag driver sign [<driver>] --customer C --period YYYY-MM [--json]
  ./underlag driver object <driver> --customer C --period YYYY-MM --reason "..." [--json]
  ./underlag driver answers [--period YYYY-MM] [--customer C] [--json]
  ./underlag driver check --period YYYY-MM | --year Y [--json]

A driver (fördelningsgrund) says what costs are shared by: what is counted and what is not, in what unit, by whom, when, and how
good the figures are. A computed driver is a formula over others: "headcount - seasonal".

  show      the driver, its snapshots, and with --subject how one value came about (--service: where it is a service's own)
  freeze    keeps a month's values as they are: they hold there whatever is loaded later. Again with other values takes --reason.
  sign      the customer accepts its frozen values (all, or one driver's); object: it does not, and says why
  answers   every customer's frozen value: open, signed or objected
  check     formulas, months without values, jumps above the declared threshold, values that differ from what was frozen, objections

Examples
  ./underlag driver show permanent --subject LISEBERG --period 2024-01
  ./underlag driver freeze headcount seasonal permanent --year 2024
  ./underlag driver sign --customer LISEBERG --period 2024-01
  ./underlag driver object headcount --customer LISEBERG --period 2024-01 --reason "Säsongsanställda ska inte räknas"`,
};
