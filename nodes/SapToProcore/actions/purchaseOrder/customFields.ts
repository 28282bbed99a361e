import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { DesiredContract } from '../../../shared/model';

type CustomFields = NonNullable<DesiredContract['customFields']>;

export const customFieldsProperty: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Custom Field',
	default: {},
	description:
		'Custom fields of contracts in Procore. An expression as value sees the purchase order, with what earlier steps have added. Each contract that is written takes one more request.',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				{
					displayName: 'Custom Field ID',
					name: 'id',
					type: 'string',
					default: '',
					placeholder: 'e.g. 598134325648131',
					description: "The number in Procore's name for it, custom_field_598134325648131",
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. {{ $json.YY1_Phase }}',
					description: 'Of the type that the field has in Procore. Nothing is sent where it is empty.',
				},
			],
		},
	],
};

/** Custom fields of the order of an item, or what is wrong with them. */
export type CustomFieldsOf = (itemIndex: number) => CustomFields | { trouble: string };

const idOf = (given: unknown): string | undefined =>
	/^(?:custom_field_)?(\d+)$/.exec(
		typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : '',
	)?.[1];

const isDate = (value: unknown): value is { toISODate(): string | null } =>
	typeof value === 'object' && value !== null && 'toISODate' in value && typeof value.toISODate === 'function';

function read(given: ReadonlyArray<{ id?: unknown; value?: unknown }>): ReturnType<CustomFieldsOf> {
	const fields: CustomFields = {};
	for (const { id: name, value: raw } of given) {
		const id = idOf(name);
		if (id === undefined)
			return { trouble: `"${String(name ?? '')}" is not the ID of a custom field: it is a number.` };
		if (id in fields) return { trouble: `Custom field ${id} is there twice.` };
		const value = isDate(raw) ? raw.toISODate() : raw;
		if (value === undefined || value === null || value === '') continue;
		if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
			return { trouble: `The value of custom field ${id} is neither text nor a number nor true or false.` };
		fields[id] = value;
	}
	return fields;
}

/** Custom fields by item; each item is evaluated once. */
export function customFieldsOfItems(context: IExecuteFunctions): CustomFieldsOf {
	const known = new Map<number, ReturnType<CustomFieldsOf>>();
	const evaluated = (itemIndex: number): ReturnType<CustomFieldsOf> => {
		try {
			return read(context.getNodeParameter('customFields.field', itemIndex, []) as []);
		} catch (thrown) {
			return { trouble: thrown instanceof Error ? thrown.message : String(thrown) };
		}
	};
	return (itemIndex) => {
		const fields = known.get(itemIndex) ?? evaluated(itemIndex);
		known.set(itemIndex, fields);
		return fields;
	};
}
