import { NodeApiError, type IDataObject } from 'n8n-workflow';
import { failureDetails } from '../../../shared/failure';
import type { ODataClient } from '../../odata/client';
import { openEnvelope } from '../../odata/envelope';
import { describedIn, type Has } from '../../odata/metadata';
import type { Page } from '../../odata/paging';
import { entitySetsOf } from '../../odata/serviceKnowledge';
import type { ODataService, ODataVersion } from '../../odata/service';
import { queryUrl, type ODataQuery } from '../../odata/url';

export const askPage = async (client: ODataClient, service: ODataService, query: ODataQuery): Promise<Page> =>
	await client.page(service, queryUrl(client.connection.baseUrl, service, query));

/** Whether SAP takes a query at all. @throws NodeApiError for trouble that is not about the query */
export async function takes(client: ODataClient, service: ODataService, query: ODataQuery): Promise<boolean> {
	const [asked] = await Promise.allSettled([askPage(client, service, query)]);
	if (asked.status === 'fulfilled') return true;
	if (!isAboutQuery(asked.reason)) throw asked.reason;
	return false;
}

const isAboutQuery = (error: unknown) =>
	error instanceof NodeApiError &&
	['400', '501'].includes(error.httpCode ?? '') &&
	failureDetails(error).reason !== 'credential_rejected';

/** What SAP's description of a service says it has. */
export const described = async (client: ODataClient, service: ODataService): Promise<Has> =>
	describedIn(await entitySetsOf(client, service));

const countOption: Record<ODataVersion, string> = { V2: '$inlinecount=allpages', V4: '$count=true' };

/** A list as it arrives: its rows, whether SAP links more, how many there are in all, and how SAP writes its own address. */
export interface RawList {
	rows: number;
	isLinked: boolean;
	/** NaN where SAP does not count. */
	total: number;
	/** Address of its first row by SAP; `""` where it does not say one. */
	address: string;
}

/** Asks for a list past everything that heals what is odd about it. */
export async function rawList(client: ODataClient, service: ODataService, query: ODataQuery): Promise<RawList> {
	const url = `${queryUrl(client.connection.baseUrl, service, query)}&${countOption[service.version]}`;
	const { body } = await client.get(service, url);
	const envelope = openEnvelope(body, service.version);
	const whole = body as IDataObject;
	const list = (service.version === 'V2' ? whole.d : whole) as IDataObject;
	const [first] = (Array.isArray(list.results) ? list.results : []) as IDataObject[];
	return {
		rows: envelope?.rows.length ?? 0,
		isLinked: envelope?.next !== undefined,
		total: Number(list.__count ?? list['@odata.count'] ?? list['@count'] ?? Number.NaN),
		address: String((first?.__metadata as IDataObject | undefined)?.uri ?? ''),
	};
}
