import { badRequest } from '../errors.ts';
import type { EdmEntitySet, EdmNavigation, EdmService } from '../metadata/types.ts';
import { compileOrder, type Order } from './order.ts';
import { compileFilter, type Predicate } from './filter.ts';
import { navigationOf, propertyPath, targetOf } from './paths.ts';
import { splitOutside } from './tokens.ts';

/** Which properties and navigations of a row go into the answer. */
export interface Projection {
	set: EdmEntitySet;
	/** Names of properties, in the order of the metadata. */
	properties: string[];
	/** Navigations to show as links only (V2). */
	deferred: EdmNavigation[];
	expanded: Expansion[];
}

export interface Expansion {
	navigation: EdmNavigation;
	projection: Projection;
	/** V4 options inside the brackets of $expand. */
	filter?: Predicate;
	order?: Order;
	top?: number;
}

/**
 * Reads $select and $expand of OData V2, where both are lists of paths.
 *
 * With $select, an expanded navigation is part of the answer only if $select names it or something below it. Throws
 * ODataError 400 for unknown names and for a selected property below a navigation that is not expanded.
 */
export function projectV2(service: EdmService, set: EdmEntitySet, select: string[] | undefined, expand: string[]) {
	const level = (current: EdmEntitySet, selects: string[] | undefined, expands: string[]): Projection => {
		const names = new Set(expands.map((path) => head(path)));
		for (const name of names) navigationOf(current, name);
		for (const path of selects ?? []) checkSelect(current, path, names);
		const all = selects === undefined || selects.includes('*');
		const chosen = (name: string) => selects?.some((path) => head(path) === name) ?? true;
		const expanded = [...names].filter(chosen).map((name): Expansion => {
			const navigation = navigationOf(current, name);
			const below = selects?.filter((path) => head(path) === name).map(tail);
			const whole = below === undefined || below.includes('');
			return {
				navigation,
				projection: level(
					targetOf(service, navigation),
					whole ? undefined : below,
					expands.filter((path) => head(path) === name && tail(path) !== '').map(tail),
				),
			};
		});
		return {
			set: current,
			properties: [...current.properties.keys()].filter((name) => all || selects.includes(name)),
			deferred: [...current.navigations.values()].filter(
				(navigation) => !names.has(navigation.name) && (all || chosen(navigation.name)),
			),
			expanded,
		};
	};
	const checkSelect = (current: EdmEntitySet, path: string, expands: Set<string>) => {
		if (path === '*') return;
		const name = head(path);
		if (tail(path) === '') {
			if (!current.navigations.has(name)) propertyPath(service, current, name);
			return;
		}
		navigationOf(current, name);
		if (!expands.has(name)) throw badRequest(`$select names ${path}, but ${name} is not expanded`);
	};
	return level(set, select, expand);
}

/**
 * Reads $select and $expand of OData V4, where an expanded navigation carries its options in brackets.
 * Throws ODataError 400 for unknown names and options.
 */
export function projectV4(service: EdmService, set: EdmEntitySet, select: string[] | undefined, expand: string[]) {
	for (const name of select ?? []) if (name !== '*') propertyPath(service, set, name);
	const all = select === undefined || select.includes('*');
	const projection: Projection = {
		set,
		properties: [...set.properties.keys()].filter((name) => all || select.includes(name)),
		deferred: [],
		expanded: expand.map((item) => expansionV4(service, set, item)),
	};
	return projection;
}

function expansionV4(service: EdmService, set: EdmEntitySet, item: string): Expansion {
	const [, name = '', inner = ''] = /^(\w+)(?:\((.*)\))?$/.exec(item) ?? [];
	if (name === '') throw badRequest(`Invalid $expand: ${item}`);
	const navigation = navigationOf(set, name);
	const target = targetOf(service, navigation);
	const options = new Map<string, string>();
	for (const option of inner === '' ? [] : splitOutside(inner, ';')) {
		const at = option.indexOf('=');
		if (at < 0) throw badRequest(`Invalid option ${option} in $expand`);
		options.set(option.slice(0, at), option.slice(at + 1));
	}
	const list = (key: string) => options.get(key)?.split(',');
	const known = new Set(['$select', '$expand', '$filter', '$orderby', '$top']);
	for (const key of options.keys()) if (!known.has(key)) throw badRequest(`Option ${key} is not supported in $expand`);
	const [filter, order, top] = [options.get('$filter'), options.get('$orderby'), options.get('$top')];
	const nested = options.get('$expand');
	return {
		navigation,
		projection: projectV4(service, target, list('$select'), nested === undefined ? [] : splitOutside(nested, ',')),
		...(filter === undefined ? {} : { filter: compileFilter(filter, service, target) }),
		...(order === undefined ? {} : { order: compileOrder(order, service, target) }),
		...(top === undefined ? {} : { top: wholeNumber('$top', top) }),
	};
}

/** A count in a URL. Throws ODataError 400. */
export function wholeNumber(name: string, text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw badRequest(`Invalid value ${text} for ${name}`);
	return Number(text);
}

const head = (path: string) => path.split('/', 1)[0] ?? '';
const tail = (path: string) => path.slice(head(path).length + 1);
