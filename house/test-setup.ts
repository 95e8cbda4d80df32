import fc from "fast-check";

// One seed for all properties, so that a red build is red for everybody. Hunting: UNDERLAG_SEED=random, or a number that
// a failure has printed.
const wish = process.env["UNDERLAG_SEED"];
if (wish !== "random") fc.configureGlobal({ seed: Number(wish ?? "20241231") });
