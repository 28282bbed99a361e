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
