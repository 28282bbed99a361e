import type { Entity } from '../../../shared/model';
import type { Placement } from './decided';
import type { EffectInput, StandingLine } from './input';

/** Where documents stand in Procore by the record of earlier runs. */
export class Standing {
	private readonly contracts: ReadonlySet<string>;

	private readonly lines = new Map<string, StandingLine>();

	private readonly open: ReadonlySet<string>;

	constructor({ contracts, standing, exceptions }: EffectInput) {
		this.contracts = new Set(contracts.map(({ origin_id }) => origin_id));
		this.open = new Set(exceptions.map(({ entity, sap_key, project_id }) => keyOf(entity, sap_key, project_id)));
		for (const line of standing) {
			const key = keyOf(line.entity, line.sap_key, `${line.sap_item}/${line.assignment}`);
			// Run IDs begin with their time.
			if ((this.lines.get(key)?.run_id ?? '') <= line.run_id) this.lines.set(key, line);
		}
	}

	/** Whether a line is in Procore; of what no contract holds, what is sent and no exception is about. */
	isThere(entity: Entity, { contract, exceptionKey, projectId }: Placement): boolean {
		if (contract !== '') return this.contracts.has(contract);
		return ![projectId, ''].some((project) => this.open.has(keyOf(entity, exceptionKey, project)));
	}

	/** Whether a line stands where it is to stand already: somebody changed the tables, and has changed them back. */
	isAt(entity: Entity, sapKey: string, line: string, placed: Placement): boolean {
		const known = placed.contract === '' ? undefined : this.lines.get(keyOf(entity, sapKey, line));
		if (!known) return false;
		const { project_id, cost_code, cost_type } = known;
		return project_id === placed.projectId && cost_code === placed.costCode && cost_type === placed.costType;
	}
}

const keyOf = (entity: string, sapKey: string, part: string) => JSON.stringify([entity, sapKey, part]);
