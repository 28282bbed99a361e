/** How long the decisions take: `node test/bench/mapOrders.ts`. Prints, asserts nothing. */
