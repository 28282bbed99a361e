import type { IDataObject } from 'n8n-workflow';
import { CouldNotTell } from '../../../shared/conformance';
import type { Answer } from '../../../shared/http';
import { exchange, successOf, type ApiRequest, type Client } from '../../api/client';
import { maxPerPage } from '../../api/paging';
import { contractsPath } from '../contract/record';
import { wbsPath } from '../wbs/code';
import { procoreProbe, type ProcoreProbe } from './contractProbes';

/** The answer as it came, so that its headers can be looked at; pages that took too long are answers, too. */
async function answerOf(client: Client, request: ApiRequest): Promise<Answer & { isTooLarge: boolean }> {
	const tooLarge = ({ status }: Pick<Answer, 'status'>) => status === 408 || status === 504;
	const answer = await exchange(client, { ...request, isLasting: tooLarge });
	if (tooLarge(answer)) return { ...answer, isTooLarge: true };
	return { ...successOf(client, request, answer), isTooLarge: false };
}

const vendorsOf = (client: Client): ApiRequest => ({
	...{ task: 'vendor.read', method: 'GET', path: '/rest/v1.0/vendors' },
	query: { company_id: client.companyId, view: 'compact', per_page: maxPerPage },
});

const large = procoreProbe({
	id: 'pages.large',
	assumes: `A page of ${maxPerPage} rows is answered in time.`,
	ask: async ({ client }) => ((await answerOf(client, vendorsOf(client))).isTooLarge ? 'tooLarge' : 'answered'),
	answers: {
		answered: { state: 'confirmed', says: 'It is.' },
		tooLarge: { state: 'different', says: 'Procore breaks it off (408 or 504). Smaller pages are asked for.' },
	},
});

const pageSize = (
	id: string,
	what: string,
	expected: number,
	request: (client: Client, projectId: string) => ApiRequest,
) =>
	procoreProbe({
		id,
		assumes: `A page holds ${expected} ${what}, and says so (Per-Page).`,
		ask: async ({ client, projectId }) => {
			const { headers, isTooLarge } = await answerOf(client, request(client, projectId));
			if (isTooLarge) throw new CouldNotTell('Large pages take too long; see pages.large.');
			const served = Number(headers['per-page'] || Number.NaN);
			if (!Number.isFinite(served)) return 'silent';
			return served < expected ? ['smaller', served] : ['large', served];
		},
		answers: {
			large: { state: 'confirmed', says: 'It holds {}.' },
			smaller: { state: 'different', says: 'It holds {}. Lists take more requests.' },
			silent: { state: 'different', says: 'The header is missing. A list ends with a page that is not full.' },
		},
	});

const contractsOf = (_client: Client, projectId: string): ApiRequest => ({
	...{ task: 'contract.read', method: 'GET', path: contractsPath },
	query: { project_id: projectId, per_page: maxPerPage },
});

const wholeLists = procoreProbe({
	id: 'pages.none',
	assumes: 'Lists that are published without pages come whole.',
	ask: async ({ client, projectId }) => {
		const request: ApiRequest = { task: 'wbsCode.read', method: 'GET', path: `${wbsPath(projectId)}/segments` };
		const { headers } = await answerOf(client, request);
		return headers['per-page'] || headers.link ? 'paged' : 'whole';
	},
	answers: {
		whole: { state: 'confirmed', says: 'They do.' },
		paged: { state: 'different', says: 'They come in pages, which are read on.' },
	},
});

const quotaHeaders = procoreProbe({
	id: 'quota.headers',
	assumes: 'Every answer tells the request quota (X-Rate-Limit-Limit, -Remaining, -Reset).',
	ask: async ({ client }) => {
		const { headers } = await answerOf(client, {
			...{ task: 'account.read', method: 'GET', path: '/rest/v1.0/me', query: { company_id: client.companyId } },
		});
		const values = ['limit', 'remaining', 'reset'].map((name) => headers[`x-rate-limit-${name}`]);
		return values.every((value) => value && Number.isFinite(Number(value))) ? 'told' : 'untold';
	},
	answers: {
		told: { state: 'confirmed', says: 'It does.' },
		untold: { state: 'different', says: 'It does not. Requests wait only once Procore refuses one (429).' },
	},
});

const segments = procoreProbe({
	id: 'wbs.segments',
	assumes: 'A WBS code is made of cost code and cost type, and nothing else.',
	ask: async ({ client, projectId }) => {
		const request: ApiRequest = { task: 'wbsCode.read', method: 'GET', path: `${wbsPath(projectId)}/patterns` };
		const { body } = await answerOf(client, request);
		const pattern = (Array.isArray(body) ? body[0] : body) as IDataObject | undefined;
		const types = ((pattern?.segments ?? []) as IDataObject[]).map(({ type }) => String(type));
		if (types.length === 0) throw new CouldNotTell('The project shows no pattern of its WBS codes.');
		const further = types.filter((type) => type !== 'cost_code' && type !== 'line_item_type').length;
		return further === 0 ? 'two' : ['more', further];
	},
	answers: {
		two: { state: 'confirmed', says: 'It is.' },
		more: {
			state: 'different',
			says: 'It has {} further segments. Name their values in the cost code map (sub_job, segments).',
		},
	},
});

export const readingProbes: readonly ProcoreProbe[] = [
	quotaHeaders,
	large,
	pageSize('pages.vendors', 'vendors', 2000, vendorsOf),
	pageSize('pages.contracts', 'contracts', 1000, contractsOf),
	wholeLists,
	segments,
];
