import { deliveryNames, type Message, stateNames, type Subscription } from "../../platform/webhooks/index.ts";
import { messagesOf, webhookById, webhooks } from "../../platform/webhooks/actions/index.ts";
import { ActForm, type Page, say, Table, Title, type Visit } from "../../platform/web/index.ts";
import { webhookReaders } from "../mandates.ts";
import { eventList } from "../webhook-events.ts";
import {
  approveWebhookAct,
  changeSecretAct,
  pauseWebhookAct,
  proposeWebhookAct,
  removeWebhookAct,
  resendAct,
  resumeWebhookAct,
  tryWebhookAct,
} from "./webhook-acts.tsx";

/** Who outside is told of what (webhooks). */
export const webhooksPage: Page = {
  path: "/webhooks",
  allow: webhookReaders,
  async render(visit) {
    const all = await visit.read((tx) => webhooks(tx, visit.provider.id));
    const title = "Webhooks";
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Andra system får veta när något har hänt: ett signerat meddelande om vad och var, aldrig beloppen.",
              "Other systems are told when something has happened: a signed message of what and where, never the amounts.",
            )}
          >
            {title}
          </Title>
          {all.length === 0 ? (
            <p>{say(visit, "Inget system får veta något än.", "No system is told anything yet.")}</p>
          ) : (
            <Table label={title}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Mottagare", "Receiver")}</th>
                  <th scope="col">{say(visit, "Läge", "State")}</th>
                  <th scope="col" class="number">
                    {say(visit, "Väntar", "Waiting")}
                  </th>
                  <th scope="col" class="number">
                    {say(visit, "Framme", "Delivered")}
                  </th>
                  <th scope="col" class="number">
                    {say(visit, "Uppgivna", "Given up")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {all.map((one) => (
                  <tr>
                    <th scope="row">
                      <a href={`/webhooks/${one.subscription}`}>{one.name}</a>
                      <span class="beneath">{one.url}</span>
                    </th>
                    <td>{stateOf(visit, one)}</td>
                    <td class="number">{one.waiting}</td>
                    <td class="number">{one.delivered}</td>
                    <td class="number">{one.givenUp}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          {proposeWebhookAct.mandate.roles.includes(visit.person.role) ? (
            <section>
              <h2>{say(visit, "Lägg upp en mottagare", "Propose a receiver")}</h2>
              <p>
                {say(
                  visit,
                  "Inget skickas förrän någon annan har godkänt adressen. Nyckeln som meddelandena signeras med visas en gång.",
                  "Nothing is sent before somebody else has approved the address. The key that messages are signed with is shown once.",
                )}
              </p>
              <ActForm visit={visit} act={proposeWebhookAct} />
            </section>
          ) : null}
          <details>
            <summary>{say(visit, "Händelserna som finns", "The events there are")}</summary>
            <Table label={say(visit, "Händelser", "Events")}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Händelse", "Event")}</th>
                  <th scope="col">{say(visit, "När", "When")}</th>
                </tr>
              </thead>
              <tbody>
                {eventList.map((one) => (
                  <tr>
                    <th scope="row">
                      <code>{one.event}</code>
                    </th>
                    <td>{say(visit, one.sv, one.en)}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </details>
        </>
      ),
    };
  },
};

/** One receiver with the log of its messages. */
export const webhookPage: Page = {
  path: "/webhooks/:webhook",
  allow: webhookReaders,
  async render(visit) {
    const id = visit.parameter("webhook");
    const found = await visit.read(async (tx) => {
      const webhook = await webhookById(tx, visit.provider.id, id);
      return webhook && { webhook, messages: await messagesOf(tx, visit.provider.id, { subscription: id }) };
    });
    if (found === undefined) return missing(visit);
    const { webhook, messages } = found;
    return {
      title: webhook.name,
      crumbs: [{ path: "/webhooks", label: "Webhooks" }],
      body: (
        <>
          <Title lead={webhook.url}>{webhook.name}</Title>
          <dl class="facts">
            <dt>{say(visit, "Läge", "State")}</dt>
            <dd>{stateOf(visit, webhook)}</dd>
            <dt>{say(visit, "Upplagd av", "Proposed by")}</dt>
            <dd>
              {webhook.proposedBy}, {timeOf(webhook.proposedAt)}
            </dd>
            <dt>{say(visit, "Godkänd av", "Approved by")}</dt>
            <dd>
              {webhook.approvedBy === null ? "–" : `${webhook.approvedBy}, ${timeOf(webhook.approvedAt)}`}
            </dd>
            <dt>{say(visit, "Händelser", "Events")}</dt>
            <dd>{webhook.events.join(", ")}</dd>
          </dl>
          <Doings visit={visit} webhook={webhook} />
          <h2>{say(visit, "Meddelanden", "Messages")}</h2>
          {messages.length === 0 ? (
            <p>{say(visit, "Inget meddelande än.", "No message yet.")}</p>
          ) : (
            <Table label={say(visit, "Meddelanden", "Messages")}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Händelse", "Event")}</th>
                  <th scope="col">{say(visit, "Läge", "State")}</th>
                  <th scope="col">{say(visit, "Svar", "Answer")}</th>
                  <th scope="col" class="number">
                    {say(visit, "Försök", "Tries")}
                  </th>
                  <th scope="col">
                    <span class="ds-sr-only">{say(visit, "Gör", "Do")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {messages.map((one) => (
                  <MessageRow visit={visit} webhook={webhook} message={one} />
                ))}
              </tbody>
            </Table>
          )}
        </>
      ),
    };
  },
};

function Doings({ visit, webhook }: { visit: Visit; webhook: Subscription }) {
  const parameters = { webhook: webhook.subscription };
  const { state } = webhook;
  return (
    <div class="acts">
      {state === "proposed" && webhook.proposedBy !== visit.person.login ? (
        <ActForm visit={visit} act={approveWebhookAct} parameters={parameters} />
      ) : null}
      {state === "paused" || state === "disabled" ? (
        <ActForm visit={visit} act={resumeWebhookAct} parameters={parameters} />
      ) : null}
      {state === "active" ? (
        <>
          <ActForm visit={visit} act={tryWebhookAct} parameters={parameters} />
          <ActForm visit={visit} act={pauseWebhookAct} parameters={parameters} quiet />
        </>
      ) : null}
      <ActForm visit={visit} act={changeSecretAct} parameters={parameters} quiet />
      <ActForm visit={visit} act={removeWebhookAct} parameters={parameters} quiet />
    </div>
  );
}

function MessageRow({ visit, webhook, message }: { visit: Visit; webhook: Subscription; message: Message }) {
  const { sv, en } = deliveryNames[message.state];
  return (
    <tr>
      <th scope="row">
        {message.event}
        <span class="beneath">
          {message.message} · {timeOf(message.madeAt)}
        </span>
      </th>
      <td>
        {say(visit, sv, en)}
        {message.nextAt === null ? null : (
          <span class="beneath">
            {say(visit, "nästa försök", "next try")} {timeOf(message.nextAt)}
          </span>
        )}
      </td>
      <td>
        {message.status ?? message.fault ?? ""}
        {message.milliseconds === null ? null : <span class="beneath">{message.milliseconds} ms</span>}
      </td>
      <td class="number">{message.attempts}</td>
      <td>
        {webhook.state === "active" && message.state !== "waiting" ? (
          <ActForm
            visit={visit}
            act={resendAct}
            parameters={{ webhook: webhook.subscription, message: message.message }}
            quiet
          />
        ) : null}
      </td>
    </tr>
  );
}

function stateOf(visit: Visit, { state }: Subscription): string {
  const { sv, en } = stateNames[state];
  return say(visit, sv, en);
}

function timeOf(at: string | null): string {
  return (at ?? "").slice(0, 16).replace("T", " ");
}

function missing(visit: Visit) {
  const title = say(visit, "Webhooken finns inte", "There is no such webhook");
  return { title, status: 404 as const, body: <Title>{title}</Title> };
}
