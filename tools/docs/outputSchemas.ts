/** What the editor shows of an operation before it has run: the fields that it puts out, by its first output. */
export interface OutputSchema {
	type: string;
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

/** As much of a zod type as says which fields there are; the nodes bring their own zod. */
interface ZodType {
	_def: {
		typeName: string;
		shape?: () => Record<string, ZodType>;
		type?: ZodType;
		innerType?: ZodType;
		schema?: ZodType;
		in?: ZodType;
		options?: ZodType[];
		value?: unknown;
	};
}

const text: OutputSchema = { type: 'string' };
const objectOf = (properties: Record<string, OutputSchema>): OutputSchema => ({ type: 'object', properties });

/** The schema of what a zod type lets through. Of a union the first; what may be missing is there. */
export function schemaOfZod({ _def: def }: ZodType): OutputSchema {
	const inner = def.innerType ?? def.schema ?? def.in;
	if (inner) return schemaOfZod(inner);
	switch (def.typeName) {
		case 'ZodObject':
			return objectOf(
				Object.fromEntries(Object.entries(def.shape?.() ?? {}).map(([name, of]) => [name, schemaOfZod(of)])),
			);
		case 'ZodArray':
			return { type: 'array', ...(def.type ? { items: schemaOfZod(def.type) } : {}) };
		case 'ZodUnion':
			return def.options?.[0] ? schemaOfZod(def.options[0]) : text;
		case 'ZodLiteral':
			return { type: typeof def.value };
		case 'ZodNumber':
			return { type: 'number' };
		case 'ZodBoolean':
			return { type: 'boolean' };
		case 'ZodRecord':
		case 'ZodUnknown':
		case 'ZodAny':
			return { type: 'object' };
		default:
			return text;
	}
}

/** The schema of a value; an empty object says nothing of its fields. */
function schemaOfValue(value: unknown): OutputSchema {
	if (Array.isArray(value)) return { type: 'array', items: schemaOfValue(value[0] ?? '') };
	if (typeof value !== 'object' || value === null) return { type: typeof (value ?? '') };
	const fields = Object.entries(value);
	if (fields.length === 0) return { type: 'object' };
	return objectOf(Object.fromEntries(fields.map(([name, of]) => [name, schemaOfValue(of)])));
}

/** Schemas of the model that operations put out. */
export type ModelSchemas = Record<
	| 'desiredBudgetAmountSchema'
	| 'desiredContractSchema'
	| 'desiredCostCodeSchema'
	| 'desiredDirectCostSchema'
	| 'desiredRequisitionSchema'
	| 'desiredVendorSchema'
	| 'outcomeSchema'
	| 'replaySchema'
	| 'reportRequestSchema'
	| 'runSchema',
	ZodType
>;

const replay = { entity: '', key: '' };
const message = { title: '', text: '', severity: '', html: '', chat: '' };

/** By resource and operation of *SAP to Procore*. Those of explanations and of the conformance report are written by hand. */
export function outputSchemas(model: ModelSchemas): Record<string, OutputSchema> {
	const lanes = {
		'costCode/map': model.desiredCostCodeSchema,
		'plannedCost/map': model.desiredBudgetAmountSchema,
		'project/match': model.outcomeSchema,
		'projectCost/map': model.desiredDirectCostSchema,
		'purchaseOrder/map': model.desiredContractSchema,
		'requisition/map': model.desiredRequisitionSchema,
		'supplierInvoice/map': model.desiredRequisitionSchema,
		'vendor/match': model.desiredVendorSchema,
		'report/readRequest': model.reportRequestSchema,
		'run/requestReplay': model.replaySchema,
		'run/start': model.runSchema,
	};
	const others = {
		'auditTrail/exportMonth': {
			...{ customer: '', month: '', table: '', fileName: '', rows: 0, lastRow: 0, sha256: '', filesOfMonth: 0 },
		},
		'auditTrail/removeMonth': { customer: '', month: '', files: 0, removed: {} },
		'outcome/record': {
			...{
				runId: '',
				entity: '',
				lane: '',
				on: true,
				summary: '',
				complete: true,
				trouble: '',
				watermark: '',
				counts: {},
			},
		},
		'report/listDifferences': { projectId: '', contractId: '', purchaseOrder: '' },
		'report/make': { report: '', customer: '', subject: '', statusCode: 0, disposition: '' },
		'run/describe': message,
		'run/finish': {
			...{ run_id: '', customer: '', mode: '', status: '', summary: '', message: '', counts: '' },
			...{ started_at: '', finished_at: '', sap_calls: 0, procore_calls: 0 },
		},
		'run/runReplay': { customer: '', replay, executionId: '' },
	};
	const submitted = objectOf({ ...schemaOfZod(model.replaySchema).properties, location: text });
	const made = [
		['report/submit', submitted] as const,
		...Object.entries(lanes).map(([operation, of]) => [operation, schemaOfZod(of)] as const),
		...Object.entries(others).map(([operation, of]) => [operation, schemaOfValue(of)] as const),
	];
	return Object.fromEntries(made);
}

/** A schema as its file holds it. */
export const schemaFile = (schema: OutputSchema): string => `${JSON.stringify({ ...schema, version: 1 }, null, 2)}\n`;
