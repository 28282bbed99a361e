import { codePartsIn, subJobSegment } from '../../../shared/segments';
import { handful } from '../../../shared/texts';
import { because, type Explanation } from '../upsert/itemResult';
import type { SegmentItem } from './code';
import { furtherSegments, itemsAt, type CodePair, type Place, type ProjectCodes } from './projectCodes';

/** A part that a WBS code has to have: an item, by its code. */
interface Part {
	place: Place;
	code: string;
}

/** What WBS codes are to be made of; or why that cannot be read. */
export function partsOf({ costCode, costType }: CodePair): Part[] | { fault: string } {
	const read = codePartsIn(costType);
	if ('fault' in read) return read;
	const subJob = read.further.find(([name]) => name === subJobSegment)?.[1] ?? '';
	const ofType: Part = { place: { type: 'line_item_type', name: '' }, code: read.costType };
	return [
		...read.further.map(([name, code]): Part => ({ place: { type: 'further', name }, code })),
		{ place: { type: 'cost_code', name: subJob }, code: costCode },
		...(read.costType === '' ? [] : [ofType]),
	];
}

/** The items of a WBS code, as far as the project is known to have them. */
export function itemsOf(pair: CodePair, codes: ProjectCodes): SegmentItem[] {
	const parts = partsOf(pair);
	return 'fault' in parts ? [] : parts.flatMap(({ place, code }) => itemsAt(codes, place).get(code) ?? []);
}

/** Further segments that all WBS codes of the project have, and this one does not. */
export function lackingSegments(pair: CodePair, { further = [] }: ProjectCodes): string[] {
	const parts = partsOf(pair);
	if ('fault' in parts) return [];
	const own = new Set(parts.map(({ place: { type, name } }) => (type === 'further' ? name : '')));
	return further.filter((name) => !own.has(name));
}

/** Why a WBS code cannot be made of what the project has; undefined = it can. */
export function whyNoItem(pair: CodePair, codes: ProjectCodes): Explanation | undefined {
	const parts = partsOf(pair);
	if ('fault' in parts) {
		const message = `The segments of ${pair.costCode} · ${pair.costType} cannot be read: ${parts.fault}`;
		return because('cost_code_missing', message, 'unreadable');
	}
	const missing = parts.find(({ place, code }) => !itemsAt(codes, place).has(code));
	return missing && whyNone(missing, codes);
}

function whyNone({ place, code }: Part, codes: ProjectCodes): Explanation {
	const { type, name } = place;
	if (type !== 'further') {
		const ofSubJob = name !== '' && itemsAt(codes, { type, name: '' }).has(code);
		if (ofSubJob)
			return because('cost_code_missing', `The sub job ${name} does not have the cost code ${code}`, 'subJob');
		const what = type === 'cost_code' ? 'cost code' : 'cost type';
		return because('cost_code_missing', `The project has no ${what} ${code}`);
	}
	const [all, values] = [furtherSegments(codes), [...itemsAt(codes, place).keys()]];
	const message = !all.includes(name)
		? `The project has no segment ${name}${has(all)}`
		: name === subJobSegment
			? `The project has no sub job ${code}${has(values)}`
			: `The segment ${name} of the project has no value ${code}${has(values)}`;
	return because('cost_code_missing', message, 'segment');
}

const has = (names: readonly string[]) => (names.length === 0 ? '' : `; it has ${handful([...names])}`);
