import { z } from 'zod/v3';
import { procoreReads, sapReads, textKeysSchema, type ProcoreRead, type SapRead } from '../../shared/model';
import { isSubmission, userOf } from './forms/submission';
import { monthOf } from './month';
import { uploadSchema } from './mapping/upload';
import { reportFormats, reportNames, type ReportName } from './names';

/** What was asked for: the item of Report > Read Request, by which the nodes after it go. */
export const reportRequestSchema = z.object({
	customer: z.string().min(1),
	reports: z.array(z.enum(reportNames)),
	format: z.enum(reportFormats),
	/** `2026-10`; `""` = the current month. */
	month: z.string(),
	/** Whether somebody waits for the answer. At the month end nobody does: it goes out by mail. */
	asked: z.boolean(),
	/** What the address of the page says beside that: filters, what is looked for, what is to be done. */
	query: z.record(z.array(z.string())),
	/** Who is logged in to the pages; `""` = nobody by name, or nobody has asked. */
	user: z.string(),
	/** How many days back orders count for the readiness. */
	days: z.number(),
	sapReads: z.array(z.enum(sapReads)),
	/** Days, 0 = all orders. */
	changedDays: z.number(),
	/** Whose texts are read of SAP. */
	texts: textKeysSchema,
	/** Ledger of SAP's finance, `0L`. */
	ledger: z.string(),
	/** Accounts that are costs, as people write them; `""` = all. */
	costAccounts: z.string(),
	/** `""` = no plan is read. */
	planCategory: z.string(),
	/** Ledger and accounts of the plan, as those of the costs. */
	planLedger: z.string(),
	planAccounts: z.string(),
	procoreReads: z.array(z.enum(procoreReads)),
	projectIds: z.array(z.string()),
	/** Requests that Procore allows in an hour, and how many of them the reports may make now. */
	quotaPerHour: z.number(),
	procoreRequests: z.number(),
	/** Whether each owner gets a mail of what is new or overdue, in place of reports. */
	digest: z.boolean(),
	/** Address of the pages, for links in mails; `""` = where n8n has them by itself. */
	pagesAddress: z.string(),
	/** Whether what was read a short while ago is shown: a reconciliation, or what the page Mapping has of SAP. */
	kept: z.boolean(),
	/** The map in a file that somebody has sent; `null` = none was. */
	upload: uploadSchema.nullable(),
	/** Why no report is made: what was asked for is not possible (400), or cannot be done now (503). */
	refusal: z.object({ statusCode: z.number(), message: z.string() }).nullable(),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

/** What started the workflow. */
export type Trigger =
	| { kind: 'page'; query: Query; report: ReportName; user: string }
	/** A form of a page was sent. */
	| { kind: 'submission'; report: ReportName }
	/** `given` is what has to be replayed, as it came in. */
	| { kind: 'replay'; by: 'webhook' | 'form'; given: unknown }
	/** `at`: ISO 8601 with the offset of the workflow's time zone. */
	| { kind: 'schedule'; at: string }
	| { kind: 'manual' }
	| { kind: 'unknown'; page: string };

const everything = 'Everything that is due';
const formOwn = new Set(['submittedAt', 'formMode', 'formQueryParameters']);

/**
 * Tells by the item of a trigger what it was. A webhook by the parameter `page` of its address; without one by the last word
 * of its path, so that a workflow may have an address of its own for a page or the replay, such as `acme/status`; otherwise
 * it is the first page. A form by its fields: the first says what, the second which document.
 */
export function triggerOf(item: Readonly<Record<string, unknown>>): Trigger {
	if (typeof item.webhookUrl === 'string') return webhookOf(item.webhookUrl, item);
	if (typeof item.submittedAt === 'string') {
		const [what, key] = Object.entries(item).flatMap(([name, value]) => (formOwn.has(name) ? [] : [value]));
		return { kind: 'replay', by: 'form', given: { entity: what === everything ? '' : what, key } };
	}
	return typeof item.timestamp === 'string' ? { kind: 'schedule', at: item.timestamp } : { kind: 'manual' };
}

function webhookOf(url: string, item: Readonly<Record<string, unknown>>): Trigger {
	const { body, query } = item;
	const [address = ''] = url.split(/[?#]/);
	const path =
		address
			.replace(/(?<!\/)\/+$/, '')
			.split('/')
			.at(-1) ?? '';
	const words = path.toLowerCase().split(/[^a-z]+/);
	if (words.includes('replay')) return { kind: 'replay', by: 'webhook', given: body ?? {} };
	const asked = queryOf(query);
	const page = lastOf(asked.page).toLowerCase();
	const report = reportNames.find((name) => (page === '' ? words.includes(name) : name === page));
	if (page !== '' && !report) return { kind: 'unknown', page };
	const shownPage = report ?? reportNames[0];
	if (isSubmission(item)) return { kind: 'submission', report: shownPage };
	return { kind: 'page', report: shownPage, query: asked, user: userOf(item) };
}

/** The parameters of an address; each may be given more than once. */
export type Query = Record<string, string[]>;

/** What comes from outside is kept, but not at any length: n8n takes addresses of 16 KB, so this is no limit for people. */
const mostParameters = 2_000;

/** From the 21st value on, newer versions of n8n hand on an object with the positions as names, and no list. */
function listed(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const isByPosition = isRecord(value) && Object.keys(value).every((name) => /^\d+$/.test(name));
	return isByPosition ? Object.values(value) : [value];
}

function queryOf(given: unknown): Query {
	if (!isRecord(given)) return {};
	const texts = (value: unknown) =>
		listed(value)
			.slice(0, mostParameters)
			.flatMap((each) => (typeof each === 'string' || typeof each === 'number' ? [String(each).trim()] : []));
	return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, texts(value)]));
}

/** A parameter that is given twice counts by its last value; `""` = it is not given. */
export const lastOf = (values: readonly string[] | undefined): string => values?.at(-1) ?? '';

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

type Wanted = Pick<ReportRequest, 'reports' | 'format' | 'month' | 'asked' | 'query' | 'user' | 'refusal'> & {
	/** Only a report that was made after that will do, ISO 8601; `""` = any. */
	newerThan: string;
};

const nothingElse = { newerThan: '', query: {}, user: '' };

const dayMs = 86_400_000;

/** Which reports in which form; `monthEnd` are those that are made when nobody asks for one of them. */
export function wantedOf(
	trigger: Exclude<Trigger, { kind: 'replay' | 'submission' }>,
	monthEnd: readonly ReportName[],
): Wanted {
	switch (trigger.kind) {
		case 'page':
			return pageOf(trigger);
		case 'schedule':
			return {
				reports: [...monthEnd],
				format: 'xlsx',
				month: endedMonth(trigger.at),
				asked: false,
				refusal: null,
				...nothingElse,
			};
		case 'manual':
			return { reports: [...monthEnd], format: 'xlsx', month: '', asked: false, refusal: null, ...nothingElse };
		case 'unknown': {
			const message = `There is no page "${shown(trigger.page)}". It must be one of ${reportNames.join(', ')}.`;
			return refused(message);
		}
	}
}

function pageOf({ report, query, user }: Extract<Trigger, { kind: 'page' }>): Wanted {
	const format = lastOf(query.format).toLowerCase();
	const known = reportFormats.find((each) => each === (format || 'html'));
	if (!known)
		return refused(`The format "${shown(format)}" is not known. It takes xlsx, csv, or nothing for the page.`);
	const month = lastOf(query.month);
	if (month !== '' && !monthOf(month))
		return refused(`The month "${shown(month)}" cannot be read. A month looks like 2026-10.`);
	const newerThan = lastOf(query.after);
	return { reports: [report], format: known, month, asked: true, query, user, refusal: null, newerThan };
}

/** What comes from outside is shown, but not at any length. */
const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

const refused = (message: string): Wanted => ({
	reports: [],
	format: 'html',
	month: '',
	asked: true,
	refusal: { statusCode: 400, message },
	...nothingElse,
});

/**
 * The month in which it was 15 days ago: at the end of a month or in the first half of the next one that is the month that
 * ends, in whichever time zone the workflow is, so that the day of the schedule may be moved.
 */
function endedMonth(at: string): string {
	// The clock of the workflow's zone, taken for UTC: only day and month count.
	const local = Date.parse(`${at.slice(0, 19)}Z`);
	return new Date((Number.isNaN(local) ? Date.now() : local) - 15 * dayMs).toISOString().slice(0, 7);
}

/** What each report reads of SAP, beside its ID and clock. */
const sapReadsOf: Record<ReportName, readonly SapRead[]> = {
	status: [],
	exceptions: ['orders', 'requisitions', 'costs'],
	mapping: ['orders', 'costs', 'texts'],
	vendors: [],
	projects: [],
	reconciliation: ['system', 'orders', 'costs', 'plan'],
	readiness: ['system', 'check', 'orders', 'costs', 'suppliers'],
	why: [],
};

const procoreReadsOf: Record<ReportName, readonly ProcoreRead[]> = {
	status: [],
	exceptions: [],
	mapping: [],
	vendors: [],
	projects: [],
	reconciliation: ['contracts', 'budgets'],
	readiness: ['access', 'vendors'],
	why: [],
};

/**
 * What has to be read for some reports. Orders are read as a whole as soon as one of them needs all.
 * @param inBrowser - people click from page to page: the exceptions are then those of the tables, with the amounts that runs
 * have recorded
 * @param query - of the page: who is about to change something is told by the tables, and of some changes by SAP, too
 */
export function readsOf(
	reports: readonly ReportName[],
	days: number,
	inBrowser = false,
	query: Query = {},
): Pick<ReportRequest, 'sapReads' | 'procoreReads' | 'changedDays'> {
	const action = lastOf(query.do);
	if (inBrowser && action !== '') {
		const isPreview = reports.some((report) => previews[report]?.includes(action));
		const previewed: SapRead[] = ['system', 'orders', 'requisitions', 'costs', 'plan', 'texts'];
		return { sapReads: isPreview ? previewed : [], procoreReads: [], changedDays: 0 };
	}
	const reads = <R>(table: Record<ReportName, readonly R[]>) => [
		...new Set(reports.flatMap((report) => (inBrowser && report === 'exceptions' ? [] : table[report]))),
	];
	const onlyRecent = reports.every((report) => report === 'readiness' || report === 'status');
	// Cost codes are read when somebody asks for it.
	const codes: ProcoreRead[] = reports.includes('mapping') && asksForCodes(query) ? ['codes'] : [];
	return {
		sapReads: reads(sapReadsOf),
		procoreReads: [...reads(procoreReadsOf), ...codes],
		changedDays: onlyRecent ? days : 0,
	};
}

/** Parameter of the address that has SAP and Procore checked. */
export const checkParameter = 'check';

/**
 * Whether a browser is first told what is about to be checked: an answer that takes half a minute leaves the tab blank. The
 * page that tells it asks for the check; so does whoever wants a newer one.
 */
export const isToldFirst = ({
	asked,
	format,
	reports,
	query,
}: Pick<ReportRequest, 'asked' | 'format' | 'reports' | 'query'>): boolean =>
	asked &&
	format === 'html' &&
	reports.some((report) => report === 'readiness') &&
	[query.do, query.after, query[checkParameter]].every((values) => lastOf(values) === '');

/** `do=` of the page Mapping when somebody brings back its file. */
export const uploadAction = 'upload';

/** What is announced with what the next run does because of it, by the pages that announce it. */
const previews: Partial<Record<ReportName, readonly string[]>> = {
	mapping: ['map', uploadAction],
	projects: ['branch', 'branch-run'],
};

/** Whether somebody wants to see the cost codes as they are in Procore now. */
export const asksForCodes = (query: Query): boolean => lastOf(query.codes) !== '';
