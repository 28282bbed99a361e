import { NodeApiError, type INodeProperties } from 'n8n-workflow';
import { entityLabel, type Entity } from '../../../shared/entities';
import { attempt, failureDetails, type NodeFailure } from '../../../shared/failure';
import { finding, type Finding } from '../../../shared/model';
import {
	documentKinds,
	neededServices,
	usualKinds,
	type DocumentKind,
	type NeededService,
} from '../../documents/needed';
import { fieldsOf, lacksOf, type Lack } from '../../odata/metadata';
import { entitySetsOf } from '../../odata/serviceKnowledge';
import { serviceName } from '../../odata/service';
import type { Tree } from '../../odata/tree';
import { queryUrl } from '../../odata/url';
import type { Call, Row } from '../operation';

export const description: INodeProperties[] = [
	{
		displayName: 'Documents',
		name: 'documents',
		type: 'multiOptions',
		displayOptions: { show: { resource: ['system'], operation: ['check'] } },
		options: [
			{ name: 'G/L Accounts and Cost Centers', value: 'costObject' },
			{ name: 'Planned Costs', value: 'plannedCost' },
			{ name: 'Project Costs', value: 'projectCost' },
			{ name: 'Projects and WBS Elements', value: 'project' },
			{ name: 'Purchase Orders', value: 'purchaseOrder' },
			{ name: 'Purchase Requisitions', value: 'purchaseRequisition' },
			{ name: 'Supplier Invoices', value: 'supplierInvoice' },
			{ name: 'Suppliers', value: 'supplier' },
		],
		default: [...usualKinds],
		description: 'What is going to be read, and so has to be there',
	},
];

const ofTheSystem = new Set(['credential_rejected', 'configuration_invalid', 'system_unavailable', 'rate_limited']);
/** Statuses with which one service answers for itself: an error in it, or a way in that takes no OAuth. */
const ofOneService = new Set(['200', '301', '302', '303', '307', '308', '400', '404', '500', '501']);

/** Whether every other request would meet the same trouble. */
export function concernsSystem(error: NodeFailure): boolean {
	const status = error instanceof NodeApiError ? (error.httpCode ?? '') : '';
	return ofTheSystem.has(failureDetails(error).reason) && !ofOneService.has(status);
}

/**
 * Looks at each service that is needed: active, authorised, with all fields in its `$metadata`. One finding for each
 * thing that is missing, or one that says a service is as it should be. Two small reads a service; where SAP cannot be
 * reached or refuses the log-on it stops at once, because SAP locks a user after three refused log-ons.
 */
export async function* execute(call: Call): AsyncGenerator<Row> {
	yield* findings(call, call.context.getNodeParameter('documents', call.itemIndex) as DocumentKind[]);
}

/** The findings about the services of some kinds of documents. */
export async function* findings({ context, client }: Call, chosen: readonly DocumentKind[]): AsyncGenerator<Row> {
	const services = documentKinds
		.filter((kind) => chosen.includes(kind))
		.flatMap((kind) => neededServices(client.connection)[kind]);
	const report = (found: Finding, onlyFor?: Entity): Row => ({ json: { ...limited(found, onlyFor) } });
	if (client.connection.systemId === '') yield report(withoutSystemId);
	let isKnown = false;
	for (const needed of services) {
		const looked = await attempt(context, async () => {
			return lacksOf(await entitySetsOf(client, needed.service), needed.trees);
		});
		if ('error' in looked && concernsSystem(looked.error)) {
			yield report(failed('log-on', client.connection.baseUrl, looked.error));
			return;
		}
		if (!isKnown) yield report(loggedOn(new URL(client.connection.baseUrl).host));
		isKnown = true;
		const name = serviceName(needed.service);
		const { onlyFor } = needed;
		if ('error' in looked) yield report(failed('service', name, looked.error), onlyFor);
		else {
			const lacks = looked.value;
			yield* lacks.map((lack) => report(lacking(name, lack), onlyFor));
			if (lacks.some(({ instead }) => instead === undefined)) continue;
			const read = await attempt(
				context,
				async () => await client.page(needed.service, sampleOf(client.connection.baseUrl, needed)),
			);
			yield report('error' in read ? failed('data', name, read.error) : served(name, needed, lacks), onlyFor);
		}
	}
}

/** What is missing for a lane that is off unless somebody switches it on keeps nothing else from working. */
function limited(found: Finding, onlyFor: Entity | undefined): Finding {
	if (onlyFor === undefined || found.state !== 'missing') return found;
	const todo = `Only the lane ${entityLabel(onlyFor)} needs it. ${found.todo}`.trim();
	return { ...found, state: 'attention', todo };
}

/** One row, one field. */
function sampleOf(baseUrl: string, { service, trees: [root] }: NeededService): string {
	const [key = ''] = root.select;
	return queryUrl(baseUrl, service, { entitySet: root.entitySet, select: [key], top: 1 });
}

const loggedOn = (host: string) =>
	finding({
		system: 'sap',
		area: 'log-on',
		subject: host,
		state: 'fits',
		what: 'SAP accepts the log-on of the credential.',
	});

const withoutSystemId = finding({
	system: 'sap',
	area: 'log-on',
	subject: 'System ID',
	state: 'missing',
	what: 'The System ID in the SAP S/4HANA credential is empty.',
	todo: 'Enter a short name of this SAP system in the credential, for example S4P, and never change it later.',
});

/** What is right with a service, by what is read of it, so that nobody has to look a field up. */
function served(name: string, { trees }: NeededService, lacks: readonly Lack[]): Finding {
	const sets = trees.flatMap(readSets);
	const isThere = (entitySet: string, field: string) =>
		!lacks.some((lack) => lack.entitySet === entitySet && (lack.field === field || lack.field === ''));
	const present = sets
		.map(({ entitySet, fields }) => ({ entitySet, fields: fields.filter((field) => isThere(entitySet, field)) }))
		.filter(({ fields }) => fields.length > 0);
	const named = present.map(({ entitySet, fields }) => `${entitySet} (${fields.join(', ')})`).join('; ');
	const extent = lacks.length === 0 ? 'all fields that are needed' : 'what cannot be done without';
	return finding({
		system: 'sap',
		area: 'service',
		subject: name,
		state: 'fits',
		what: `The service is active, may be read and has ${extent}: ${named}.`,
	});
}

const readSets = (tree: Tree): Array<{ entitySet: string; fields: string[] }> => [
	{ entitySet: tree.entitySet, fields: fieldsOf(tree) },
	...Object.values(tree.children ?? {}).flatMap(readSets),
];

function failed(area: string, subject: string, error: NodeFailure): Finding {
	const { advice } = failureDetails(error);
	return finding({ system: 'sap', area, subject, state: 'missing', what: error.message, todo: advice });
}

function lacking(name: string, { entitySet, field, instead }: Lack): Finding {
	const what =
		field === '' ? `The service has no entity set ${entitySet}.` : `The entity set ${entitySet} has no field ${field}.`;
	const about = { system: 'sap', area: 'fields', subject: name } as const;
	if (instead !== undefined)
		return finding({
			...about,
			state: 'attention',
			what: `${what} ${instead}`,
			todo: 'The sync works without it. Ask the SAP administrator whether an update of SAP brings it.',
		});
	return finding({
		...about,
		state: 'missing',
		what,
		todo: 'Nothing is read without it. Ask the SAP administrator whether an update of SAP brings it, or choose the other API of the service (V2 or V4) in the credential if there is one.',
	});
}
