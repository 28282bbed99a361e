import { groupBy } from 'lodash';
import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { apiError } from '../../shared/http';
import type { ODataClient } from './client';
import { isUnknownProperty, refusesFields } from './errors';
import { allOf, fieldsIn } from './literals';
import { fillLists, fitTree, isNeededIn, namesIn, setOf } from './fitTree';
import type { Has, Lack } from './metadata';
import { serviceName, type ODataService } from './service';
import { entitySetsOf, knownSets, refusalsOf } from './serviceKnowledge';
import type { Tree } from './tree';

export type Filter = string | undefined | ((window: string | undefined) => string | undefined);

/** The whole condition of a read. */
const conditionOf = (filter: Filter, window: string | undefined): string | undefined =>
	typeof filter === 'function' ? filter(window) : allOf(filter, window);

/** What is asked of an entity set. */
export interface Asked {
	service: ODataService;
	tree: Tree;
	/** Condition that decides which rows are meant; a function where the window stands among the others. */
	filter?: Filter;
	/** Condition that only spares reading: it falls away where the release lacks a field of it. */
	window?: string | undefined;
	orderBy: readonly string[];
}

/** What of it the release has. */
export interface Fitted {
	tree: Tree;
	filter: string | undefined;
	orderBy: readonly string[];
}

/**
 * A read that is fitted to the release. Everything is asked for until SAP refuses a field; then `$metadata` decides what is
 * left out, so that a release that has everything costs no request more.
 */
export class ReleaseRead {
	fitted: Fitted;

	/** @throws NodeApiError that names what the release lacks, where that is known and nothing can be read without it */
	constructor(
		private readonly client: ODataClient,
		private readonly asked: Asked,
	) {
		this.fitted = this.fit();
	}

	/**
	 * Learns from a refusal.
	 * @returns whether less is asked for now, so that asking again makes sense
	 * @throws NodeApiError that names what the release lacks, where nothing can be read without it
	 */
	async learn(error: unknown): Promise<boolean> {
		if (!refusesFields(error)) return false;
		const { client } = this;
		const { service } = this.asked;
		const unknown = isUnknownProperty(error);
		const named = this.firstNamedIn(error);
		if (unknown ? named !== undefined && this.isNeeded(named) : named === undefined) return false;
		const known = refusalsOf(client, service);
		const before = JSON.stringify(this.fitted);
		if (!knownSets(client, service) && !known.isUndescribed) {
			const [described] = await Promise.allSettled([entitySetsOf(client, service)]);
			known.isUndescribed = described.status === 'rejected' || described.value.size === 0;
		}
		this.fitted = this.fit();
		if (JSON.stringify(this.fitted) !== before) return true;
		// Where the description is of no help, or older than the service, the field has to do that SAP names.
		const refused = unknown ? named : known.isUndescribed && this.firstNamedIn(error, `['"‘“„«]`);
		if (!refused) return false;
		known.fields.add(refused);
		this.fitted = this.fit();
		if (JSON.stringify(this.fitted) !== before) return true;
		// It is refused although it is not asked for: no smaller request would help.
		if (!unknown) throw this.lackError([{ entitySet: setOf(this.asked.tree, refused), field: refused }]);
		return false;
	}

	/** Rows as they would be of a release that has everything: a list that was not asked for is empty. */
	filled(rows: IDataObject[]): IDataObject[] {
		fillLists(rows, this.asked.tree, this.fitted.tree);
		return rows;
	}

	/** Whether a property of the entity set is not known to be missing. */
	has(field: string): boolean {
		return this.lookup()(this.asked.tree.entitySet, field);
	}

	private lookup(): Has {
		const { fields } = refusalsOf(this.client, this.asked.service);
		const sets = knownSets(this.client, this.asked.service);
		return (entitySet, field) => {
			const described = sets?.get(entitySet);
			if (fields.has(field)) return false;
			return !described || described.properties.has(field);
		};
	}

	private fit(): Fitted {
		const { tree, filter, window, orderBy } = this.asked;
		const sets = knownSets(this.client, this.asked.service);
		const has = this.lookup();
		const lacks: Lack[] = [];
		const fitted = fitTree(tree, sets, refusalsOf(this.client, this.asked.service).fields, has, lacks);
		const { optional = {}, oneOf = [], entitySet } = tree;
		const isSpared = (field: string) => field in optional || oneOf.some((fields) => fields.includes(field));
		const isMissing = (field: string) => sets?.has(entitySet) !== false && !has(entitySet, field);
		for (const field of [...fieldsIn(conditionOf(filter, undefined) ?? ''), ...orderBy])
			if (isMissing(field) && !isSpared(field)) lacks.push({ entitySet, field });
		const needed = lacks.filter(({ instead }) => instead === undefined);
		if (needed.length > 0) throw this.lackError(needed);
		return {
			tree: fitted,
			filter: conditionOf(filter, fieldsIn(window ?? '').some(isMissing) ? undefined : window),
			orderBy: orderBy.filter((field) => !isMissing(field)),
		};
	}

	/** Whether nothing can be read without a property, wherever in the tree it is. */
	private isNeeded(field: string): boolean {
		const { tree, window } = this.asked;
		return isNeededIn(tree, field) && !fieldsIn(window ?? '').includes(field);
	}

	/** The first of the names asked for that SAP's message has, where it has one. */
	private firstNamedIn(error: NodeApiError, before = '\\b'): string | undefined {
		const said = `${error.message} ${error.description ?? ''}`;
		const { tree, filter, window, orderBy } = this.asked;
		const names = new Set([...namesIn(tree), ...fieldsIn(conditionOf(filter, window) ?? ''), ...orderBy]);
		const at = (name: string) => new RegExp(`${before}${name}\\b`).exec(said)?.index ?? Infinity;
		const [first] = [...names].sort((a, b) => at(a) - at(b));
		return first !== undefined && at(first) < Infinity ? first : undefined;
	}

	private lackError(lacks: readonly Lack[]): NodeApiError {
		const name = serviceName(this.asked.service);
		const sets = Object.entries(groupBy(lacks, ({ entitySet }) => entitySet)).map(([entitySet, own]) => {
			const fields = [...new Set(own.map(({ field }) => field))].filter(Boolean);
			return fields.length === 0 ? `no entity set ${entitySet}` : `no field ${fields.join(', ')} in ${entitySet}`;
		});
		const what = sets.join(' and ');
		return apiError(this.client.node, {
			message: `This SAP release has ${what} of ${name}`,
			description:
				'Nothing is read without it. Ask the SAP administrator whether an update of SAP brings it, or choose the other API of the service (V2 or V4) if there is one; until then, take the lane out of Lanes in Start. If it is a field that you entered, check its name.',
			failure: { cause: 'configuration-invalid' },
			reason: 'service_not_available',
		});
	}
}
