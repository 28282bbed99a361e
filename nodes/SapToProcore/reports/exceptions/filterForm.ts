import { entityLabel } from '../../../shared/entities';
import { markup, type Html } from '../kit/html';
import { nobody } from '../owners';
import type { ExceptionFilter } from './filter';
import type { OpenException, PlannedDocument } from './model';

interface Choice {
	value: string;
	label: string;
}

/** Every value that there is, once, by its label. */
function choices<T>(rows: readonly T[], of: (row: T) => Choice[]): Choice[] {
	const all = new Map(rows.flatMap(of).map((choice) => [choice.value, choice]));
	return [...all.values()]
		.filter(({ value }) => value !== '')
		.sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }));
}

/** Every owner; nobody, where somebody owns the others; and several who have got one mail. */
function ownerChoices(rows: ReadonlyArray<Pick<OpenException, 'owners'>>, asked: string): Choice[] {
	const all = choices(rows, ({ owners }) => owners.map((each) => ({ value: each, label: each })));
	const isNew = asked !== '' && asked !== nobody && !all.some(({ value }) => value === asked);
	return [
		...all,
		...(isNew ? [{ value: asked, label: asked }] : []),
		...(all.length > 0 || asked === nobody ? [{ value: nobody, label: 'Nobody' }] : []),
	];
}

/** Every filter that some exception fits, or something that a preview would write. */
export function filterForm(
	open: readonly OpenException[],
	planned: readonly PlannedDocument[],
	filter: ExceptionFilter,
): Html {
	const all = [...open, ...planned];
	const active = Object.values(filter).some((value) => value !== '');
	const select = (
		name: string,
		label: string,
		chosen: string,
		offered: Choice[],
	) => markup`<label for="filter-${name}">${label}</label> <select id="filter-${name}" name="${name}">
<option value="">Any</option>
${offered.map(({ value, label: text }) => markup`<option value="${value}"${value === chosen ? markup` selected` : null}>${text}</option>\n`)}</select>
`;
	return markup`<details${active ? markup` open` : null}><summary>Filter${active ? ' (on)' : ''}</summary>
<form method="get" class="filter">
<input type="hidden" name="page" value="exceptions">
${select(
	'reason',
	'Reason',
	filter.reason,
	choices(open, ({ reason, title }) => [{ value: reason, label: title || reason }]),
)}${select(
		'project',
		'Project',
		filter.projectId,
		choices(all, ({ projectId, project }) => [{ value: projectId, label: project || projectId }]),
	)}${select(
		'entity',
		'Document',
		filter.entity,
		choices(all, ({ entity }) => [{ value: entity, label: entityLabel(entity) }]),
	)}${select('owner', 'Owner', filter.owner, ownerChoices(all, filter.owner))}<label for="filter-find">Number, supplier or text</label> <input type="search" id="filter-find" name="find" value="${filter.find}" maxlength="60">
<button>Show</button> <a href="?page=exceptions">Show all</a>
</form></details>
`;
}
