export { gatherMessages } from "./gather.ts";
export { messagesOf, resend, tryConnection } from "./messages.ts";
export { deliverDue, startMessenger, type Messenger, type MessengerWish } from "./messenger.ts";
export {
  approveWebhook,
  changeSecret,
  pauseWebhook,
  proposeWebhook,
  removeWebhook,
  resumeWebhook,
  webhookById,
  webhooks,
} from "./subscriptions.ts";
