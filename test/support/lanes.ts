/** Vendors and contracts: the other lanes have tests of their own. */
export const orderLanes = 'project, supplier, purchase_order';
