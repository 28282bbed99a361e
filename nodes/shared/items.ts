import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/**
 * Whether n8n made this item up: a node with *Always Output Data* emits one empty item when it has nothing to say,
 * so that the lane goes on. Such an item is no document.
 */
export function isEmptyItem(item: INodeExecutionData): boolean {
	return Object.keys(item.json).length === 0 && item.binary === undefined;
}

/** An output item that stems from the given input item. */
export function toItem(json: object, itemIndex: number, input?: number): INodeExecutionData {
	return {
		json: json as IDataObject,
		pairedItem: input === undefined ? { item: itemIndex } : { item: itemIndex, input },
	};
}

/**
 * An item for the error output, with what is known of it in `details`.
 *
 * n8n overwrites the content of an item that has an error beside its `json`, so the content goes where n8n leaves it
 * alone: an item that holds nothing but `error` and `details` is sent to the error output as well.
 */
export function failedItem(error: Error, details: object, itemIndex: number): INodeExecutionData {
	return toItem({ error: error.message, details }, itemIndex);
}

/** What an item says that a node failed on: its message and details; undefined for an ordinary item. */
export function failureOf({ json, error }: INodeExecutionData): { message: string; details: unknown } | undefined {
	if (error) return { message: error.message, details: undefined };
	return typeof json.error === 'string' ? { message: json.error, details: json.details } : undefined;
}

/** The reason code that the details of a failed item name, if any. */
export const reasonIn = (details: unknown): string | undefined => textIn(details, 'reason');

/** What to do about a failed item, if its details say so. */
export const adviceIn = (details: unknown): string | undefined => textIn(details, 'advice');

function textIn(details: unknown, name: string): string | undefined {
	const text = typeof details === 'object' && details !== null ? new Map(Object.entries(details)).get(name) : undefined;
	return typeof text === 'string' && text !== '' ? text : undefined;
}
