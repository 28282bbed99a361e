import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../../ledger';
import { digestsOf, renderDigest } from '../../reports/digest';
import type { ReportRequest } from '../../reports/request';
import { mailItem } from './delivery';
import { exceptionsOnRecord } from './exceptions';
import type { Source } from './source';

/** `entity` of the row of the table state that says when the last digest was made. */
const digestEntity = 'digest';

/** The mail of each owner. What is told is remembered once all of them are made, so that nobody is told of it again. */
export async function digestItems(
	context: IExecuteFunctions,
	{ ledger, request, now }: Pick<Source, 'ledger' | 'request' | 'now'>,
): Promise<INodeExecutionData[]> {
	const { open } = await exceptionsOnRecord(ledger, now);
	const projects = await ledger.rows('projects');
	const digests = digestsOf({ customer: request.customer, now, since: await lastDigest(ledger), open, projects });
	const address = pagesAddress(context, request);
	const items: INodeExecutionData[] = [];
	for (const digest of digests) items.push(await mailItem(context, 'digest', renderDigest(digest, address)));
	await ledger.upsert('state', [{ entity: digestEntity, watermark: now }]);
	return items;
}

async function lastDigest(ledger: Ledger): Promise<string> {
	const [row] = await ledger.rows('state', [{ column: 'entity', value: digestEntity }]);
	return row?.watermark ?? '';
}

/** By what n8n calls itself, unless the workflow says that its pages are elsewhere. */
const pagesAddress = (context: IExecuteFunctions, { pagesAddress: given }: Pick<ReportRequest, 'pagesAddress'>) =>
	given === '' ? `${context.getInstanceBaseUrl().replace(/\/+$/, '')}/webhook/sap-procore` : given;
