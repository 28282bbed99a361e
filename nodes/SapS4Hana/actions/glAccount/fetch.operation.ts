import { glAccountPages, glAccountType } from '../../documents/finance/glAccounts';
import { documentRows } from '../documents';
import { fetchOperation } from '../fetch';

/** All G/L accounts by chart of accounts and number: the lane has no window, because cost codes are few. */
export const { description, once, execute } = fetchOperation('glAccount', async function* ({ client }, _run, lane) {
	if (!lane.reads) return;
	const pages = glAccountPages(client, { changedFrom: '', changedTo: '', chartsOfAccounts: [], glAccounts: [] });
	yield* documentRows(client, { type: glAccountType, simple: true, pages });
});
