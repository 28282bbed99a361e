import { CouldNotTell, probe, type Probe } from '../../../shared/conformance';
import type { ODataClient } from '../../odata/client';
import { isOneOf, textLiteral } from '../../odata/literals';
import { lacksOf } from '../../odata/metadata';
import { entitySetsOf } from '../../odata/serviceKnowledge';
import { serviceName } from '../../odata/service';
import { plannedCostService, plannedCostTree } from '../finance/plannedCosts';
import { costObjects, numberOf } from '../finance/postings';
import { projectCostService, projectCostTree } from '../finance/projectCosts';
import { neededServices, usualKinds } from '../needed';
import { isWbsNumber } from '../project/internalIds';
import { projectTree } from '../project/projects';
import { enterpriseProjectService } from '../project/service';
import { wbsElementTree } from '../project/wbsElements';
import { itemSets, names, supplierTree as orderTree } from '../purchaseOrder/fields';
import { purchaseOrderServices } from '../purchaseOrder/service';
import { businessPartnerService } from '../supplier/query';
import { askPage, described, rawList, takes } from './questions';

/** Each is read only, and reads no more than the sync does. */
type SapProbe = Probe<ODataClient>;
const sapProbe = probe<ODataClient, string>;

const ordersOf = ({ connection }: ODataClient) => {
	const service = purchaseOrderServices[connection.versions.purchaseOrder];
	return { service, entitySet: orderTree(service.version).entitySet };
};

const fields: SapProbe = sapProbe({
	id: 'fields.optional',
	assumes: 'The release has every field that is read.',
	ask: async (client) => {
		const services = usualKinds.flatMap((kind) => neededServices(client.connection)[kind]);
		const missing: string[] = [];
		for (const { service, trees } of services) {
			const lacks = lacksOf(await entitySetsOf(client, service), trees);
			missing.push(...lacks.map(({ entitySet, field }) => `${serviceName(service)} ${entitySet} ${field}`.trim()));
		}
		return missing.length === 0 ? 'all' : ['some', missing.join(', ')];
	},
	answers: {
		all: { state: 'confirmed', says: 'All fields are there.' },
		some: {
			state: 'different',
			says: 'Missing: {}. For orders and requisitions, the other API version in the SAP credential may have them.',
		},
	},
});

const nestedExpand: SapProbe = sapProbe({
	id: 'orders.nestedExpand',
	assumes: 'Items come with their account assignments in one request ($expand over two levels).',
	ask: async (client) => {
		const { service, entitySet } = ordersOf(client);
		const { items, assignments } = names[service.version];
		const nested = {
			V2: {
				select: ['PurchaseOrder', `${items}/PurchaseOrderItem`, `${items}/${assignments}/AccountAssignmentNumber`],
				expand: [items, `${items}/${assignments}`],
			},
			V4: {
				select: ['PurchaseOrder'],
				expand: [`${items}($select=PurchaseOrderItem;$expand=${assignments}($select=AccountAssignmentNumber))`],
			},
		};
		return (await takes(client, service, { entitySet, ...nested[service.version], top: 1 })) ? 'taken' : 'refused';
	},
	answers: {
		taken: { state: 'confirmed', says: 'SAP takes it.' },
		refused: { state: 'different', says: 'SAP refuses it. The levels are read one by one, which takes more requests.' },
	},
});

const pageSize = 200;
const fairPage = 100;

const serverPages: SapProbe = sapProbe({
	id: 'pages.default',
	assumes: `Without a size, SAP sends at least ${String(fairPage)} rows per page and links the next page.`,
	ask: async (client) => {
		const list = await rawList(client, businessPartnerService, partners);
		if (list.rows >= fairPage || list.rows === list.total) return ['large', list.rows];
		return list.isLinked ? ['small', list.rows] : ['cut', list.rows];
	},
	answers: {
		large: { state: 'confirmed', says: 'A page had {} rows.' },
		small: { state: 'different', says: 'A page had {} rows, and a link to the next.' },
		cut: { state: 'different', says: 'A page had {} rows and no link, although there are more rows.' },
	},
});
const partners = { entitySet: 'A_BusinessPartner', select: ['BusinessPartner'] };

const askedPages = (version: 'V2' | 'V4'): SapProbe =>
	sapProbe({
		id: `pages.asked${version}`,
		assumes: `OData ${version}: a page of ${String(pageSize)} rows comes whole when it is asked for with $top.`,
		ask: async (client) => {
			const isV2 = version === 'V2';
			const service = isV2 ? businessPartnerService : purchaseOrderServices.V4;
			if (!isV2 && client.connection.versions.purchaseOrder !== version)
				throw new CouldNotTell('The credential has purchase orders read by OData V2.');
			const query = isV2 ? partners : { entitySet: orderTree('V4').entitySet, select: ['PurchaseOrder'] };
			const list = await rawList(client, service, { ...query, top: pageSize });
			if (list.rows >= Math.min(pageSize, list.total)) return 'whole';
			return list.isLinked ? ['linked', list.rows] : ['cut', list.rows];
		},
		answers: {
			whole: { state: 'confirmed', says: 'It came whole.' },
			linked: { state: 'different', says: 'SAP sent {} rows, and a link to the rest, which is followed.' },
			cut: {
				state: 'different',
				says: 'SAP, or a proxy before it, sent {} rows and no link to the rest. It is asked again behind the last row.',
			},
		},
	});

const links: SapProbe = sapProbe({
	id: 'links.host',
	assumes: 'SAP writes its own links with the host of the credential.',
	ask: async (client) => {
		const { address } = await rawList(client, businessPartnerService, { ...partners, top: 1 });
		if (!URL.canParse(address)) throw new CouldNotTell('The list of business partners is empty, or has no links.');
		return new URL(address).host === new URL(client.connection.baseUrl).host ? 'own' : 'other';
	},
	answers: {
		own: { state: 'confirmed', says: 'The host is the same.' },
		other: { state: 'different', says: 'The host is another one. Links are followed at the host of the credential.' },
	},
});

const projectsAsElements: SapProbe = sapProbe({
	id: 'projects.asElements',
	assumes: 'The project itself is none of its WBS elements.',
	ask: async (client) => {
		const project = await askPage(client, enterpriseProjectService, {
			...{ entitySet: projectTree.entitySet, select: ['Project'], orderBy: 'Project', top: 1 },
		});
		const [first] = project.rows;
		if (first === undefined) throw new CouldNotTell('SAP has no project.');
		const filter = `ProjectElement eq ${textLiteral(String(first.Project))}`;
		const { entitySet } = wbsElementTree;
		const query = { entitySet, select: ['ProjectElement', 'WBSElementInternalID'], filter, top: 10 };
		const { rows } = await askPage(client, enterpriseProjectService, query);
		// An element may have the ID of its project, but then it has a number of its own.
		return rows.every((row) => isWbsNumber(String(row.WBSElementInternalID))) ? 'apart' : 'listed';
	},
	answers: {
		apart: { state: 'confirmed', says: 'It is not in the list.' },
		listed: { state: 'different', says: 'It is in the list. It is not taken for a WBS element.' },
	},
});

const nullFilter: SapProbe = sapProbe({
	id: 'orders.nullFilter',
	assumes: 'A filter can ask for an empty change stamp.',
	ask: async (client) => {
		const { service, entitySet } = ordersOf(client);
		const query = { entitySet, select: ['PurchaseOrder'], filter: 'LastChangeDateTime eq null', top: 1 };
		return (await takes(client, service, query)) ? 'taken' : 'refused';
	},
	answers: {
		taken: { state: 'confirmed', says: 'SAP takes it.' },
		refused: { state: 'different', says: 'SAP refuses it. Orders without a stamp come with a full read only.' },
	},
});

const stamps: SapProbe = sapProbe({
	id: 'orders.stamps',
	assumes: 'Every order has a change stamp.',
	ask: async (client) => {
		const { service, entitySet } = ordersOf(client);
		const query = { entitySet, select: ['PurchaseOrder'], filter: 'LastChangeDateTime eq null', top: 1 };
		return (await askPage(client, service, query)).rows.length > 0 ? 'some' : 'all';
	},
	answers: {
		all: { state: 'confirmed', says: 'None is without.' },
		some: { state: 'different', says: 'Some are without. A change window never finds them.' },
	},
});

const knownStatuses = ['02', '03', '05', '08'];

const statuses: SapProbe = sapProbe({
	id: 'orders.statuses',
	assumes: `Orders have the processing statuses ${knownStatuses.join(', ')} and no others.`,
	ask: async (client) => {
		const { service, entitySet } = ordersOf(client);
		const filter = knownStatuses.map((code) => `PurchasingProcessingStatus ne ${textLiteral(code)}`).join(' and ');
		const query = { entitySet, select: ['PurchaseOrder', 'PurchasingProcessingStatus'], filter, top: pageSize };
		const { rows } = await askPage(client, service, query);
		const others = new Set(rows.map(({ PurchasingProcessingStatus: code }) => String(code)));
		return others.size === 0 ? 'known' : ['others', [...others].sort().join(', ')];
	},
	answers: {
		known: { state: 'confirmed', says: 'There are no others.' },
		others: { state: 'different', says: 'There are also: {}. Such orders are held.' },
	},
});

const decimals: SapProbe = sapProbe({
	id: 'decimals.text',
	assumes: 'OData V4 writes amounts as text when asked to (IEEE754Compatible).',
	ask: async (client) => {
		const { service } = ordersOf(client);
		if (service.version === 'V2') throw new CouldNotTell('The credential has purchase orders read by OData V2.');
		const select = ['PurchaseOrder', 'PurchaseOrderItem', 'NetPriceAmount'];
		const { rows } = await askPage(client, service, { entitySet: itemSets.V4, select, top: 1 });
		if (rows[0] === undefined) throw new CouldNotTell('SAP has no purchase order item.');
		return typeof rows[0].NetPriceAmount === 'string' ? 'text' : 'number';
	},
	answers: {
		text: { state: 'confirmed', says: 'It does.' },
		number: {
			state: 'different',
			says: 'It writes numbers, which may lose digits.',
			value: 'API_PURCHASEORDER_PROCESS_SRV (OData V2)',
		},
	},
	setting: 'SAP credential > Purchase Order API',
});

const sums = (id: string, what: string, service: typeof projectCostService, entitySet: string): SapProbe =>
	sapProbe({
		id,
		assumes: `SAP sums ${what} up by the fields that are asked for.`,
		ask: async (client) => {
			const select = ['CompanyCode', 'CompanyCodeCurrency', 'AmountInCompanyCodeCurrency'];
			const filter = `Ledger eq ${textLiteral('0L')}`;
			const { rows } = await askPage(client, service, { entitySet, select, filter, top: pageSize });
			if (rows.length === 0) throw new CouldNotTell(`The leading ledger holds no ${what}.`);
			const groups = new Set(rows.map((row) => `${String(row.CompanyCode)} ${String(row.CompanyCodeCurrency)}`));
			return groups.size === rows.length ? 'sums' : 'items';
		},
		answers: {
			sums: { state: 'confirmed', says: 'It does.' },
			items: { state: 'different', says: 'It puts out single items. They are added up here, and take more pages.' },
		},
	});

const planElement: SapProbe = sapProbe({
	id: 'plan.wbsElement',
	assumes: 'Planned amounts name the WBS element as WBSElement.',
	ask: async (client) => {
		const has = await described(client, plannedCostService);
		const { entitySet } = plannedCostTree;
		if (has(entitySet, 'WBSElement')) return 'new';
		return has(entitySet, 'WBSElementExternalID') ? 'old' : 'none';
	},
	answers: {
		new: { state: 'confirmed', says: 'They do.' },
		old: { state: 'different', says: 'They name it WBSElementExternalID, which is read as well.' },
		none: {
			state: 'different',
			says: 'They name none, so the plan cannot be read by project.',
			value: 'without Budget',
		},
	},
	setting: 'Start > Lanes',
});

/** Goods receipts and invoices of purchasing. */
const ofPurchasing = ['MKPF', 'RMRP'];

const costsNameOrders: SapProbe = sapProbe({
	id: 'costs.purchasingDocument',
	assumes: 'Every cost of a goods receipt or a supplier invoice names its purchase order.',
	ask: async (client) => {
		const { entitySet } = projectCostTree;
		const select = ['CompanyCode', 'ReferenceDocumentType', 'PurchasingDocument', 'AmountInCompanyCodeCurrency'];
		const ofOrders = `Ledger eq ${textLiteral('0L')} and (${isOneOf('ReferenceDocumentType', ofPurchasing)})`;
		const read = async (filter: string) =>
			(await askPage(client, projectCostService, { entitySet, select, filter, top: 1 })).rows;
		if ((await read(`${ofOrders} and PurchasingDocument eq ''`)).length > 0) return 'some';
		if ((await read(ofOrders)).length > 0) return 'all';
		throw new CouldNotTell('Nothing is posted on a purchase order.');
	},
	answers: {
		all: { state: 'confirmed', says: 'All of them do.' },
		some: {
			state: 'different',
			says: 'Some do not. They become direct costs, beside the contract of the order if there is one: compare the two in Procore.',
		},
	},
});

const costsFound: SapProbe = sapProbe({
	id: 'costs.found',
	assumes: 'Costs are found by the numbers of their WBS element, cost center and order, without leading zeros.',
	ask: async (client) => {
		const { entitySet } = projectCostTree;
		const read = async (property: string, filter: string) =>
			(
				await askPage(client, projectCostService, {
					...{ entitySet, select: [property, 'AmountInCompanyCodeCurrency'], top: 1 },
					filter: `Ledger eq ${textLiteral('0L')} and ${filter}`,
				})
			).rows.map((row) => numberOf(row, property));
		const lost: string[] = [];
		let asked = 0;
		for (const property of costObjects) {
			const initial = property === 'WBSElementInternalID' ? '00000000' : '';
			const [number = ''] = await read(property, `${property} ne ${textLiteral(initial)}`);
			if (number === '') continue;
			asked += 1;
			if (!(await read(property, isOneOf(property, [number]))).includes(number)) lost.push(property);
		}
		if (asked === 0) throw new CouldNotTell('The leading ledger holds no postings on any of them.');
		return lost.length === 0 ? 'found' : ['lost', lost.join(', ')];
	},
	answers: {
		found: { state: 'confirmed', says: 'They are.' },
		lost: { state: 'different', says: 'They are not found by {}.', value: '0' },
	},
	setting: 'Start > Options > Projects per Batch',
});

/** In this order; the first that meets trouble of the whole system ends the check. */
export const sapProbes: readonly SapProbe[] = [
	fields,
	nestedExpand,
	serverPages,
	askedPages('V2'),
	askedPages('V4'),
	links,
	projectsAsElements,
	nullFilter,
	stamps,
	statuses,
	decimals,
	sums('costs.sums', 'postings', projectCostService, projectCostTree.entitySet),
	costsNameOrders,
	costsFound,
	sums('plan.sums', 'planned amounts', plannedCostService, plannedCostTree.entitySet),
	planElement,
];
