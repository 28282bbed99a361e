import type { IDataObject } from 'n8n-workflow';
import type { SapProject } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import { Fields } from '../../odata/fields';
import { keyedPages } from '../../odata/keyedRows';
import { allOf, isOneOf } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { Tree } from '../../odata/tree';
import type { DocumentType, Reading } from '../type';
import { enterpriseProjectService } from './service';
import { changedOrCreated } from './wbsElements';

/** Which projects to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface ProjectQuery {
	changedFrom: string;
	changedTo: string;
	projects: readonly string[];
	companyCodes: readonly string[];
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

/** All that a SapProject document is made of. */
export const projectTree: Tree = {
	entitySet: 'A_EnterpriseProject',
	select: ['Project', 'ProjectDescription', 'CompanyCode', 'ProjectCurrency', 'ProcessingStatus', 'LastChangeDateTime'],
	conditions: ['ProjectUUID'],
	optional: {
		ProjectDescription: 'Projects are shown without a name.',
		CompanyCode: 'Projects are shown without a company code.',
		ProjectCurrency: 'Projects are shown without a currency.',
		ProcessingStatus: 'Projects are shown without a status.',
		LastChangeDateTime: 'Changes cannot be detected, so all projects are read.',
		CreationDateTime: 'Changes cannot be detected, so all projects are read.',
	},
};

export const sapProjectType: DocumentType<SapProject> = {
	entity: 'project',
	noun: 'project',
	keyOf: (record) => String(record.Project ?? ''),
	reader: async () => await Promise.resolve(toSapProject),
	notFoundAdvice: 'Enter it with its separators, as SAP shows it.',
};

/** Projects in the order of their IDs, page by page. */
export function projectPages(client: ODataClient, query: ProjectQuery): AsyncGenerator<Page> {
	const { changedFrom, changedTo, projects, companyCodes } = query;
	return keyedPages(client, {
		service: enterpriseProjectService,
		tree: projectTree,
		key: 'Project',
		among: { property: 'Project', keys: projects },
		filter: (window) => allOf(window, companyCodes.length > 0 ? isOneOf('CompanyCode', companyCodes) : undefined),
		window: changedOrCreated(readInstant(changedFrom), readInstant(changedTo)),
		pageSize: query.pageSize,
		limit: query.limit,
	});
}

function toSapProject(row: IDataObject): Reading<SapProject> {
	const project = new Fields(row);
	const document: SapProject = {
		project: project.required('Project'),
		description: project.text('ProjectDescription'),
		companyCode: project.text('CompanyCode'),
		currency: project.text('ProjectCurrency'),
		status: project.text('ProcessingStatus'),
		changedAt: project.instant('LastChangeDateTime'),
	};
	return project.problems.length > 0 ? { unreadable: project.problems.join('; ') } : { document };
}
