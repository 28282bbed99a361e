import {
	isTriggerNodeType,
	summarizeTopLevelItems,
	validateWorkflowGroups,
	type IConnections,
	type INode,
	type INodeTypeDescription,
	type IWorkflowGroup,
} from 'n8n-workflow';

/** What a person sees of a workflow: its nodes, where they stand, wires, and the groups that they are in. */
export interface Canvas {
	nodes: INode[];
	connections: IConnections;
	nodeGroups?: IWorkflowGroup[];
}

interface Wire {
	from: INode;
	to: INode;
}

const nodeSize = 100;
const stickyType = 'n8n-nodes-base.stickyNote';

/** Nodes that do something, sticky notes left out. */
export const workingNodes = ({ nodes }: Canvas): INode[] => nodes.filter(({ type }) => type !== stickyType);

/** Boxes that stand on the canvas while all groups are collapsed; sticky notes do not count. */
export function boxesWhenCollapsed({ nodes, nodeGroups, connections }: Canvas): number {
	const groups = nodeGroups ? { nodeGroups } : {};
	return summarizeTopLevelItems({ nodes, ...groups, connectionsBySourceNode: connections }).total;
}

/** Why n8n would refuse to save the groups, by its own rules; [] = it takes them. */
export function groupViolations({ nodes, connections, nodeGroups = [] }: Canvas): string[] {
	const result = validateWorkflowGroups({
		nodes,
		connectionsBySourceNode: connections,
		nodeGroups,
		getNodeType: typeByName,
	});
	return result.valid ? [] : result.violations.map(({ message }) => message);
}

/** As much of a node type as the rules for groups look at: whether it is a trigger. */
function typeByName({ type }: INode): INodeTypeDescription {
	return {
		displayName: type,
		name: type,
		group: [isTriggerNodeType(type) ? 'trigger' : 'transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [],
		properties: [],
	};
}

/** Pairs of wires that cross, as straight lines between the centres of their nodes: `A → B crosses C → D`. */
export function crossings(canvas: Canvas): string[] {
	const all = wiresOf(canvas);
	return all.flatMap((wire, index) =>
		all
			.slice(index + 1)
			.filter((other) => cross(wire, other))
			.map((other) => `${nameOf(wire)} crosses ${nameOf(other)}`),
	);
}

/** Pairs of nodes that cover each other, each taken for a square of 100 pixels. */
export function overlaps(canvas: Canvas): string[] {
	const nodes = workingNodes(canvas);
	return nodes.flatMap((node, index) =>
		nodes
			.slice(index + 1)
			.filter(({ position }) => node.position.every((at, axis) => Math.abs(at - (position[axis] ?? 0)) < nodeSize))
			.map((other) => `${node.name} covers ${other.name}`),
	);
}

function wiresOf({ nodes, connections }: Canvas): Wire[] {
	const byName = new Map(nodes.map((node) => [node.name, node]));
	return Object.entries(connections).flatMap(([name, { main = [] }]) => {
		const from = byName.get(name);
		return main.flatMap((links) =>
			(links ?? []).flatMap(({ node }) => {
				const to = byName.get(node);
				return from && to ? [{ from, to }] : [];
			}),
		);
	});
}

const nameOf = ({ from, to }: Wire) => `${from.name} → ${to.name}`;

/** On which side of the line from `a` to `b` a point lies; 0 = on it. */
function sideOf([ax, ay]: INode['position'], [bx, by]: INode['position'], [px, py]: INode['position']): number {
	return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
}

/** Wires that meet in a node, or lie on one line, do not cross. */
function cross(one: Wire, other: Wire): boolean {
	const [a, b, c, d] = [one.from, one.to, other.from, other.to].map(({ position }) => position);
	if (!a || !b || !c || !d) return false;
	return sideOf(a, b, c) * sideOf(a, b, d) < 0 && sideOf(c, d, a) * sideOf(c, d, b) < 0;
}
