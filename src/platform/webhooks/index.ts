export { faultOfAddress, isOutside, type OwnHosts, ownHostsOf } from "./address-guard.ts";
export { type EventDefinition, jobEnded, tried } from "./event.ts";
export { approveWebhooks, keepWebhooks } from "./mandates.ts";
export { noSuchWebhook } from "./problems.ts";
export { newSigningSecret, signatureOf } from "./signature.ts";
export {
  deliveryNames,
  type DeliveryState,
  type Message,
  stateNames,
  type Subscription,
  type SubscriptionState,
} from "./subscription.ts";
