import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';
import { failureDetails } from '../../shared/failure';
import { apiError } from '../../shared/http';
import { outcome, type Entity } from '../../shared/model';
import type { DocumentType, Reader } from '../documents/type';
import type { ODataClient } from '../odata/client';
import { normalKey } from '../odata/keys';
import type { Page } from '../odata/paging';
import type { Row } from './operation';

/** What *Get Many* asks for. */
export interface Wish {
	type: DocumentType<object>;
	/** The Simplify option: documents instead of SAP's own records. */
	simple: boolean;
	pages: AsyncIterable<Page>;
	/** Rows wanted of `pages` at most; undefined = all. */
	limit?: number | undefined;
	/** Conditions that SAP cannot check. */
	isWanted?(record: IDataObject): boolean;
	/** Keys that `pages` has to contain: those that it does not are rows that could not be read. */
	expected?: readonly string[];
	/** Documents to read in any case, and how. */
	also?: { keys: readonly string[]; pagesOf(keys: readonly string[]): AsyncIterable<Page> };
}

/**
 * Documents in the order in which SAP gives them, then those that were asked for besides; documents that cannot be read
 * stand among them as failed.
 */
export async function* documentRows(client: ODataClient, wish: Wish): AsyncGenerator<Row> {
	const { type, also, limit, isWanted = () => true } = wish;
	let missing = byKey(wish.expected);
	const besides = byKey(also?.keys);
	let given = 0;
	reading: for await (const page of wish.pages) {
		const rowOf = await rowMaker(client, wish, page);
		for (const record of page.rows) {
			const key = normalKey(type.keyOf(record));
			missing.delete(key);
			if (!isWanted(record)) continue;
			besides.delete(key);
			yield rowOf(record);
			given += 1;
			if (given < (limit ?? Infinity)) continue;
			missing = new Map();
			break reading;
		}
	}
	if (also && besides.size > 0) {
		for await (const page of also.pagesOf([...besides.values()])) {
			const rowOf = await rowMaker(client, wish, page);
			for (const record of page.rows) {
				besides.delete(normalKey(type.keyOf(record)));
				yield rowOf(record);
			}
		}
	}
	for (const key of new Map([...missing, ...besides]).values()) yield missingRow(client.node, type, key);
}

/** Keys as they were asked for, by the form in which they compare. */
const byKey = (keys: readonly string[] = []) => new Map(keys.map((key) => [normalKey(key), key]));

/** The one document of a key. */
export async function* documentRow(
	client: ODataClient,
	wish: Pick<Wish, 'type' | 'simple' | 'pages'>,
	key: string,
): AsyncGenerator<Row> {
	for await (const page of wish.pages) {
		const rowOf = await rowMaker(client, wish, page);
		for (const record of page.rows) {
			yield rowOf(record);
			return;
		}
	}
	throw notFound(client.node, wish.type, key);
}

/** Makes the output row of a record: the document, SAP's own record, or why there is no document. */
async function rowMaker(
	client: ODataClient,
	{ type, simple }: Pick<Wish, 'type' | 'simple'>,
	page: Page,
): Promise<(record: IDataObject) => Row> {
	if (!simple) return (json) => ({ json });
	const read: Reader<object> = await type.reader(client, page);
	return (record) => {
		const reading = read(record);
		if ('document' in reading) return { json: reading.document as IDataObject };
		const key = type.keyOf(record);
		return failedRow(type, key, unreadable(client.node, type, key, reading.unreadable), reading.known);
	};
}

/**
 * The outcome of a document that could not be read, or (key `""`) of a read that failed as a whole.
 * @param known what is known of the document, for the detail
 */
export function failedOutcome(entity: Entity, sapKey: string, error: Error, known: object = {}): IDataObject {
	const { reason, advice } = failureDetails(error);
	return {
		...outcome({
			entity,
			sapKey,
			status: 'failed',
			action: 'none',
			reason,
			message: error.message,
			detail: { advice, ...known },
		}),
	} as IDataObject;
}

/** The row of a document that SAP does not have. */
export function missingRow(node: INode, type: Named & { entity: Entity }, key: string): Row {
	return failedRow(type, key, notFound(node, type, key));
}

function failedRow(
	{ entity }: Pick<DocumentType<object>, 'entity'>,
	key: string,
	error: NodeApiError,
	known?: object,
): Row {
	return { json: failedOutcome(entity, key, error, known), error };
}

type Named = Pick<DocumentType<object>, 'noun' | 'notFoundAdvice'>;

function unreadable(node: INode, { noun }: Named, key: string, problems: string): NodeApiError {
	return apiError(node, {
		message: `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${key} could not be read`,
		description: `SAP's record of it is not as it should be: ${problems}. Correct it in SAP, or report it with the SAP key. Other ${noun}s are not affected.`,
		reason: 'unreadable_document',
	});
}

/** SAP has no document of this key, or the communication user may not see it. */
function notFound(node: INode, { noun, notFoundAdvice }: Named, key: string): NodeApiError {
	return apiError(node, {
		message: `SAP has no ${noun} ${key}`,
		description: `Check the number. ${notFoundAdvice} If it exists, the communication user may not see it.`,
		reason: 'not_found',
	});
}
