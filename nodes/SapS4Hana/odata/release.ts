import { groupBy } from 'lodash';
import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { apiError } from '../../shared/http';
import { RecentMap } from '../../shared/recentMap';
import type { ODataClient } from './client';
import { isUnknownProperty, refusesFields } from './errors';
import { allOf, fieldsIn } from './literals';
import { fieldsOf, lackingFields, readMetadata, type EntitySets, type Has, type Lack } from './metadata';
import { serviceName, type ODataService } from './service';
import type { Branch, Tree } from './tree';

type Known = Map<string, EntitySets>;
const executions = new RecentMap<Known>(20);
/** Outside of an execution everyone has their own. */
const searches = new WeakMap<ODataClient, Known>();

/**
 * The entity sets of a service, read once an execution, whichever nodes of it ask.
 * @throws NodeApiError when the description cannot be read
 */
export async function entitySetsOf(client: ODataClient, service: ODataService): Promise<EntitySets> {
	const known = knownSets(client, service);
	if (known) return known;
	const sets = readMetadata(await client.metadata(service));
	cacheOf(client).set(cacheKey(client, service), sets);
	return sets;
}

function cacheOf(client: ODataClient): Known {
	if (client.executionId !== undefined) return executions.getOrMake(client.executionId, () => new Map());
	const own = searches.get(client) ?? new Map<string, EntitySets>();
	searches.set(client, own);
	return own;
}

const cacheKey = ({ connection }: ODataClient, { path }: ODataService) =>
	[connection.baseUrl, connection.headers['sap-client'], path].join(' ');
const knownSets = (client: ODataClient, service: ODataService) => cacheOf(client).get(cacheKey(client, service));

/** What SAP said about a service in the course of one node. */
interface Refusals {
	/** Names of fields that SAP refused to know. */
	fields: Set<string>;
	/** Its description could not be read, so that names in refusals have to do. */
	isUndescribed: boolean;
}

const refusals = new WeakMap<ODataClient, Map<string, Refusals>>();

function refusalsOf(client: ODataClient, { path }: ODataService): Refusals {
	const ofClient = refusals.get(client) ?? new Map<string, Refusals>();
	refusals.set(client, ofClient);
	const known = ofClient.get(path) ?? { fields: new Set<string>(), isUndescribed: false };
	ofClient.set(path, known);
	return known;
}

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

function fitTree(
	tree: Tree,
	sets: EntitySets | undefined,
	refused: ReadonlySet<string>,
	has: Has,
	lacks: Lack[],
): Tree {
	const { entitySet, children = {} } = tree;
	if (sets && !sets.has(entitySet)) {
		lacks.push({ entitySet, field: '' });
		return tree;
	}
	// What only conditions use is looked at where the condition is.
	lacks.push(...lackingFields(has, { ...tree, conditions: [], optional: pickSelected(tree) }));
	const isMissing = (name: string, branch: Branch) => {
		const navigations = sets?.get(entitySet)?.navigations;
		const isUndescribed = navigations !== undefined && navigations.size > 0 && !navigations.has(name);
		return isUndescribed || refused.has(name) || sets?.has(branch.entitySet) === false;
	};
	const branches = Object.entries(children).flatMap(([name, branch]) => {
		if (!isMissing(name, branch))
			return [[name, { ...branch, ...fitTree(branch, sets, refused, has, lacks) }] as const];
		lacks.push({ entitySet, field: name, instead: branch.instead });
		return [];
	});
	return {
		...tree,
		select: tree.select.filter((field) => has(entitySet, field)),
		...(tree.children ? { children: Object.fromEntries(branches) } : {}),
	};
}

const pickSelected = ({ select, optional = {} }: Tree) =>
	Object.fromEntries(Object.entries(optional).filter(([field]) => select.includes(field)));

/** Names of navigation properties and entity sets are not properties: they are looked up before anything is said of them. */
function isNeededIn({ select, optional = {}, oneOf = [], children = {} }: Tree, field: string): boolean {
	const branches = Object.entries(children);
	if (branches.some(([name, branch]) => name === field && branch.instead !== undefined)) return false;
	if (select.includes(field)) return !(field in optional) && !oneOf.some((fields) => fields.includes(field));
	return branches.every(([, branch]) => isNeededIn(branch, field));
}

/** The entity set that a field is read of. */
function setOf(tree: Tree, field: string): string {
	const branches = Object.values(tree.children ?? {});
	const own = fieldsOf(tree).includes(field) ? tree : branches.find((branch) => namesIn(branch).includes(field));
	return own === undefined || own === tree ? tree.entitySet : setOf(own, field);
}

function namesIn(tree: Tree): string[] {
	const { entitySet, children = {} } = tree;
	return [
		...fieldsOf(tree),
		entitySet,
		...Object.entries(children).flatMap(([name, branch]) => [name, ...namesIn(branch)]),
	];
}

function fillLists(rows: IDataObject[], asked: Tree, fitted: Tree): void {
	for (const [name, branch] of Object.entries(asked.children ?? {})) {
		const own = fitted.children?.[name];
		for (const row of rows) {
			if (own === undefined) row[name] = [];
			else if (Array.isArray(row[name])) fillLists(row[name] as IDataObject[], branch, own);
			else if (typeof row[name] === 'object' && row[name] !== null) fillLists([row[name] as IDataObject], branch, own);
		}
	}
}
