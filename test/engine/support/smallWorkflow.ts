import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowFile } from './engine.ts';

export type SmallNode = Partial<Omit<INode, 'name' | 'parameters'>> & {
	name: string;
	/** Without a dot a node of this package. */
	type: string;
	parameters?: INodeParameters;
};

/** A wire from a node to an input of another. */
export type Wire = [from: string, to: string, input?: number];

/** A workflow to try something on, its nodes in a row from left to right. */
export function smallWorkflow(nodes: SmallNode[], wires: Wire[]): WorkflowFile {
	const connections: WorkflowFile['connections'] = {};
	for (const [from, node, index = 0] of wires) {
		connections[from] ??= { main: [[]] };
		connections[from].main?.[0]?.push({ node, type: 'main', index });
	}
	return {
		id: 'small',
		name: 'Small',
		settings: { executionOrder: 'v1' },
		connections,
		nodes: nodes.map(({ type, ...node }, index) => ({
			id: node.name,
			typeVersion: 1,
			position: [index * 200, 0],
			parameters: {},
			...node,
			type: type.includes('.') ? type : `n8n-nodes-sap-procore.${type}`,
		})),
	};
}
