import { escapeXml } from '../errors.ts';
import { type EdmEntitySet, type EdmProperty, type EdmService, isMeasure } from './types.ts';

const attributes = (pairs: Record<string, string | number | undefined>) =>
	Object.entries(pairs)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
		.join('');

/** The service's $metadata: entity types and sets with keys, properties and the names of navigation properties. */
export function renderEdmx(service: EdmService): string {
	const sets = [...service.sets.values()];
	const container = sets.map(
		(set) => `<EntitySet${attributes({ Name: set.name, EntityType: `${service.namespace}.${set.type}` })}/>`,
	);
	const version = service.version === 'V2' ? '1.0' : '4.0';
	const schema = `<Schema${attributes({ Namespace: service.namespace })}>${sets.map(typeOf).join('')}<EntityContainer Name="Container">${container.join('')}</EntityContainer></Schema>`;
	return `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="${version}" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices>${schema}</edmx:DataServices></edmx:Edmx>`;
}

function typeOf(set: EdmEntitySet): string {
	const keys = set.keys.map((name) => `<PropertyRef${attributes({ Name: name })}/>`).join('');
	const properties = [...set.properties.values()].map((property) => propertyOf(property, set)).join('');
	const navigations = [...set.navigations.keys()].map((name) => `<NavigationProperty${attributes({ Name: name })}/>`);
	const semantics = set.aggregate ? 'aggregate' : undefined;
	return `<EntityType${attributes({ Name: set.type, 'sap:semantics': semantics })}><Key>${keys}</Key>${properties}${navigations.join('')}</EntityType>`;
}

function propertyOf(property: EdmProperty, set: EdmEntitySet): string {
	const { name, type, length, scale, filterable, day } = property;
	const role = isMeasure(property, set) ? 'measure' : 'dimension';
	return `<Property${attributes({
		Name: name,
		Type: `Edm.${type}`,
		MaxLength: type === 'String' ? length : undefined,
		Precision: type === 'Decimal' ? length : undefined,
		Scale: scale,
		'sap:display-format': day ? 'Date' : undefined,
		'sap:filterable': filterable ? undefined : 'false',
		'sap:aggregation-role': set.aggregate && !set.keys.includes(name) ? role : undefined,
	})}/>`;
}
