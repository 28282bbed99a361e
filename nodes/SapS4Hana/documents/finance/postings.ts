import type { IDataObject } from 'n8n-workflow';
import { isNoKey, normalKey } from '../../odata/keys';

/** The number in a field of a posting; `""` = none. */
export function numberOf(row: IDataObject, property: string): string {
	const text = String(row[property] ?? '');
	return isNoKey(text) ? '' : normalKey(text);
}

/** Number of the SAP project of a posting; `""` = there is none, or SAP does not tell. */
export const sapProjectOf = (row: IDataObject) => numberOf(row, 'ProjectInternalID');

export const wbsNumberOf = (row: IDataObject) => numberOf(row, 'WBSElementInternalID');

/** What a cost is read again by, when something moved on it. */
export const costObjects = ['WBSElementInternalID', 'CostCenter', 'OrderID'] as const;
export type CostObject = (typeof costObjects)[number];

export const objectOf = (row: IDataObject) => costObjects.find((property) => numberOf(row, property) !== '');

export const belongsSomewhere = (row: IDataObject) => objectOf(row) !== undefined;
