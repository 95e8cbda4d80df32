import * as client from "openid-client";

/** How people sign in by the organisation's own identity provider (OpenID Connect, authorization code with PKCE). */
export interface IdentityProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** The claim that is the person's login here: `preferred_username`, `email`, `upn`. */
  readonly loginClaim: string;
  /** On the button: "Göteborgs Stad". */
  readonly label: string;
}

/** Who came back, vouched for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** Undefined when the claim is missing, or is an address that the provider itself does not hold for verified. */
  readonly login: string | undefined;
}

export interface IdentityProvider {
  readonly label: string;
  /** Where to send the person, and what to remember until they are back. `state` is the flow's secret. */
  begin(
    returnTo: URL,
  ): Promise<{ readonly verifier: string; readonly nonce: string; address(state: string): Promise<URL> }>;
  /** Who came back by this address; throws when anything in it does not hold. */
  finish(
    came: URL,
    remembered: { readonly verifier: string; readonly nonce: string; readonly state: string },
  ): Promise<Vouched>;
}

/** A provider is asked what it can do when the first person wants in, so that it may be down while Underlag starts. */
export function identityProvider(settings: IdentityProviderSettings): IdentityProvider {
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    discovered ??= client
      .discovery(settings.issuer, settings.clientId, settings.clientSecret, undefined, {
        // Plain HTTP to this machine only, for a provider that runs beside us.
        execute: isLoopback(settings.issuer) ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  };
  return {
    label: settings.label,
    async begin(returnTo) {
      const config = await configuration();
      const verifier = client.randomPKCECodeVerifier();
      const nonce = client.randomNonce();
      return {
        verifier,
        nonce,
        address: async (state) =>
          client.buildAuthorizationUrl(config, {
            redirect_uri: returnTo.href,
            scope: "openid profile email",
            code_challenge: await client.calculatePKCECodeChallenge(verifier),
            code_challenge_method: "S256",
            nonce,
            state,
          }),
      };
    },
    async finish(came, { verifier, nonce, state }) {
      const config = await configuration();
      const tokens = await client.authorizationCodeGrant(config, came, {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        expectedState: state,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("the identity provider sent no ID token");
      const named = claims[settings.loginClaim] ?? (await fromUserInfo(config, tokens, claims.sub));
      const isUnverified = settings.loginClaim === "email" && claims["email_verified"] === false;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        login: typeof named === "string" && !isUnverified ? named : undefined,
      };
    },
  };

  /** Some providers put the name in their answer to a question, and not in the token. */
  async function fromUserInfo(
    config: client.Configuration,
    tokens: { readonly access_token: string },
    subject: string,
  ): Promise<unknown> {
    if (config.serverMetadata().userinfo_endpoint === undefined) return undefined;
    const info = await client.fetchUserInfo(config, tokens.access_token, subject);
    if (settings.loginClaim === "email" && info.email_verified === false) return undefined;
    return info[settings.loginClaim];
  }
}

function isLoopback(address: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
}
