import type { SapChange } from '../../simulators/sap/index.ts';

/** Something that a simulator can be set to do otherwise, and what finds it out. */
export interface Switch<Change> {
	/** Its name among the settings of the simulator. */
	name: string;
	/** Sets it against the default. */
	set: Change[];
	/** The probe of the conformance check that finds it. */
	probe: string;
}

export const sapSwitches: Array<Switch<SapChange>> = [
	{ name: 'quirks.nestedExpand', set: [{ do: 'set-quirks', nestedExpand: false }], probe: 'orders.nestedExpand' },
	{
		name: 'quirks.linkOrigin',
		set: [{ do: 'set-quirks', linkOrigin: 'http://sap.internal.example:8000' }],
		probe: 'links.host',
	},
	{
		name: 'quirks.projectsAsElements',
		set: [{ do: 'set-quirks', projectsAsElements: true }],
		probe: 'projects.asElements',
	},
	{
		name: 'quirks.costKeysAsStored',
		set: [{ do: 'set-quirks', costKeysAsStored: true }],
		probe: 'costs.found',
	},
	{ name: 'planAggregates', set: [{ do: 'set-plan-aggregation', on: false }], probe: 'plan.sums' },
	{ name: 'pageSizes.V2.default', set: [{ do: 'page-size', v2: { default: 20 } }], probe: 'pages.default' },
	{ name: 'pageSizes.V2.max', set: [{ do: 'page-size', v2: { max: 50 } }], probe: 'pages.askedV2' },
	{ name: 'pageSizes.V4.max', set: [{ do: 'page-size', v4: { max: 50 } }], probe: 'pages.askedV4' },
	{ name: 'quirks.pageCap', set: [{ do: 'set-quirks', pageCap: 50 }], probe: 'pages.askedV2' },
	{
		name: 'hiddenProperties',
		set: [{ do: 'hide-property', service: 'API_PURCHASEORDER_2', set: 'PurchaseOrderItem', property: 'TaxCode' }],
		probe: 'fields.optional',
	},
	{
		name: 'hiddenProperties',
		set: (['WBSElementExternalID', 'WBSElement'] as const).map((property, index) => ({
			...{ do: 'hide-property' as const, service: 'API_FINPLANNINGENTRYITEM_SRV', set: 'A_FinPlanningEntryItem' },
			...{ property, hidden: index === 1 },
		})),
		probe: 'plan.wbsElement',
	},
	{
		name: 'postings',
		set: [{ do: 'post-cost', kind: 'invoice', glAccount: '63033000', amount: '10.00', wbsElement: 'P-1001.1.1' }],
		probe: 'costs.purchasingDocument',
	},
];

/** Settings of the simulator that stand for nothing which SAP's documentation leaves open. */
export const sapSettingsWithoutProbe: Record<string, string> = {
	'pageSizes.V4.default':
		'The sync asks for pages of its own size, which V2 pages without a size are there to compare with.',
	'quirks.language': 'The language is that of the credential; what is read of a refusal is quoted in every language.',
	locked: 'SAP says how it locks users, and trying it locks one.',
	badLogons: 'As locked.',
	tokensIssued: 'It only counts.',
	tokenLifetimeSeconds: 'Tokens are taken for as long as SAP says, and renewed when it refuses one.',
	omitExpiresIn: 'As the lifetime; nodes never see the answer with the token.',
	inactiveServices: 'A service that is not active is found by Check; the probes that need it say so.',
	corruptFields: 'Damage, not a rule.',
	serviceFaults: 'As inactive services.',
	pending: 'Changes that wait.',
	requests: 'It only counts.',
};
