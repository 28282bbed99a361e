import { z } from 'zod';
import type { AccessTokens } from '../core/access-tokens.ts';
import { type ChangeHandlers, logonChangeSchemas, logonHandlers, runChange } from '../core/changes.ts';
import { InputError } from '../core/input-error.ts';
import { parseInput } from '../core/input.ts';
import { pendingChangeSchema, takeDue } from '../core/pending-changes.ts';
import type { SimRequest } from '../core/types.ts';
import {
	bodyBytesSchema,
	limitsSchema,
	maxPerPageSchema,
	newVendorSchema,
	projectChangeSchema,
	projectSchema,
	vendorChangeSchema,
} from './data-schema.ts';
import { directCostsSwitched } from './direct-costs/tool-switch.ts';
import { errorShapes } from './errors.ts';
import { financeChangeSchemas, financeHandlers } from './finance-changes.ts';
import { actAsPerson } from './perform.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Store, StoredProject } from './store.ts';
import type { StoredVendor } from './vendor-record.ts';
import { fillRequired } from './wbs/further.ts';

const id = z.number().int();

const commandSchema = z.discriminatedUnion('do', [
	...logonChangeSchemas,
	...financeChangeSchemas,
	z.object({ do: z.literal('add-vendor'), vendor: newVendorSchema }).strict(),
	z.object({ do: z.literal('edit-vendor'), id, set: vendorChangeSchema }).strict(),
	z.object({ do: z.literal('delete-vendor'), id }).strict(),
	z.object({ do: z.literal('deactivate-vendor'), id }).strict(),
	z.object({ do: z.literal('add-project'), project: projectSchema }).strict(),
	z.object({ do: z.literal('edit-project'), id, set: projectChangeSchema }).strict(),
	z.object({ do: z.literal('delete-project'), id }).strict(),
	z
		.object({ do: z.literal('set-tool'), tool: z.string().min(1), enabled: z.boolean(), project: id.optional() })
		.strict(),
	/** Any call as a person in the web app would have the same done; the answer is its status and body. */
	z
		.object({
			do: z.literal('as-person'),
			method: z.string().min(1),
			path: z.string().min(1),
			query: z.record(z.union([z.string(), z.number()])).optional(),
			body: z.unknown().optional(),
		})
		.strict(),
	z.object({ do: z.literal('set-connected'), connected: z.boolean() }).strict(),
	z.object({ do: z.literal('set-limits'), ...limitsSchema.shape }).strict(),
	z.object({ do: z.literal('set-max-per-page'), ...maxPerPageSchema.shape }).strict(),
	/** Pages of more rows take too long; without "rows" none does. */
	z
		.object({
			do: z.literal('set-largest-answer'),
			rows: z.number().int().min(1).optional(),
			status: z.union([z.literal(408), z.literal(504)]).default(408),
		})
		.strict(),
	/** Lists that are published without pages come in pages; without "rows" they do not. */
	z.object({ do: z.literal('set-paged-lists'), rows: z.number().int().min(1).optional() }).strict(),
	/** The token endpoint refuses further requests for that long. */
	z.object({ do: z.literal('limit-tokens'), seconds: z.number().min(0) }).strict(),
	/** Calls whose path has this part take these fields, and keep what there was; without fields they do not. */
	z.object({ do: z.literal('keep-fields'), path: z.string().min(1), fields: z.array(z.string()) }).strict(),
	/** Whether a company or project has one hook a namespace. */
	z.object({ do: z.literal('set-one-hook-per-namespace'), on: z.boolean() }).strict(),
	/** The last delivery of a hook comes once more, as after an answer that was lost. */
	z.object({ do: z.literal('repeat-delivery'), hook: id }).strict(),
	z.object({ do: z.literal('set-max-body'), bytes: bodyBytesSchema }).strict(),
	z
		.object({ do: z.literal('error-shape'), shape: z.enum(errorShapes), times: z.number().int().min(1).default(1) })
		.strict(),
	pendingChangeSchema,
]);

export type ProcoreChange = z.input<typeof commandSchema>;
type Command = z.output<typeof commandSchema>;
type CommandOf<K extends Command['do']> = Extract<Command, { do: K }>;

export interface ChangeContext {
	store: Store;
	tokens: AccessTokens;
	limiter: RateLimiter;
}

function vendorOf(store: Store, vendorId: number): StoredVendor {
	const vendor = store.vendors.get(vendorId);
	if (vendor === undefined) throw new InputError(`change: there is no vendor ${String(vendorId)}`);
	return vendor;
}

function projectOf(store: Store, projectId: number): StoredProject {
	const project = store.projects.get(projectId);
	if (project === undefined) throw new InputError(`change: there is no project ${String(projectId)}`);
	return project;
}

/** Leaves out what is undefined, so that it does not overwrite. */
const given = <T extends object>(values: T) =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

function setTool(store: Store, { tool, enabled, project }: CommandOf<'set-tool'>): void {
	const owner = project === undefined ? store.settings : projectOf(store, project);
	const wasOn = !owner.disabledTools.includes(tool);
	const others = owner.disabledTools.filter((name) => name !== tool);
	owner.disabledTools = enabled ? others : [...others, tool];
	if (tool !== 'direct_costs' || wasOn === enabled) return;
	for (const id of project === undefined ? store.projects.keys() : [project]) directCostsSwitched(store, id, enabled);
}

function editVendor(store: Store, command: CommandOf<'edit-vendor'>): StoredVendor {
	const vendor = vendorOf(store, command.id);
	const { business_register: register, ...rest } = command.set;
	store.updateVendor(vendor, { updated_at: store.now(), ...(given(rest) as Partial<StoredVendor>) });
	if (register !== undefined) {
		vendor.business_register =
			register === null ? null : { id: vendor.business_register?.id ?? store.newId(), ...register };
	}
	return vendor;
}

const handlers: ChangeHandlers<Command, ChangeContext> = {
	...logonHandlers,
	...financeHandlers,
	'when-requested': ({ store }, pending) => {
		parseInput(commandSchema, pending.change, 'change: when-requested');
		store.pending.push({ ...pending, seen: 0 });
	},
	'as-person': ({ store }, act) => actAsPerson(store, act),
	'add-vendor': ({ store }, { vendor }) => {
		if (vendor.id !== undefined && store.vendors.has(vendor.id)) {
			throw new InputError(`change: there is a vendor ${String(vendor.id)} already`);
		}
		return store.addVendor(given(vendor));
	},
	'edit-vendor': ({ store }, command) => editVendor(store, command),
	'delete-vendor': ({ store }, command) => {
		store.deleteVendor(vendorOf(store, command.id));
	},
	'deactivate-vendor': ({ store }, command) =>
		store.updateVendor(vendorOf(store, command.id), { is_active: false, updated_at: store.now() }),
	'add-project': ({ store }, { project }) => {
		if (store.projects.has(project.id)) {
			throw new InputError(`change: there is a project ${String(project.id)} already`);
		}
		return store.addProject(project as StoredProject);
	},
	'edit-project': ({ store }, command) => {
		const project = Object.assign(projectOf(store, command.id), { updated_at: store.now() }, given(command.set));
		if (command.set.custom_segments !== undefined) fillRequired(store, project);
		store.webhooks.note({ resource: 'Projects', resourceId: project.id, type: 'update', projectId: null });
		return project;
	},
	'delete-project': ({ store }, command) => {
		store.projects.delete(projectOf(store, command.id).id);
	},
	'set-tool': ({ store }, command) => {
		setTool(store, command);
	},
	'set-connected': ({ store }, { connected }) => {
		store.settings.connected = connected;
	},
	'set-limits': ({ limiter }, { hourlyLimit, spikeLimit, limits }) => {
		limiter.setLimits(given({ hourlyLimit, spikeLimit, limits }));
		return limiter.limits;
	},
	'set-max-per-page': ({ store }, command) =>
		Object.assign(store.settings.maxPerPage, given(maxPerPageSchema.strip().parse(command))),
	'set-largest-answer': ({ store }, { rows, status }) => {
		store.settings.largestAnswer = rows === undefined ? null : { rows, status };
	},
	'set-paged-lists': ({ store }, { rows }) => {
		store.settings.pagedListRows = rows ?? null;
	},
	'limit-tokens': ({ store, tokens }, { seconds }) => {
		tokens.limitedUntil = store.clock.now() + seconds * 1000;
	},
	'keep-fields': ({ store }, { path, fields }) => {
		const others = store.settings.keptFields.filter((each) => each.path !== path);
		store.settings.keptFields = fields.length === 0 ? others : [...others, { path, fields }];
	},
	'set-one-hook-per-namespace': ({ store }, { on }) => {
		store.settings.oneHookPerNamespace = on;
	},
	'repeat-delivery': ({ store }, { hook }) => {
		if (!store.webhooks.repeatLast(hook)) throw new InputError(`change: hook ${String(hook)} has had no delivery`);
	},
	'set-max-body': ({ store }, { bytes }) => {
		store.settings.maxBodyBytes = bytes;
	},
	'error-shape': ({ store }, { shape, times }) => {
		store.settings.errorShape = { shape, times };
	},
};

/** Does the changes that have waited for this request. */
export function applyDue(context: ChangeContext, request: SimRequest): void {
	for (const command of takeDue(request, context.store)) applyChange(context, command);
}

/**
 * Carries out a control command: what a person or another program does in Procore, or how it is set.
 * @throws InputError for an unknown command, a wrong field or a record that does not exist
 */
export function applyChange(context: ChangeContext, input: unknown): unknown {
	return runChange(commandSchema, handlers, context, input);
}
