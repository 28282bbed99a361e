import type { Entity } from '../../shared/model';
import type { Ledger } from '../ledger';
import { amountsOfVersion01, heldUntilConfirmed } from '../sync/version01';

/**
 * What was decided on costs or their plan, with those of projects held in whose budgets version 0.1 wrote amounts that nobody has
 * confirmed. Where it never ran, nothing more than that is read.
 */
export async function confirmedOnly<T extends Parameters<typeof heldUntilConfirmed>[1][number]>(
	ledger: Ledger,
	entity: Entity,
	decided: readonly T[],
): Promise<ReturnType<typeof heldUntilConfirmed<T>>> {
	if (decided.every(({ desired }) => desired === undefined)) return [...decided];
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
	const confirmed = projects.filter(({ costs_confirmed }) => costs_confirmed !== '');
	return heldUntilConfirmed(entity, decided, amounts, new Set(confirmed.map(({ project_id }) => project_id)));
}
