import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { failureOf, isEmptyItem } from '../../../shared/items';
import { isMeantAsOutcome, outcomeSchema, sourceSchema } from '../../../shared/model';
import type { UpsertItem } from './intake';

/** The items of a lane, by whether there is something left to do about them. */
export interface Stream {
	/** Desired objects, and whatever else nobody has decided on; also outcomes that lack something. */
	toWrite: UpsertItem[];
	/** Outcomes and failed items of earlier nodes, which go on as they are. */
	passing: Array<{ index: number; item: INodeExecutionData }>;
}

/** Every desired object of ours says where it comes from; an outcome never does. */
const isDesired = ({ source }: IDataObject) => sourceSchema.safeParse(source).success;

const isOutcome = (json: IDataObject) =>
	isMeantAsOutcome(json) && !isDesired(json) && outcomeSchema.safeParse(json).success;

/** Items that n8n made up are in neither list. */
export function readStream(items: INodeExecutionData[]): Stream {
	const stream: Stream = { toWrite: [], passing: [] };
	items.forEach((item, index) => {
		if (isEmptyItem(item)) return;
		const { json } = item;
		const failed = failureOf(item) !== undefined && (item.error !== undefined || !isDesired(json));
		if (failed || isOutcome(json)) stream.passing.push({ index, item });
		else stream.toWrite.push({ index, json });
	});
	return stream;
}
