import type { Client } from '../../api/client';
import { sharedInExecution } from '../../api/executionCache';
import type { LineResult } from './result';

/** What Procore says of an object that is synced with an ERP and that it therefore does not let anybody change. */
const lockedText = /locked|synced with ERP|immutable/i;

export const saysLocked = ({ text }: { text: string }) => lockedText.test(text);

export const isLocked = (result: LineResult) => result.kind === 'rejected' && saysLocked(result.error);

/**
 * Whether this Procore has been found to lock direct costs for programs as well. Nobody says so beforehand; what one project
 * has shown goes for all others of the execution.
 */
export const lockFound = (client: Client): { yes: boolean } =>
	sharedInExecution(client, 'direct costs locked', () => ({ yes: false }));
