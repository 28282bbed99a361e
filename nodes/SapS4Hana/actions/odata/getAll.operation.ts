import { updateDisplayOptions } from 'n8n-workflow';
import type { Call, Row } from '../operation';
import { limitOf } from '../../../shared/parameters';
import { properties } from './properties';
import { pagesOf, readQuery } from './query';

export const description = updateDisplayOptions({ show: { resource: ['odata'], operation: ['getAll'] } }, properties);

/** Entities as SAP gives them, without OData's wrapping. */
export async function* execute(call: Call): AsyncGenerator<Row> {
	const limit = limitOf(call.context, call.itemIndex);
	let given = 0;
	for await (const page of pagesOf(call, readQuery(call), limit)) {
		for (const json of page.rows) {
			yield { json };
			given += 1;
			if (given === limit) return;
		}
	}
}
