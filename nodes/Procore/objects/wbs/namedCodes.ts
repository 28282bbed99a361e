import type { ProjectCodesRecord } from '../../../shared/model';
import type { Client } from '../../api/client';
import { codeOfItems, listWbsCodes, segmentItemsOf } from './code';

/** The WBS codes that can be used in a project, with the names of their parts. */
export async function namedCodes(client: Client, projectId: string): Promise<ProjectCodesRecord> {
	const codes = (await listWbsCodes(client, projectId, { status: 'Active' })).flatMap((wbsCode) => {
		const { costCode, costType, further, pair } = codeOfItems(segmentItemsOf(wbsCode));
		if (!pair?.costCode) return [];
		const names = [costType, ...further.map(([, item]) => item)].map((item) => item?.name ?? '');
		return [
			{ ...pair, costCodeName: costCode?.name ?? '', costTypeName: names.filter((name) => name !== '').join(' · ') },
		];
	});
	return { projectId, codes };
}
