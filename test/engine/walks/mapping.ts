import type { mappingReasons } from '../../../nodes/shared/reasons/mapping.ts';
import { oddAccounts } from '../../../simulators/data/orders/mapping-recipes.ts';
import { segmentIds } from '../../../simulators/procore/finance/defaults.ts';
import { type Scene, type Told, type Walks, weeksLater } from './scene.ts';

const of = (key: string): Told => ({ entity: 'purchase_order', key });

/** An order of one item. */
const order = (scene: Scene, item: Record<string, unknown>, more: Record<string, unknown> = {}): Told =>
	of(scene.order({ items: [{ price: '100.00', ...item }], ...more }));

const roster = (scene: Scene, projectId: string, cells: Record<string, string>) => {
	scene.edit('sap_procore_projects', { project_id: projectId }, cells);
};
const addToMap = (scene: Scene, cells: Record<string, string | boolean>) => {
	const empty = { company_code: '', gl_account: '', cost_center: '', wbs_element: '' };
	scene.world.addRows('sap_procore_cost_codes', [
		{ customer: 'main', ...empty, enabled: true, source: 'manual', note: '', ...cells },
	]);
};
const editMap = (scene: Scene, glAccount: string, cells: Record<string, string>) => {
	scene.edit('sap_procore_cost_codes', { gl_account: glAccount }, cells);
};

/** A WBS element of which Procore has no project. */
const elsewhere = 'U-2200.1';
const unmapped = {
	advice: /in sap_wbs_prefix, or its SAP project in sap_project/,
	make: (scene: Scene) => {
		const number = scene.order();
		scene.sap({
			...{ do: 'edit-order', order: number, item: '10', assignment: '1' },
			set: { WBSElementExternalID: elsewhere, WBSElementInternalID: '' },
		});
		return of(number);
	},
	ends: 'there',
} as const;

const ambiguousProject = {
	advice: /rows of sap_procore_projects that fit equally well\. Make one of them more exact/,
	make: (scene: Scene) => {
		roster(scene, '2201', { sap_wbs_prefix: 'P-1002.1' });
		roster(scene, '2202', { sap_wbs_prefix: 'P-1002.1' });
		return order(scene, { wbsElement: 'P-1002.1.1' });
	},
	ends: 'there',
} as const;

const inactive = {
	advice: /Reactivate the project in Procore, or assign the costs to another project in SAP\. .*sync_enabled to false/,
	make: (scene: Scene) => order(scene, { wbsElement: 'P-1016.1.1' }),
	ends: 'there',
} as const;

/** What the service account may see. */
const hidden = [2202, 2204];
const shrunk = {
	advice: /check them in Procore .* set active to false in their rows of sap_procore_projects/,
	make: (scene: Scene): Told => {
		for (const id of hidden) scene.hide(id);
		return { entity: 'project', key: '' };
	},
	ends: 'settled',
} as const;

const foreignCurrency = {
	advice: /Correct the currency in SAP, or the project currency in sap_procore_projects/,
	make: (scene: Scene) => order(scene, {}, { currency: 'EUR' }),
	ends: 'there',
} as const;

const twoRows = {
	advice: /Correct or disable one of the two rows in sap_procore_cost_codes/,
	make: (scene: Scene) => {
		const row = { gl_account: oddAccounts.ambiguous };
		addToMap(scene, { ...row, cost_code: '03-300', cost_type: 'M' });
		addToMap(scene, { ...row, cost_code: '03-100', cost_type: 'M' });
		return order(scene, { glAccount: oddAccounts.ambiguous });
	},
	ends: 'there',
} as const;

const wbsPath = '/rest/v1.0/projects/2201/work_breakdown_structure';
/** Somebody at Admin > Work Breakdown Structure of the project. */
const itemId = (scene: Scene, segmentId: number, code: string) => {
	const items = scene.person('GET', `${wbsPath}/segments/${String(segmentId)}/segment_items`, '2201');
	return (Object.values(items) as Array<{ id: number; code: string }>).find((item) => item.code === code)?.id;
};
const addItem = (scene: Scene, segmentId: number, code: string, more: Record<string, unknown> = {}) => {
	const path = `${wbsPath}/segments/${String(segmentId)}/segment_items`;
	scene.person('POST', path, '2201', { code, name: 'Site office', ...more });
};
const addCostCode = (scene: Scene) => {
	addItem(scene, segmentIds.costCode, newCode);
};
const addBudgetCode = (scene: Scene, code = newCode) => {
	const segments = [
		[segmentIds.costCode, code],
		[segmentIds.costType, 'M'],
	] as const;
	scene.person('POST', `${wbsPath}/wbs_codes`, '2201', {
		segment_items: segments.map(([id, code]) => ({ segment_id: id, segment_item_id: itemId(scene, id, code) })),
	});
};
const newCode = '99-100';

/** The map names a code that the project does not have. */
const toNewCode = (scene: Scene) => {
	addToMap(scene, { gl_account: oddAccounts.unmapped, cost_code: newCode, cost_type: 'M' });
	return order(scene, { glAccount: oddAccounts.unmapped });
};
const noCostCode = {
	advice:
		/Add the cost code and the cost type that the message names to the project in Procore .*, or map to another one/,
	make: toNewCode,
	ends: 'there',
} as const;
const noBudgetCode = {
	advice: /Add the combination .* to the project in Procore .*, or switch on Create Missing WBS Codes/,
	before: addCostCode,
	make: toNewCode,
	ends: 'there',
} as const;
const mapToOther = (scene: Scene) => {
	editMap(scene, oddAccounts.unmapped, { cost_code: '03-300', cost_type: 'M' });
};

const setStatus = (scene: Scene, status: 'active' | 'inactive') => {
	scene.procore({ do: 'edit-wbs-code', id: scene.budgetCode(`${newCode}.M`), set: { status } });
};
const inactiveCode = {
	advice: /^Activate it in Procore .*, or map to another one/,
	before: (scene: Scene) => {
		addCostCode(scene);
		addBudgetCode(scene);
		setStatus(scene, 'inactive');
	},
	make: toNewCode,
	ends: 'there',
} as const;

const subJob = { name: 'Sub Job', type: 'sub_job', required: false, items: ['01'] };
const setPhase = (scene: Scene, required: boolean) => {
	const set = { custom_segments: [{ name: 'Phase', required, items: ['P'] }, subJob], sub_job_cost_codes: true };
	scene.procore({ do: 'edit-project', id: 2201, set });
};
const segmentId = (scene: Scene, name: string) => {
	const segments = Object.values(scene.person('GET', `${wbsPath}/segments`, '2201')) as Array<{
		id: number;
		name: string;
	}>;
	return segments.find((segment) => segment.name === name)?.id ?? 0;
};
/** Somebody assigns a cost code to the sub job. */
const assign = (scene: Scene, code: string) => {
	const subJobId = itemId(scene, segmentId(scene, subJob.name), '01');
	addItem(scene, segmentIds.costCode, code, { sub_job_id: subJobId });
};
/** An order on a WBS element whose row names segments of a project where every budget code has a phase. */
const withSegments = (scene: Scene, cells: Record<string, string>) => {
	setPhase(scene, true);
	addToMap(scene, { wbs_element: 'P-1001.1.1', cost_code: '03-300', cost_type: 'M', note, ...cells });
	return order(scene, {});
};
const note = 'segments';
const correct = (scene: Scene, cells: Record<string, string>) => {
	scene.edit('sap_procore_cost_codes', { note }, cells);
};
const noPhase = {
	advice:
		/^Fill sub_job or segments .* with a value of what the message names\. Or make that optional .*, and add the budget code without it\.$/,
	make: (scene: Scene) => withSegments(scene, {}),
	ends: 'there',
} as const;
const noValue = {
	settings: { createMissingWbsCodes: true },
	advice: /^Correct sub_job or segments .*, or add what the message names to the project in Procore/,
	make: (scene: Scene) => withSegments(scene, { segments: 'Phase=X' }),
	ends: 'there',
} as const;

const addTaxCode = (scene: Scene) => {
	scene.procore({ do: 'add-tax-code', code: { id: 9101, code: 'GST', rate: 10 } });
};
const mapTaxCode = (scene: Scene, code: string) => {
	scene.edit('sap_procore_values', { kind: 'tax_code' }, { procore_value: code });
};
const noTaxCode = {
	settings: { taxCodes: true },
	advice: /Add the tax code that the message names in Procore, .* or map to another one/,
	before: (scene: Scene) => {
		addTaxCode(scene);
		const row = { customer: 'main', kind: 'tax_code', sap_value: 'I1', procore_value: 'VAT', note: '' };
		scene.world.addRows('sap_procore_values', [row]);
	},
	make: (scene: Scene) => order(scene, {}),
	ends: 'there',
} as const;

export const mappingWalks: Walks<keyof typeof mappingReasons> = {
	unmapped_project: [
		{
			...unmapped,
			title: 'its branch is entered at the project, which keeps what it has',
			follow: (scene) => {
				roster(scene, '2201', { sap_wbs_prefix: 'U-2200' });
			},
		},
		{
			...unmapped,
			title: 'its SAP project is entered beside the one that is there',
			follow: (scene) => {
				roster(scene, '2201', { sap_project: 'P-1001, U-2200' });
			},
		},
	],
	project_ambiguous: {
		...ambiguousProject,
		title: 'one of the rows is made more exact',
		follow: (scene) => {
			roster(scene, '2202', { sap_wbs_prefix: 'P-1002.1.1' });
		},
	},
	project_inactive: [
		{
			...inactive,
			title: 'the project is reactivated in Procore',
			follow: (scene) => {
				scene.procore({ do: 'edit-project', id: 2216, set: { active: true } });
			},
		},
		{
			...inactive,
			title: 'the costs are assigned to another project in SAP',
			follow: (scene) => {
				const number = scene.lastOrder;
				scene.sap({ do: 'move-assignment', order: number, item: '10', assignment: '1', wbsElement: 'P-1001.1.1' });
			},
		},
		{
			...inactive,
			title: 'it is to get nothing more, and its sync is switched off',
			follow: (scene) => {
				scene.editFlag('sap_procore_projects', { project_id: '2216' }, { sync_enabled: false });
			},
			ends: 'settled',
		},
	],
	project_sync_off: {
		title: 'somebody sets it to true, and runs a backfill',
		advice: /sync_enabled to false in sap_procore_projects\. .*set it to true and run a backfill/,
		settings: weeksLater,
		make: (scene) => {
			scene.editFlag('sap_procore_projects', { project_id: '2201' }, { sync_enabled: false });
			return order(scene, {});
		},
		follow: (scene) => {
			scene.editFlag('sap_procore_projects', { project_id: '2201' }, { sync_enabled: true });
			return { mode: 'backfill' };
		},
		ends: 'there',
	},
	roster_shrunk: [
		{
			...shrunk,
			title: 'the service account gets its permitted projects back',
			follow: (scene) => {
				for (const id of hidden) scene.show(id);
			},
		},
		{
			...shrunk,
			title: 'they are really gone, and their rows are set to inactive',
			follow: (scene) => {
				for (const id of hidden) scene.editFlag('sap_procore_projects', { project_id: String(id) }, { active: false });
			},
		},
	],
	currency_mismatch: [
		{
			...foreignCurrency,
			title: 'it is corrected in SAP',
			follow: (scene) => {
				scene.sap({ do: 'edit-order', order: scene.lastOrder, set: { DocumentCurrency: 'USD' } });
			},
		},
		{
			...foreignCurrency,
			title: 'the project is in that currency, and its row says so',
			follow: (scene) => {
				roster(scene, '2201', { currency: 'EUR' });
			},
		},
	],
	unmapped_cost_code: {
		title: 'the row that was added is filled',
		advice: /Fill the cost code in the row that was added to sap_procore_cost_codes/,
		make: (scene) => order(scene, { glAccount: oddAccounts.unmapped }),
		follow: mapToOther,
		ends: 'there',
	},
	mapping_ambiguous: [
		{
			...twoRows,
			title: 'one of the rows is corrected',
			follow: (scene) => {
				scene.edit(
					'sap_procore_cost_codes',
					{ gl_account: oddAccounts.ambiguous, cost_code: '03-100' },
					{ wbs_element: 'P-1004*' },
				);
			},
		},
		{
			...twoRows,
			title: 'one of the rows is disabled',
			follow: (scene) => {
				const row = { gl_account: oddAccounts.ambiguous, cost_code: '03-100' };
				scene.editFlag('sap_procore_cost_codes', row, { enabled: false });
			},
		},
	],
	unmapped_unit: {
		title: 'the row that was added is filled',
		settings: { lineMethod: 'unit' },
		advice: /Fill the Procore unit in the row that was added to sap_procore_values/,
		make: (scene) => order(scene, { unit: 'ROL', quantity: '12' }),
		follow: (scene) => {
			scene.edit('sap_procore_values', { kind: 'unit', sap_value: 'ROL' }, { procore_value: 'ea' });
		},
		ends: 'there',
	},
	unmapped_tax_code: {
		title: 'the row that was added is filled',
		settings: { taxCodes: true },
		advice: /Fill the Procore tax code in the row that was added to sap_procore_values/,
		before: addTaxCode,
		make: (scene) => order(scene, {}),
		follow: (scene) => {
			mapTaxCode(scene, 'GST');
		},
		ends: 'there',
	},
	tax_code_missing: [
		{
			...noTaxCode,
			title: 'it is added in Procore',
			follow: (scene) => {
				scene.procore({ do: 'add-tax-code', code: { id: 9102, code: 'VAT', rate: 19 } });
			},
		},
		{
			...noTaxCode,
			title: 'it is mapped to another one',
			follow: (scene) => {
				mapTaxCode(scene, 'GST');
			},
		},
	],
	cost_code_missing: [
		{
			...noCostCode,
			title: 'cost code and budget code are added to the project in Procore',
			follow: (scene) => {
				addCostCode(scene);
				addBudgetCode(scene);
			},
		},
		{ ...noCostCode, title: 'it is mapped to another one', follow: mapToOther },
		{
			...noValue,
			title: 'the value of a segment is corrected',
			follow: (scene) => {
				correct(scene, { segments: 'Phase=P' });
			},
		},
		{
			...noValue,
			title: 'the value is added to the segment in Procore',
			follow: (scene) => {
				addItem(scene, segmentId(scene, 'Phase'), 'X');
			},
		},
		{
			title: 'segments are written as names with their values',
			advice: /^Write segments in sap_procore_cost_codes as names with their values, each once: Phase=P/,
			make: (scene) => withSegments(scene, { segments: 'P' }),
			follow: (scene) => {
				correct(scene, { segments: 'Phase=P' });
			},
			ends: 'there',
		},
		{
			title: 'the cost code is assigned to the sub job',
			settings: { createMissingWbsCodes: true },
			advice: /^Assign the cost code to the sub job in Procore .*, or map to another one/,
			make: (scene) => {
				const told = withSegments(scene, { segments: 'Phase=P', sub_job: '01' });
				assign(scene, '03-100');
				return told;
			},
			follow: (scene) => {
				assign(scene, '03-300');
			},
			ends: 'there',
		},
	],
	wbs_code_missing: [
		{ ...noBudgetCode, title: 'it is added to the project in Procore', follow: addBudgetCode },
		{ ...noBudgetCode, title: 'the sync may create it', follow: () => ({ createMissingWbsCodes: true }) },
		{
			...inactiveCode,
			title: 'one that is there is activated',
			follow: (scene) => {
				setStatus(scene, 'active');
			},
		},
		{ ...inactiveCode, title: 'instead of one that is inactive, it is mapped to another one', follow: mapToOther },
		{
			...noPhase,
			title: 'the map names a value of the further segment',
			follow: (scene) => {
				correct(scene, { segments: 'Phase=P' });
			},
		},
		{
			...noPhase,
			title: 'the further segment is made optional in the project, and the code added without it',
			follow: (scene) => {
				setPhase(scene, false);
				addBudgetCode(scene, '03-300');
			},
		},
	],
};
