import { accountManagers, forums, meetings, needs } from "./dialogue.ts";
import { obstacles } from "./obstacle.ts";
import { consolidationPlans, consolidationSteps } from "./plan.ts";
import { reviews, reviewVolumes } from "./review.ts";

/** Every register of the room that the one engine keeps, what is referred to first. */
export const customerRegisters = [
  accountManagers,
  forums,
  meetings,
  needs,
  obstacles,
  reviews,
  reviewVolumes,
  consolidationPlans,
  consolidationSteps,
] as const;
