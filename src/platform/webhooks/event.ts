/**
 * Something that others may be told of (händelse). It is told when the audit chain has an entry of this kind and action; the app
 * lists the events of all rooms.
 */
export interface EventDefinition {
  /** `invoice.issued`: what, and what became of it. */
  readonly event: string;
  readonly sv: string;
  readonly en: string;
  readonly objectKind: string;
  readonly action: string;
  /** Where the machines' door tells the rest, below /api/v1; a message carries nobody's figures. */
  readonly path?: (objectId: string) => string;
}

/** Two that no chain tells of: the end of a job, and a try of the connection. */
export const jobEnded = {
  event: "job.ended",
  sv: "ett jobb är klart, vägrat, misslyckat eller avbrutet",
  en: "a job is done, refused, failed or cancelled",
} as const;
export const tried = {
  event: "webhook.tried",
  sv: "någon provar anslutningen",
  en: "somebody tries the connection",
} as const;

/** One happening, ready to be told. */
export interface Happening {
  /** The same however often it is told: a receiver knows a repetition by it. */
  readonly messageId: string;
  readonly event: string;
  readonly at: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly path?: string;
}

/** The message as its bytes: type, timestamp and data, as Standard Webhooks has it. */
export function messageOf(happening: Happening, provider: string): string {
  return JSON.stringify({
    type: happening.event,
    timestamp: happening.at,
    data: {
      provider,
      kind: happening.objectKind,
      id: happening.objectId,
      ...(happening.path === undefined ? {} : { href: `/api/v1${happening.path}` }),
    },
  });
}
