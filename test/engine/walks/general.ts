import assert from 'node:assert/strict';
import type { INodeExecutionData } from 'n8n-workflow';
import type { FaultInput } from '../../../simulators/core/faults.ts';
import { planCategories } from '../../../simulators/data/plan/plan.ts';
import { budgetAmounts, directCostAmounts, keyOf } from '../../e2e/support/budgets.ts';
import type { generalReasons } from '../../../nodes/shared/reasons/general.ts';
import type { InsertedStep } from '../support/engine.ts';
import { requisitionCases } from './requisition.ts';
import { execution, type Scene, type Told, type Walk, type Walks } from './scene.ts';

const lanes = 'project, supplier, purchase_order';
const orders = { lanes };
const number = '4500099500';
const another = '4500099510';
const ofOrder: Told = { entity: 'purchase_order', key: number };
const ofLane = (entity: string): Told => ({ entity, key: '' });

const order = (scene: Scene, more: Record<string, unknown> = {}): Told => {
	scene.order({ number, ...more });
	return ofOrder;
};
const arrived = (scene: Scene) => {
	assert.equal(Number(scene.contract(number).grand_total), 100);
};

type Json = INodeExecutionData['json'];

/** A consultant puts a step into the lane of orders; it does something to the one that the walk is about. */
const putIn = (scene: Scene, between: InsertedStep['between'], work: (json: Json) => Json[], more: Json[] = []) => {
	scene.steps.push({
		between,
		does: (items) => [
			...items.flatMap((item) =>
				isOurs(item.json) ? work(structuredClone(item.json)).map((json) => ({ ...item, json })) : [item],
			),
			...more.map((json) => ({ json })),
		],
	});
};
const isOurs = ({ purchaseOrder, number: contract, sapKey }: Json) =>
	[purchaseOrder, contract, sapKey].includes(number);
const takeOut = ({ steps }: Scene) => {
	steps.length = 0;
};
const afterFetch: InsertedStep['between'] = ['Fetch orders', 'Map orders'];
const afterMap: InsertedStep['between'] = ['Map orders', 'Upsert contracts'];

const spoilt = { settings: orders, follow: takeOut, ends: 'there', proof: arrived } satisfies Partial<Walk>;
const spoiltBefore = /^Check which node is connected before .* what a step of your own does to the items/;

const leftOut = {
	advice: /change the step between Fetch and Record that left it out, then run a backfill or replay the document/,
	settings: orders,
	make: (scene: Scene) => {
		putIn(scene, afterFetch, () => []);
		return order(scene);
	},
	ends: 'there',
	proof: arrived,
} satisfies Partial<Walk>;

/** A supplier whose state somebody has mapped to one that there is not. */
const supplier = '200500';
const badlyMapped = {
	advice: /the state has to belong to the country: correct it in SAP, or map it in sap_procore_values/,
	settings: orders,
	make: (scene: Scene): Told => {
		scene.world.addRows('sap_procore_values', [
			{ customer: 'main', kind: 'region', sap_value: 'US/77', procore_value: 'ZZ' },
		]);
		scene.sap({ do: 'create-supplier', number: supplier, name: 'Anchor Rigging' });
		scene.sap({ do: 'edit-supplier', supplier, address: { Country: 'US', Region: '77' } });
		return { entity: 'supplier', key: supplier };
	},
	ends: 'there',
} satisfies Partial<Walk>;

const plan = { lanes: 'project, budget', planCategory: planCategories.plan };
/** The budget line of a plan that there was none of. */
const planned = '01-500|E';
const ofPlan: Told = { entity: 'budget', key: planned, projectId: '2201' };
const setPlan = (scene: Scene) => {
	scene.sap({
		...{ do: 'set-plan', planningCategory: planCategories.plan, glAccount: '62015000' },
		...{ wbsElement: 'P-1001.1.1', fiscalPeriod: '003', amount: '500.00' },
	});
};

/** Tools without which a lane cannot go on; `project` where the tool is one of a project. */
const tools: Array<{ tool: string; project?: number; needs: string } & Pick<Walk, 'settings' | 'make'>> = [
	{
		...{ tool: 'budget', project: 2201, needs: 'on the project-level Budget tool' },
		settings: plan,
		make: (scene: Scene) => {
			setPlan(scene);
			return ofPlan;
		},
	},
	{
		...{ tool: 'admin', project: 2201, needs: 'on the project-level Admin tool' },
		settings: orders,
		make: (scene: Scene) => order(scene),
	},
	{
		...{ tool: 'directory', needs: 'on the company-level Directory tool' },
		settings: orders,
		make: (scene: Scene) => {
			newSupplier(scene, supplier);
			return ofLane('supplier');
		},
	},
];

/** What an administrator of SAP corrects for the OAuth client, and what SAP answers before. */
const logOns = [
	{
		title: 'the scopes of the services are assigned to the OAuth client',
		advice: /assign the scopes of the services to the OAuth 2\.0 client/,
		...{ path: '/oauth2/token', status: 400, body: { error: 'invalid_scope' } },
	},
	{
		title: 'the grant type is allowed for the OAuth client',
		advice: /allow the grant type Client Credentials/,
		...{ path: '/oauth2/token', status: 400, body: { error: 'unauthorized_client' } },
	},
	{
		title: 'the services are enabled for OAuth',
		advice: /for OAuth, enable it for the service .* assign its scope/,
		...{ path: '/sap/opu/', status: 302, headers: { location: 'https://login.example/saml2' } },
	},
];

/** A vendor that somebody entered in Procore; SAP does not know it. */
const byHand = 9010;
const vendorByHand = ({ world }: Scene) => ({ ...world.vendors().find(({ id }) => id === byHand), origin_id: null });
const laterSupplier = '200501';
const newSupplier = (scene: Scene, number: string): Told => {
	scene.sap({ do: 'create-supplier', number, name: `Supplier ${number}` });
	return { entity: 'supplier', key: number };
};
/** A consultant has the new suppliers compared with a vendor that a step of their own has read. */
const compareWith = ({ steps }: Scene, observed: Record<string, unknown>) => {
	const isNew = ({ code }: Json) => code === supplier || code === laterSupplier;
	steps.push({
		between: ['Match suppliers', 'Upsert vendors'],
		does: (items) =>
			items.map((item) => (isNew(item.json) ? { ...item, json: { ...item.json, observed } as Json } : item)),
	});
};

/** A step that brings the plan to the line of another one. */
const toOneLine: InsertedStep['does'] = (items) => {
	const isOurs = ({ json }: INodeExecutionData) => json.projectId === '2201' && json.costCode === '01-500';
	const others = items.filter((item) => !isOurs(item));
	const taken = others.find(({ json }) => json.projectId === '2201' && json.costCode !== undefined);
	const { costCode, costType } = taken?.json ?? {};
	return [...others, ...items.filter(isOurs).map((item) => ({ ...item, json: { ...item.json, costCode, costType } }))];
};

const service = 'API_PURCHASEORDER_2';
const hidden = { service, set: 'PurchaseOrderItem', property: 'NetPriceAmount' };
const fieldMissing = {
	advice: /ask the SAP administrator whether an update of SAP brings the field, choose the other API/,
	settings: orders,
	make: (scene: Scene) => {
		order(scene);
		scene.sap({ do: 'hide-property', ...hidden });
		return ofLane('purchase_order');
	},
	ends: 'there',
	proof: arrived,
} satisfies Partial<Walk>;

/** The quota ends behind the first of two orders. */
const quotaUsedUp = {
	advice: /Run it again after .*, as the sync does by itself, or allow a longer wait/,
	settings: { ...orders, maximumWait: 1 },
	make: (scene: Scene) => {
		scene.procore({ do: 'set-limits', limits: true, hourlyLimit: 9, spikeLimit: 1000 });
		scene.order({ wbsElement: 'P-1001.1.1' });
		return order(scene, { wbsElement: 'P-1005.1.1' });
	},
	ends: 'there',
	proof: (scene: Scene) => {
		assert.equal(Number(scene.contract(number, '2205').grand_total), 100);
	},
} satisfies Partial<Walk>;

/** Procore does not answer a request that must not be sent twice. */
const unanswered = (fault: FaultInput) =>
	({
		advice: /Check in Procore whether it arrived before you run this again; the sync does so by itself in its next run/,
		settings: { lanes: 'project, actual_cost' },
		make: (scene: Scene) => {
			const { faults } = scene.world.simulators.procore;
			faults.add({ ...fault, method: 'POST', path: '/2201/direct_costs$' });
			scene.sap({ do: 'post-cost', glAccount: '62015000', amount: '250.00', wbsElement: 'P-1001.1.1' });
			return { entity: 'actual_cost', key: '01-500|E', projectId: '2201' };
		},
		ends: 'there',
		proof: ({ world }: Scene) => {
			assert.equal(directCostAmounts(world.simulators).get(keyOf('2201', '01-500|E')), '250.00');
		},
	}) satisfies Partial<Walk>;

const planService = { service: 'API_FINPLANNINGENTRYITEM_SRV', set: 'A_FinPlanningEntryItem' };
const planField = { ...planService, property: 'PlanningCategory' };
const planMissing = {
	advice:
		/Ask the SAP administrator whether an update of SAP brings it.*until then, take the lane out of Lanes in Start/,
	settings: plan,
	make: (scene: Scene) => {
		scene.sap({ do: 'hide-property', ...planField });
		return ofLane('budget');
	},
} satisfies Partial<Walk>;

const enterAgain = /enter the client ID and secret again and save: n8n then tests them/;

export const generalWalks: Walks<keyof typeof generalReasons> = {
	unreadable_document: {
		title: 'the field is corrected in SAP',
		advice: /NetPriceAmount is not an exact decimal number\. Correct it in SAP/,
		settings: orders,
		make: (scene) => {
			order(scene);
			const where = { PurchaseOrder: number };
			scene.sap({ do: 'corrupt', set: 'PurchaseOrderItem', where, property: 'NetPriceAmount', value: 'many' });
			return ofOrder;
		},
		follow: (scene) => {
			scene.sap({ do: 'repair' });
		},
		ends: 'there',
		proof: arrived,
	},
	invalid_item: [
		{
			...spoilt,
			title: 'the step that spoilt the document is taken out',
			advice: spoiltBefore,
			make: (scene) => {
				putIn(scene, afterFetch, (json) => [{ ...json, items: 'none' }]);
				return order(scene);
			},
		},
		{
			...spoilt,
			title: 'the step that spoilt the contract is taken out',
			advice: spoiltBefore,
			make: (scene) => {
				putIn(scene, afterMap, (json) => [{ ...json, lines: 'none' }]);
				return order(scene);
			},
		},
		{
			...spoilt,
			title: 'the step that spoilt the outcome is taken out',
			advice: spoiltBefore,
			make: (scene) => {
				putIn(scene, ['Upsert contracts', 'Record orders'], (json) => [{ ...json, status: 'fine' }]);
				order(scene);
				return ofLane('purchase_order');
			},
		},
		{
			title: 'the vendor that it is compared with is read whole',
			advice: /^Switch Simplify off in the node that reads the vendors of Procore/,
			make: (scene) => {
				compareWith(scene, { id: byHand, originId: '', name: 'Simplified' });
				return newSupplier(scene, supplier);
			},
			follow: (scene) => {
				takeOut(scene);
				compareWith(scene, vendorByHand(scene));
			},
			ends: 'there',
			proof: (scene) => {
				assert.equal(scene.vendorOf(supplier)?.id, byHand);
			},
		},
	],
	duplicate_item: [
		{
			title: 'the step that doubled it is taken out',
			advice: /Only the first was sent\. Check whether the workflow feeds the same documents twice/,
			settings: orders,
			make: (scene) => {
				putIn(scene, afterMap, (json) => [json, { ...json, title: 'Once more' }]);
				return order(scene);
			},
			follow: takeOut,
			ends: 'there',
			proof: arrived,
		},
		{
			title: 'the second of two suppliers gets a vendor of its own',
			advice: /can belong to one SAP supplier only\. Decide which, and create or link another for this one/,
			make: (scene) => {
				compareWith(scene, vendorByHand(scene));
				newSupplier(scene, supplier);
				return newSupplier(scene, laterSupplier);
			},
			follow: takeOut,
			ends: 'there',
			proof: (scene) => {
				assert.equal(scene.vendorOf(supplier)?.id, byHand);
				assert.notEqual(scene.vendorOf(laterSupplier)?.id, byHand);
			},
		},
		{
			title: 'two amounts no longer go to one budget line',
			advice: /Make sure that every cost code and cost type comes once/,
			settings: plan,
			make: (scene) => {
				setPlan(scene);
				scene.steps.push({ between: ['Map plan', 'Upsert budgets'], does: toOneLine });
				return ofPlan;
			},
			follow: takeOut,
			ends: 'there',
			proof: ({ world }) => {
				assert.equal(budgetAmounts(world.simulators).get(keyOf('2201', planned)), '500.00');
			},
		},
	],
	left_out_by_workflow: [
		{
			...leftOut,
			title: 'the step is changed, and the document replayed',
			follow: (scene) => {
				takeOut(scene);
				return { mode: 'replay', replayEntity: 'purchase_order', replayKey: number };
			},
		},
		{
			...leftOut,
			title: 'the step is changed, and a backfill run',
			follow: (scene) => {
				takeOut(scene);
				return { mode: 'backfill' };
			},
		},
	],
	procore_rejected: [
		{
			...badlyMapped,
			title: 'the row of the mapping table is corrected',
			follow: (scene) => {
				scene.edit('sap_procore_values', { sap_value: 'US/77' }, { procore_value: 'OR' });
			},
			proof: (scene) => {
				assert.equal(scene.vendorOf(supplier)?.state_code, 'OR');
			},
		},
		{
			...badlyMapped,
			title: 'the field is corrected in SAP',
			follow: (scene) => {
				scene.sap({ do: 'edit-supplier', supplier, address: { Region: 'WA' } });
			},
			proof: (scene) => {
				assert.equal(scene.vendorOf(supplier)?.state_code, 'WA');
			},
		},
	],
	not_as_sent: {
		title: 'whatever kept it is changed, and it is sent again',
		advice: /Look there for what holds it .* and change that/,
		make: (scene) => {
			scene.procore({ do: 'keep-fields', path: '/vendors/sync', fields: ['name'] });
			scene.sap({ do: 'edit-supplier', supplier: '100050', name: 'Dalton Gates Co.' });
			return { entity: 'supplier', key: '100050' };
		},
		follow: (scene) => {
			scene.procore({ do: 'keep-fields', path: '/vendors/sync', fields: [] });
		},
		ends: 'there',
		proof: (scene) => {
			assert.equal(scene.vendorOf('100050')?.name, 'Dalton Gates Co.');
		},
	},
	no_answer: [
		{
			...unanswered({ kind: 'status', status: 503, processed: true }),
			title: 'there is nothing to do: the next run sees that it has arrived',
		},
		{
			...unanswered({ kind: 'drop-before' }),
			title: 'there is nothing to do: the next run sees that it has not arrived, and sends it again',
		},
		{
			title: 'there is nothing to do: the next run reads the notes of the vendor',
			advice: /^Nothing was written, so that no note is lost\. The next run reads them again/,
			make: (scene) => {
				const body = { ...vendorByHand(scene), notes: undefined };
				compareWith(scene, body);
				const { faults } = scene.world.simulators.procore;
				faults.add({ kind: 'status', status: 200, method: 'GET', path: `/vendors/${String(byHand)}\\b`, body });
				return newSupplier(scene, supplier);
			},
			ends: 'there',
			proof: (scene) => {
				assert.equal(scene.vendorOf(supplier)?.id, byHand);
			},
		},
	],
	permission_missing: [
		{
			title: 'the service account gets the permission',
			advice: /service account needs .*commitments.*Add it to the app's permissions/i,
			settings: orders,
			make: (scene) => {
				scene.procore({ do: 'set-tool', tool: 'commitments', enabled: false, project: 2201 });
				return order(scene);
			},
			follow: (scene) => {
				scene.procore({ do: 'set-tool', tool: 'commitments', enabled: true, project: 2201 });
			},
			ends: 'there',
			proof: arrived,
		},
		requisitionCases.permission_missing,
		...tools.map(
			({ tool, project, needs, settings, make }): Walk => ({
				title: `the service account gets its permission ${needs}`,
				advice: new RegExp(`service account needs .* ${needs}.*Add it to the app's permissions`),
				...(settings ? { settings } : {}),
				make: (scene) => {
					scene.procore({ do: 'set-tool', tool, enabled: false, project });
					return make(scene);
				},
				follow: (scene) => {
					scene.procore({ do: 'set-tool', tool, enabled: true, project });
				},
				ends: 'there',
			}),
		),
		{
			title: 'the app is installed again',
			advice: /An administrator installs it under Company Admin > App Management/,
			settings: orders,
			make: (scene) => {
				scene.procore({ do: 'set-connected', connected: false });
				order(scene);
				return ofLane('project');
			},
			follow: (scene) => {
				scene.procore({ do: 'set-connected', connected: true });
			},
			ends: 'there',
			proof: arrived,
		},
	],
	not_found: [
		{
			title: 'a project that somebody has taken out while a run wrote is permitted again',
			advice: /Check the ID and the permitted projects/,
			settings: orders,
			make: (scene) => {
				scene.steps.push({
					between: afterMap,
					does: (items) => {
						scene.procore({ do: 'edit-project', id: 2201, set: { visible: false } });
						return items;
					},
				});
				return order(scene);
			},
			follow: (scene) => {
				takeOut(scene);
				scene.procore({ do: 'edit-project', id: 2201, set: { visible: true } });
			},
			ends: 'there',
			proof: arrived,
		},
	],
	bad_request: [
		{
			...fieldMissing,
			title: 'an update of SAP brings the field',
			follow: (scene) => {
				scene.sap({ do: 'hide-property', ...hidden, hidden: false });
			},
		},
		{
			...fieldMissing,
			title: 'the other API of the service is chosen',
			follow: ({ world }) => {
				world.engine.credentials.edit('sapS4HanaOAuth2Api', { purchaseOrderApi: 'V2' });
			},
		},
	],
	credential_rejected: [
		{
			title: 'the new secret of Procore is entered',
			advice: enterAgain,
			settings: orders,
			make: (scene) => {
				scene.procore({ do: 'rotate-secret', secret: 'another-secret' });
				scene.procore({ do: 'revoke-tokens' });
				order(scene);
				return ofLane('project');
			},
			follow: ({ world }) => {
				world.engine.credentials.edit('procoreOAuth2Api', { clientSecret: 'another-secret' });
			},
			ends: 'there',
			proof: arrived,
		},
		{
			title: 'Procore takes the tokens that it issues again',
			advice:
				/^Check that the environment is the one .* that the app is installed in the company.*save the Procore credential once more/,
			settings: orders,
			make: (scene) => {
				scene.world.simulators.procore.faults.add({ kind: 'status', status: 401, path: '^/rest/', times: 'always' });
				order(scene);
				return ofLane('project');
			},
			follow: ({ world }) => {
				world.simulators.procore.faults.remove();
			},
			ends: 'there',
			proof: arrived,
		},
		{
			title: 'the new secret of SAP is entered',
			advice: enterAgain,
			settings: orders,
			make: (scene) => {
				scene.sap({ do: 'rotate-secret', secret: 'another-secret' });
				scene.sap({ do: 'revoke-tokens' });
				order(scene);
				return ofLane('run');
			},
			follow: ({ world }) => {
				world.engine.credentials.edit('sapS4HanaOAuth2Api', { clientSecret: 'another-secret' });
			},
			ends: 'settled',
			proof: arrived,
		},
	],
	configuration_invalid: [
		{
			title: 'the panel of the node is corrected',
			advice: /It takes one of: directCost, budgetLine\. Correct it in the panel/,
			settings: { lanes: 'project, actual_cost', costTarget: 'budgets' },
			make: () => ofLane('actual_cost'),
			follow: () => ({ costTarget: 'directCost' }),
			ends: 'there',
		},
		{
			title: 'the System ID is entered',
			advice: /Enter a short name of this SAP system in the credential/,
			settings: orders,
			make: (scene) => {
				scene.world.engine.credentials.edit('sapS4HanaOAuth2Api', { systemId: '' });
				order(scene);
				return ofLane('run');
			},
			follow: ({ world }) => {
				world.engine.credentials.edit('sapS4HanaOAuth2Api', { systemId: 'S4P' });
			},
			ends: 'settled',
			proof: arrived,
		},
		{
			title: 'the credential is corrected',
			advice: /enter the API URL in the Procore credential, or choose one of the environments/,
			settings: orders,
			make: (scene) => {
				scene.world.engine.credentials.edit('procoreOAuth2Api', { apiUrl: '' });
				order(scene);
				return ofLane('project');
			},
			follow: ({ world }) => {
				world.engine.credentials.edit('procoreOAuth2Api', { apiUrl: world.simulators.procore.url });
			},
			ends: 'there',
			proof: arrived,
		},
		{
			title: 'the Company ID is entered',
			advice: /its ID is the number in the address of the browser\. Enter it as Company ID/,
			settings: orders,
			make: (scene) => {
				scene.world.engine.credentials.edit('procoreOAuth2Api', { companyId: 'Acme Builders' });
				order(scene);
				return ofLane('project');
			},
			follow: ({ world }) => {
				const { company } = world.simulators.dataset.procore;
				world.engine.credentials.edit('procoreOAuth2Api', { companyId: String(company.id) });
			},
			ends: 'there',
			proof: arrived,
		},
		{
			title: 'the API URL of SAP is completed',
			advice: /It must start with https:\/\/ and name the host/,
			settings: orders,
			make: (scene) => {
				scene.world.engine.credentials.edit('sapS4HanaOAuth2Api', { apiUrl: 'my-sap' });
				order(scene);
				return ofLane('run');
			},
			follow: ({ world }) => {
				world.engine.credentials.edit('sapS4HanaOAuth2Api', { apiUrl: world.simulators.sap.url });
			},
			ends: 'settled',
			proof: arrived,
		},
		...logOns.map(({ title, advice, ...fault }) => ({
			title,
			advice,
			settings: orders,
			make: (scene: Scene) => {
				scene.sap({ do: 'revoke-tokens' });
				scene.world.simulators.sap.faults.add({ kind: 'status', times: 'always', ...fault });
				order(scene);
				return ofLane('run');
			},
			follow: ({ world }: Scene) => {
				world.simulators.sap.faults.remove();
			},
			ends: 'settled' as const,
			proof: arrived,
		})),
	],
	service_not_available: [
		{
			title: 'the communication arrangement is activated',
			advice: /Communication Arrangements: set up a communication arrangement for SAP_COM_\d+/,
			settings: orders,
			make: (scene) => {
				scene.sap({ do: 'set-service', service, active: false });
				order(scene);
				return ofLane('purchase_order');
			},
			follow: (scene) => {
				scene.sap({ do: 'set-service', service, active: true });
			},
			ends: 'there',
			proof: arrived,
		},
		{
			...planMissing,
			title: 'an update of SAP brings the field',
			follow: (scene) => {
				scene.sap({ do: 'hide-property', ...planField, hidden: false });
			},
			ends: 'there',
		},
		{
			...planMissing,
			title: 'the lane is switched off',
			follow: () => ({ lanes: 'project' }),
			ends: 'settled',
		},
	],
	system_unavailable: [
		{
			title: 'there is nothing to do: Procore is back for the next run',
			advice: /^Run it again later; status\.procore\.com reports outages/,
			settings: orders,
			make: (scene) => {
				const { faults } = scene.world.simulators.procore;
				faults.add({ kind: 'status', status: 503, path: '/purchase_order_contracts/sync', times: 'always' });
				return order(scene);
			},
			follow: ({ world }) => {
				world.simulators.procore.faults.remove();
			},
			ends: 'there',
			proof: arrived,
		},
		{
			title: 'the way to SAP is repaired',
			advice: /Check the address .* the network between n8n and it, and whether the system is up/,
			settings: orders,
			make: (scene) => {
				scene.world.simulators.sap.faults.add({ kind: 'drop-before', times: 'always' });
				order(scene);
				return ofLane('run');
			},
			follow: ({ world }) => {
				world.simulators.sap.faults.remove();
			},
			ends: 'settled',
			proof: arrived,
		},
	],
	rate_limited: [
		{ ...quotaUsedUp, title: 'there is nothing to do: the sync goes on by itself' },
		{
			...quotaUsedUp,
			title: 'a longer wait is allowed: from then on a run waits until the quota is back',
			follow: (scene) => {
				scene.order({ number: another, wbsElement: 'P-1002.1.1' });
				return { maximumWait: 3600 };
			},
			proof: (scene) => {
				for (const [each, project] of [
					[another, '2202'],
					[number, '2205'],
				])
					assert.equal(Number(scene.contract(String(each), project).grand_total), 100);
			},
		},
	],
	lease_lost: {
		title: 'there is nothing to do: the next run reads the rest',
		advice: /^Nothing to do: the next run reads the rest/,
		settings: orders,
		make: (scene) => {
			scene.steps.push({
				between: afterMap,
				does: async (items) => {
					takeOut(scene);
					await scene.run({ lanes: 'project', takeOver: true });
					scene.world.later(2);
					return items;
				},
			});
			order(scene);
			return execution;
		},
		ends: 'there',
		proof: arrived,
	},
	table_unavailable: {
		title: 'the column gets its type back',
		advice: /^Look at the table under Data tables in n8n/,
		settings: orders,
		make: (scene) => {
			const { tables } = scene.world.engine;
			tables.dropColumn('sap_procore_projects', 'sync_enabled');
			tables.addColumn('sap_procore_projects', 'sync_enabled', 'date');
			order(scene);
			return execution;
		},
		follow: ({ world }) => {
			const { tables } = world.engine;
			tables.dropColumn('sap_procore_projects', 'sync_enabled');
			tables.addColumn('sap_procore_projects', 'sync_enabled', 'boolean');
			tables.edit('sap_procore_projects', () => true, { sync_enabled: true });
		},
		ends: 'there',
		proof: arrived,
	},
	unexpected_error: {
		title: 'the step that failed is mended',
		advice: /^Open the execution in n8n that the run ID names/,
		settings: orders,
		make: (scene) => {
			putIn(scene, afterFetch, (json) => [json], [{ error: 'The lookup did not answer' }]);
			order(scene);
			return ofLane('purchase_order');
		},
		follow: takeOut,
		ends: 'there',
		proof: arrived,
	},
};
