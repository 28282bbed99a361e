import type { Entity } from '../../../shared/entities';
import { executionIn } from '../../explain';
import type { ExecutionAddress } from '../frame';
import type { Link } from '../kit/links';
import type { ReportName } from '../names';
import { pageLink } from '../workPages';
import type { PatternName, Patterns } from './patterns';

export { addressPatterns, usualPatterns, type Patterns } from './patterns';

/** Something in SAP: a document of an entity, or a `wbs_element`. */
export type SapObject = Entity | 'wbs_element';

/** Where things are in the browser, each `[]` where that is not known: a link never leads to something else. */
export interface Links {
	sap(entity: string, key: string): Link[];
	/** @param contract - ID of the contract that a requisition bills */
	procore(entity: string, object: { projectId: string; id: string; contract?: string }): Link[];
	budget(projectId: string): Link[];
	execution(executionId: string): Link[];
	/** The execution that a run ID names. */
	run(runId: string): Link[];
	/** A page of ours. */
	page(page: ReportName | undefined): Link[];
	/** A page of the documentation. */
	guide(guide: Guide | undefined): Link[];
}

const guides = {
	'sap-setup': 'the guide to SAP',
	'procore-setup': 'the guide to Procore',
	'first-run': 'the guide to the first run',
} as const;
export type Guide = keyof typeof guides;

const documentation = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs';

export interface Places {
	/** Address of the launchpad, up to the `#`; `""` = not known. */
	launchpad: string;
	/** Address of Procore up to its paths; `""` = not known. */
	web: string;
	companyId: string;
	executions: ExecutionAddress;
	patterns: Patterns;
}

const sapPatterns: Partial<Record<string, PatternName>> = {
	purchase_order: 'sapPurchaseOrder',
	requisition: 'sapPurchaseRequisition',
	supplier: 'sapSupplier',
	supplier_invoice: 'sapSupplierInvoice',
	wbs_element: 'sapWbsElement',
} satisfies Partial<Record<SapObject, PatternName>>;

const procorePatterns: Partial<Record<string, PatternName>> = {
	purchase_order: 'procoreContract',
	requisition: 'procoreRequisition',
	supplier: 'procoreVendor',
	supplier_invoice: 'procoreRequisition',
} satisfies Partial<Record<Entity, PatternName>>;

export function linksTo({ launchpad, web, companyId, executions, patterns }: Places): Links {
	const execution = (executionId: string) => named('n8n', executions(executionId));
	const inProcore = (pattern: string, values: Record<string, string>) => {
		const known = Object.fromEntries(Object.entries(values).filter(([, value]) => /^\d+$/.test(value)));
		return placed(pattern, { company: companyId, ...known }, web);
	};
	return {
		sap: (entity, key) => {
			const name = sapPatterns[entity];
			// A supplier invoice is numbered within its fiscal year: 2026/5105600101.
			const [year = '', invoice = ''] = key.split('/');
			const base = launchpad === '' ? '' : `${launchpad}#`;
			return name ? named('SAP', placed(patterns[name].replace(/^#/, ''), { key, year, invoice }, base)) : [];
		},
		procore: (entity, { projectId, id, contract = '' }) => {
			const name = procorePatterns[entity];
			return name ? named('Procore', inProcore(patterns[name], { project: projectId, id, contract })) : [];
		},
		budget: (projectId) => named('Procore budget', inProcore(patterns.procoreBudget, { project: projectId })),
		execution,
		run: (runId) => execution(executionIn(runId)),
		page: (page) => pageLink(page),
		guide: (guide) => (guide ? named(guides[guide], `${documentation}/${guide}.md`) : []),
	};
}

/** Where nobody can follow a link, as in a mail, and where nothing is known. */
export const noLinks: Links = {
	...{ sap: () => [], procore: () => [], budget: () => [], execution: () => [], run: () => [] },
	...{ page: () => [], guide: () => [] },
};

/** The address by a pattern; `""` = a value is missing, or it is nothing that a browser may be sent to. */
function placed(pattern: string, values: Readonly<Record<string, string>>, base: string): string {
	if (pattern === '') return '';
	let isWhole = true;
	const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = values[name] ?? '';
		isWhole &&= value !== '';
		return encodeURIComponent(value);
	});
	if (!isWhole) return '';
	const address = isWeb(filled) ? filled : base === '' ? '' : `${base}${filled}`;
	return isWeb(address) && URL.canParse(address) ? address : '';
}

const isWeb = (address: string) => /^https?:\/\//i.test(address);

const named = (text: string, address: string): Link[] => (address === '' ? [] : [{ text, address }]);
