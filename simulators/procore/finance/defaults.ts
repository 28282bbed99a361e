import type { SimCostType } from '../types.ts';

/** Procore: the cost types that every company starts with. */
export const usualCostTypes: SimCostType[] = [
	{ id: 5001, code: 'L', name: 'Labor', base_type: 'labor' },
	{ id: 5002, code: 'E', name: 'Equipment', base_type: 'equipment' },
	{ id: 5003, code: 'M', name: 'Materials', base_type: 'materials' },
	{ id: 5004, code: 'C', name: 'Commitment', base_type: 'commitment' },
	{ id: 5005, code: 'OC', name: 'Owner Cost', base_type: 'owner_cost' },
	{ id: 5006, code: 'SVC', name: 'Professional Services', base_type: 'professional_services' },
	{ id: 5007, code: 'O', name: 'Other', base_type: 'other' },
];

/** Some of Procore's own units of measure. */
export const usualUoms = [
	'bbl',
	'cf',
	'cy',
	'days',
	'ea',
	'ft',
	'gal',
	'hours',
	'kg',
	'lbs',
	'lf',
	'ls',
	'm',
	'm2',
	'm3',
	'ton',
];

/** The two segments that every company has and the pattern that joins them. Lower than any id that the store hands out. */
export const segmentIds = { costCode: 598134325900011, costType: 598134325900012, pattern: 598134325900013 } as const;
