import { propertyNotFound } from '../errors.ts';
import type { EdmEntitySet, EdmNavigation, EdmProperty, EdmService } from '../metadata/types.ts';

/** A property of a set or of what it navigates to. */
export interface PropertyPath {
	navigations: EdmNavigation[];
	property: EdmProperty;
}

/** The set a navigation leads to. Throws Error when the metadata of this repository is wrong. */
export function targetOf(service: EdmService, navigation: EdmNavigation): EdmEntitySet {
	const target = service.sets.get(navigation.target);
	if (!target) throw new Error(`${service.id}: no entity set ${navigation.target}`);
	return target;
}

/** A navigation by name. Throws ODataError 400. */
export function navigationOf(set: EdmEntitySet, name: string): EdmNavigation {
	const navigation = set.navigations.get(name);
	if (!navigation) throw propertyNotFound(name, set.type);
	return navigation;
}

/** Reads `nav/nav/Property`. Throws ODataError 400 for a name that is not there. */
export function propertyPath(service: EdmService, set: EdmEntitySet, path: string): PropertyPath {
	const names = path.split('/');
	const last = names.pop() ?? '';
	const navigations: EdmNavigation[] = [];
	let current = set;
	for (const name of names) {
		const navigation = navigationOf(current, name);
		navigations.push(navigation);
		current = targetOf(service, navigation);
	}
	const property = current.properties.get(last);
	if (!property) throw propertyNotFound(last, current.type);
	return { navigations, property };
}
