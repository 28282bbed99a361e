import type { IDataObject } from 'n8n-workflow';
import type { CostCenter } from '../../../shared/model';
import { allPages } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { readDate, utcDay } from '../../odata/dates';
import { Fields } from '../../odata/fields';
import { allOf, dayLiteral, isOneOf } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService } from '../../odata/service';
import type { Tree } from '../../odata/tree';
import type { DocumentType, Reading } from '../type';
import { textIn } from './texts';

/** Which cost centers to read. Empty fields do not narrow the list. */
export interface CostCenterQuery {
	companyCodes: readonly string[];
	controllingAreas: readonly string[];
	costCenters: readonly string[];
	/** Day on which the time slice has to be valid, `YYYY-MM-DD`; `""` = today. */
	validOn: string;
}

export const costCenterService: ODataService = { path: '/sap/opu/odata/sap/API_COSTCENTER_SRV', version: 'V2' };

/** All that a CostCenter document is made of. */
export const costCenterTree: Tree = {
	entitySet: 'A_CostCenter',
	select: [
		'ControllingArea',
		'CostCenter',
		'CompanyCode',
		'ValidityStartDate',
		'ValidityEndDate',
		'IsBlkdForPrimaryCostsPosting',
	],
	optional: {
		CompanyCode: 'Cost centers are shown without a company code.',
		IsBlkdForPrimaryCostsPosting: 'Blocked cost centers are not shown as such.',
	},
	children: {
		to_Text: {
			entitySet: 'A_CostCenterText',
			select: ['Language', 'CostCenterName', 'CostCenterDescription'],
			optional: {
				CostCenterName: 'Cost centers are shown by their description.',
				CostCenterDescription: 'Cost centers are shown by their short name.',
			},
			instead: 'Cost centers are shown without a name.',
		},
	},
};

export const costCenterType: DocumentType<CostCenter> = {
	entity: 'cost_code',
	noun: 'cost center',
	keyOf: (record) => String(record.CostCenter ?? ''),
	reader: async ({ connection }) => await Promise.resolve((record) => toCostCenter(record, connection.language)),
	notFoundAdvice: 'It may not be valid on that day.',
};

/**
 * Cost centers by controlling area and number, each in the one time slice that is valid. SAP's clock says which day it
 * is; until it has answered, the days around today are asked for.
 */
export async function* costCenterPages(client: ODataClient, query: CostCenterQuery): AsyncGenerator<Page> {
	const { validOn, companyCodes, controllingAreas, costCenters } = query;
	const [first, last] = validOn ? [validOn, validOn] : [utcDay(Date.now(), -1), utcDay(Date.now(), 1)];
	const among = (property: string, values: readonly string[]) =>
		values.length > 0 ? isOneOf(property, values) : undefined;
	const pages = allPages(client, {
		service: costCenterService,
		tree: costCenterTree,
		filter: allOf(
			`ValidityStartDate le ${dayLiteral('V2', last)}`,
			`ValidityEndDate ge ${dayLiteral('V2', first)}`,
			among('CompanyCode', companyCodes),
			among('ControllingArea', controllingAreas),
			among('CostCenter', costCenters),
		),
		orderBy: ['ControllingArea', 'CostCenter', 'ValidityEndDate'],
	});
	for await (const page of pages) {
		const on = validOn || utcDay(page.at);
		yield { ...page, rows: page.rows.filter((row) => isValidOn(row, on)) };
	}
}

/** A slice whose days cannot be read stays: it is told when the document is made. */
function isValidOn(row: IDataObject, day: string): boolean {
	const dayOf = (property: string) => {
		const ms = readDate(String(row[property] ?? '')) ?? undefined;
		return ms === undefined ? day : utcDay(ms);
	};
	return dayOf('ValidityStartDate') <= day && dayOf('ValidityEndDate') >= day;
}

function toCostCenter(row: IDataObject, language: string): Reading<CostCenter> {
	const center = new Fields(row);
	const text = textIn(center.many('to_Text'), language);
	const document: CostCenter = {
		controllingArea: center.required('ControllingArea'),
		costCenter: center.key('CostCenter') || center.required('CostCenter'),
		name: text?.text('CostCenterName') ?? '',
		description: text?.text('CostCenterDescription') ?? '',
		companyCode: center.text('CompanyCode'),
		validFrom: center.day('ValidityStartDate'),
		validTo: center.day('ValidityEndDate'),
		blocked: center.text('IsBlkdForPrimaryCostsPosting').trim() !== '',
	};
	return center.problems.length > 0 ? { unreadable: center.problems.join('; ') } : { document };
}
