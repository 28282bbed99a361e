import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	ITriggerFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from './n8n.ts';

/** What a step of a consultant does with the items that reach it; it may throw. */
export type StepWork = (
	items: INodeExecutionData[],
	context: IExecuteFunctions,
) => INodeExecutionData[] | Promise<INodeExecutionData[]>;

interface Shape {
	name: string;
	properties?: INodeProperties[];
	inputs?: number;
	trigger?: INodeType['trigger'];
	execute?: INodeType['execute'];
}

const nodeOf = ({ name, properties = [], inputs = 1, trigger, execute }: Shape): INodeType => ({
	description: {
		displayName: name,
		name,
		group: trigger ? ['trigger'] : ['transform'],
		version: [1, 1.1, 1.2, 1.3, 2, 2.1, 2.2, 2.3, 3.2],
		description: '',
		defaults: { name },
		inputs: Array.from({ length: inputs }, () => NodeConnectionTypes.Main),
		outputs: [NodeConnectionTypes.Main],
		properties,
	},
	...(trigger ? { trigger } : {}),
	...(execute ? { execute } : {}),
});

/** In the editor a trigger fires at once; started by its event, n8n hands its item on. */
const firing = (name: string): INodeType =>
	nodeOf({
		name,
		inputs: 0,
		async trigger(this: ITriggerFunctions) {
			await Promise.resolve();
			const fire = async () => {
				await Promise.resolve();
				this.emit([this.helpers.returnJsonArray([{}])]);
			};
			return { manualTriggerFunction: fire };
		},
	});

const passing = (name: string, inputs = 1): INodeType =>
	nodeOf({
		name,
		inputs,
		async execute(this: IExecuteFunctions) {
			return await Promise.resolve([this.getInputData()]);
		},
	});

async function filter(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const kept = this.getInputData().filter((item, index) => {
		item.pairedItem ??= { item: index };
		return this.getNodeParameter('conditions', index, false, { extractValue: true }) as boolean;
	});
	return await Promise.resolve([kept]);
}

/** A node with two inputs that passes the items of both on, as far as they came. */
export const joinNode = nodeOf({
	name: 'join',
	inputs: 2,
	async execute(this: IExecuteFunctions) {
		return await Promise.resolve([[...this.getInputData(0), ...this.getInputData(1)]]);
	},
});

/** The nodes of n8n that the templates use, and what a consultant is likely to put in, as n8n's own behave. */
const standIns: Record<string, INodeType> = {
	manualTrigger: firing('manualTrigger'),
	scheduleTrigger: firing('scheduleTrigger'),
	executeWorkflowTrigger: passing('executeWorkflowTrigger', 0),
	noOp: passing('noOp'),
	merge: joinNode,
	stickyNote: nodeOf({ name: 'stickyNote', inputs: 0 }),
	filter: nodeOf({
		name: 'filter',
		properties: [
			{
				displayName: 'Conditions',
				name: 'conditions',
				type: 'filter',
				default: {},
				typeOptions: { filter: { caseSensitive: true, typeValidation: 'strict', version: 2 } },
			},
		],
		execute: filter,
	}),
	stopAndError: nodeOf({
		name: 'stopAndError',
		properties: [
			{ displayName: 'Error Type', name: 'errorType', type: 'string', default: 'errorMessage' },
			{ displayName: 'Error Message', name: 'errorMessage', type: 'string', default: '' },
			{ displayName: 'Error Object', name: 'errorObject', type: 'json', default: '' },
		],
		async execute(this: IExecuteFunctions) {
			await Promise.resolve();
			const type = this.getNodeParameter('errorType', 0);
			if (type !== 'errorObject')
				throw new NodeOperationError(this.getNode(), String(this.getNodeParameter('errorMessage', 0)));
			const { message, ...options } = JSON.parse(String(this.getNodeParameter('errorObject', 0))) as {
				message: string;
			};
			throw new NodeOperationError(this.getNode(), message, options);
		},
	}),
};

/** A node that does what the test says, by its name. */
export const stepNode = (works: ReadonlyMap<string, StepWork>): INodeType =>
	nodeOf({
		name: 'step',
		async execute(this: IExecuteFunctions) {
			const work = works.get(this.getNode().name);
			if (!work) throw new Error(`Nobody says what ${this.getNode().name} does`);
			return [await work(this.getInputData(), this)];
		},
	});

/** @throws Error for a node that nobody has written a stand-in of */
export function standIn(type: string): INodeType {
	const node = standIns[type.replace('n8n-nodes-base.', '')];
	if (!node) throw new Error(`There is no stand-in of ${type}`);
	return node;
}
