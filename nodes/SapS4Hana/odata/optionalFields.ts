import { apiError } from '../../shared/http';
import type { ODataClient } from './client';
import { lacksOf, readMetadata } from './metadata';
import { serviceName, type ODataService } from './service';
import type { Tree } from './tree';

/**
 * A tree with those of its optional properties that the service has: SAP's releases differ in them.
 * @param optional properties of the root that a document can do without
 * @throws NodeApiError that names what the service lacks of the tree itself
 */
export async function withOptionalFields(
	client: ODataClient,
	service: ODataService,
	tree: Tree,
	optional: readonly string[],
): Promise<Tree> {
	const sets = readMetadata(await client.metadata(service));
	const lacks = lacksOf(sets, [tree]).map(({ entitySet, properties }) =>
		properties.length === 0 ? `no entity set ${entitySet}` : `no field ${properties.join(', ')} in ${entitySet}`,
	);
	if (lacks.length > 0)
		throw apiError(client.node, {
			message: `${serviceName(service)} has ${lacks.join(', and ')}`,
			description: 'Ask the SAP administrator whether an update of SAP brings it. Nothing was read without it.',
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
	const present = sets.get(tree.entitySet);
	return { ...tree, select: [...tree.select, ...optional.filter((property) => present?.has(property))] };
}
