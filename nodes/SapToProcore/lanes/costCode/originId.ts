import { originId } from '../../../shared/originId';

export function costCodeOriginId(system: string, projectId: string, code: string): string {
	return originId(system, 'costcode', projectId, code);
}
