import type { Condition } from '../tables.ts';

/** A value that this run goes by: of the node Settings, or what a replay was asked for. */
export const chosen = (name: string) => `={{ $('Read request').first().json.${name} }}`;

/** The rows of this customer, in the part of the workflow where a run begins and ends. */
export const ownRowsHere: Condition[] = [{ column: 'customer', value: chosen('customer') }];

/** The plan with which the run began. */
export const start = (path: string) => `={{ $('Start run').first().json.${path} }}`;
