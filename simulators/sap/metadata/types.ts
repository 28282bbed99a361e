/** The Edm types that the services in use need. */
export type EdmType =
	| 'String'
	| 'Boolean'
	| 'Byte'
	| 'Int16'
	| 'Int32'
	| 'Decimal'
	| 'Guid'
	| 'DateTime'
	| 'DateTimeOffset'
	| 'Time'
	| 'Date'
	| 'TimeOfDay';

export type ODataVersion = 'V2' | 'V4';

export interface EdmProperty {
	name: string;
	type: EdmType;
	/** MaxLength of a String, precision of a Decimal. */
	length?: number;
	scale?: string;
	/** SAP stores the value padded with zeros to its full length; JSON shows it without them. */
	alpha: boolean;
	/** A filter finds an `alpha` value only as it is stored, with its zeros. */
	asStored?: boolean;
	/** Only digits fit (NUMC): a literal with anything else is refused. */
	digitsOnly: boolean;
	/** A V2 DateTime that is a calendar day. */
	day: boolean;
	filterable: boolean;
}

export interface EdmNavigation {
	name: string;
	/** Entity set of the same service. */
	target: string;
	many: boolean;
	/** Own property to property of the target: rows with equal values belong together. */
	on: Record<string, string>;
	/** Values that rows of the target must have in addition. */
	where?: Record<string, string>;
}

export interface EdmEntitySet {
	name: string;
	/** Name of the entity type, without the namespace. */
	type: string;
	keys: string[];
	/** Rows are summed up over the selected properties: decimals that cannot be filtered on are measures, the key is made up. */
	aggregate: boolean;
	properties: Map<string, EdmProperty>;
	navigations: Map<string, EdmNavigation>;
}

export interface EdmService {
	version: ODataVersion;
	/** Technical name, as in error bodies. */
	id: string;
	/** URL path without a trailing slash. */
	path: string;
	namespace: string;
	sets: Map<string, EdmEntitySet>;
}

/** Whether a property of an aggregate set is summed up instead of being grouped by. */
export const isMeasure = ({ type, filterable }: EdmProperty, { aggregate }: EdmEntitySet) =>
	aggregate && type === 'Decimal' && !filterable;
