import type { Entity } from '../../shared/model';
import { wasSent } from '../lanes/projectCost/sent';
import type { Ledger } from '../ledger';
import { amountsOfVersion01, heldUntilConfirmed } from '../sync/version01';

/**
 * What was decided on costs or their plan, with those of projects held in whose budgets version 0.1 wrote amounts that nobody
 * has confirmed. Projects that this version has sent before were confirmed then, and where version 0.1 never ran, nothing
 * more than that is read.
 * @param sent by project what Procore took from us last, `""` = not all of it
 */
export async function confirmedOnly<T extends Parameters<typeof heldUntilConfirmed>[1][number]>(
	ledger: Ledger,
	entity: Entity,
	decided: readonly T[],
	sent: Readonly<Record<string, string>>,
): Promise<ReturnType<typeof heldUntilConfirmed<T>>> {
	const isNew = ({ desired }: T) => desired !== undefined && !wasSent(sent[desired.projectId]);
	if (!decided.some(isNew)) return [...decided];
	const runs = await ledger.rows('runs', [{ column: 'settings', value: '' }]);
	if (runs.length === 0) return [...decided];
	const last = runs.map(({ run_id }) => run_id).reduce((a, b) => (a > b ? a : b));
	const audit = await ledger.rows('audit', [
		{ column: 'entity', value: 'budget' },
		{ column: 'run_id', is: 'lte', value: last },
	]);
	const amounts = amountsOfVersion01(audit, runs);
	if (amounts.length === 0) return [...decided];
	const projects = await ledger.rows('projects');
	const confirmed = projects.filter(
		({ project_id, costs_confirmed }) => costs_confirmed !== '' || wasSent(sent[project_id]),
	);
	return heldUntilConfirmed(entity, decided, amounts, new Set(confirmed.map(({ project_id }) => project_id)));
}
