import { RecentMap } from '../../shared/recentMap';
import type { ODataClient } from './client';
import { readMetadata, type EntitySets } from './metadata';
import type { ODataService } from './service';

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

/** The entity sets of a service, where its description has been read. */
export const knownSets = (client: ODataClient, service: ODataService) => cacheOf(client).get(cacheKey(client, service));

/** What SAP said about a service in the course of one node. */
export interface Refusals {
	/** Names of fields that SAP refused to know. */
	fields: Set<string>;
	/** Its description could not be read, so that names in refusals have to do. */
	isUndescribed: boolean;
}

const refusals = new WeakMap<ODataClient, Map<string, Refusals>>();

/** What is known of it so far; to be added to. */
export function refusalsOf(client: ODataClient, { path }: ODataService): Refusals {
	const ofClient = refusals.get(client) ?? new Map<string, Refusals>();
	refusals.set(client, ofClient);
	const known = ofClient.get(path) ?? { fields: new Set<string>(), isUndescribed: false };
	ofClient.set(path, known);
	return known;
}
