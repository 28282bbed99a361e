/** The cost types of the company, with the digit they have in G/L accounts. */
export const costTypes = [
	{ code: 'L', name: 'Labor', digit: '1' },
	{ code: 'E', name: 'Equipment', digit: '2' },
	{ code: 'M', name: 'Materials', digit: '3' },
	{ code: 'S', name: 'Subcontract', digit: '4' },
	{ code: 'O', name: 'Other', digit: '5' },
] as const;

export type CostType = (typeof costTypes)[number]['code'];

const divisions: Record<string, string> = {
	'01': 'General Requirements',
	'02': 'Existing Conditions',
	'03': 'Concrete',
	'04': 'Masonry',
	'05': 'Metals',
	'06': 'Wood and Plastics',
	'07': 'Thermal and Moisture Protection',
	'08': 'Openings',
	'09': 'Finishes',
	'10': 'Specialties',
	'14': 'Conveying Equipment',
	'21': 'Fire Suppression',
	'22': 'Plumbing',
	'23': 'HVAC',
	'26': 'Electrical',
	'31': 'Earthwork',
	'32': 'Exterior Improvements',
	'33': 'Utilities',
};

const codes: Record<string, string> = {
	'01-100': 'General Conditions',
	'01-500': 'Temporary Facilities',
	'01-740': 'Cleaning',
	'02-400': 'Demolition',
	'03-100': 'Formwork',
	'03-200': 'Reinforcing',
	'03-300': 'Cast-in-place Concrete',
	'03-400': 'Precast Concrete',
	'04-200': 'Unit Masonry',
	'05-100': 'Structural Steel',
	'05-500': 'Metal Fabrications',
	'06-100': 'Rough Carpentry',
	'06-400': 'Architectural Woodwork',
	'07-100': 'Waterproofing',
	'07-200': 'Insulation',
	'07-500': 'Membrane Roofing',
	'08-100': 'Doors and Frames',
	'08-400': 'Storefronts',
	'09-250': 'Gypsum Board',
	'09-300': 'Tiling',
	'09-900': 'Painting',
	'10-100': 'Visual Displays',
	'14-200': 'Elevators',
	'21-100': 'Sprinklers',
	'22-100': 'Plumbing Piping',
	'23-100': 'Air Distribution',
	'26-100': 'Electrical Service',
	'31-200': 'Earth Moving',
	'32-100': 'Paving',
	'33-100': 'Water Utilities',
};

/** The company's 30 cost codes: the same in every project. */
export const costCodes = Object.entries(codes).map(([code, name]) => ({
	code,
	name,
	division: code.slice(0, 2),
	divisionName: divisions[code.slice(0, 2)] ?? '',
}));

/** The G/L account of a cost code and a cost type: `63031000` is 03-100, Materials. */
export function glAccountOf(code: string, type: CostType): string {
	const digit = costTypes.find((row) => row.code === type)?.digit ?? '';
	return `6${digit}${code.replace('-', '')}0`;
}
