import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { attempt } from '../../../shared/failure';
import { failureOf, toItem } from '../../../shared/items';
import { wholeNumber } from '../../../shared/parameters';
import type { ReportName } from '../../reports/names';
import type { Rendered } from '../../reports/rendered';
import { isToldFirst, lastOf, type ReportRequest } from '../../reports/request';
import { itemsOf } from '../inputs';
import { answerItem, mailItem, refusalItem } from './delivery';
import { digestItems } from './digest';
import { makeExceptions, makeHub } from './exceptions';
import { withResult } from './forms/result';
import { proposalPage } from './forms/show';
import { makeReadiness, tellReadiness } from './readiness';
import { makeMapping } from './mapping';
import { recordCalls } from './calls';
import { addressesProperty } from './links';
import { keptReconciliation, newReconciliation, signedOff, withPage, type WholeContracts } from './reconciliation';
import { requestParameter, requestProperty } from './requestParameter';
import { sourceOf, type Source } from './source';
import { makeProjects } from './projects';
import { makeStatus } from './status';
import { makeVendors } from './vendors';
import { makeWhy } from './why';

const properties: INodeProperties[] = [
	requestProperty,
	{
		displayName: 'Sync Runs Every (Hours)',
		name: 'everyHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 168 },
		default: 1,
		description: 'How often the schedule of the sync runs it',
	},
	{
		displayName: 'Sync Runs at Hour (UTC)',
		name: 'atHour',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 23 },
		default: 0,
		description: 'Hour of the day, in UTC, from which the schedule of the sync counts',
	},
	{
		displayName: 'Tolerance of the Readiness (%)',
		name: 'tolerance',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 0,
		description:
			'How much of the order value may be without cost code or project, and how many of the suppliers may be held, before that asks for attention',
	},
	addressesProperty,
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['make'] } }, properties);

interface Panel {
	schedule: { everyHours: number; atHour: number };
	tolerance: number;
}

/**
 * Makes the reports of a request.
 *
 * Inputs: SAP Documents (SAP S/4HANA > System > Read Documents), Contracts with Lines (those that List Differences names),
 * and Procore Records (Procore > Company > Read Records).
 * Outputs: *Answer*, for whoever waits: page, file or message in the binary field `data`, with `statusCode` and
 * `disposition`; *Mail*, when nobody waits: `subject`, `html`, all figures, and both files, and of a digest `to`; *Trouble*: `message`, for each
 * report that could not be made. One that fails does not keep the others away.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const request = requestParameter(this);
	const panel = panelOf(this);
	const { refusal, asked } = request;
	if (refusal) {
		const told = refusal.statusCode === 503 ? notMade(refusal.message) : refusal.message;
		return [
			asked ? [await refusalItem(this, refusal.statusCode, textFor(this, told, refusal.statusCode))] : [],
			[],
			refusal.statusCode === 503 ? [toItem({ message: told }, 0)] : [],
		];
	}
	const outputs: [INodeExecutionData[], INodeExecutionData[], INodeExecutionData[]] = [[], [], []];
	const [answers, mails, troubles] = outputs;
	const source = await attempt(this, async () => await sourceOf(this, request, 2));
	if (request.digest) {
		const digests = await attempt(this, async () => {
			if ('error' in source) throw source.error;
			return await digestItems(this, source.value);
		});
		if ('value' in digests) mails.push(...digests.value);
		else troubles.push(toItem({ report: 'digest', message: notMade(digests.error.message) }, 0));
	}
	for (const report of request.reports) {
		const rendered = await attempt(this, async () => {
			if ('error' in source) throw source.error;
			return await made(report, source.value, panel);
		});
		if ('value' in rendered) {
			if (asked) answers.push(await answerItem(this, request, report, rendered.value));
			else mails.push(await mailItem(this, report, rendered.value));
			continue;
		}
		const message = notMade(rendered.error.message);
		if (asked) answers.push(await refusalItem(this, 503, textFor(this, message, 503)));
		troubles.push(toItem({ report, message }, 0));
	}
	const recorded = await attempt(this, async () => {
		if ('value' in source) await recordCalls(this, source.value.ledger, request.reports, Date.now());
	});
	if ('error' in recorded)
		troubles.push(toItem({ message: `Requests are not on record: ${recorded.error.message}` }, 0));
	return outputs;
}

const inBrowser = ({ asked, format }: ReportRequest) => asked && format === 'html';

/** The page of a report; or the one that asks somebody to confirm what they want to do. */
async function made(report: ReportName, source: Source, panel: Panel): Promise<Rendered<object>> {
	const { request, context, ledger, now } = source;
	if (!inBrowser(request)) return await makers[report](source, panel);
	const forms = { context, ledger, customer: request.customer, now, source };
	if (lastOf(request.query.do) !== '')
		return { model: {}, subject: '', page: await proposalPage(forms, report, request), rows: [] };
	const rendered = await makers[report](source, panel);
	return { ...rendered, page: await withResult(rendered.page, forms, report, request) };
}

const makers: Record<ReportName, (source: Source, panel: Panel) => Promise<Rendered<object>>> = {
	status: async (source, { schedule }) => await makeStatus(source, schedule, inBrowser(source.request)),
	exceptions: async (source) => (inBrowser(source.request) ? await makeHub(source) : await makeExceptions(source)),
	mapping: makeMapping,
	vendors: makeVendors,
	projects: makeProjects,
	reconciliation: async (source) => {
		const { request, context } = source;
		if (lastOf(request.query.signed) !== '') return await signedOff(source);
		const shown = request.kept ? keptReconciliation(source) : await newReconciliation(source, wholeContracts(context));
		return await withPage(source, shown, inBrowser(request));
	},
	readiness: async (source, { tolerance }) =>
		isToldFirst(source.request) ? await tellReadiness(source) : await makeReadiness(source, tolerance),
	why: makeWhy,
};

function wholeContracts(context: IExecuteFunctions): WholeContracts {
	const items = itemsOf(context, 1).map(({ item }) => ({ record: item.json, failure: failureOf(item) }));
	return {
		records: items.flatMap(({ record, failure }) => (failure ? [] : [record])),
		failures: items.flatMap(({ failure }) => (failure ? [{ message: failure.message, details: {} }] : [])),
	};
}

function panelOf(context: IExecuteFunctions): Panel {
	const number = (name: string, label: string, least: number, most: number) =>
		wholeNumber(context, label, context.getNodeParameter(name, 0), 0, least, most);
	return {
		schedule: {
			everyHours: number('everyHours', 'Sync Runs Every (Hours)', 1, 168),
			atHour: number('atHour', 'Sync Runs at Hour (UTC)', 0, 23),
		},
		tolerance: number('tolerance', 'Tolerance of the Readiness (%)', 0, 100),
	};
}

const notMade = (message: string) => `The report could not be made: ${message}`;

/** What a person reads who waits for the report. */
function textFor(context: IExecuteFunctions, message: string, statusCode: number): string {
	if (statusCode !== 503) return message;
	const todo = `Try again in a few minutes. If the problem persists, tell whoever looks after n8n: execution ${context.getExecutionId()} of this workflow holds the details.`;
	return `${message}\n\n${todo}`;
}
