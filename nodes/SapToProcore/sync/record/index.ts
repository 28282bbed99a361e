export { auditRow, type AuditRow } from './auditRows';
export { isAboutContract, knownContractSchema } from './contractRows';
export { exceptionUpdates, pendingAnnouncement, type ExceptionUpdate, type KnownException } from './exceptionRows';
export { record, type Recorded, type RecordInput } from './record';
