import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { orderRow, readOrder } from './orders';
import { readRequisition, requisitionRow } from './requisitions';
import { invoiceRow, readInvoice } from './supplierInvoiceRows';

const folder = join(__dirname, '../../../nodes/SapS4Hana/__schema__/v1.0.0');
const { properties } = new SapS4Hana().description;
const options = (name: string, resource?: string) =>
	properties
		.filter((property) => property.name === name)
		.filter(({ displayOptions }) => !resource || displayOptions?.show?.resource?.includes(resource))
		.flatMap((property) => (property.options ?? []) as INodePropertyOptions[])
		.map(({ value }) => String(value));
const operations = options('resource').flatMap((resource) =>
	options('operation', resource).map((operation): [string, string] => [resource, operation]),
);

interface Schema {
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Names of the fields at every depth. */
function fieldsOf(schema: Schema): unknown {
	if (schema.items) return [fieldsOf(schema.items)];
	if (!schema.properties) return '';
	return Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, fieldsOf(inner)]));
}

function namesOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, 1).map(namesOf);
	if (typeof value !== 'object' || value === null) return '';
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, namesOf(inner)]));
}

const schemaOf = (resource: string, operation: string) =>
	JSON.parse(readFileSync(join(folder, resource, `${operation}.json`), 'utf8')) as Schema;

it.each(operations)('%s > %s has an output schema', (resource, operation) => {
	expect(existsSync(join(folder, resource, `${operation}.json`))).toBe(true);
	expect(schemaOf(resource, operation)).toMatchObject({ type: 'object' });
});

it('the schema of a purchase order names the fields of the document', () => {
	expect(fieldsOf(schemaOf('purchaseOrder', 'getAll'))).toEqual(namesOf(readOrder('V4', orderRow('V4'))));
});

it('the schema of a purchase requisition names the fields of the document', () => {
	const requisition = readRequisition('V4', requisitionRow('V4'));
	expect(fieldsOf(schemaOf('purchaseRequisition', 'getAll'))).toEqual(namesOf(requisition));
});

it('the schema of a supplier invoice names the fields of the document, and has its orders when fetched for a run', () => {
	const invoice = readInvoice(invoiceRow());
	const order = readOrder('V4', orderRow('V4'));
	expect(fieldsOf(schemaOf('supplierInvoice', 'getAll'))).toEqual(namesOf(invoice));
	expect(fieldsOf(schemaOf('supplierInvoice', 'get'))).toEqual(namesOf(invoice));
	expect(fieldsOf(schemaOf('supplierInvoice', 'fetch'))).toEqual(namesOf({ ...invoice, orders: [order] }));
});

it.each(['glAccount', 'projectCost', 'purchaseOrder', 'supplier'])(
	'%s > Fetch for a Run puts out the same documents as Get Many',
	(resource) => {
		expect(schemaOf(resource, 'fetch')).toEqual(schemaOf(resource, 'getAll'));
	},
);

it('the schema of a purchase requisition that was fetched for a run has the orders made of it', () => {
	const requisition = readRequisition('V4', requisitionRow('V4'));
	const order = readOrder('V4', orderRow('V4'));
	expect(fieldsOf(schemaOf('purchaseRequisition', 'fetch'))).toEqual(namesOf({ ...requisition, orders: [order] }));
});
