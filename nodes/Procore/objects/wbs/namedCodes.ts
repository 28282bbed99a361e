import type { ProjectCodesRecord } from '../../../shared/model';
import type { Client } from '../../api/client';
import { listWbsCodes, segmentItemsOf } from './code';

/** The cost codes with cost types that can be used in a project, with their names. Codes with further segments are left out. */
export async function namedCodes(client: Client, projectId: string): Promise<ProjectCodesRecord> {
	const codes = (await listWbsCodes(client, projectId, { status: 'Active' })).flatMap((wbsCode) => {
		const items = segmentItemsOf(wbsCode);
		const costCode = items.find(({ type }) => type === 'cost_code');
		const costType = items.find(({ type }) => type === 'line_item_type');
		if (!costCode?.code || items.length !== (costType ? 2 : 1)) return [];
		return [
			{
				costCode: costCode.code,
				costType: costType?.code ?? '',
				costCodeName: costCode.name,
				costTypeName: costType?.name ?? '',
			},
		];
	});
	return { projectId, codes };
}
