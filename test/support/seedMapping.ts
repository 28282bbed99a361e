import type { CostCodeRow, RosterRow } from '../../nodes/SapToProcore/ledger/rows';
import { costCodeRowSchema, rosterRowSchema } from '../../nodes/SapToProcore/ledger/rows';
import type { Combination, ProjectCode } from '../../nodes/SapToProcore/mapping/suggest';
import { generateDataset } from '../../simulators/data/dataset.ts';
import { projectFinder } from '../../simulators/data/expected/roster.ts';

/** What the account assignments of the data set `seed` are, with SAP's texts, and what its people have in their tables. */
export interface SeedMapping {
	/** Each account assignment of orders and postings in a project once. */
	combinations: Combination[];
	/** With their `id`. */
	rows: CostCodeRow[];
	roster: RosterRow[];
	codes: Map<string, ProjectCode[]>;
}

export function seedMapping(): SeedMapping {
	const data = generateDataset('seed');
	const { sap, procore, tables } = data;
	const projectOf = projectFinder(data);
	const elements = new Map(sap.wbsElements.map((row) => [row.WBSElementInternalID, row]));
	const accountText = new Map(sap.glAccounts.map((row) => [row.GLAccount, row.texts[0]?.GLAccountLongName ?? '']));
	const centerText = new Map(sap.costCenters.map((row) => [row.CostCenter, row.texts[0]?.CostCenterDescription ?? '']));
	const found = new Map<string, Combination & { texts: { lines: string[] } }>();
	const note = (
		companyCode: string,
		keys: { GLAccount: string; CostCenter: string; OrderID?: string; WBSElementInternalID: string },
		external: string,
		line: string,
	) => {
		const element = elements.get(keys.WBSElementInternalID);
		const wbsElement = external || (element?.ProjectElement ?? '');
		const project = projectOf({ wbsElement, order: keys.OrderID ?? '', costCenter: keys.CostCenter });
		if (typeof project === 'string') return;
		const own = { companyCode, glAccount: keys.GLAccount, costCenter: keys.CostCenter, wbsElement };
		const key = JSON.stringify(own);
		const known = found.get(key) ?? {
			...own,
			projectId: project.id,
			texts: {
				glAccount: accountText.get(keys.GLAccount) ?? '',
				costCenter: centerText.get(keys.CostCenter) ?? '',
				wbsElement: element?.ProjectElementDescription ?? '',
				lines: [],
			},
		};
		found.set(key, known);
		if (line !== '' && known.texts.lines.length < 5) known.texts.lines.push(line);
	};
	for (const { header, items } of sap.orders)
		for (const { PurchaseOrderItemText, assignments } of items)
			for (const each of assignments)
				note(header.CompanyCode, each, each.WBSElementExternalID ?? '', PurchaseOrderItemText);
	for (const posting of sap.postings) if (posting.GLAccountType === 'P') note(posting.CompanyCode, posting, '', '');
	const nameOf = new Map((procore.costCodes ?? []).map(({ code, name }) => [code, name]));
	const typeName = new Map((procore.costTypes ?? []).map(({ code, name }) => [code, name]));
	const codes = new Map<string, ProjectCode[]>();
	for (const { project_id, cost_code, cost_type } of procore.wbsCodes ?? []) {
		const code = {
			costCode: cost_code,
			costType: cost_type,
			costCodeName: nameOf.get(cost_code) ?? '',
			costTypeName: typeName.get(cost_type) ?? '',
		};
		codes.set(String(project_id), [...(codes.get(String(project_id)) ?? []), code]);
	}
	const rosterRows = procore.projects.map(({ id, name, project_number }) => ({
		project_id: id,
		project_name: name,
		project_number,
		sap_project: sap.projects.some(({ Project }) => Project === project_number) ? project_number : '',
		...tables.sap_procore_projects.find((row) => row.project_id === String(id)),
	}));
	return {
		combinations: [...found.values()],
		rows: tables.sap_procore_cost_codes.map((row, index) => costCodeRowSchema.parse({ ...row, id: index + 1 })),
		roster: rosterRows.map((row) => rosterRowSchema.parse(row)),
		codes,
	};
}
