import { pick } from 'lodash';
import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { attempt } from '../../../shared/failure';
import type { SapRead } from '../../../shared/model';
import { toItem } from '../../../shared/items';
import { invalidParameter, wholeNumber } from '../../../shared/parameters';
import { ledgerOf } from '../../ledger';
import { refusals } from '../../reports/forms/refusals';
import { isForeign, submissionOf } from '../../reports/forms/submission';
import { refusedUpload, uploadOf, type Upload } from '../../reports/mapping/upload';
import { mailedNames, type ReportName } from '../../reports/names';
import {
	asksForCodes,
	isToldFirst,
	lastOf,
	readsOf,
	triggerOf,
	uploadAction,
	wantedOf,
	type Query,
	type ReportRequest,
} from '../../reports/request';
import { customerParameter, customerProperty } from '../customerParameter';
import { callsOfLastHour, callsOnRecord } from './calls';
import { projectsToRead } from './projectCodes';
import { textsToRead } from './texts';
import { keptFor, lastWhole } from './kept';
import { keptSap } from './keptSap';
import { defaultSettings, lanesOf, lastSettings, type SyncSettings } from './lastSettings';

const properties: INodeProperties[] = [
	{
		...customerProperty,
		default: 'main',
		description: 'Name that all rows of this customer carry in the tables, as in the node Start of the sync',
	},
	{
		displayName: 'Reports of the Month End',
		name: 'monthEndReports',
		type: 'multiOptions',
		options: [
			{ name: 'Exceptions', value: 'exceptions' },
			{ name: 'Readiness', value: 'readiness' },
			{ name: 'Reconciliation', value: 'reconciliation' },
			{ name: 'Status', value: 'status' },
		],
		default: ['exceptions', 'reconciliation'],
		description: 'Reports that are made when the schedule or a person starts the workflow',
	},
	{
		displayName: 'Weekly Digest',
		name: 'digest',
		type: 'boolean',
		default: false,
		description:
			'Whether the schedule that has started the workflow is that of the digest: each owner gets a mail of what is new or overdue, in place of the reports of the month end',
	},
	{
		displayName: 'Address of the Pages',
		name: 'pagesAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/sap-procore',
		description:
			'Where links in mails lead. Needed only where the pages have another path, or webhooks another host than n8n itself.',
	},
	{
		displayName: 'Readiness Looks Back (Days)',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 90,
		description: 'How old an order may be, by its date, to count for the share that has a cost code',
	},
	{
		displayName: 'Procore Calls per Hour',
		name: 'quotaPerHour',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 600,
		description: 'Requests that Procore allows your app in an hour. Procore gives it in the header X-Rate-Limit-Limit.',
	},
	{
		displayName: 'Reserve for the Sync (%)',
		name: 'reserve',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 99 },
		default: 50,
		description: 'Share of those requests that reports leave to the sync',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['report'], operation: ['readRequest'] } },
	properties,
);

/**
 * Input: the item of whatever started the workflow: a webhook, a form, a schedule, a person.
 * Outputs: *Report*, a {@link ReportRequest}; *Replay*, `{customer, by, given}` of who asked for a replay; *Form*, what
 * somebody has sent on a page, for Report > Submit.
 * Tables are made where they are missing: readiness is asked for before the sync has ever run.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const customer = customerParameter(this);
	const monthEnd = monthEndParameter(this);
	const days = wholeNumber(this, 'Readiness Looks Back (Days)', this.getNodeParameter('days', 0), 0, 1, 3650);
	const quotaPerHour = numberOf(this, 'quotaPerHour', 'Procore Calls per Hour', 1, Infinity);
	const reserve = numberOf(this, 'reserve', 'Reserve for the Sync (%)', 0, 99);
	const trigger = triggerOf(this.getInputData()[0]?.json ?? {});
	if (trigger.kind === 'replay') return [[], [toItem({ customer, by: trigger.by, given: trigger.given }, 0)], []];
	if (trigger.kind === 'submission') {
		const sent = submissionOf(this.getInputData()[0]?.json ?? {}, customer, trigger.report);
		return [[], [], [toItem(sent, 0)]];
	}
	const isDigest = this.getNodeParameter('digest', 0, false) === true && isUnasked(trigger.kind);
	const { newerThan, ...wanted } = wantedOf(trigger, isDigest ? [] : monthEnd);
	const inBrowser = wanted.asked && wanted.format === 'html';
	// What was signed off is on record; a file that is not taken needs nothing.
	const upload = await uploadIn(this, customer, wanted.query);
	const isSigned = lastOf(wanted.query.signed) !== '';
	const readsNothing = isSigned || isToldFirst(wanted) || (upload !== null && upload.refusal !== '');
	const request: ReportRequest = {
		customer,
		...wanted,
		days,
		...readsOf(readsNothing ? [] : wanted.reports, days, inBrowser, wanted.query),
		texts: { glAccounts: [], costCenters: [], wbsElements: [] },
		...ledgerSettings(defaultSettings),
		projectIds: [],
		quotaPerHour,
		procoreRequests: 1,
		kept: false,
		upload,
		digest: isDigest,
		pagesAddress: addressParameter(this),
	};
	const [only, ...more] = wanted.reports;
	const mayBeKept =
		wanted.asked &&
		!readsNothing &&
		!(inBrowser && lastOf(wanted.query.do) !== '') &&
		more.length === 0 &&
		only === 'reconciliation';
	if (mayBeKept && keptFor(customer, newerThan, Date.now()))
		return [[toItem({ ...request, kept: true, sapReads: [], procoreReads: [] }, 0)], [], []];
	if (isMappingAgain(request)) Object.assign(request, { kept: true, sapReads: [] });
	const known = await attempt(this, async () => await knownOf(this, request, reserve, newerThan));
	if ('value' in known) {
		const { projectIds = [], procoreRequests = 1 } = known.value;
		// Each project takes a request at least: what is there as a whole says more than what is left of the quota.
		const isShort = mayBeKept && procoreRequests < projectIds.length && lastWhole(customer) !== undefined;
		const kept = isShort ? { kept: true, sapReads: [], procoreReads: [] } : {};
		return [[toItem({ ...request, ...known.value, ...kept }, 0)], [], []];
	}
	// The reports tell it to whoever waits. Neither system is asked for nothing.
	const { message } = known.error;
	const nothing = { sapReads: [], procoreReads: [], refusal: request.refusal ?? { statusCode: 503, message } };
	return [[toItem({ ...request, ...nothing }, 0)], [], []];
}

/** The file that was sent to the page Mapping; null = none was. */
async function uploadIn(context: IExecuteFunctions, customer: string, query: Query): Promise<Upload | null> {
	const [item] = context.getInputData();
	const [field] = Object.keys(item?.binary ?? {});
	if (!item || field === undefined || lastOf(query.do) !== uploadAction) return null;
	const name = item.binary?.[field]?.fileName ?? '';
	if (isForeign(item.json)) return refusedUpload(name, refusals.foreign);
	return await uploadOf(await context.helpers.getBinaryDataBuffer(0, field), name, customer);
}

/** The page or its file is opened, nothing is about to be changed, and nobody asks for SAP as of now. */
const isMappingShown = ({ asked, reports, query }: ReportRequest) =>
	asked &&
	reports.length > 0 &&
	reports.every((report) => report === 'mapping') &&
	[query.do, query.sap].every((values) => lastOf(values) === '');

/** The page has read SAP a short while ago: the tables are read afresh, SAP is not. */
const isMappingAgain = (request: ReportRequest) =>
	isMappingShown(request) && keptSap(request.customer, Date.now()) !== undefined;

/** Nobody waits for an answer. */
const isUnasked = (kind: string) => kind === 'schedule' || kind === 'manual';

/** @throws NodeOperationError for anything but a web address: mails link to it */
function addressParameter(context: IExecuteFunctions): string {
	const given = String(context.getNodeParameter('pagesAddress', 0, '') ?? '')
		.trim()
		.replace(/[?#].*$|(?<!\/)\/+$/g, '');
	if (given === '' || /^https?:\/\/[^\s/]+/.test(given)) return given;
	throw invalidParameter(context, 0, 'Address of the Pages', `"${given}" does not begin with https:// or http://.`);
}

/** What the tables say about what has to be read. */
async function knownOf(
	context: IExecuteFunctions,
	request: ReportRequest,
	reserve: number,
	newerThan: string,
): Promise<Partial<ReportRequest>> {
	const { customer, procoreReads, reports, sapReads, quotaPerHour } = request;
	const ledger = ledgerOf(context, customer);
	await ledger.prepare();
	const settings = sapReads.includes('costs') ? await lastSettings(ledger, Date.now()) : undefined;
	const found = ledgerSettings(settings ?? defaultSettings);
	const isMapping = reports.every((report) => report === 'mapping');
	const needless = new Set<SapRead>([
		// Without a category there is no plan to compare, and without its lane none that a mapping decides on.
		...(found.planCategory === '' || (isMapping && !lanesOf(settings).includes('budget')) ? (['plan'] as const) : []),
		// Readiness looks at costs only to propose which accounts to choose.
		...(found.costAccounts !== '' && reports.every((report) => report === 'readiness') ? (['costs'] as const) : []),
	]);
	const now = Date.now();
	const used = procoreReads.length > 0 ? callsOfLastHour(await callsOnRecord(ledger, now), now) : 0;
	const procoreRequests = Math.max(1, Math.floor(quotaPerHour * (1 - reserve / 100)) - used);
	// What runs have recorded is enough to show; before the first run, only SAP says anything.
	const isOnRecord = isMappingShown(request) && settings !== undefined;
	// Who looks for a cost code is helped by what SAP calls accounts and objects.
	const recordReads: SapRead[] = asksForCodes(request.query) ? ['texts'] : [];
	const wantedReads = isOnRecord ? recordReads : sapReads;
	const texts = wantedReads.includes('texts') ? { texts: await textsToRead(ledger) } : {};
	if (texts.texts && Object.values(texts.texts).every(({ length }) => length === 0)) needless.add('texts');
	const known = { ...found, ...texts, procoreRequests, sapReads: wantedReads.filter((read) => !needless.has(read)) };
	if (procoreReads.includes('codes')) return { ...known, projectIds: await projectsToRead(ledger, newerThan) };
	if (!procoreReads.includes('contracts')) return known;
	const synced = (await ledger.rows('projects')).filter(
		(row) => row.project_id !== '' && row.active && row.sync_enabled,
	);
	return { ...known, projectIds: [...new Set(synced.map((row) => row.project_id))] };
}

const numberOf = (context: IExecuteFunctions, name: string, label: string, least: number, most: number) =>
	wholeNumber(context, label, context.getNodeParameter(name, 0), 0, least, most);

/** How SAP's finance is read. */
const ledgerSettings = (settings: SyncSettings) =>
	pick(settings, ['ledger', 'costAccounts', 'planCategory', 'planLedger', 'planAccounts']);

/** @throws NodeOperationError for a word that is not a report */
function monthEndParameter(context: IExecuteFunctions): ReportName[] {
	const given: unknown = context.getNodeParameter('monthEndReports', 0);
	const words = (Array.isArray(given) ? given : String(given).split(',')).map((word) => String(word).trim());
	const unknown = words.find((word) => word !== '' && !mailedNames.some((name) => name === word));
	if (unknown !== undefined)
		throw invalidParameter(
			context,
			0,
			'Reports of the Month End',
			`"${unknown}" is not one of ${mailedNames.join(', ')}.`,
		);
	return mailedNames.filter((name) => words.includes(name));
}
