import type { Money } from '../../../shared/money';
import { unwrittenContracts } from '../../lanes/requisition/contracts';
import { valuesIn } from '../../lookup/keys';
import type { RosterRow } from '../../ledger/rows';
import { DecidedDocuments, decideCosts, decideOrders, decideRequisitions, lookupsOf, type Decided } from './decided';
import { absentAfter, committedAfter, isException, keepBilled } from './contracts';
import { budgetEffects } from './budget';
import { summed, type DocumentEffect, type Effect, type EffectKind, type Place } from './effect';
import type { EffectInput, MappingTables } from './input';
import { ProcoreSide } from './procoreSide';
import { nextReading, type Reading } from './reading';
import { Standing } from './standing';

export type { DocumentEffect, Effect, EffectKind, EffectTotal, Place } from './effect';
export type { BudgetEffect } from './budget';
export type { EffectInput, MappingTables, NextRun, StandingLine } from './input';

/**
 * What the next run does because of a change of the tables, worked out by the functions that the run itself decides by. All
 * of it is exact as long as nothing else changes, and as far as the tables can tell: what somebody did to an object in
 * Procore since the last run, no table knows.
 */
export function effectOf(input: EffectInput): Effect {
	const reading = nextReading(input);
	const procore = new ProcoreSide(input);
	const [before, after] = [new DecidedDocuments(), new DecidedDocuments()];
	const tables = { before: lookupsOf(input.before), after: lookupsOf(refreshed(input.before, input.after)) };
	decideOrders(input, tables.before, before);
	decideOrders(input, tables.after, after);
	procore.keepBack(before);
	procore.keepBack(after, before);
	const contracts = {
		before: {
			absent: unwrittenContracts(input.next.system, [...input.contracts], [...input.exceptions]),
			isCommitted: input.isCommitted,
		},
		after: {
			absent: absentAfter(input, reading, after),
			isCommitted: committedAfter(input, reading, before, after),
		},
	};
	decideRequisitions(input, tables.before, contracts.before, before);
	decideRequisitions(input, tables.after, contracts.after, after);
	decideCosts(input, tables.before, contracts.before, before);
	decideCosts(input, tables.after, contracts.after, after);
	procore.keepBack(before);
	procore.keepBack(after, before);
	const standing = new Standing(input);
	keepBilled(before, after, standing);
	const keys = new Set([...before.all.keys(), ...after.all.keys()]);
	return summed(
		[...keys].flatMap((key) => compared(before.all.get(key), after.all.get(key), reading, standing)),
		budgetEffects(input, tables, reading),
	);
}

/** Cells that the lane of projects fills again where somebody has emptied them. */
function refreshed(before: MappingTables, after: MappingTables): MappingTables {
	const known = new Map(before.projects.map((row) => [row.project_id, row]));
	const projects = after.projects.map((row): RosterRow => {
		const was = known.get(row.project_id);
		if (!was) return row;
		const values = valuesIn(was.sap_project);
		const found =
			was.source === 'manual' ? '' : (values.find((value) => value === was.project_number) ?? values[0] ?? '');
		const sap_project = row.sap_project || found;
		return { ...row, sap_project, currency: row.currency || (sap_project === '' ? '' : was.currency) };
	});
	return { ...after, projects };
}

const nothing = { placements: new Map(), stops: new Map() } satisfies Pick<Decided, 'placements' | 'stops'>;

/** What one document comes to. */
function compared(
	before: Decided | undefined,
	after: Decided | undefined,
	reading: Reading,
	standing: Standing,
): DocumentEffect[] {
	const { entity, sapKey } = before ?? after ?? { entity: 'project', sapKey: '' };
	const [was, is] = [before ?? nothing, after ?? nothing];
	const effects: DocumentEffect[] = [];
	const add = (kind: EffectKind, { amount, currency }: Money, more: Partial<DocumentEffect> = {}) => {
		effects.push({ ...{ kind, entity, sapKey, amount, currency, reason: '', from: null, to: null }, ...more });
	};
	const isRead = reading.has(entity, sapKey);
	for (const [line, placed] of is.placements) {
		const earlier = was.placements.get(line);
		if (earlier && samePlace(earlier, placed)) continue;
		const places = { from: earlier ? placeOf(earlier) : null, to: placeOf(placed) };
		if (!isRead) add('later', placed, places);
		else if (!earlier) add('released', placed, places);
		else if (standing.isThere(entity, earlier) && !standing.isAt(entity, sapKey, line, placed))
			add('moved', placed, places);
	}
	if (!isRead) return effects;
	const left = [...was.placements].filter(
		([line, earlier]) => !is.placements.has(line) && standing.isThere(entity, earlier),
	);
	const [stop] = [...is.stops.values()];
	if (stop && left.length > 0)
		for (const [, earlier] of left) {
			const from = placeOf(earlier);
			const { reason } = is.stops.get(earlier.projectId) ?? stop;
			// From a project that takes nothing, nothing is taken away either.
			const stays = entity !== 'actual_cost' || (is.stops.has(earlier.projectId) && closedReasons.includes(reason));
			add('stopped', earlier, { reason, from, to: stays ? from : null });
		}
	else
		for (const [projectId, { reason, message, amount }] of is.stops) {
			const same = was.stops.get(projectId);
			if (isException(reason) && (same?.reason !== reason || same.message !== message))
				add('notSent', amount, { reason });
		}
	return effects;
}

const closedReasons = ['project_sync_off', 'project_inactive'];

const placeOf = ({ projectId, costCode, costType }: Place): Place => ({ projectId, costCode, costType });

const samePlace = (a: Place, b: Place) =>
	a.projectId === b.projectId && a.costCode === b.costCode && a.costType === b.costType;
