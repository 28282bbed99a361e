interface Ports {
	inputs: string[];
	outputs: string[];
}

/** Named inputs and outputs of each operation, by `resource.operation`. The first input is the one that is worked on. */
export const ports: Record<string, Ports> = {
	'run.readRequest': { inputs: ['Settings'], outputs: ['Accepted', 'Refused'] },
	'run.takeLease': { inputs: ['Lease Rows'], outputs: ['Lease'] },
	'run.checkLease': { inputs: ['Lease Rows'], outputs: ['Taken', 'Held'] },
	'run.start': { inputs: ['State', 'Exceptions', 'Broken-Off Runs'], outputs: ['Run'] },
	'run.closeBatch': { inputs: ['Lanes'], outputs: ['Batch'] },
	'run.finish': { inputs: ['Last Batch'], outputs: ['Run'] },
	'run.prune': { inputs: ['Anything'], outputs: ['Limits'] },
	'run.requestReplay': { inputs: ['Request'], outputs: ['Replay'] },
	'run.runReplay': { inputs: ['Replay'], outputs: ['Run'] },
	'run.describe': { inputs: ['Runs and Failures'], outputs: ['Messages'] },
	'costCode.map': {
		inputs: ['G/L Accounts', 'Cost Centers', 'Cost Codes', 'Projects'],
		outputs: ['To Procore', 'Exceptions'],
	},
	'projectCost.map': {
		inputs: ['Costs', 'Projects', 'Cost Codes'],
		outputs: ['To Procore', 'Exceptions', 'Allocations', 'Cost Codes to Fill'],
	},
	'project.match': {
		inputs: ['Procore Projects', 'Roster', 'SAP Projects'],
		outputs: ['Outcomes', 'Rows to Write', 'Roster'],
	},
	'purchaseOrder.map': {
		inputs: ['Orders', 'Projects', 'Cost Codes', 'Values', 'Vendors', 'Known Contracts'],
		outputs: ['To Procore', 'Exceptions', 'Allocations', 'Cost Codes to Fill', 'Values to Fill'],
	},
	'purchaseOrder.listNeededSuppliers': { inputs: ['Orders', 'Vendors'], outputs: ['Suppliers'] },
	'purchaseOrder.listRequisitions': { inputs: ['Orders'], outputs: ['Requisitions'] },
	'requisition.map': {
		inputs: ['Requisitions', 'Orders', 'Projects', 'Cost Codes', 'Contracts'],
		outputs: ['To Procore', 'Exceptions', 'Allocations'],
	},
	'requisition.listNeededOrders': { inputs: ['Requisitions', 'Orders'], outputs: ['Orders'] },
	'vendor.match': {
		inputs: ['Suppliers', 'Vendors', 'Decisions', 'Values'],
		outputs: ['To Procore', 'Exceptions', 'Decisions to Fill'],
	},
	'costCode.mapLane': { inputs: ['G/L Accounts', 'Cost Centers'], outputs: ['Decided'] },
	'project.mapLane': { inputs: ['Procore Projects', 'SAP Projects'], outputs: ['Decided'] },
	'projectCost.mapLane': { inputs: ['Costs'], outputs: ['Decided'] },
	'purchaseOrder.mapLane': { inputs: ['Orders'], outputs: ['Decided'] },
	'requisition.mapLane': { inputs: ['Requisitions'], outputs: ['Decided'] },
	'vendor.mapLane': { inputs: ['Suppliers', 'Vendors'], outputs: ['Decided'] },
	'report.readRequest': { inputs: ['Asked'], outputs: ['Report', 'Replay'] },
	'report.listDifferences': { inputs: ['SAP Documents', 'Procore Records'], outputs: ['Contracts to Read'] },
	'report.make': {
		inputs: ['SAP Documents', 'Contracts with Lines', 'Procore Records'],
		outputs: ['Answer', 'Mail', 'Trouble'],
	},
	'outcome.record': {
		inputs: ['Outcomes', 'Known Exceptions', 'Allocations', 'Known Contracts'],
		outputs: ['Audit Rows', 'Allocation Rows', 'Contract Rows', 'Exceptions', 'Lane'],
	},
};

const expression = (side: keyof Ports) => {
	const table = Object.fromEntries(
		Object.entries(ports).map(([operation, names]) => [
			operation,
			names[side].map((displayName) => ({ type: 'main', displayName })),
		]),
	);
	return `={{ (${JSON.stringify(table)})[$parameter["resource"] + "." + $parameter["operation"]] ?? ["main"] }}` as const;
};

export const inputsExpression = expression('inputs');
export const outputsExpression = expression('outputs');
