import { compared } from '../../../shared/decimal';
import type { RosterRow } from '../../ledger/rows';
import { roster, takesAnything } from '../../lookup/roster';
import type { OpenException } from '../exceptions/model';
import type { Money } from '../kit/format';
import { totals } from '../kit/sums';
import type { Seen } from '../seen';
import type { Homeless, HomelessElement, ProjectsReport } from './model';

export interface ProjectsInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	rows: RosterRow[];
	/** What waits, of all entities. */
	open: readonly OpenException[];
	seen: Seen;
}

/** The roster, and what is in no project as it stands now. */
export function projectsReport({ customer, now, rows, open, seen }: ProjectsInput): ProjectsReport {
	const found = homelessIn(open, rows);
	const homeless = found.filter(({ isPlaced }) => !isPlaced);
	// Most of what waits in a preview waits for what the preview has not written.
	const isFinding = ({ byItself }: OpenException) => seen.by !== 'preview' || !byItself;
	const projects = rows.map((row) => {
		const own = open.filter(({ projectId }) => projectId === row.project_id).filter(isFinding);
		return {
			...{ projectId: row.project_id, name: row.project_name, number: row.project_number },
			...{ active: row.active, syncOn: row.sync_enabled, takesAnything: takesAnything(row) },
			...{ sapProject: row.sap_project, wbsPrefix: row.sap_wbs_prefix, costCenter: row.sap_cost_center },
			...{ currency: row.currency, exceptions: own.length, amounts: totals(own) },
		};
	});
	return {
		report: 'projects',
		...{ customer, at: now, seen },
		projects: projects.sort((a, b) =>
			(a.name || a.projectId).localeCompare(b.name || b.projectId, 'en', { numeric: true }),
		),
		homeless: elementsOf(homeless),
		documents: homeless.length,
		placed: found.length - homeless.length,
		amounts: totals(homeless),
	};
}

/**
 * Documents that wait for a project, with the WBS elements that their exceptions name, but for those that a row has been
 * filled for since. A document that is known to have no other is placed: the next run takes it up.
 */
function homelessIn(open: readonly OpenException[], rows: RosterRow[]): Homeless[] {
	const projects = roster(rows);
	const isHomeless = (wbsElement: string) =>
		projects.find({ wbsElement, order: '', costCenter: '' }).kind === 'unmapped';
	return open
		.filter(({ reason }) => reason === 'unmapped_project')
		.map(({ entity, sapKey, message, amount, currency }) => {
			const named = [...message.matchAll(/WBS element ([^\s,;()]+)/g)].map(([, element = '']) => element);
			const elements = [...new Set(named)].filter(isHomeless);
			const namesAll = named.length > 0 && !/ and \d+ more\b/.test(message);
			const isPlaced = namesAll && elements.length === 0;
			return { entity, sapKey, amount, currency, elements, isPlaced };
		});
}

function elementsOf(homeless: readonly Homeless[]): HomelessElement[] {
	const found = new Map<string, Homeless[]>();
	for (const document of homeless)
		for (const element of document.elements) found.set(element, [...(found.get(element) ?? []), document]);
	return [...found]
		.map(([wbsElement, documents]) => ({ wbsElement, documents: documents.length, amounts: totals(documents) }))
		.sort(
			(a, b) =>
				compared(largest(b.amounts), largest(a.amounts)) ||
				b.documents - a.documents ||
				a.wbsElement.localeCompare(b.wbsElement, 'en', { numeric: true }),
		);
}

/** The largest amount in one currency: amounts of several are not added. */
const largest = (amounts: readonly Money[]) =>
	amounts
		.map(({ amount }) => amount.replace('-', ''))
		.reduce((most, amount) => (compared(amount, most) > 0 ? amount : most), '0');
