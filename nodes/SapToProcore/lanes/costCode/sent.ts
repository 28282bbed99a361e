import { groupBy } from 'lodash';
import { z } from 'zod/v3';
import { fingerprint } from '../../../shared/fingerprint';
import { outcome, type DesiredCostCode, type Outcome } from '../../../shared/model';
import type { CostsSent } from '../cost/sent';

/** SAP key of the outcome that stands for all accounts: a cost code is made of rows of the map, not of an account. */
export const allAccounts = 'G/L accounts';

/** What the outcome of all accounts says of each project: what its codes should be, and how many there are. */
const projectsSchema = z.record(z.object({ hash: z.string(), codes: z.number() }));
type Projects = z.infer<typeof projectsSchema>;

/**
 * By project the hash of its cost codes, whatever their order. It holds for a day (ISO 8601): what people delete in Procore
 * is not seen from here, so that once a day everything is compared with Procore.
 */
export function codesByProject(desired: DesiredCostCode[], now: string): Projects {
	const day = now.slice(0, 10);
	const projects = Object.entries(groupBy(desired, 'projectId')).map(([projectId, codes]) => {
		const texts = codes.map(({ originId, name, costTypes }) => [originId, name, ...costTypes].join('\n')).sort();
		return [projectId, { hash: fingerprint({ day, texts }).slice(0, 16), codes: codes.length }] as const;
	});
	return Object.fromEntries(projects);
}

/** A cost code that Procore has: it is told as unchanged, and costs no request. */
export const leftOut = ({ originId, projectId, code }: DesiredCostCode): Outcome =>
	outcome({
		...{ entity: 'cost_code', sapKey: code, projectId, originId },
		...{ action: 'none', status: 'unchanged', detail: { wbsCodes: 0 } },
	});

/**
 * What Procore has after a batch. A project counts when each of its codes is there, with its WBS codes, and was told so. If
 * the lane did not come through, nobody knows.
 */
export function codesSentAfter(before: CostsSent, outcomes: Outcome[], through: boolean): CostsSent {
	if (!through) return {};
	const told = outcomes.find(({ sapKey, projectId }) => sapKey === allAccounts && projectId === '');
	// Nothing was decided on, so nothing was written.
	if (!told) return before;
	const projects = projectsSchema.catch({}).parse(told.detail.projects);
	const there = groupBy(outcomes.filter(isThere), 'projectId');
	const taken = Object.entries(projects).filter(([projectId, { codes }]) => {
		const originIds = new Set(there[projectId]?.map(({ originId }) => originId));
		return originIds.size === codes;
	});
	return Object.fromEntries(taken.map(([projectId, { hash }]) => [projectId, hash]));
}

/** Where nobody has looked at its WBS codes, some may be missing. */
const isThere = ({ status, originId, detail }: Outcome): boolean =>
	(status === 'synced' || status === 'unchanged') && originId !== '' && typeof detail.wbsCodes === 'number';
