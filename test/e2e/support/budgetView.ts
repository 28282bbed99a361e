import { demoCredentials, type RunningSimulators } from '../../../simulators/index.ts';

/** A row of Procore's standard budget view; decimal text. */
export interface ViewRow {
	projectId: string;
	/** `03-300|M` */
	costCode: string;
	original: string;
	committed: string;
	pending: string;
	direct: string;
	jobToDate: string;
	projected: string;
}

type Json = Record<string, unknown>;

/** The standard budget view of all projects, as somebody who opens it in Procore sees it. */
export async function standardView({ procore, dataset }: RunningSimulators): Promise<ViewRow[]> {
	const { clientId, clientSecret } = demoCredentials.procore;
	const ask = async (method: string, path: string, headers: Record<string, string>, body?: Json) => {
		const { pathname, searchParams } = new URL(path, procore.url);
		const { status, body: answer } = await procore.simulator.handle({
			...{ method, path: pathname, url: path, origin: procore.url, query: searchParams, body: body ?? null },
			...{ headers: { 'content-type': 'application/json', ...headers }, rawBody: body ? JSON.stringify(body) : '' },
		});
		if (status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
		return answer;
	};
	const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
	const token = String(((await ask('POST', '/oauth/token', {}, grant)) as Json).access_token);
	const headers = { authorization: `Bearer ${token}`, 'procore-company-id': String(dataset.procore.company.id) };
	const read = async (path: string) => {
		const rows: Json[] = [];
		for (let page = 1; ; page += 1) {
			const found = (await ask('GET', `${path}&per_page=100&page=${String(page)}`, headers)) as Json[];
			rows.push(...found);
			if (found.length < 100) return rows;
		}
	};
	const codes = new Map(wbsCodesOf(procore).map(({ id, flat_code }) => [id, flat_code.replace(/\.(\w+)$/, '|$1')]));
	const rows: ViewRow[] = [];
	for (const { id, active } of dataset.procore.projects) {
		if (!active) continue;
		const projectId = String(id);
		const [view] = await read(`/rest/v1.0/budget_views?project_id=${projectId}`);
		const path = `/rest/v1.0/budget_views/${String(view?.id)}/detail_rows?project_id=${projectId}`;
		for (const row of await read(path))
			rows.push({
				projectId,
				costCode: codes.get(Number(row.wbs_code_id)) ?? '',
				original: String(row.original_budget_amount),
				committed: String(row['Committed Costs']),
				pending: String(row['Pending Cost Changes']),
				direct: String(row['Direct Costs']),
				jobToDate: String(row['Job to Date Costs']),
				projected: String(row['Projected Costs']),
			});
	}
	return rows;
}

const wbsCodesOf = (procore: RunningSimulators['procore']) =>
	(procore.simulator.state() as { wbsCodes: Array<{ id: number; flat_code: string }> }).wbsCodes;
