import type { Entity } from '../../shared/entities';
import type { ExplainedPart, ExplainedSubject, ExplanationState, Missing } from '../../shared/model';
import { reasonFor } from '../../shared/reasons';
import { definitions } from '../../shared/tables/definitions';
import { handful, withFullStop } from '../../shared/texts';
import type { ExplainInput } from './input';
import { decidingRows, linesNow, recordedLines } from './lines';
import { blockersOf, decisionRows, missingOf, vendorRow, type Blocker } from './missing';
import { newestFirst, outcomeOf, partsOf, stateOfAll, type Part } from './parts';
import { changedAt, documentOf, expectedOf, sapSide } from './sap';
import { momentText, nameOf } from './words';

/** Documents that name others which name others: an invoice its order, the order its supplier. */
const deepest = 3;

/** A document by its entity and key: where it stands, why, and what it lacks. */
export function explainDocument(input: ExplainInput, entity: Entity, key: string): ExplainedSubject {
	const { facts, sap } = input;
	const name = nameOf(entity, key);
	const parts = partsOf(entity, key, facts);
	const ofCosts = entity === 'purchase_order' ? partsOf('actual_cost', key, facts) : [];
	const found = documentOf(input, entity, [key]);
	const order = found?.entity === 'purchase_order' ? found.document : undefined;
	const recorded = recordedLines((row) => row.sap_key === key && entitiesOf(entity).includes(row.entity), facts);
	const gone = new Set([...parts, ...ofCosts].filter(isGone).map(({ row }) => row.origin_id));
	const there = recorded.filter(({ originId }) => !gone.has(originId));
	const lines = [...there, ...(order ? linesNow(order, facts) : [])];
	const decisions = entity === 'supplier' ? decisionRows(key, facts).map(vendorRow) : [];
	const state = stateOfAll(parts);
	const missing = missingOfDocument(input, [...parts, ...ofCosts], name, deepest);
	const expected = order ? expectedOf(order, facts, input.lastRun?.orders) : [];
	const isNewer = found !== undefined && isNewerThan(changedAt(found), [...parts, ...ofCosts]);
	return {
		...{ entity, key, name, state, lines, missing, expected },
		verdict: [
			verdictOf(name, state, parts, entity),
			...waitsFor(name, missing),
			...(isNewer ? [`SAP has a newer version, of ${momentText(changedAt(found))}: the next run reads it.`] : []),
			...costsVerdict(ofCosts.map((part) => part.explained)),
		].join(' '),
		sap: sapSide(sap, found),
		parts: [...parts, ...ofCosts].map((part) => part.explained),
		rows: [...decidingRows(lines), ...decisions],
		outcomes: newestFirst(facts.audit.filter((row) => row.sap_key === key && entitiesOf(entity).includes(row.entity)))
			.slice(0, mostOutcomes)
			.map(outcomeOf),
	};
}

/** What was written once, and is not there any more. */
const isGone = ({ explained: { state } }: Part) => state === 'emptied' || state === 'left_out';

/** A document that changes every day has hundreds. */
const mostOutcomes = 20;

/** What SAP posted on an order is told with it. */
const entitiesOf = (entity: Entity): string[] =>
	entity === 'purchase_order' ? ['purchase_order', 'actual_cost'] : [entity];

function isNewerThan(changed: string, parts: readonly Part[]): boolean {
	const known = parts.map(({ row }) => row.sap_changed_at).filter(Boolean);
	return changed !== '' && known.length > 0 && known.every((each) => Date.parse(each) < Date.parse(changed));
}

/** What the parts lack, and what the documents lack that they wait for. */
function missingOfDocument(input: ExplainInput, parts: readonly Part[], name: string, depth: number): Missing[] {
	const own = parts.flatMap((part) => missingOf(part, name, input.facts));
	if (depth === 0) return own;
	const waiting = parts.filter(({ explained: { state } }) => state === 'waiting' || state === 'outdated');
	const blockers = new Map(
		waiting.flatMap(({ row }) => blockersOf(row)).map((each) => [`${each.entity} ${each.key}`, each]),
	);
	return [...own, ...[...blockers.values()].flatMap((each) => missingOfBlocker(input, each, depth - 1))];
}

function missingOfBlocker(input: ExplainInput, { entity, key }: Blocker, depth: number): Missing[] {
	const parts = partsOf(entity, key, input.facts);
	return missingOfDocument(input, parts, nameOf(entity, key), depth);
}

function verdictOf(name: string, state: ExplanationState, all: readonly Part[], entity: string): string {
	const parts = all.map(({ explained }) => explained);
	const there = parts.filter((part) => part.state === 'in_procore' || part.state === 'outdated');
	const stopped = parts.filter((part) => part.outcome.title !== '' && part.state !== 'in_procore');
	const why = handful([...new Set(stopped.map(({ outcome }) => outcome.title))], '; ');
	switch (state) {
		case 'in_procore':
			return withFullStop(`${name} is in Procore, ${witness(there)}: ${placesOf(there, entity)}`);
		case 'outdated':
			return withFullStop(
				`${name} is in Procore (${placesOf(there, entity)}), but its last change has not arrived: ${why}`,
			);
		case 'partly':
			return withFullStop(
				`${name} is in Procore only in part: ${placesOf(there, entity)}, but not all of it, because: ${why}`,
			);
		case 'waiting':
		case 'held':
		case 'failed':
			return withFullStop(`${name} has not reached Procore (${state}): ${why}`);
		case 'left_out':
			return withFullStop(
				`${name} was left out of Procore${byPerson(all)}: ${why === '' ? 'the records do not say why' : why}`,
			);
		case 'planned':
			return `Of ${name} only a preview is on record: it would be sent to Procore.`;
		case 'emptied':
			return `${name} was in Procore, and was taken out again.`;
		default:
			return `${name} has no outcome on record.`;
	}
}

const byPerson = (parts: readonly Part[]) =>
	parts.some(({ isIgnored }) => isIgnored) ? ', because somebody set its exception to ignored' : '';

/** The last of the documents that it waits for is where somebody can act. */
function waitsFor(name: string, missing: readonly Missing[]): string[] {
	const last = missing.findLast(({ document }) => document !== name);
	return last && blockedBy(name, missing)
		? [withFullStop(`It waits for this: ${last.document}: ${reasonFor(last.reason).title}`)]
		: [];
}

const blockedBy = (name: string, missing: readonly Missing[]) =>
	missing.some(
		({ document, reason }) => document === name && (reason === 'vendor_missing' || reason === 'contract_missing'),
	);

/** Where it is known from. */
const witness = (parts: readonly ExplainedPart[]) =>
	parts.every(({ outcome }) => outcome.at === '')
		? `as ${definitions.contracts.name} has it`
		: 'by the last outcome on record';

function placesOf(parts: readonly ExplainedPart[], entity: string): string {
	const noun = objects[entity] ?? 'object';
	const places = parts.map(({ project, procoreId }) => {
		const object = procoreId === '' ? noun : `${noun} ${procoreId}`;
		return project === '' ? object : `${object} in project ${project}`;
	});
	return handful([...new Set(places)], '; ');
}

const objects: Record<string, string> = {
	supplier: 'vendor',
	purchase_order: 'contract',
	requisition: 'requisition',
	supplier_invoice: 'invoice',
	actual_cost: 'direct cost',
	budget: 'budget line',
	cost_code: 'cost code',
	project: 'project',
};

/** What became of the costs that SAP posted on an order, or would by a preview. */
function costsVerdict(parts: readonly ExplainedPart[]): string[] {
	const titles = [...new Set(parts.map(costsText))];
	return titles.length === 0 ? [] : [withFullStop(`Costs posted on it: ${handful(titles, '; ')}`)];
}

function costsText({ state, outcome }: ExplainedPart): string {
	if (outcome.reason !== '') return reasonFor(outcome.reason).title;
	if (state === 'planned') return 'by a preview they would be direct costs in Procore';
	return state === 'emptied' ? 'they were direct costs in Procore' : 'they are direct costs in Procore';
}
