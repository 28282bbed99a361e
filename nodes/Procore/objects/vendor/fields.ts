import type { IDataObject, INodeProperties } from 'n8n-workflow';

interface Field {
	/** Name of the parameter. */
	name: string;
	/** Name in Procore's API. */
	api: string;
	/** Procore's own label. */
	label: string;
	type: 'string' | 'boolean' | 'number';
	more?: Partial<INodeProperties>;
}

const text = (name: string, api: string, label: string, placeholder?: string, description?: string): Field => ({
	name,
	api,
	label,
	type: 'string',
	more: { ...(placeholder ? { placeholder } : {}), ...(description ? { description } : {}) },
});

const fields: Field[] = [
	text('abbreviatedName', 'abbreviated_name', 'Abbreviated Name', 'e.g. ACME'),
	text('address', 'address', 'Address', 'e.g. 600 Main Street'),
	text('businessPhone', 'business_phone', 'Business Phone', 'e.g. +1 805 555 0142'),
	text('city', 'city', 'City', 'e.g. Carpinteria'),
	text('countryCode', 'country_code', 'Country', 'e.g. US', 'Two-letter ISO 3166 code in capitals'),
	text('emailAddress', 'email_address', 'Email Address', 'e.g. office@acme.example'),
	text('faxNumber', 'fax_number', 'Fax Number', 'e.g. +1 805 555 0143'),
	{ name: 'isActive', api: 'is_active', label: 'Is Active', type: 'boolean' },
	text('licenseNumber', 'license_number', 'License Number', 'e.g. 1029384'),
	text('mobilePhone', 'mobile_phone', 'Mobile Phone', 'e.g. +1 805 555 0144'),
	text('notes', 'notes', 'Notes', undefined, 'Notes, keywords or tags'),
	text('originCode', 'origin_code', 'Origin Code', 'e.g. 100045', 'Number in the ERP system, visible on the vendor'),
	text('originData', 'origin_data', 'Origin Data', undefined, 'Text of the integration that owns the vendor'),
	text(
		'originId',
		'origin_id',
		'Origin ID',
		'e.g. sap:S4P:supplier:100045',
		'Identity in the ERP system. Procore shows a vendor that has one as synced with an ERP system.',
	),
	{
		name: 'parentId',
		api: 'parent_id',
		label: 'Parent ID',
		type: 'number',
		more: { description: 'ID of the parent vendor' },
	},
	text('stateCode', 'state_code', 'State', 'e.g. CA', 'ISO 3166 code without the country, in capitals'),
	text('tradeName', 'trade_name', 'Trade Name', 'e.g. Acme Builders', 'Name the vendor does business as (DBA)'),
	text('website', 'website', 'Website', 'e.g. https://acme.example'),
	text('zip', 'zip', 'ZIP', 'e.g. 93013'),
];

const name: Field = text('name', 'name', 'Name', 'e.g. Acme Builders, Inc.');

function toProperty(field: Field): INodeProperties {
	const { name: parameter, label, type, more } = field;
	if (type === 'boolean')
		return {
			displayName: label,
			name: parameter,
			type,
			default: true,
			description: 'Whether the vendor is active in the Company Directory',
		};
	return { displayName: label, name: parameter, type, default: type === 'number' ? 0 : '', ...more };
}

const properties = (list: Field[]) => list.map(toProperty).sort((a, b) => a.displayName.localeCompare(b.displayName));

/** The collection of what can be set on a new vendor beside its name. */
export const additionalVendorFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: properties(fields),
};

/** The collection of what can be changed on a vendor. */
export const vendorUpdateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: properties([name, ...fields]),
};

/** Values of such a collection under Procore's names. What was not added to the collection is not sent. */
export function toVendorBody(values: IDataObject): IDataObject {
	const set = [name, ...fields].filter((field) => values[field.name] !== undefined);
	return Object.fromEntries(set.map((field) => [field.api, values[field.name]]));
}
