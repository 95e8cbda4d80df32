export { type Built, bindReport, buildReport, reportNamed } from "./build.ts";
export { type ReportFile, reportFiles, type ReportFormat, reportFormats } from "./write-files.ts";
export { copyReport } from "./copy.ts";
