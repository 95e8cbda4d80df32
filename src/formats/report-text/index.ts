export * from "./document.ts";
export { columnsOf } from "./column-heads.ts";
export { plainSpaces, readFigure } from "./figures.ts";
export { joined } from "./joined.ts";
export { readText, textLines } from "./text.ts";
export { catalogue, fileProblem } from "./problems.ts";
export { readHtml } from "./html.ts";
export { readMarkdown } from "./markdown.ts";
export { readWordXml } from "./word-xml.ts";
