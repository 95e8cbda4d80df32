/**
 * The figures of the example's annual report by name: formula, printed unit, decimals, period and label. A figure that the books or a
 * register give reads them; what the report states from elsewhere reads an indicator with its source.
 */
export const factLines = `
sam-eu-citiverse-klart | indicator.sam-eu-citiverse-klart |  |  | 2024 | Tidpunkt då det blev klart att Intraservice är projektägare (European Citiverses)
sam-personalomsattning-2023 | staff.turnover.2023 |  | 0 | 2023 | Personalomsättning
sam-personalomsattning-2024 | staff.turnover.2024 |  | 0 | 2024 | Personalomsättning
sam-hme-foregaende | survey.hme-2023 |  | 0 | 2023 | HME, föregående mätning
sam-hme-2024 | survey.hme-2024 |  | 0 | 2024 | HME
sam-resultat-2024 | summary.result.actual | mnkr | 1 | 2024 | Slutligt överskott i verksamheten
sam-aterreglering-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Återreglering till kunderna
tillvaxt-intakter-2024 | growth.revenue.actual |  | 1 | 2024 | Intäkter, inklusive kommunbidrag
tillvaxt-intakter-2023 | growth.revenue.previous |  | 1 | 2023 | Intäkter, inklusive kommunbidrag
tillvaxt-intakter-2022 | growth.revenue.previous2 |  | 1 | 2022 | Intäkter, inklusive kommunbidrag
tillvaxt-personal-2024 | growth.staff.actual |  | 1 | 2024 | Personalkostnader
tillvaxt-personal-2023 | growth.staff.previous |  | 1 | 2023 | Personalkostnader
tillvaxt-personal-2022 | growth.staff.previous2 |  | 1 | 2022 | Personalkostnader
tillvaxt-konsult-2024 | growth.consultants.actual |  | 1 | 2024 | Konsultkostnader
tillvaxt-konsult-2023 | growth.consultants.previous |  | 1 | 2023 | Konsultkostnader
tillvaxt-konsult-2022 | growth.consultants.previous2 |  | 1 | 2022 | Konsultkostnader
tillvaxt-it-2024 | growth.it.actual |  | 1 | 2024 | IT-program, IT-tjänster, hyra och leasing av IT-utrustning
tillvaxt-it-2023 | growth.it.previous |  | 1 | 2023 | IT-program, IT-tjänster, hyra och leasing av IT-utrustning
tillvaxt-it-2022 | growth.it.previous2 |  | 1 | 2022 | IT-program, IT-tjänster, hyra och leasing av IT-utrustning
tillvaxt-ovriga-2024 | growth.other.actual |  | 1 | 2024 | Övriga kostnader
tillvaxt-ovriga-2023 | growth.other.previous |  | 1 | 2023 | Övriga kostnader
tillvaxt-ovriga-2022 | growth.other.previous2 |  | 1 | 2022 | Övriga kostnader
nt-antal-tjanster-2024 | kpi.services.actual |  | 0 | 2024 | Antal tjänster
nt-antal-tjanster-2023 | kpi.services.previous |  | 0 | 2023 | Antal tjänster
nt-avtal-forvaltningar-2024 | kpi.agreements-departments.actual |  | 0 | 2024 | Tecknade kundavtal förvaltningar
nt-avtal-forvaltningar-2023 | kpi.agreements-departments.previous |  | 0 | 2023 | Tecknade kundavtal förvaltningar
nt-avtal-bolag-2024 | kpi.agreements-companies.actual |  | 0 | 2024 | Tecknade kundavtal bolag
nt-avtal-bolag-2023 | kpi.agreements-companies.previous |  | 0 | 2023 | Tecknade kundavtal bolag
nt-incidenter-inom-sla-2024 | incidents.rate.2024 |  | 0 | 2024 | Antal incidenter lösta inom Service Level Agreement snitt
nt-incidenter-inom-sla-2023 | incidents.rate.2023 |  | 0 | 2023 | Antal incidenter lösta inom Service Level Agreement snitt
nt-incidenter-inom-sla-2022 | incidents.rate.2022 |  | 0 | 2022 | Antal incidenter lösta inom Service Level Agreement snitt
nt-incidenter-2024 | incidents.all.2024 |  | 0 | 2024 | Antal incidenter
nt-incidenter-2023 | incidents.all.2023 |  | 0 | 2023 | Antal incidenter
nt-major-incidents-2024 | incidents.major.2024 |  | 0 | 2024 | Antal Major Incidents
nt-major-incidents-2023 | incidents.major.2023 |  | 0 | 2023 | Antal Major Incidents
nt-major-incidents-2022 | incidents.major.2022 |  | 0 | 2022 | Antal Major Incidents
nt-konsolideringsgrad-2024 | kpi.consolidation.actual |  | 0 | 2024 | Konsolideringsgrad bastjänster
nt-konsolideringsgrad-2023 | kpi.consolidation.previous |  | 0 | 2023 | Konsolideringsgrad bastjänster
nt-nki-2024 | survey.nki-2024 |  | 1 | 2024 | NKI
nt-nki-2023 | indicator.nt-nki-2023 |  | 0 | 2023 | NKI
nt-nki-2022 | survey.nki-2022 |  | 1 | 2022 | NKI
t211-antal-tjanster-2024 | kpi.services.actual |  | 0 | 2024 | Antal levererade tjänster
t211-bastjanster-2024 | kpi.services-core.actual |  | 0 | 2024 | Antal bastjänster
t211-di-tjanster-2024 | kpi.services-infrastructure.actual |  | 0 | 2024 | Antal tjänster inom digital infrastruktur
t211-tillaggs-specialist-2024 | kpi.services-additional.actual |  | 0 | 2024 | Antal tilläggs- eller specialisttjänster
t211-avtal-bolag-2024 | kpi.agreements-companies.actual |  | 0 | 2024 | Andel bolag med kundavtal
t211-avtalade-leveranser-2024 | kpi.agreements-value.actual |  | 0 | 2024 | Andel av leveranserna som är formellt avtalade
t211-nki-foregaende-matning | indicator.t211-nki-foregaende-matning |  |  | 2022 | Föregående NKI-mätning
t211-losningsgrad-2023 | incidents.rate.2023 |  | 0 | 2023 | Lösningsgrad incidenter, snitt
t211-losningsgrad-2024 | incidents.rate.2024 |  | 0 | 2024 | Lösningsgrad incidenter, snitt
t211-incidenter-2024 | incidents.all.2024 |  | 0 | 2024 | Antal incidenter
t211-allvarliga-incidenter-2024 | incidents.major.2024 |  | 0 | 2024 | Allvarliga kvalitetsavvikelser/incidenter
t211-fullt-konsoliderade-bastjanster | indicator.t211-fullt-konsoliderade-bastjanster |  | 0 | 2024 | Fullt konsoliderade bastjänster
t211-konsolideringsgrad-2024 | kpi.consolidation.actual |  | 0 | 2024 | Konsolideringsgrad bastjänster
t211-interna-kunder-2024 | kpi.customers.actual |  | 0 | 2024 | Stadens interna kunder
avv-framtiden-pilot-avbruten | indicator.avv-framtiden-pilot-avbruten |  |  | 2024 | Framtidenkoncernen avbröt pilot på Göteborgslokaler
avv-stadsnat-deadline | indicator.avv-stadsnat-deadline |  |  | 2025 | Deadline stadsnätsmigrering
avv-liseberg-dialog-start | indicator.avv-liseberg-dialog-start |  |  | 2022 | Dialog med Liseberg om fördelning inleddes
avv-liseberg-kreditperiod | indicator.avv-liseberg-kreditperiod |  |  | 2022-2023 | Kreditering avser
avv-liseberg-reserv-period | indicator.avv-liseberg-reserv-period |  |  | 2022-2023 | Reservering för bedömd risk skedde
avv-liseberg-ny-fordelning-period | indicator.avv-liseberg-ny-fordelning-period |  |  | 2022-2025 | Säsongsarbetare exkluderas ur volymmåttet för
avv-liseberg-fortsatt | indicator.avv-liseberg-fortsatt |  |  | 2025 | Säsongsarbetare fortsatt exkluderade
bm-citiverse-slutar | indicator.bm-citiverse-slutar |  |  | 2027 | European Citiverses pågår till
bm-ciceron-anvandare | indicator.bm-ciceron-anvandare |  | 0 | 2024 | Förvaltningar och bolag som nyttjar dokument- och ärendehantering i Ciceron
bm-rekrytering-forstudie | indicator.bm-rekrytering-forstudie |  |  | 2024 | Förstudie stadens IT-stöd för rekrytering
bm-rekrytering-tilldelning | indicator.bm-rekrytering-tilldelning |  |  | 2025 | Tilldelningsbeslut IT-stöd för rekrytering planerat
bm-kfp-period | indicator.bm-kfp-period |  |  | 2024-2026 | Kompetensförsörjningsplanens period
bm-kfp-aktivitetsomraden | indicator.bm-kfp-aktivitetsomraden |  | 0 | 2024-2026 | Aktivitetsområden där Intraservice är ansvarig
bm-bilaga-kompetens | attachment.competence |  | 0 | 2024 | Bilaga: uppföljning av kompetensförsörjningsplanen
bm-kfp-period-b | indicator.bm-kfp-period-b |  |  | 2024-2026 | Kompetensförsörjningsplanens period
bm-wef-hallbarhetsmal | indicator.bm-wef-hallbarhetsmal |  | 0 | 2030 | Andel hållbarhetsmål möjliga genom digitalisering (WEF)
bm-smart-stad-leverans | indicator.bm-smart-stad-leverans |  |  | 2025 | Tjänsten Smart Stad levereras
bm-smart-stad-erbjudanden | indicator.bm-smart-stad-erbjudanden |  | 0 | 2025 | Erbjudanden inom Smart Stad
bm-skrivare-anslutna | indicator.bm-skrivare-anslutna |  | 0 | 2024 | Andel nätverksskrivare anslutna till samordnad utskriftshantering
bm-datorer | indicator.bm-datorer |  | 0 | 2024 | Datorer levererade från IT-arbetsplats
bm-andel-klient-som-tjanst | indicator.bm-andel-klient-som-tjanst |  | 0 | 2024 | Andel via Klient som tjänst
bm-sdk-besparing | indicator.bm-sdk-besparing | mnkr | 1 | n/a | Kostnadsbesparing SDK
bm-hallbarhetsmetodik-fortsattning | indicator.bm-hallbarhetsmetodik-fortsattning |  |  | 2025 | Hållbarhetsmetodik för fler tjänster planeras
bm-svea-slut | indicator.bm-svea-slut |  |  | 2025 | Gemensam digital assistent pågår till
bm-svea-andra-organisationer | indicator.bm-svea-andra-organisationer |  | 0 | 2024 | Andra organisationer i projektet
bm-svea-medarbetare | indicator.bm-svea-medarbetare |  | 0 | 2024 | Medarbetare som utforskat lösningen
bm-friskvard-beslut | indicator.bm-friskvard-beslut |  |  | 2024 | KF-beslut om reviderad riktlinje för personalförmåner
hr-sjukfranvaro-2024 | staff.sick-leave.2024 |  | 1 | 2024 | Total sjukfrånvaro (%)
hr-sjukfranvaro-2023 | staff.sick-leave.2023 |  | 1 | 2023 | Total sjukfrånvaro (%)
hr-sjukfranvaro-2022 | staff.sick-leave.2022 |  | 1 | 2022 | Total sjukfrånvaro (%)
hr-personalomsattning-2024 | staff.turnover.2024 |  | 1 | 2024 | Förvaltningsextern personalomsättning (%)
hr-personalomsattning-2023 | staff.turnover.2023 |  | 1 | 2023 | Förvaltningsextern personalomsättning (%)
hr-personalomsattning-2022 | staff.turnover.2022 |  | 1 | 2022 | Förvaltningsextern personalomsättning (%)
hr-arsarbetare-2024 | staff.fte.2024 |  | 1 | 2024 | Antal årsarbetare
hr-arsarbetare-2023 | staff.fte.2023 |  | 0 | 2023 | Antal årsarbetare
hr-arsarbetare-2022 | staff.fte.2022 |  | 0 | 2022 | Antal årsarbetare
hr-korttid-dagar-fran | indicator.hr-korttid-dagar-fran |  | 0 | 2024 | Kort sjukfrånvaro, från dag
hr-korttid-dagar-till | indicator.hr-korttid-dagar-till |  | 0 | 2024 | Kort sjukfrånvaro, till dag
hr-korttid-2024 | staff.sick-short.2024 |  | 1 | 2024 | Kort sjukfrånvaro (1–14 dagar)
hr-korttid-2023 | staff.sick-short.2023 |  | 1 | 2023 | Kort sjukfrånvaro (1–14 dagar)
hr-langtid-2023 | staff.sick-long.2023 |  | 1 | 2023 | Längre sjukfrånvaro
hr-langtid-2024 | staff.sick-long.2024 |  | 1 | 2024 | Längre sjukfrånvaro
hr-langtid-over-ar-2024 | staff.sick-over-year.2024 |  | 1 | 2024 | Sjuka längre än ett år
hr-psykiatriska-andel-riket | indicator.hr-psykiatriska-andel-riket |  | 2 | 2024 | Andel av landets sjukskrivningar p.g.a. psykiatriska diagnoser
hr-slutade-2024 | staff.left.2024 |  | 0 | 2024 | Medarbetare som slutade
hr-slutade-pension-andel-2024 | cell(staff-flows, year = 2024 and direction = "left" and reason = "pension", persons) / staff.left.2024 |  | 2 | 2024 | Andel som slutade p.g.a. ålderspension
hr-slutade-2023 | staff.left.2023 |  | 0 | 2023 | Medarbetare som slutade
hr-borjade-2024 | staff.joined.2024 |  | 0 | 2024 | Nya medarbetare
hr-borjade-2023 | staff.joined.2023 |  | 0 | 2023 | Nya medarbetare
hr-hme-foregaende | survey.hme-2023 |  | 0 | 2023 | HME, föregående mätning
hr-hme-2024 | survey.hme-2024 |  | 0 | 2024 | HME
hr-index-min-2024 | indicator.hr-index-min-2024 |  | 0 | 2024 | Lägsta index/frågeområde
hr-index-max-2024 | indicator.hr-index-max-2024 |  | 0 | 2024 | Högsta index/frågeområde
hr-syn-pa-ledningen-2024 | indicator.hr-syn-pa-ledningen-2024 |  | 1 | 2024 | Ledningen fångar synpunkter och ger återkoppling
hr-syn-pa-ledningen-skala | indicator.hr-syn-pa-ledningen-skala |  | 0 | 2024 | Skalans maximum
hr-chef-hme-2024 | survey.hme-chefer-2024 |  | 0 | 2024 | Chefernas HME
hr-chef-hme-foregaende | survey.hme-chefer-2023 |  | 0 | 2023 | Chefernas HME, föregående mätning
hr-chef-ledarskap-2024 | survey.hme-chefer-2024.ledarskap |  | 0 | 2024 | Chefernas delindex Ledarskap
hr-chef-ledarskap-foregaende | survey.hme-chefer-2023.ledarskap |  | 0 | 2023 | Chefernas delindex Ledarskap, föregående mätning
hr-chef-arbetsbelastning-2024 | indicator.hr-chef-arbetsbelastning-2024 |  | 0 | 2024 | Chefsenkät: Arbetsbelastning och återhämtning
hr-chef-stod-2024 | indicator.hr-chef-stod-2024 |  | 0 | 2024 | Chefsenkät: Stöd till chef
hr-delprocesser | indicator.hr-delprocesser |  | 0 | 2024 | Kartlagda delprocesser (pre-, on-, offboarding)
hr-boarding-fortsatter | indicator.hr-boarding-fortsatter |  |  | 2025-2026 | Arbetet med boardingprocesser fortsätter
hr-omsattning-text-2023 | staff.turnover.2023 |  | 1 | 2023 | Personalomsättning
hr-omsattning-text-2024 | staff.turnover.2024 |  | 1 | 2024 | Personalomsättning
hr-omsattning-text-2022 | staff.turnover.2022 |  | 1 | 2022 | Personalomsättning
hr-konsultvaxlingar-2024 | consultants.converted.2024 |  | 0 | 2024 | Konsultväxlingar
hr-konsult-grans-ar | indicator.hr-konsult-grans-ar |  | 0 | 2024 | Uppdragslängd som utlöser erbjudande (år)
hr-konsulter-erbjudna-2024 | consultants.offered.2024 |  | 0 | 2024 | Konsulter som fått erbjudande om anställning
hr-konsult-grans-manader | indicator.hr-konsult-grans-manader |  | 0 | 2024 | Uppdragstid som utlöser erbjudande (månader)
hr-konsulter-tackat-ja-2024 | consultants.accepted.2024 |  | 0 | 2024 | Konsulter som tackat ja
ek-bilaga-tjanstekostnader | attachment.service-costs |  | 0 | 2024 | Bilaga: specifikation av tjänsternas kostnader
ek-prislista-beslut | cell(decisions, decision = "PRIS-2024", decided_on) |  |  | 2023 | Nämnden beslutade prislistan
ek-aterreglering-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Återreglering till kund
rr-intakter-2024 | summary.revenue.actual | mnkr | 1 | 2024 | Intäkter
rr-intakter-2024-budget | summary.revenue.budget | mnkr | 1 | 2024 budget | Intäkter
rr-intakter-2024-avvikelse | summary.revenue.variance | mnkr | 1 | 2024 | Intäkter
rr-intakter-2023 | summary.revenue.previous | mnkr | 1 | 2023 | Intäkter
rr-intakter-2022 | summary.revenue.previous2 | mnkr | 1 | 2022 | Intäkter
rr-kostnader-2024 | summary.cost.actual | mnkr | 1 | 2024 | Kostnader
rr-kostnader-2024-budget | summary.cost.budget | mnkr | 1 | 2024 budget | Kostnader
rr-kostnader-2024-avvikelse | summary.cost.variance | mnkr | 1 | 2024 | Kostnader
rr-kostnader-2023 | summary.cost.previous | mnkr | 1 | 2023 | Kostnader
rr-kostnader-2022 | summary.cost.previous2 | mnkr | 1 | 2022 | Kostnader
rr-kommunbidrag-2024 | summary.grant.actual | mnkr | 1 | 2024 | Kommunbidrag
rr-kommunbidrag-2024-budget | summary.grant.budget | mnkr | 1 | 2024 budget | Kommunbidrag
rr-kommunbidrag-2024-avvikelse | summary.grant.variance | mnkr | 1 | 2024 | Kommunbidrag
rr-kommunbidrag-2023 | summary.grant.previous | mnkr | 1 | 2023 | Kommunbidrag
rr-kommunbidrag-2022 | summary.grant.previous2 | mnkr | 1 | 2022 | Kommunbidrag
rr-kommuninterna-bidrag-2024 | summary.intra-grant.actual | mnkr | 1 | 2024 | Kommuninterna bidrag
rr-kommuninterna-bidrag-2024-budget | summary.intra-grant.budget | mnkr | 1 | 2024 budget | Kommuninterna bidrag
rr-kommuninterna-bidrag-2024-avvikelse | summary.intra-grant.variance | mnkr | 1 | 2024 | Kommuninterna bidrag
rr-kommuninterna-bidrag-2023 | summary.intra-grant.previous | mnkr | 1 | 2023 | Kommuninterna bidrag
rr-kommuninterna-bidrag-2022 | summary.intra-grant.previous2 | mnkr | 1 | 2022 | Kommuninterna bidrag
rr-resultat-2024 | summary.result.actual | mnkr | 1 | 2024 | Resultat
rr-resultat-2024-budget | summary.result.budget | mnkr | 1 | 2024 budget | Resultat
rr-resultat-2024-avvikelse | summary.result.variance | mnkr | 1 | 2024 | Resultat
rr-resultat-2023 | summary.result.previous | mnkr | 1 | 2023 | Resultat
rr-resultat-2022 | summary.result.previous2 | mnkr | 1 | 2022 | Resultat
rr-eget-kapital-2024 | summary.equity.actual | mnkr | 1 | 2024 | Eget kapital
rr-eget-kapital-2024-budget | summary.equity.budget | mnkr | 1 | 2024 budget | Eget kapital
rr-eget-kapital-2024-avvikelse | summary.equity.variance | mnkr | 1 | 2024 | Eget kapital
rr-eget-kapital-2023 | summary.equity.previous | mnkr | 1 | 2023 | Eget kapital
rr-eget-kapital-2022 | summary.equity.previous2 | mnkr | 1 | 2022 | Eget kapital
t321-resultat-2024 | summary.result.actual | mnkr | 1 | 2024 | Slutligt överskott
t321-aterreglering-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Återreglering till kund
t321-aterreglering-b-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Total återreglering
avd-digital-infrastruktur-2024 | departments.infrastructure.actual | mnkr | 1 | 2024 | Avdelning Digital infrastruktur
avd-digital-infrastruktur-2024-prognos-okt | departments.infrastructure.forecast | mnkr | 1 | 2024-10 forecast | Avdelning Digital infrastruktur
avd-gemensamma-tjanster-2024 | departments.shared-services.actual | mnkr | 1 | 2024 | Avdelning Gemensamma tjänster
avd-gemensamma-tjanster-2024-prognos-okt | departments.shared-services.forecast | mnkr | 1 | 2024-10 forecast | Avdelning Gemensamma tjänster
avd-styrning-stod-2024 | departments.steering.actual | mnkr | 1 | 2024 | Avdelning Styrning och stöd
avd-styrning-stod-2024-prognos-okt | departments.steering.forecast | mnkr | 1 | 2024-10 forecast | Avdelning Styrning och stöd
avd-styrning-stod-gemensamt-2024 | departments.steering-common.actual | mnkr | 1 | 2024 | Avdelning Styrning och stöd, förvaltningsövergripande gemensamma kostnader
avd-styrning-stod-gemensamt-2024-prognos-okt | departments.steering-common.forecast | mnkr | 1 | 2024-10 forecast | Avdelning Styrning och stöd, förvaltningsövergripande gemensamma kostnader
avd-kund-servicecenter-2024 | departments.service-centre.actual | mnkr | 1 | 2024 | Avdelning Kund- och servicecenter
avd-kund-servicecenter-2024-prognos-okt | departments.service-centre.forecast | mnkr | 1 | 2024-10 forecast | Avdelning Kund- och servicecenter
avd-forandringsinsatser-2024 | departments.change.actual | mnkr | 1 | 2024 | Förändringsinsatser (Utvecklingsinitiativ)
avd-forandringsinsatser-2024-prognos-okt | departments.change.forecast | mnkr | 1 | 2024-10 forecast | Förändringsinsatser (Utvecklingsinitiativ)
avd-resultat-innan-aterreglering-2024 | departments.before-settlement.actual | mnkr | 1 | 2024 | Resultat innan återreglering
avd-resultat-innan-aterreglering-2024-prognos-okt | departments.before-settlement.forecast | mnkr | 1 | 2024-10 forecast | Resultat innan återreglering
avd-aterreglering-2024 | departments.settlement.actual | mnkr | 1 | 2024 | Återreglering till kund
avd-aterreglering-2024-prognos-okt | departments.settlement.forecast | mnkr | 1 | 2024-10 forecast | Återreglering till kund
avd-resultat-2024 | departments.result.actual | mnkr | 1 | 2024 | Resultat
avd-resultat-2024-prognos-okt | departments.result.forecast | mnkr | 1 | 2024-10 forecast | Resultat
t321-faktureringsandel-manad | 1 / 12 |  | 2 | 2024 | Andel av årets fakturering per månad
t321-prognos-okt | departments.result.forecast | mnkr | 1 | 2024-10 forecast | Prognostiserat överskott i oktober
t321-utfall-nov | through.2024-11.result | mnkr | 1 | 2024-11 ytd | Utfall per november
t321-aterreglering-c-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Återreglering beräknad på novemberutfallet
t321-resultat-b-2024 | summary.result.actual | mnkr | 1 | 2024 | Utfall per helår efter återreglering
bas-ekonomi-2024 | core-services.finance.actual | mnkr | 1 | 2024 | Ekonomi
bas-ekonomi-2024-budget | core-services.finance.budget | mnkr | 1 | 2024 budget | Ekonomi
bas-ekonomi-2024-avvikelse | core-services.finance.variance | mnkr | 1 | 2024 | Ekonomi
bas-ekonomi-2023 | core-services.finance.previous | mnkr | 1 | 2023 | Ekonomi
bas-hr-2024 | core-services.hr.actual | mnkr | 1 | 2024 | HR
bas-hr-2024-budget | core-services.hr.budget | mnkr | 1 | 2024 budget | HR
bas-hr-2024-avvikelse | core-services.hr.variance | mnkr | 1 | 2024 | HR
bas-hr-2023 | core-services.hr.previous | mnkr | 1 | 2023 | HR
bas-kls-2024 | core-services.kls.actual | mnkr | 1 | 2024 | Kommunikation, ledning och styrning
bas-kls-2024-budget | core-services.kls.budget | mnkr | 1 | 2024 budget | Kommunikation, ledning och styrning
bas-kls-2024-avvikelse | core-services.kls.variance | mnkr | 1 | 2024 | Kommunikation, ledning och styrning
bas-kls-2023 | core-services.kls.previous | mnkr | 1 | 2023 | Kommunikation, ledning och styrning
bas-di-2024 | core-services.infrastructure.actual | mnkr | 1 | 2024 | Digital infrastruktur
bas-di-2024-budget | core-services.infrastructure.budget | mnkr | 1 | 2024 budget | Digital infrastruktur
bas-di-2024-avvikelse | core-services.infrastructure.variance | mnkr | 1 | 2024 | Digital infrastruktur
bas-di-2023 | core-services.infrastructure.previous | mnkr | 1 | 2023 | Digital infrastruktur
bas-summa-2024 | core-services.total.actual | mnkr | 1 | 2024 | Summa bastjänster
bas-summa-2024-budget | core-services.total.budget | mnkr | 1 | 2024 budget | Summa bastjänster
bas-summa-2024-avvikelse | core-services.total.variance | mnkr | 1 | 2024 | Summa bastjänster
bas-summa-2023 | core-services.total.previous | mnkr | 1 | 2023 | Summa bastjänster
fi-ekonomi-2024 | change-initiatives.finance.actual | mnkr | 1 | 2024 | Ekonomi
fi-ekonomi-2024-budget | change-initiatives.finance.budget | mnkr | 1 | 2024 budget | Ekonomi
fi-ekonomi-2024-avvikelse | change-initiatives.finance.variance | mnkr | 1 | 2024 | Ekonomi
fi-ekonomi-2023 | change-initiatives.finance.previous | mnkr | 1 | 2023 | Ekonomi
fi-hr-2024 | change-initiatives.hr.actual | mnkr | 1 | 2024 | HR
fi-hr-2024-budget | change-initiatives.hr.budget | mnkr | 1 | 2024 budget | HR
fi-hr-2024-avvikelse | change-initiatives.hr.variance | mnkr | 1 | 2024 | HR
fi-hr-2023 | change-initiatives.hr.previous | mnkr | 1 | 2023 | HR
fi-kls-2024 | change-initiatives.kls.actual | mnkr | 1 | 2024 | Kommunikation, ledning och styrning
fi-kls-2024-budget | change-initiatives.kls.budget | mnkr | 1 | 2024 budget | Kommunikation, ledning och styrning
fi-kls-2024-avvikelse | change-initiatives.kls.variance | mnkr | 1 | 2024 | Kommunikation, ledning och styrning
fi-kls-2023 | change-initiatives.kls.previous | mnkr | 1 | 2023 | Kommunikation, ledning och styrning
fi-di-2024 | change-initiatives.infrastructure.actual | mnkr | 1 | 2024 | Digital infrastruktur
fi-di-2024-budget | change-initiatives.infrastructure.budget | mnkr | 1 | 2024 budget | Digital infrastruktur
fi-di-2024-avvikelse | change-initiatives.infrastructure.variance | mnkr | 1 | 2024 | Digital infrastruktur
fi-di-2023 | change-initiatives.infrastructure.previous | mnkr | 1 | 2023 | Digital infrastruktur
fi-summa-2024 | change-initiatives.total.actual | mnkr | 1 | 2024 | Summa förändringsinsatser
fi-summa-2024-budget | change-initiatives.total.budget | mnkr | 1 | 2024 budget | Summa förändringsinsatser
fi-summa-2024-avvikelse | change-initiatives.total.variance | mnkr | 1 | 2024 | Summa förändringsinsatser
fi-summa-2023 | change-initiatives.total.previous | mnkr | 1 | 2023 | Summa förändringsinsatser
t322-ekonomi-2024 | core-services.finance.actual | mnkr | 1 | 2024 | Tjänstekostnader ekonomi
t322-ekonomi-budget | core-services.finance.budget | mnkr | 1 | 2024 budget | Tjänstekostnader ekonomi
t322-hr-2024 | core-services.hr.actual | mnkr | 1 | 2024 | Tjänstekostnader HR
t322-hr-budget | core-services.hr.budget | mnkr | 1 | 2024 budget | Tjänstekostnader HR
t322-kls-2024 | core-services.kls.actual | mnkr | 1 | 2024 | Tjänstekostnader kommunikation, ledning och styrning
t322-kls-budget | core-services.kls.budget | mnkr | 1 | 2024 budget | Tjänstekostnader kommunikation, ledning och styrning
t322-di-2024 | core-services.infrastructure.actual | mnkr | 1 | 2024 | Utfall digital infrastruktur
t322-di-budget | core-services.infrastructure.budget | mnkr | 1 | 2024 budget | Budget digital infrastruktur
t322-fi-2024 | change-initiatives.total.actual | mnkr | 1 | 2024 | Kostnadsutfall förändringsinsatser
t322-fi-budget | change-initiatives.total.budget | mnkr | 1 | 2024 budget | Budget förändringsinsatser
t322-bilaga-tjanster | attachment.services |  | 0 | 2024 | Bilaga: tjänstekostnad per tjänst
sb-eu-projekt-2024 | cell(grants, grant_code = "CITIVERSE", received) | tkr | 0 | 2024 | EU-projekt: erhållen ersättning och/eller uppbokad fordran
sb-eu-projektkod | cell(grants, grant_code = "CITIVERSE", code) |  |  | 2024 | Projektkod/speckod EU-projekt
t323-citiverse-klart | indicator.t323-citiverse-klart |  |  | 2024 | Tidpunkt då det blev klart att Intraservice är projektägare
t323-citiverse-budget | cell(grants, grant_code = "CITIVERSE", budget) | mnkr | 1 | project | Total projektbudget European Citiverses
t323-citiverse-andel | cell(grants, grant_code = "CITIVERSE", own_share) | mnkr | 1 | project | Intraservices andel som partner
t323-projektkod | cell(grants, grant_code = "CITIVERSE", code) |  |  | 2024 | Central projektkod
t33-eget-kapital-2024 | summary.equity.actual | mnkr | 1 | 2024 | Förvaltningens eget kapital
t33-styrmodell-infort | indicator.t33-styrmodell-infort |  |  | 2023 | Ny styrmodell införd
t341-nivaer | indicator.t341-nivaer |  | 0 | 2024 | Nivåer i egenutvärderingen
dok-arlig-analys-2026 | indicator.dok-arlig-analys-2026 |  |  | 2026 | Årlig analys avser år
t343-bilaga-infosak | attachment.security |  | 0 | 2024 | Bilaga: informationssäkerhet
t3441-bilaga-barnbokslut | attachment.children |  | 0 | 2024 | Bilaga: barnbokslut
t3441-bilaga-barnbokslut-b | attachment.children |  | 0 | 2024 | Bilaga: barnbokslut
t41-budgeterad-intakt | income.revenue.budget | mnkr | 1 | 2024 budget | Total budgeterad intäkt
t41-andel-obligatoriska | percent(income.operation-and-change.budget, income.revenue.budget) |  | 0 | 2024 budget | Andel fakturering av bastjänster och digital infrastruktur
t41-ink-dm | income.sister-procurement.budget + income.sister-dm.budget | mnkr | 1 | 2024 budget | Tjänster till inköp och upphandling samt demokrati och medborgarservice
t41-kommunbidrag | income.municipal-grant.budget | mnkr | 1 | 2024 budget | Kommunbidragsfinansiering
t41-aterreglering-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Överskott bastjänster och digital infrastruktur som återbetalas
ir-bas-forvaltning-2024 | income.core-operation.actual | mnkr | 1 | 2024 | Bastjänster, förvaltning
ir-bas-forvaltning-2024-budget | income.core-operation.budget | mnkr | 1 | 2024 budget | Bastjänster, förvaltning
ir-bas-forvaltning-2023 | income.core-operation.previous | mnkr | 1 | 2023 | Bastjänster, förvaltning
ir-di-forvaltning-2024 | income.infrastructure-operation.actual | mnkr | 1 | 2024 | Digital infrastruktur, förvaltning
ir-di-forvaltning-2024-budget | income.infrastructure-operation.budget | mnkr | 1 | 2024 budget | Digital infrastruktur, förvaltning
ir-di-forvaltning-2023 | income.infrastructure-operation.previous | mnkr | 1 | 2023 | Digital infrastruktur, förvaltning
ir-tot-forvaltning-2024 | income.operation.actual | mnkr | 1 | 2024 | Totalt förvaltning
ir-tot-forvaltning-2024-budget | income.operation.budget | mnkr | 1 | 2024 budget | Totalt förvaltning
ir-tot-forvaltning-2023 | income.operation.previous | mnkr | 1 | 2023 | Totalt förvaltning
ir-bas-fi-2024 | income.core-change.actual | mnkr | 1 | 2024 | Bastjänster, förändringsinsatser
ir-bas-fi-2024-budget | income.core-change.budget | mnkr | 1 | 2024 budget | Bastjänster, förändringsinsatser
ir-bas-fi-2023 | income.core-change.previous | mnkr | 1 | 2023 | Bastjänster, förändringsinsatser
ir-di-fi-2024 | income.infrastructure-change.actual | mnkr | 1 | 2024 | Digital infrastruktur, förändringsinsatser
ir-di-fi-2024-budget | income.infrastructure-change.budget | mnkr | 1 | 2024 budget | Digital infrastruktur, förändringsinsatser
ir-di-fi-2023 | income.infrastructure-change.previous | mnkr | 1 | 2023 | Digital infrastruktur, förändringsinsatser
ir-tot-fi-2024 | income.change.actual | mnkr | 1 | 2024 | Totalt förändringsinsatser
ir-tot-fi-2024-budget | income.change.budget | mnkr | 1 | 2024 budget | Totalt förändringsinsatser
ir-tot-fi-2023 | income.change.previous | mnkr | 1 | 2023 | Totalt förändringsinsatser
ir-tot-forv-fi-2024 | income.operation-and-change.actual | mnkr | 1 | 2024 | Totalt förvaltning och förändringsinsatser
ir-tot-forv-fi-2024-budget | income.operation-and-change.budget | mnkr | 1 | 2024 budget | Totalt förvaltning och förändringsinsatser
ir-tot-forv-fi-2023 | income.operation-and-change.previous | mnkr | 1 | 2023 | Totalt förvaltning och förändringsinsatser
ir-ink-2024 | income.sister-procurement.actual | mnkr | 1 | 2024 | Inköp, INK
ir-ink-2024-budget | income.sister-procurement.budget | mnkr | 1 | 2024 budget | Inköp, INK
ir-ink-2023 | income.sister-procurement.previous | mnkr | 1 | 2023 | Inköp, INK
ir-dm-2024 | income.sister-dm.actual | mnkr | 1 | 2024 | Digital infrastruktur, DM
ir-dm-2024-budget | income.sister-dm.budget | mnkr | 1 | 2024 budget | Digital infrastruktur, DM
ir-dm-2023 | income.sister-dm.previous | mnkr | 1 | 2023 | Digital infrastruktur, DM
ir-etjanstekort-2024 | income.service-card.actual | mnkr | 1 | 2024 | E-tjänstekort
ir-etjanstekort-2024-budget | income.service-card.budget | mnkr | 1 | 2024 budget | E-tjänstekort
ir-etjanstekort-2023 | income.service-card.previous | mnkr | 1 | 2023 | E-tjänstekort
ir-redovisningstjanster-2024 | income.accounting-services.actual | mnkr | 1 | 2024 | Redovisningstjänster
ir-redovisningstjanster-2024-budget | income.accounting-services.budget | mnkr | 1 | 2024 budget | Redovisningstjänster
ir-redovisningstjanster-2023 | income.accounting-services.previous | mnkr | 1 | 2023 | Redovisningstjänster
ir-tillagg-2024 | income.additional.actual | mnkr | 1 | 2024 | Tilläggstjänster, direktförsäljning och övriga intäkter
ir-tillagg-2024-budget | income.additional.budget | mnkr | 1 | 2024 budget | Tilläggstjänster, direktförsäljning och övriga intäkter
ir-tillagg-2023 | income.additional.previous | mnkr | 1 | 2023 | Tilläggstjänster, direktförsäljning och övriga intäkter
ir-kommunbidrag-2024 | income.municipal-grant.actual | mnkr | 1 | 2024 | Kommunbidrag
ir-kommunbidrag-2024-budget | income.municipal-grant.budget | mnkr | 1 | 2024 budget | Kommunbidrag
ir-kommunbidrag-2023 | income.municipal-grant.previous | mnkr | 1 | 2023 | Kommunbidrag
ir-tot-intakter-2024 | income.revenue.actual | mnkr | 1 | 2024 | Totala intäkter
ir-tot-intakter-2024-budget | income.revenue.budget | mnkr | 1 | 2024 budget | Totala intäkter
ir-tot-intakter-2023 | income.revenue.previous | mnkr | 1 | 2023 | Totala intäkter
ir-personal-2024 | income.staff.actual | mnkr | 1 | 2024 | Personalkostnader
ir-personal-2024-budget | income.staff.budget | mnkr | 1 | 2024 budget | Personalkostnader
ir-personal-2023 | income.staff.previous | mnkr | 1 | 2023 | Personalkostnader
ir-konsult-2024 | income.consultants.actual | mnkr | 1 | 2024 | Konsultkostnader
ir-konsult-2024-budget | income.consultants.budget | mnkr | 1 | 2024 budget | Konsultkostnader
ir-konsult-2023 | income.consultants.previous | mnkr | 1 | 2023 | Konsultkostnader
ir-it-2024 | income.it.actual | mnkr | 1 | 2024 | IT-program, IT-licenser, IT-tjänster, hyra IT-utrustning
ir-it-2024-budget | income.it.budget | mnkr | 1 | 2024 budget | IT-program, IT-licenser, IT-tjänster, hyra IT-utrustning
ir-it-2023 | income.it.previous | mnkr | 1 | 2023 | IT-program, IT-licenser, IT-tjänster, hyra IT-utrustning
ir-ovriga-2024 | income.other.actual | mnkr | 1 | 2024 | Övriga kostnader
ir-ovriga-2024-budget | income.other.budget | mnkr | 1 | 2024 budget | Övriga kostnader
ir-ovriga-2023 | income.other.previous | mnkr | 1 | 2023 | Övriga kostnader
ir-finansnetto-2024 | income.financial.actual | mnkr | 1 | 2024 | Finansnetto
ir-finansnetto-2024-budget | income.financial.budget | mnkr | 1 | 2024 budget | Finansnetto
ir-finansnetto-2023 | income.financial.previous | mnkr | 1 | 2023 | Finansnetto
ir-tot-kostnader-2024 | income.costs.actual | mnkr | 1 | 2024 | Totala kostnader
ir-tot-kostnader-2024-budget | income.costs.budget | mnkr | 1 | 2024 budget | Totala kostnader
ir-tot-kostnader-2023 | income.costs.previous | mnkr | 1 | 2023 | Totala kostnader
ir-resultat-2024 | income.result.actual | mnkr | 1 | 2024 | Årets resultat
ir-resultat-2024-budget | income.result.budget | mnkr | 1 | 2024 budget | Årets resultat
ir-resultat-2023 | income.result.previous | mnkr | 1 | 2023 | Årets resultat
br-maskiner-2024 | balance.machinery.actual | mnkr | 1 | 2024-12-31 | Maskiner och inventarier
br-maskiner-2023 | balance.machinery.previous | mnkr | 1 | 2023-12-31 | Maskiner och inventarier
br-summa-anlaggning-2024 | balance.fixed-assets.actual | mnkr | 1 | 2024-12-31 | Summa anläggningstillgångar
br-summa-anlaggning-2023 | balance.fixed-assets.previous | mnkr | 1 | 2023-12-31 | Summa anläggningstillgångar
br-kundfordringar-2024 | balance.receivables.actual | mnkr | 1 | 2024-12-31 | Kundfordringar
br-kundfordringar-2023 | balance.receivables.previous | mnkr | 1 | 2023-12-31 | Kundfordringar
br-ovriga-fordringar-2024 | balance.other-receivables.actual | mnkr | 1 | 2024-12-31 | Övriga fordringar
br-ovriga-fordringar-2023 | balance.other-receivables.previous | mnkr | 1 | 2023-12-31 | Övriga fordringar
br-forutbetalda-2024 | balance.prepaid.actual | mnkr | 1 | 2024-12-31 | Förutbetalda kostnader och upplupna intäkter
br-forutbetalda-2023 | balance.prepaid.previous | mnkr | 1 | 2023-12-31 | Förutbetalda kostnader och upplupna intäkter
br-kommunkonto-2024 | balance.cash.actual | mnkr | 1 | 2024-12-31 | Kommunkonto och likvida medel
br-kommunkonto-2023 | balance.cash.previous | mnkr | 1 | 2023-12-31 | Kommunkonto och likvida medel
br-summa-omsattning-2024 | balance.current-assets.actual | mnkr | 1 | 2024-12-31 | Summa omsättningstillgångar
br-summa-omsattning-2023 | balance.current-assets.previous | mnkr | 1 | 2023-12-31 | Summa omsättningstillgångar
br-summa-tillgangar-2024 | balance.assets.actual | mnkr | 1 | 2024-12-31 | Summa tillgångar
br-summa-tillgangar-2023 | balance.assets.previous | mnkr | 1 | 2023-12-31 | Summa tillgångar
br-ingaende-ek-2024 | balance.opening-equity.actual | mnkr | 1 | 2024-12-31 | Ingående eget kapital
br-ingaende-ek-2023 | balance.opening-equity.previous | mnkr | 1 | 2023-12-31 | Ingående eget kapital
br-arets-resultat-2024 | balance.result.actual | mnkr | 1 | 2024-12-31 | Årets resultat
br-arets-resultat-2023 | balance.result.previous | mnkr | 1 | 2023-12-31 | Årets resultat
br-summa-ek-2024 | balance.equity.actual | mnkr | 1 | 2024-12-31 | Summa eget kapital
br-summa-ek-2023 | balance.equity.previous | mnkr | 1 | 2023-12-31 | Summa eget kapital
br-leverantorsskulder-2024 | balance.payables.actual | mnkr | 1 | 2024-12-31 | Leverantörsskulder
br-leverantorsskulder-2023 | balance.payables.previous | mnkr | 1 | 2023-12-31 | Leverantörsskulder
br-ovriga-skulder-2024 | balance.other-liabilities.actual | mnkr | 1 | 2024-12-31 | Övriga kortfristiga skulder
br-ovriga-skulder-2023 | balance.other-liabilities.previous | mnkr | 1 | 2023-12-31 | Övriga kortfristiga skulder
br-upplupna-2024 | balance.accrued.actual | mnkr | 1 | 2024-12-31 | Upplupna kostnader och förutbetalda intäkter
br-upplupna-2023 | balance.accrued.previous | mnkr | 1 | 2023-12-31 | Upplupna kostnader och förutbetalda intäkter
br-summa-kortfristiga-2024 | balance.current-liabilities.actual | mnkr | 1 | 2024-12-31 | Summa kortfristiga skulder
br-summa-kortfristiga-2023 | balance.current-liabilities.previous | mnkr | 1 | 2023-12-31 | Summa kortfristiga skulder
br-summa-skulder-ek-2024 | balance.equity-and-liabilities.actual | mnkr | 1 | 2024-12-31 | Summa skulder och eget kapital
br-summa-skulder-ek-2023 | balance.equity-and-liabilities.previous | mnkr | 1 | 2023-12-31 | Summa skulder och eget kapital
t43-aterreglering-2023 | indicator.t43-aterreglering-2023 | mnkr | 1 | 2023 | Skuld till kunderna för återreglering
t43-aterreglering-2023-ar | indicator.t43-aterreglering-2023-ar |  |  | 2023 | År som skulden avser
t43-kreditnotor | indicator.t43-kreditnotor |  |  | 2024 | Återreglering 2023 reglerades med kreditnotor
t43-aterreglering-2024 | abs(departments.settlement.actual) | mnkr | 1 | 2024 | Återreglering
t43-stangning-lev | indicator.t43-stangning-lev |  |  | 2025 | Stängning av upplupna leverantörsfakturor
t51-bilaga-risker | attachment.risks |  | 0 | 2024 | Bilaga: uppföljning av risker
t521-antal-tjanster-2024 | kpi.services.actual |  | 0 | 2024 | Tjänster i tjänstekatalogen
t521-dah-andel-kunder | indicator.t521-dah-andel-kunder |  | 0 | 2024 | Andel kunder med dokument- och ärendehantering
t521-navet-slut | indicator.t521-navet-slut |  |  | 2024 | Interna digitala navet avslutades
t521-infosak-piloter | indicator.t521-infosak-piloter |  | 0 | 2024 | Pilotorganisationer för systemstöd informationssäkerhet
t521-infosak-bredd | indicator.t521-infosak-bredd |  |  | 2025 | Breddinförande systemstöd informationssäkerhet
t521-bok-prod | indicator.t521-bok-prod |  |  | 2025 | BOK produktionssatt
t521-bilaga-projekt | attachment.projects |  | 0 | 2024 | Bilaga: uppföljning av projekt
t521-ms-avtal | indicator.t521-ms-avtal |  |  | 2024 | Avtalsförhandling Microsoft
lic-o365-forskola-2023-05 | indicator.lic-o365-forskola-2023-05 |  | 0 | 2023-05 | O365-licenser Förskoleförvaltningen
lic-o365-forskola-2024-05 | indicator.lic-o365-forskola-2024-05 |  | 0 | 2024-05 | O365-licenser Förskoleförvaltningen
lic-o365-forskola-minskning | indicator.lic-o365-forskola-2023-05 - indicator.lic-o365-forskola-2024-05 |  | 0 | 2023-05..2024-05 | Minskning av licenser
t521-viskom-kunder | indicator.t521-viskom-kunder |  | 0 | 2024 | Förvaltningar och bolag som använt konsultation och produktion
t521-viskom-okning | indicator.t521-viskom-okning |  | 0 | 2024 | Ökning av avropade timmar
t521-viskom-timmar | indicator.t521-viskom-timmar |  | 0 | 2024 | Avropade timmar
t521-datorer | indicator.t521-datorer |  | 0 | 2024 | Datorer levererade från IT-arbetsplats
t521-klient-som-tjanst | indicator.t521-klient-som-tjanst |  | 0 | 2024 | Andel via Klient som tjänst
t521-skrivare | indicator.t521-skrivare |  | 0 | 2024 | Andel nätverksskrivare anslutna
t521-konsolidering-period | indicator.t521-konsolidering-period |  |  | 2022-2025 | Konsolideringsarbete pågår
t521-konsoliderade-bolag | indicator.t521-konsoliderade-bolag |  | 0 | 2024 | Bolag konsoliderade till gemensamma IT-tjänster
t521-ekonomi-sista-bolag | indicator.t521-ekonomi-sista-bolag |  | 0 | 2024 | Bolag anslutna inom verksamhetsområde ekonomi
t521-incidenter-2024 | incidents.all.2024 |  | 0 | 2024 | Antal incidenter
t521-allvarliga-2024 | incidents.major.2024 |  | 0 | 2024 | Allvarliga kvalitetsavvikelser/incidenter
t521-losningsgrad-2023 | incidents.rate.2023 |  | 0 | 2023 | Lösningsgrad incidenter
t521-losningsgrad-2024 | incidents.rate.2024 |  | 0 | 2024 | Lösningsgrad incidenter
t522-instyrning-start | indicator.t522-instyrning-start |  |  | 2023 | Uppdraget att etablera central instyrningsfunktion startade
t522-instyrning-lansering | indicator.t522-instyrning-lansering |  |  | 2024 | Lansering av ny väg in via serviceportalen
t522-arenden-2024 | indicator.t522-arenden-2024 |  | 0 | 2024 | Ärenden om nya kundbehov
t525-dimensioner | indicator.t525-dimensioner |  | 0 | 2024 | Hållbarhetsdimensioner
t525-uppfoljningsmoten | indicator.t525-uppfoljningsmoten |  | 0 | 2024 | Uppföljningsmöten med avdelningarnas ledningsgrupper
t525-aktiviteter | indicator.t525-aktiviteter |  | 0 | 2024 | Förvaltningsövergripande hållbarhetsaktiviteter
t525-it-arbetsplats | indicator.t525-it-arbetsplats |  | 0 | 2024 | Datorer inom IT-arbetsplats omfattar
t53-aktiviteter-enligt-plan | share(activities, state = "done", year = 2024) / 100 |  | 2 | 2024 | Andel aktiviteter genomförda enligt plan
upp-licenskostnader-ar | cell(assignments, assignment = "LICENSKOSTNADER", year) |  |  | 2024 | Uppdragsår: minska kostnaderna för licenser i välfärdsnämnderna
upp-licenskostnader-statusdatum | cell(assignments, assignment = "LICENSKOSTNADER", state_on) |  |  | 2025 | Statusdatum: minska kostnaderna för licenser i välfärdsnämnderna
upp-it-kostnader-ar | cell(assignments, assignment = "IT-KOSTNADER", year) |  |  | 2024 | Uppdragsår: arbeta stöttande för att minska nämndernas IT-kostnader
upp-it-kostnader-statusdatum | cell(assignments, assignment = "IT-KOSTNADER", state_on) |  |  | 2025 | Statusdatum: arbeta stöttande för att minska nämndernas IT-kostnader
upp-infiltration-frist-manader | indicator.upp-infiltration-frist-manader |  | 0 | 2024 | Frist efter KF-beslut (månader)
upp-infiltration-ar | cell(assignments, assignment = "INFILTRATION", year) |  |  | 2024 | Uppdragsår: identifiera befattningar utsatta för hög risk för infiltration
upp-infiltration-statusdatum | cell(assignments, assignment = "INFILTRATION", state_on) |  |  | 2025 | Statusdatum: identifiera befattningar utsatta för hög risk för infiltration
upp-infiltration-slutdatum | cell(assignments, assignment = "INFILTRATION", deadline) |  |  | 2025 | Uppdraget ska avslutas
upp-dataskydd-riskbedomning-ar | cell(assignments, assignment = "DATASKYDD", year) |  |  | 2023 | Uppdragsår: riskbedömning vid organisering av dataskydd
upp-dataskydd-riskbedomning-statusdatum | cell(assignments, assignment = "DATASKYDD", state_on) |  |  | 2025 | Statusdatum: riskbedömning vid organisering av dataskydd
upp-dataskydd-aterrapport | indicator.upp-dataskydd-aterrapport |  |  | 2024 | Återrapporterat till nämnden
upp-dataskydd-dnr | cell(assignments, assignment = "DATASKYDD", dnr) |  |  | 2023 | Diarienummer
upp-vallokaler-ar | cell(assignments, assignment = "VALLOKALER", year) |  |  | 2024 | Uppdragsår: tillgängliggöra lokaler för valnämnden
upp-vallokaler-statusdatum | cell(assignments, assignment = "VALLOKALER", state_on) |  |  | 2025 | Statusdatum: tillgängliggöra lokaler för valnämnden
upp-utvecklingsarbete-ar | cell(assignments, assignment = "UTVECKLINGSARBETE", year) |  |  | 2024 | Uppdragsår: förslag på utvecklingsarbete för minskade administrativa och/eller IT-kostnader
upp-utvecklingsarbete-statusdatum | cell(assignments, assignment = "UTVECKLINGSARBETE", state_on) |  |  | 2025 | Statusdatum: förslag på utvecklingsarbete för minskade administrativa och/eller IT-kostnader
upp-andra-uppdrag | indicator.upp-andra-uppdrag |  | 0 | 2024 | Andra uppdrag som berör uppdraget
upp-licensspecialister | indicator.upp-licensspecialister |  | 0 | 2024 | Ytterligare licensspecialister (SAM)
upp-sam-forstarkning | indicator.upp-sam-forstarkning |  |  | 2025 | SAM-teamet förstärks ytterligare (förutsatt budget)
upp-utveckling-redovisas | indicator.upp-utveckling-redovisas |  |  | 2025 | Redovisas för nämnden
upp-inkopsstopp-ar | cell(assignments, assignment = "INKOPSSTOPP", year) |  |  | 2024 | Uppdragsår: geografiska inköpsstopp endast enligt FN/EU-sanktioner
upp-inkopsstopp-statusdatum | cell(assignments, assignment = "INKOPSSTOPP", state_on) |  |  | 2025 | Statusdatum: geografiska inköpsstopp endast enligt FN/EU-sanktioner
upp-ramavtal-andel | indicator.upp-ramavtal-andel |  | 2 | 2024 | Andel inköp inom licens, hårdvara, datacenter, IT-konsulter
upp-samutnyttjande-ar | cell(assignments, assignment = "SAMUTNYTTJANDE", year) |  |  | 2024 | Uppdragsår: ökat samutnyttjande av resurser inom kommunikation
upp-samutnyttjande-statusdatum | cell(assignments, assignment = "SAMUTNYTTJANDE", state_on) |  |  | 2025 | Statusdatum: ökat samutnyttjande av resurser inom kommunikation
upp-kommunikationschefer | indicator.upp-kommunikationschefer |  | 0 | 2024 | Kommunikationschefer i samarbetet
upp-kommunikation-forvaltningar | indicator.upp-kommunikation-forvaltningar |  | 0 | 2024 | Förvaltningar i kommunikationssamarbetet
upp-samutnyttjande-namnd | cell(assignments, assignment = "SAMUTNYTTJANDE", reported_on) |  |  | 2024 | Behandlades i nämnden
upp-samutnyttjande-paragraf | cell(assignments, assignment = "SAMUTNYTTJANDE", paragraph) |  | 0 | 2024 | Protokollsparagraf
upp-samutnyttjande-dnr | cell(assignments, assignment = "SAMUTNYTTJANDE", dnr) |  |  | 2024 | Diarienummer
upp-ai-funktioner-ar | cell(assignments, assignment = "AI-FUNKTIONER", year) |  |  | 2024 | Uppdragsår: utreda hur AI-funktioner kan automatisera och effektivisera
upp-ai-funktioner-statusdatum | cell(assignments, assignment = "AI-FUNKTIONER", state_on) |  |  | 2025 | Statusdatum: utreda hur AI-funktioner kan automatisera och effektivisera
upp-ai-slutrapport | indicator.upp-ai-slutrapport |  |  | 2024 | Slutrapporterad till nämnden
upp-ai-dnr | cell(assignments, assignment = "AI-FUNKTIONER", dnr) |  |  | 2024 | Diarienummer
`;

/** What the published report states from elsewhere, as indicators: code, period, kind, name, unit, value, section of the report. */
export const indicatorLines = `
sam-eu-citiverse-klart | 2024 | actual | Tidpunkt då det blev klart att Intraservice är projektägare (European Citiverses) | date | 2024-autumn | 1
nt-nki-2023 | 2023 | actual | NKI | index |  | 2.1.1
t211-nki-foregaende-matning | 2022 | actual | Föregående NKI-mätning | date | 2022 | 2.1.1
t211-fullt-konsoliderade-bastjanster | 2024 | actual | Fullt konsoliderade bastjänster | count | 7 | 2.1.1
avv-framtiden-pilot-avbruten | 2024 | actual | Framtidenkoncernen avbröt pilot på Göteborgslokaler | date | 2024-05 | 2.1.2
avv-stadsnat-deadline | 2025 | target | Deadline stadsnätsmigrering | date | 2025-05-31 | 2.1.2
avv-liseberg-dialog-start | 2022 | actual | Dialog med Liseberg om fördelning inleddes | date | 2022-autumn | 2.1.2
avv-liseberg-kreditperiod | 2022-2023 | actual | Kreditering avser | date | 2022/2023 | 2.1.2
avv-liseberg-reserv-period | 2022-2023 | actual | Reservering för bedömd risk skedde | date | 2022/2023 | 2.1.2
avv-liseberg-ny-fordelning-period | 2022-2025 | actual | Säsongsarbetare exkluderas ur volymmåttet för | date | 2022/2025 | 2.1.2
avv-liseberg-fortsatt | 2025 | target | Säsongsarbetare fortsatt exkluderade | date | 2025 | 2.1.2
bm-citiverse-slutar | 2027 | target | European Citiverses pågår till | date | 2027 | 2.2.1
bm-ciceron-anvandare | 2024 | actual | Förvaltningar och bolag som nyttjar dokument- och ärendehantering i Ciceron | count | 21 | 2.2.1
bm-rekrytering-forstudie | 2024 | actual | Förstudie stadens IT-stöd för rekrytering | date | 2024-spring | 2.2.3
bm-rekrytering-tilldelning | 2025 | target | Tilldelningsbeslut IT-stöd för rekrytering planerat | date | 2025-02 | 2.2.3
bm-kfp-period | 2024-2026 | target | Kompetensförsörjningsplanens period | date | 2024/2026 | 2.2.3
bm-kfp-aktivitetsomraden | 2024-2026 | actual | Aktivitetsområden där Intraservice är ansvarig | count | 4 | 2.2.3
bm-kfp-period-b | 2024-2026 | target | Kompetensförsörjningsplanens period | date | 2024/2026 | 2.2.3
bm-wef-hallbarhetsmal | 2030 | actual | Andel hållbarhetsmål möjliga genom digitalisering (WEF) | percent | 70 | 2.2.4
bm-smart-stad-leverans | 2025 | target | Tjänsten Smart Stad levereras | date | 2025 | 2.2.4
bm-smart-stad-erbjudanden | 2025 | actual | Erbjudanden inom Smart Stad | count | 3 | 2.2.4
bm-skrivare-anslutna | 2024 | actual | Andel nätverksskrivare anslutna till samordnad utskriftshantering | percent | 99 | 2.2.5
bm-datorer | 2024 | actual | Datorer levererade från IT-arbetsplats | count | 31000 | 2.2.5
bm-andel-klient-som-tjanst | 2024 | actual | Andel via Klient som tjänst | percent | 95 | 2.2.5
bm-sdk-besparing | n/a | forecast | Kostnadsbesparing SDK | mnkr |  | 2.2.5
bm-hallbarhetsmetodik-fortsattning | 2025 | target | Hållbarhetsmetodik för fler tjänster planeras | date | 2025 | 2.2.5
bm-svea-slut | 2025 | target | Gemensam digital assistent pågår till | date | 2025-12 | 2.2.6
bm-svea-andra-organisationer | 2024 | actual | Andra organisationer i projektet | count | 30 | 2.2.6
bm-svea-medarbetare | 2024 | actual | Medarbetare som utforskat lösningen | count | 300 | 2.2.6
bm-friskvard-beslut | 2024 | actual | KF-beslut om reviderad riktlinje för personalförmåner | date | 2024-04 | 2.2.7
hr-korttid-dagar-fran | 2024 | actual | Kort sjukfrånvaro, från dag | days | 1 | 3.1.1
hr-korttid-dagar-till | 2024 | actual | Kort sjukfrånvaro, till dag | days | 14 | 3.1.1
hr-psykiatriska-andel-riket | 2024 | actual | Andel av landets sjukskrivningar p.g.a. psykiatriska diagnoser | ratio | 0.5 | 3.1.1
hr-index-min-2024 | 2024 | actual | Lägsta index/frågeområde | index | 74 | 3.1.2
hr-index-max-2024 | 2024 | actual | Högsta index/frågeområde | index | 86 | 3.1.2
hr-syn-pa-ledningen-2024 | 2024 | actual | Ledningen fångar synpunkter och ger återkoppling | index | 3.2 | 3.1.2
hr-syn-pa-ledningen-skala | 2024 | actual | Skalans maximum | count | 5 | 3.1.2
hr-chef-arbetsbelastning-2024 | 2024 | actual | Chefsenkät: Arbetsbelastning och återhämtning | index | 67 | 3.1.2
hr-chef-stod-2024 | 2024 | actual | Chefsenkät: Stöd till chef | index | 72 | 3.1.2
hr-delprocesser | 2024 | actual | Kartlagda delprocesser (pre-, on-, offboarding) | count | 3 | 3.1.2
hr-boarding-fortsatter | 2025-2026 | target | Arbetet med boardingprocesser fortsätter | date | 2025/2026 | 3.1.2
hr-konsult-grans-ar | 2024 | actual | Uppdragslängd som utlöser erbjudande (år) | years | 2 | 3.1.2
hr-konsult-grans-manader | 2024 | actual | Uppdragstid som utlöser erbjudande (månader) | months | 24 | 3.1.2
t323-citiverse-klart | 2024 | actual | Tidpunkt då det blev klart att Intraservice är projektägare | date | 2024-summer | 3.2.3
t33-styrmodell-infort | 2023 | actual | Ny styrmodell införd | date | 2023 | 3.3
t341-nivaer | 2024 | actual | Nivåer i egenutvärderingen | count | 3 | 3.4.1
dok-arlig-analys-2026 | 2026 | target | Årlig analys avser år | date | 2026 | 3.4.3
t43-aterreglering-2023 | 2023 | actual | Skuld till kunderna för återreglering | mnkr | 14.1 | 4.3
t43-aterreglering-2023-ar | 2023 | actual | År som skulden avser | date | 2023 | 4.3
t43-kreditnotor | 2024 | actual | Återreglering 2023 reglerades med kreditnotor | date | 2024-01 | 4.3
t43-stangning-lev | 2025 | actual | Stängning av upplupna leverantörsfakturor | date | 2025-01 | 4.3
t521-dah-andel-kunder | 2024 | actual | Andel kunder med dokument- och ärendehantering | percent | 53 | 5.2.1.1
t521-navet-slut | 2024 | actual | Interna digitala navet avslutades | date | 2024-03 | 5.2.1.1
t521-infosak-piloter | 2024 | actual | Pilotorganisationer för systemstöd informationssäkerhet | count | 10 | 5.2.1.1
t521-infosak-bredd | 2025 | target | Breddinförande systemstöd informationssäkerhet | date | 2025 | 5.2.1.1
t521-bok-prod | 2025 | actual | BOK produktionssatt | date | 2025-01-03 | 5.2.1.1
t521-ms-avtal | 2024 | actual | Avtalsförhandling Microsoft | date | 2024-05 | 5.2.1.1
lic-o365-forskola-2023-05 | 2023-05 | actual | O365-licenser Förskoleförvaltningen | count | 10317 | 5.2.1.1
lic-o365-forskola-2024-05 | 2024-05 | actual | O365-licenser Förskoleförvaltningen | count | 6883 | 5.2.1.1
t521-viskom-kunder | 2024 | actual | Förvaltningar och bolag som använt konsultation och produktion | count | 34 | 5.2.1.1
t521-viskom-okning | 2024 | actual | Ökning av avropade timmar | hours | 300 | 5.2.1.1
t521-viskom-timmar | 2024 | actual | Avropade timmar | hours | 12002 | 5.2.1.1
t521-datorer | 2024 | actual | Datorer levererade från IT-arbetsplats | count | 31000 | 5.2.1.1
t521-klient-som-tjanst | 2024 | actual | Andel via Klient som tjänst | percent | 95 | 5.2.1.1
t521-skrivare | 2024 | actual | Andel nätverksskrivare anslutna | percent | 99 | 5.2.1.1
t521-konsolidering-period | 2022-2025 | target | Konsolideringsarbete pågår | date | 2022/2025 | 5.2.1.1
t521-konsoliderade-bolag | 2024 | actual | Bolag konsoliderade till gemensamma IT-tjänster | count | 11 | 5.2.1.1
t521-ekonomi-sista-bolag | 2024 | actual | Bolag anslutna inom verksamhetsområde ekonomi | count | 3 | 5.2.1.1
t522-instyrning-start | 2023 | actual | Uppdraget att etablera central instyrningsfunktion startade | date | 2023-late | 5.2.2.1
t522-instyrning-lansering | 2024 | actual | Lansering av ny väg in via serviceportalen | date | 2024-04 | 5.2.2.1
t522-arenden-2024 | 2024 | actual | Ärenden om nya kundbehov | count | 136 | 5.2.2.1
t525-dimensioner | 2024 | actual | Hållbarhetsdimensioner | count | 3 | 5.2.5.1
t525-uppfoljningsmoten | 2024 | actual | Uppföljningsmöten med avdelningarnas ledningsgrupper | count | 2 | 5.2.5.1
t525-aktiviteter | 2024 | actual | Förvaltningsövergripande hållbarhetsaktiviteter | count | 2 | 5.2.5.1
t525-it-arbetsplats | 2024 | actual | Datorer inom IT-arbetsplats omfattar | percent | 95 | 5.2.5.1
upp-infiltration-frist-manader | 2024 | target | Frist efter KF-beslut (månader) | months | 6 | 6.1
upp-dataskydd-aterrapport | 2024 | actual | Återrapporterat till nämnden | date | 2024-09 | 6.1
upp-andra-uppdrag | 2024 | actual | Andra uppdrag som berör uppdraget | count | 2 | 6.1
upp-licensspecialister | 2024 | target | Ytterligare licensspecialister (SAM) | count | 2 | 6.1
upp-sam-forstarkning | 2025 | target | SAM-teamet förstärks ytterligare (förutsatt budget) | date | 2025 | 6.1
upp-utveckling-redovisas | 2025 | target | Redovisas för nämnden | date | 2025-03 | 6.1
upp-ramavtal-andel | 2024 | actual | Andel inköp inom licens, hårdvara, datacenter, IT-konsulter | ratio |  | 6.1
upp-kommunikationschefer | 2024 | actual | Kommunikationschefer i samarbetet | count | 3 | 6.1
upp-kommunikation-forvaltningar | 2024 | actual | Förvaltningar i kommunikationssamarbetet | count | 3 | 6.1
upp-ai-slutrapport | 2024 | actual | Slutrapporterad till nämnden | date | 2024-11 | 6.2
t211-tackning | 2024 | actual | Andel av leveranserna som avtal täcker, som den är tryckt | percent | 95 | 2.1.1
t33-eget-kapital-publicerat | 2024 | actual | Eget kapital som det är tryckt i 3.3 | mnkr | 11 | 3.3
`;
