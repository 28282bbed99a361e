import type { INodeProperties } from 'n8n-workflow';
import { conformanceFindings } from '../../../shared/conformance';
import { asNodeFailure } from '../../../shared/failure';
import { sapProbes } from '../../documents/conformance/probes';
import type { Call, Row } from '../operation';

export const description: INodeProperties[] = [
	{
		displayName:
			'Reads only. The findings name no records, numbers or amounts of yours, so that they can be sent to the makers of this node.',
		name: 'conformanceNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: ['system'], operation: ['checkConformance'] } },
	},
];

/** One finding for each assumption: confirmed, different, or why it could not be told. Reads only. */
export async function* execute({ context, client }: Call): AsyncGenerator<Row> {
	const found = conformanceFindings('sap', sapProbes, client, (thrown) => asNodeFailure(context, thrown));
	for await (const finding of found) yield { json: { ...finding } };
}
