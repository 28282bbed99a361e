import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { entities, isEntity, type Entity } from '../../../shared/entities';
import { invalidParameter, wholeNumber } from '../../../shared/parameters';
import type { PlanInput } from '../../sync/plan';
import { entityOptions } from '../entityOptions';

export const startOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Backfill From',
			name: 'backfillFrom',
			type: 'string',
			default: '',
			displayOptions: { show: { '/mode': ['backfill'] } },
			placeholder: 'e.g. 2026-01-01',
			description: 'First day of the changes that a backfill reads. Empty reads everything, in the order of the keys.',
		},
		{
			displayName: 'Backfill To',
			name: 'backfillTo',
			type: 'string',
			default: '',
			displayOptions: { show: { '/mode': ['backfill'] } },
			placeholder: 'e.g. 2026-03-31',
			description: 'Last day of the changes that a backfill reads. Empty reads up to now.',
		},
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			default: 2000,
			typeOptions: { minValue: 0 },
			description:
				'How many purchase orders or requisitions to work through at a time. Smaller batches take less memory and more requests to Procore. 0 = all at once.',
		},
		{
			displayName: 'Budget View Counts Once',
			name: 'budgetViewCountsOnce',
			type: 'boolean',
			default: false,
			description:
				"Whether the company's budget views in Procore are set up so that what is on contracts and is sent as direct costs as well counts once. Off: settings that would count it twice in the standard budget view are refused.",
		},
		{
			displayName: 'First Batch by Hand',
			name: 'firstBatchSize',
			type: 'number',
			default: 200,
			typeOptions: { minValue: 0 },
			description:
				'How many purchase orders or requisitions the first batch has in a run that somebody starts in the editor, so that the canvas shows what a person can look at. 0 = as the other batches.',
		},
		{
			displayName: 'Maximum Attempts',
			name: 'maximumAttempts',
			type: 'number',
			default: 10,
			typeOptions: { minValue: 1 },
			description:
				'How many runs in a row may meet a document that failed or waits before it is parked: then no run takes it up unless somebody asks for it',
		},
		{
			displayName: 'Overlap (Minutes)',
			name: 'overlapMinutes',
			type: 'number',
			default: 15,
			typeOptions: { minValue: 0 },
			description: 'How far before the last run to read again, for what was saved late in SAP',
		},
		{
			displayName: 'Projects per Batch',
			name: 'projectsPerBatch',
			type: 'number',
			default: 20,
			typeOptions: { minValue: 0 },
			description:
				'How many projects to work through at a time in Actual Costs. Fewer take less memory. 0 = all at once, and so are a preview and a lane with a step between Fetch costs and Map costs.',
		},
		{
			displayName: 'Record Unchanged',
			name: 'recordUnchanged',
			type: 'boolean',
			default: false,
			description: 'Whether documents that needed no change get an audit row, too. They are always counted.',
		},
		{
			displayName: 'Replay Entity',
			name: 'replayEntity',
			type: 'options',
			default: '',
			displayOptions: { show: { '/mode': ['replay'] } },
			options: [{ name: 'All', value: '' }, ...entityOptions],
			description: 'What to replay: of all entities what is due, of one entity all that is open or parked',
		},
		{
			displayName: 'Replay Key',
			name: 'replayKey',
			type: 'string',
			default: '',
			displayOptions: { show: { '/mode': ['replay'] } },
			placeholder: 'e.g. 4500000001',
			description: 'The one document to replay, by its SAP key, even if its exception is set to ignored',
		},
		{
			displayName: 'Settle Time (Minutes)',
			name: 'settleMinutes',
			type: 'number',
			default: 2,
			typeOptions: { minValue: 0 },
			description: 'Changes of the last minutes are left to the next run',
		},
		{
			displayName: 'Take Over',
			name: 'takeOver',
			type: 'boolean',
			default: false,
			description:
				'Whether to start although another run is under way. That one stops within a minute. Switch it off again afterwards.',
		},
	],
};

type Chosen = Pick<
	PlanInput,
	| 'overlapMinutes'
	| 'settleMinutes'
	| 'batchSize'
	| 'firstBatchSize'
	| 'projectsPerBatch'
	| 'maximumAttempts'
	| 'recordUnchanged'
	| 'range'
	| 'selection'
> & { takeOver: boolean; budgetViewCountsOnce: boolean };

/** What is chosen under Options; an empty field is as if it were not there. */
export function chosenOptions(context: IExecuteFunctions): Chosen {
	const given = context.getNodeParameter('options', 0, {}) as Record<string, unknown>;
	const text = (name: string) => String(given[name] ?? '').trim();
	const number = (name: string, label: string, fallback: number, least = 0) =>
		wholeNumber(context, label, text(name) === '' ? fallback : given[name], 0, least, Infinity);
	const byHand = context.getMode() === 'manual';
	return {
		overlapMinutes: number('overlapMinutes', 'Overlap (Minutes)', 15),
		settleMinutes: number('settleMinutes', 'Settle Time (Minutes)', 2),
		batchSize: number('batchSize', 'Batch Size', 2000),
		firstBatchSize: byHand ? number('firstBatchSize', 'First Batch by Hand', 200) : 0,
		projectsPerBatch: number('projectsPerBatch', 'Projects per Batch', 20),
		maximumAttempts: number('maximumAttempts', 'Maximum Attempts', 10, 1),
		recordUnchanged: given.recordUnchanged === true,
		takeOver: given.takeOver === true,
		budgetViewCountsOnce: given.budgetViewCountsOnce === true,
		range: rangeOf(context, text('backfillFrom'), text('backfillTo')),
		selection: { entity: entityOf(context, text('replayEntity')), key: text('replayKey') },
	};
}

function rangeOf(context: IExecuteFunctions, from: string, to: string): PlanInput['range'] {
	for (const [name, value] of [
		['Backfill From', from],
		['Backfill To', to],
	] as const)
		if (value !== '' && Number.isNaN(Date.parse(value)))
			throw invalidParameter(context, 0, name, `"${value}" is not a date. It takes a day such as 2026-01-01.`);
	if (Date.parse(from) > Date.parse(to))
		throw invalidParameter(context, 0, 'Backfill From', `It is after Backfill To (${to}).`);
	return { from, to };
}

function entityOf(context: IExecuteFunctions, text: string): Entity | '' {
	if (text === '' || isEntity(text)) return text;
	throw invalidParameter(context, 0, 'Replay Entity', `"${text}" is not one of ${entities.join(', ')}.`);
}

/** Lanes of a new workflow; the others are off until somebody chooses them. */
export const usualLanes: readonly Entity[] = ['project', 'supplier', 'purchase_order', 'requisition', 'actual_cost'];

/** The lanes that are switched on: a list, or words separated by commas. */
export function lanesParameter(context: IExecuteFunctions): Entity[] {
	const given: unknown = context.getNodeParameter('lanes', 0, [...entities]);
	const words = (Array.isArray(given) ? given : String(given).split(',')).map((word) => String(word).trim());
	const unknown = words.find((word) => word !== '' && !isEntity(word));
	if (unknown !== undefined)
		throw invalidParameter(context, 0, 'Lanes', `"${unknown}" is not one of ${entities.join(', ')}.`);
	return entities.filter((entity) => words.includes(entity));
}
