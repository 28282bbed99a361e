import type { IDataObject } from 'n8n-workflow';
import { parsedJson } from '../../../shared/json';
import { issuesText, textKeysSchema, type SapText, type TextKeys } from '../../../shared/model';
import { invalidParameter } from '../../../shared/parameters';
import { costCenterPages, costCenterType } from '../../documents/finance/costCenters';
import { glAccountPages, glAccountType } from '../../documents/finance/glAccounts';
import { wbsElementPages, wbsElementType } from '../../documents/project/wbsElements';
import { keyGroups, normalKey } from '../../odata/keys';
import type { Page } from '../../odata/paging';
import { documentRows, type Wish } from '../documents';
import type { Call, Row } from '../operation';

/** @throws NodeOperationError when the parameter Texts Of holds something else */
export function textKeysIn({ context, itemIndex }: Call): TextKeys {
	const given: unknown = context.getNodeParameter('textsOf', itemIndex, '');
	const read = textKeysSchema.safeParse(typeof given === 'string' ? parsedJson(given) : given);
	if (read.success) return read.data;
	throw invalidParameter(context, itemIndex, 'Texts Of', `${issuesText(read.error)}.`);
}

/** One record a key that SAP knows, in the log-on language; what it does not know has none. */
export async function* textRows({ client }: Call, keys: TextKeys): AsyncGenerator<Row> {
	const unchanged = { changedFrom: '', changedTo: '' };
	const everywhere = { companyCodes: [], controllingAreas: [], validOn: '' };
	for (const glAccounts of keyGroups(keys.glAccounts.map(normalKey))) {
		const pages = glAccountPages(client, { ...unchanged, chartsOfAccounts: [], glAccounts });
		yield* named({ type: glAccountType, pages }, 'glAccounts', 'glAccount', ['longName', 'name']);
	}
	for (const costCenters of keyGroups(keys.costCenters.map(normalKey))) {
		const pages = costCenterPages(client, { ...everywhere, costCenters });
		yield* named({ type: costCenterType, pages }, 'costCenters', 'costCenter', ['description', 'name']);
	}
	const elements = { ...unchanged, internalIds: [], projects: [], companyCodes: [], pageSize: 1000, limit: undefined };
	if (keys.wbsElements.length > 0) {
		const pages = wbsElementPages(client, { ...elements, wbsElements: keys.wbsElements });
		yield* named({ type: wbsElementType, pages }, 'wbsElements', 'wbsElement', ['description']);
	}

	async function* named(
		{ type, pages }: { type: Wish['type']; pages: AsyncIterable<Page> },
		of: SapText['of'],
		key: string,
		texts: readonly string[],
	): AsyncGenerator<Row> {
		for await (const row of documentRows(client, { type, simple: true, pages })) {
			const document: IDataObject = row.json;
			const text = texts.map((name) => String(document[name] ?? '')).find((each) => each !== '') ?? '';
			yield row.error ? row : { json: { of, key: String(document[key]), text } };
		}
	}
}
