import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { SapS4HanaOAuth2Api } from '../../../credentials/SapS4HanaOAuth2Api.credentials';
import { procoreProbes } from '../../../nodes/Procore/objects/conformance/check';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { sapProbes } from '../../../nodes/SapS4Hana/documents/conformance/probes';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { SapToProcore } from '../../../nodes/SapToProcore/SapToProcore.node';
import type { Probe } from '../../../nodes/shared/conformance';
import { template } from '../../support/templates.ts';

const sync = template('sap-procore-sync');
const types: Record<string, INodeProperties[]> = {
	sapS4Hana: new SapS4Hana().description.properties,
	procore: new Procore().description.properties,
	sapToProcore: new SapToProcore().description.properties,
};

/** The fields that a panel of the template shows. */
function panelOf(nodeName: string): INodeProperties[] {
	if (nodeName === 'SAP credential') return new SapS4HanaOAuth2Api().properties;
	const { type, parameters } = sync.node(nodeName);
	const isShown = ({ displayOptions: { show = {} } = {} }: INodeProperties) =>
		['resource', 'operation'].every((name) => show[name]?.includes(parameters[name] as string) ?? true);
	return (types[type.split('.').at(-1) ?? ''] ?? []).filter(isShown);
}

const named = (fields: INodeProperties[], name: string) => fields.find(({ displayName }) => displayName === name);

/** The field that a setting such as `Upsert costs > Options > Status` names. */
function fieldOf(setting: string): INodeProperties | undefined {
	const [node = '', ...path] = setting.split(' > ');
	return path.reduce<{ fields: INodeProperties[]; field?: INodeProperties }>(
		({ fields }, name) => {
			const field = named(fields, name);
			return { fields: (field?.options ?? []) as INodeProperties[], ...(field ? { field } : {}) };
		},
		{ fields: panelOf(node) },
	).field;
}

const labelsOf = ({ type, options = [] }: INodeProperties): string[] =>
	type === 'number'
		? ['0']
		: type === 'boolean'
			? ['on', 'off']
			: (options as Array<INodePropertyOptions | INodePropertyCollection>).map(({ name }) => name);

const probes: Array<Probe<never>> = [...sapProbes, ...procoreProbes];
const settings = probes.flatMap(({ id, setting, answers }) =>
	setting === undefined ? [] : [{ id, setting, values: Object.values(answers).flatMap(({ value }) => value ?? []) }],
);

it.each(settings)('$id recommends a value that $setting has in the panel', ({ setting, values }) => {
	const field = fieldOf(setting);
	expect(field).toBeDefined();
	expect(values.length).toBeGreaterThan(0);
	// Lanes is a list to take something out of.
	const labels = field ? labelsOf(field) : [];
	expect(values.map((value) => value.replace(/^without /, '')).filter((value) => !labels.includes(value))).toEqual([]);
});

it('has each assumption once, and no setting that two of them recommend', () => {
	expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
	expect(new Set(settings.map(({ setting }) => setting)).size).toBe(settings.length);
});
