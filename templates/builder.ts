import { createHash } from 'node:crypto';

/** A node as n8n's workflow JSON holds it. */
export interface TemplateNode {
	name: string;
	type: string;
	typeVersion: number;
	position: [x: number, y: number];
	parameters: Record<string, unknown>;
	onError?: 'continueErrorOutput' | 'continueRegularOutput';
	alwaysOutputData?: boolean;
	executeOnce?: boolean;
	disabled?: boolean;
	webhookId?: string;
	credentials?: Record<string, { id: string; name: string }>;
}

/** A titled box around nodes of a workflow, collapsed when it is opened. */
interface NodeGroup {
	name: string;
	nodes: readonly string[];
	description: string;
}

type ConnectionType = 'main' | 'ai_tool';

interface Connection {
	node: string;
	type: ConnectionType;
	index: number;
}

/** The same UUID for the same text on every machine: ids stay when a template is made anew. */
export function uuidOf(text: string): string {
	const hash = createHash('sha256').update(text).digest('hex');
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`5${hash.slice(13, 16)}`,
		`a${hash.slice(17, 20)}`,
		hash.slice(20, 32),
	].join('-');
}

/** How n8n runs each of the templates, and what it keeps of their runs. */
export const commonSettings = {
	executionOrder: 'v1',
	timezone: 'UTC',
	saveDataErrorExecution: 'all',
	saveDataSuccessExecution: 'all',
	callerPolicy: 'workflowsFromSameOwner',
};

/** Beside them, those of the templates whose trouble the alert workflow tells of. */
export const watchedSettings = {
	...commonSettings,
	saveManualExecutions: true,
	errorWorkflow: 'sapProcoreAlert01',
};

/** n8n cuts what is longer. */
const longestDescription = 145;

const columnWidth = 200;
const rowStep = 160;

/**
 * Positions of the nodes of a row: by column from left to right, and by how many nodes further down. Rows that begin at the
 * same x have their groups in one column while they are collapsed.
 */
export const rowAt =
	(y: number, x = 340) =>
	(column: number, below = 0): [x: number, y: number] => [x + column * columnWidth, y + below * rowStep];

/** Puts a workflow together node by node. */
export class WorkflowBuilder {
	readonly #nodes: TemplateNode[] = [];
	readonly #groups: NodeGroup[] = [];
	readonly #connections: Record<string, Partial<Record<ConnectionType, Connection[][]>>> = {};

	/** @throws Error for a name that is taken: n8n tells nodes apart by it */
	add(node: TemplateNode): string {
		if (this.#nodes.some(({ name }) => name === node.name)) throw new Error(`There are two nodes "${node.name}"`);
		this.#nodes.push(node);
		return node.name;
	}

	connect(from: string, to: string, { output = 0, input = 0 } = {}): void {
		const main = ((this.#connections[from] ??= {}).main ??= []);
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: 'main', index: input });
	}

	/** Gives a tool to the node that offers it. */
	provide(tool: string, to: string): void {
		(this.#connections[tool] ??= {}).ai_tool = [[{ node: to, type: 'ai_tool', index: 0 }]];
	}

	/** One after the other, each from its first output. */
	chain(...names: string[]): void {
		names.slice(1).forEach((name, index) => {
			this.connect(names[index] ?? '', name);
		});
	}

	/**
	 * Puts nodes into a box with a title. n8n takes a group only without triggers, in one piece, entered at its first node
	 * and left at its last.
	 * @throws Error when there is no such node, or the description is longer than n8n keeps
	 */
	group(name: string, nodes: readonly string[], description = ''): void {
		const missing = nodes.find((node) => !this.#nodes.some((each) => each.name === node));
		if (missing !== undefined) throw new Error(`The group "${name}" names "${missing}", which is not a node`);
		if (description.length > longestDescription)
			throw new Error(`The description of the group "${name}" is longer than ${longestDescription} characters`);
		this.#groups.push({ name, nodes, description });
	}

	build(head: { id: string; name: string; description: string; settings: object }): object {
		const idOf = (node: string) => uuidOf(`${head.id} ${node}`);
		const nodeGroups = this.#groups.map(({ name, nodes, description }) => ({
			id: uuidOf(`${head.id} group ${name}`),
			name,
			nodeIds: nodes.map(idOf),
			...(description === '' ? {} : { description }),
		}));
		return {
			...head,
			nodes: this.#nodes.map((node) => ({ id: idOf(node.name), ...node })),
			connections: this.#connections,
			...(nodeGroups.length > 0 ? { nodeGroups } : {}),
			active: false,
			pinData: {},
			meta: { templateCredsSetupCompleted: false },
			tags: [],
		};
	}
}
