export { agreedPriceOf, type Ordering, orderedInMonth, orderingContents, orderingOf } from "./ordered.ts";
export {
  cancelOrder,
  confirmOrder,
  declineOrder,
  ordersOf,
  type OrderWish,
  type PlacedOrder,
  placeOrder,
  requiredOrder,
  stateNames,
} from "./orders.ts";
