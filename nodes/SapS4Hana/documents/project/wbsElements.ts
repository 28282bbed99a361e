import type { IDataObject } from 'n8n-workflow';
import type { WbsElement } from '../../../shared/model';
import { allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import { Fields } from '../../odata/fields';
import { keyedPages } from '../../odata/keyedRows';
import { isNoKey, keyGroups, normalKey } from '../../odata/keys';
import { allOf, guidLiteral, isOneOf, oneOf, stampedWithin, startsWith } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { Tree } from '../../odata/tree';
import type { DocumentType, Reading } from '../type';
import { isWbsNumber } from './internalIds';
import { enterpriseProjectService } from './service';

/** Which WBS elements to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface WbsElementQuery {
	changedFrom: string;
	changedTo: string;
	wbsElements: readonly string[];
	internalIds: readonly string[];
	projects: readonly string[];
	companyCodes: readonly string[];
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

/** All that a WbsElement document is made of. */
export const wbsElementTree: Tree = {
	entitySet: 'A_EnterpriseProjectElement',
	select: [
		'ProjectElement',
		'WBSElementInternalID',
		'ProjectElementDescription',
		'CompanyCode',
		'ResponsibleCostCenter',
		'WBSElementIsBillingElement',
		'LastChangeDateTime',
	],
	conditions: ['ProjectUUID'],
	optional: {
		ProjectElementDescription: 'WBS elements are shown without a name.',
		CompanyCode: 'WBS elements are shown without a company code.',
		ResponsibleCostCenter: 'WBS elements are shown without a responsible cost center.',
		WBSElementIsBillingElement: 'Billing elements are not shown as such.',
		LastChangeDateTime: 'Changes cannot be detected, so all WBS elements are read.',
		CreationDateTime: 'Changes cannot be detected, so all WBS elements are read.',
	},
	children: { to_EnterpriseProject: { entitySet: 'A_EnterpriseProject', select: ['Project'] } },
};

export const wbsElementType: DocumentType<WbsElement> = {
	entity: 'project',
	noun: 'WBS element',
	keyOf: (record) => String(record.ProjectElement ?? ''),
	reader: async () => await Promise.resolve(toWbsElement),
	notFoundAdvice: 'Enter it with its separators, as SAP shows it.',
};

/** WBS elements in the order of their IDs, page by page, with the project that each belongs to. */
export async function* wbsElementPages(client: ODataClient, query: WbsElementQuery): AsyncGenerator<Page> {
	const { changedFrom, changedTo, wbsElements, projects, companyCodes } = query;
	const internalIds = query.internalIds.filter(isWbsNumber);
	if (internalIds.length < query.internalIds.length && internalIds.length === 0) return;
	const inProjects = projects.length === 0 ? undefined : await projectCondition(client, projects);
	if (inProjects === '') return;
	yield* keyedPages(client, {
		service: enterpriseProjectService,
		tree: wbsElementTree,
		key: 'ProjectElement',
		among:
			internalIds.length > 0
				? { property: 'WBSElementInternalID', keys: internalIds }
				: { property: 'ProjectElement', keys: wbsElements },
		filter: (window) =>
			allOf(
				internalIds.length > 0 && wbsElements.length > 0 ? isOneOf('ProjectElement', wbsElements) : undefined,
				window,
				companyCodes.length > 0 ? isOneOf('CompanyCode', companyCodes) : undefined,
				inProjects,
			),
		window: changedOrCreated(readInstant(changedFrom), readInstant(changedTo)),
		isForeign: (row) => !isElement(row),
		pageSize: query.pageSize,
		limit: query.limit,
	});
}

/** SAP may list the project itself among its elements, with a number that says nothing: what is posted nowhere has it too. */
const isElement = (row: IDataObject) => !isNoKey(String(row.WBSElementInternalID ?? ''));

/** What was never changed may have no change stamp, but always has that of its creation. */
export function changedOrCreated(from: number | undefined, to: number | undefined): string | undefined {
	return oneOf(stampedWithin('V2', 'LastChangeDateTime', from, to), stampedWithin('V2', 'CreationDateTime', from, to));
}

/** Elements name their project by its UUID only; `""` when SAP has none of the projects. */
async function projectCondition(client: ODataClient, projects: readonly string[]): Promise<string> {
	const uuids: string[] = [];
	for (const group of keyGroups(projects)) {
		const rows = await allRows(client, {
			service: enterpriseProjectService,
			tree: { entitySet: 'A_EnterpriseProject', select: ['ProjectUUID'] },
			filter: isOneOf('Project', group),
			orderBy: ['Project'],
		});
		uuids.push(...rows.map(({ ProjectUUID }) => String(ProjectUUID)));
	}
	return uuids.map((uuid) => `ProjectUUID eq ${guidLiteral('V2', uuid)}`).join(' or ');
}

/**
 * Numbers of the WBS elements that are given by ID, or by the beginning of their IDs with `*` behind it, and the IDs
 * that SAP does not have.
 */
export async function internalIdsOf(
	client: ODataClient,
	patterns: readonly string[],
): Promise<{ internalIds: string[]; unknown: string[] }> {
	const prefixes = patterns.filter((pattern) => pattern.endsWith('*'));
	const unknown = new Set(patterns.filter((pattern) => !pattern.endsWith('*')));
	const filters = [
		...keyGroups([...unknown]).map((group) => isOneOf('ProjectElement', group)),
		...keyGroups(prefixes).map((group) =>
			group.map((pattern) => startsWith('ProjectElement', pattern.slice(0, -1))).join(' or '),
		),
	];
	const internalIds = new Set<string>();
	for (const filter of filters) {
		const rows = await allRows(client, {
			service: enterpriseProjectService,
			tree: { entitySet: wbsElementTree.entitySet, select: ['ProjectElement', 'WBSElementInternalID'] },
			filter,
			orderBy: ['ProjectElement'],
		});
		for (const row of rows.filter(isElement)) {
			unknown.delete(String(row.ProjectElement));
			internalIds.add(normalKey(String(row.WBSElementInternalID)));
		}
	}
	return { internalIds: [...internalIds], unknown: [...unknown] };
}

function toWbsElement(row: IDataObject): Reading<WbsElement> {
	const element = new Fields(row);
	const document: WbsElement = {
		wbsElement: element.required('ProjectElement'),
		internalId: element.key('WBSElementInternalID'),
		description: element.text('ProjectElementDescription'),
		project: element.one('to_EnterpriseProject').text('Project'),
		companyCode: element.text('CompanyCode'),
		responsibleCostCenter: element.key('ResponsibleCostCenter'),
		isBillingElement: element.flag('WBSElementIsBillingElement'),
		changedAt: element.instant('LastChangeDateTime'),
	};
	return element.problems.length > 0 ? { unreadable: element.problems.join('; ') } : { document };
}
