import { Refusal, required } from "../../kernel/index.ts";
import {
  addApiKey,
  beginSecondFactor,
  changePassword,
  closeSessionById,
  confirmSecondFactor,
  removeApiKey,
  removeSecondFactor,
  useCode,
} from "../../platform/access/actions/index.ts";
import type { Act } from "../../platform/web/index.ts";
import { keepOwnSignIn } from "../mandates.ts";
import { SaidOnce } from "./said-once.tsx";

const done = { to: "/me", told: { done: true } };

export const changePasswordAct: Act = {
  path: "/me/password",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Byt lösenord",
  en: "Change password",
  fields: [
    { name: "current", sv: "Nuvarande lösenord", en: "Current password", kind: "secret", required: true },
    {
      name: "password",
      sv: "Nytt lösenord, minst 12 tecken",
      en: "New password, at least 12 characters",
      kind: "secret",
      required: true,
    },
  ],
  async run(tx, { provider, actor, now, field, session }) {
    required(
      await changePassword(tx, provider, {
        login: actor,
        current: field("current"),
        password: field("password"),
        now,
        session,
      }),
    );
    return done;
  },
};

export const beginSecondFactorAct: Act = {
  path: "/me/second-factor/begin",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Lägg till tvåfaktor",
  en: "Add a second factor",
  fields: [],
  async run(tx, { provider, actor }) {
    await beginSecondFactor(tx, provider, actor);
    return done;
  },
};

const codeField = { name: "code", sv: "Kod från appen", en: "Code from the app", required: true } as const;

export const confirmSecondFactorAct: Act = {
  path: "/me/second-factor",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Bekräfta",
  en: "Confirm",
  fields: [codeField],
  async run(tx, { provider, actor, now, field }) {
    const codes = required(
      await confirmSecondFactor(tx, provider, { login: actor, code: field("code"), now }),
    );
    return {
      to: "/me",
      told: { recoveryCodes: codes },
      once: {
        title: "Reservkoder",
        body: (
          <SaidOnce
            sv={[
              "Reservkoder",
              "Tvåfaktorn gäller nu. Skriv ned koderna: var och en släpper in dig en gång om telefonen är borta.",
            ]}
            en={[
              "Recovery codes",
              "The second factor is on. Write the codes down: each lets you in once if the telephone is gone.",
            ]}
            lines={codes}
            back="/me"
          />
        ),
      },
    };
  },
};

export const removeSecondFactorAct: Act = {
  path: "/me/second-factor/remove",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Ta bort tvåfaktor",
  en: "Remove the second factor",
  fields: [codeField],
  async run(tx, { provider, actor, now, field }) {
    const wrong = await useCode(tx, provider, { login: actor, code: field("code"), now });
    if (wrong !== undefined) throw new Refusal([wrong]);
    await removeSecondFactor(tx, provider, { login: actor, now });
    return done;
  },
};

export const closeSessionAct: Act = {
  path: "/me/sessions/:session/close",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Avsluta",
  en: "End",
  fields: [],
  async run(tx, { provider, actor, parameter }) {
    await closeSessionById(tx, provider, { session: parameter("session"), login: actor });
    return done;
  },
};

export const addApiKeyAct: Act = {
  path: "/me/keys",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Skapa API-nyckel",
  en: "Make an API key",
  fields: [{ name: "name", sv: "Vad som ska använda den", en: "What will use it", required: true }],
  async run(tx, { provider, actor, now, field }) {
    const key = required(await addApiKey(tx, provider, { login: actor, name: field("name"), now }));
    return {
      to: "/me",
      told: { key },
      once: {
        title: "API-nyckel",
        body: (
          <SaidOnce
            sv={[
              "API-nyckel",
              "Visas bara nu. Den har dina egna rättigheter och gäller ett år: Authorization: Bearer <nyckeln>.",
            ]}
            en={[
              "API key",
              "Shown only now. It has your own rights and is good for a year: Authorization: Bearer <the key>.",
            ]}
            lines={[key]}
            back="/me"
          />
        ),
      },
    };
  },
};

export const removeApiKeyAct: Act = {
  path: "/me/keys/:key/remove",
  mandate: keepOwnSignIn,
  ownSignIn: true,
  sv: "Dra in",
  en: "Take back",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await removeApiKey(tx, provider, { login: actor, key: parameter("key"), now });
    return done;
  },
};

/** What people do about their own sign-in. */
export const ownSignInActs: readonly Act[] = [
  changePasswordAct,
  beginSecondFactorAct,
  confirmSecondFactorAct,
  removeSecondFactorAct,
  closeSessionAct,
  addApiKeyAct,
  removeApiKeyAct,
];
