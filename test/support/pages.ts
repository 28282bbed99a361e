import type { IDataObject } from 'n8n-workflow';
import { customer, onTables } from './madeReports.ts';
import type { MemoryTables } from './memoryTables.ts';
import type { SentFile } from './nodeHarness.ts';
import { jsonOf } from './world.ts';

const reportNode = (operation: string) => ({ resource: 'report', operation });

/** A browser with the user and password of the pages. */
export const headers = {
	authorization: `Basic ${Buffer.from('pages:secret').toString('base64')}`,
	host: 'n8n.example',
	origin: 'null',
	'sec-fetch-mode': 'navigate',
	'sec-fetch-dest': 'document',
	'sec-fetch-site': 'cross-site',
};
export const webhook = (query: object, more: object = {}) => ({
	...{ headers, query, body: {}, params: {} },
	webhookUrl: 'https://n8n.example/webhook/sap-procore',
	...more,
});

/** What the nodes of the report workflow make of a request of a browser. */
export async function readRequest(tables: MemoryTables, item: object, file?: SentFile) {
	const { outputs, error } = await onTables(tables, { ...reportNode('readRequest'), customer }, [[item]], file);
	expect(error).toBeUndefined();
	const [report = [], , form = []] = outputs.map(jsonOf) as IDataObject[][];
	return { report: report[0], form: form[0] };
}

/** What both systems answer when a page is opened: items `{read, record}`. */
export interface SystemRecords {
	sap?: object[];
	procore?: object[];
}

/** Opens a page; answers its HTML. */
export async function openPage(
	tables: MemoryTables,
	query: object,
	{ sap = [{}], procore = [{}] }: SystemRecords = {},
): Promise<string> {
	return await pageOf(tables, (await readRequest(tables, webhook(query))).report, { sap, procore });
}

/** Sends a file to a page; answers the HTML that comes back. */
export async function sendFile(
	tables: MemoryTables,
	file: SentFile,
	{ sap = [{}] as object[], more = {} as object } = {},
): Promise<string> {
	const item = webhook({ page: 'mapping', do: 'upload' }, more);
	return await pageOf(tables, (await readRequest(tables, item, file)).report, { sap, procore: [{}] });
}

async function pageOf(...made: Parameters<typeof answerOf>): Promise<string> {
	return (await answerOf(...made)).toString('utf8');
}

/** The file of a page. */
export async function makeFile(
	tables: MemoryTables,
	query: object,
	{ sap = [{}] }: Pick<SystemRecords, 'sap'> = {},
): Promise<Buffer> {
	return await answerOf(tables, (await readRequest(tables, webhook(query))).report, { sap, procore: [{}] });
}

async function answerOf(
	tables: MemoryTables,
	report: IDataObject | undefined,
	{ sap, procore }: Required<SystemRecords>,
): Promise<Buffer> {
	const { outputs, error } = await onTables(tables, { ...reportNode('make'), request: report }, [sap, null, procore]);
	expect(error).toBeUndefined();
	const [answer] = outputs[0] ?? [];
	expect(answer?.json.statusCode).toBe(200);
	return Buffer.from(answer?.binary?.data?.data ?? '', 'base64');
}

/** Sends a form; answers where the browser is led, and what else the node puts out. */
export async function sendForm(
	tables: MemoryTables,
	body: object,
	{ query = { page: 'exceptions' }, more = {} as object } = {},
) {
	const { form } = await readRequest(tables, webhook(query, { body, ...more }));
	return await submit(tables, form ?? {});
}

/** Carries out a form, as Report > Read Request has put it out. */
export async function submit(tables: MemoryTables, form: object) {
	const { outputs, error } = await onTables(tables, reportNode('submit'), [[form]]);
	expect(error).toBeUndefined();
	const item = jsonOf(outputs[0])[0] as IDataObject;
	return { item, location: new URLSearchParams(String(item.location).slice(1)) };
}

/** The signature in a form of a page. */
export const tokenIn = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
/** What people read of a page. */
export const textOf = (html: string) =>
	html
		.replace(/<style>[^]*?<\/style>/, '')
		.replaceAll('<wbr>', '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');
