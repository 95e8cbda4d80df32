import { discardBooksUpload } from "../../economy/ledger/actions/index.ts";
import { loadingBooks } from "../../economy/ledger/index.ts";
import { Refusal } from "../../kernel/index.ts";
import { type Act, fieldUnreadable } from "../../platform/web/index.ts";
import { loadUploadedBooks, uploadBooks } from "../books.ts";
import { reportJson } from "../pack/load-report.ts";

const file = {
  name: "file",
  sv: "SIE-fil för hela räkenskapsåret hittills (.se, högst 20 MB)",
  en: "SIE file of the whole fiscal year so far (.se, at most 20 MB)",
  kind: "file",
  required: true,
} as const;

/** A ledger file taken in and looked at: what it would come to, or what is wrong with it. Nothing is loaded yet. */
export const uploadBooksAct: Act = {
  path: "/books",
  mandate: loadingBooks,
  sv: "Ladda upp och granska",
  en: "Upload and look at it",
  fields: [
    file,
    {
      name: "name",
      sv: "Namn, om annat än filens: årets fil känns igen på det",
      en: "Name, if other than the file's: a year's file is known by it",
    },
  ],
  async run(tx, { provider, actor, now, field, file: sent }) {
    const came = sent(file.name);
    if (came === undefined) throw new Refusal([fieldUnreadable(file, "")]);
    const name = field("name") === "" ? came.name : field("name");
    const one = await uploadBooks(tx, provider, { name, content: came.bytes }, { actor, now });
    return { to: `/books/${one.upload}`, told: one };
  },
};

/** What was looked at is loaded: all of it or nothing. */
export const loadBooksAct: Act = {
  path: "/books/:upload/load",
  mandate: loadingBooks,
  sv: "Läs in",
  en: "Load",
  fields: [
    {
      name: "confirm",
      sv: "Filen ändrar det som redan är inläst",
      en: "The file changes what is loaded already",
      choices: [
        { value: "", sv: "Läs inte in den då", en: "Do not load it then" },
        {
          value: "yes",
          sv: "Jag har läst skillnaderna och de är rätt",
          en: "I have read the differences and they are right",
        },
      ],
    },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const question = { upload: parameter("upload"), confirm: field("confirm") === "yes" };
    const report = await loadUploadedBooks(tx, provider, question, { actor, now });
    return { to: "/books", told: reportJson(report) };
  },
};

export const discardBooksAct: Act = {
  path: "/books/:upload/discard",
  mandate: loadingBooks,
  sv: "Kasta",
  en: "Throw away",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await discardBooksUpload(tx, provider, parameter("upload"), { actor, now });
    return { to: "/books", told: { discarded: parameter("upload") } };
  },
};

export const booksActs: readonly Act[] = [uploadBooksAct, loadBooksAct, discardBooksAct];
