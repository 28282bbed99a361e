export type { AuditRow } from './auditRows';
export { knownContractSchema } from './contractRows';
export { laneResultSchema, type LaneResult } from './lane';
export { noLane } from './noLane';
export { record, type Recorded, type RecordInput } from './record';
export type { Traced } from './traced';
