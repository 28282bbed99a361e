import { z } from 'zod';
import type { ChangeHandlers } from '../../core/changes.ts';
import { InputError } from '../../core/input-error.ts';
import { pageSizeSchema } from '../options.ts';
import { serviceEntries } from '../services.ts';
import { type ChangeContext, fields, found, text } from './context.ts';

/** What an administrator of the system does, and what a broken program does to its answers. */
export const tenantChangeSchemas = [
	z.object({ do: z.literal('set-service'), service: text, active: z.boolean() }).strict(),
	z
		.object({
			do: z.literal('hide-property'),
			service: text,
			set: text,
			property: text,
			hidden: z.boolean().default(true),
		})
		.strict(),
	z.object({ do: z.literal('page-size'), v2: pageSizeSchema.optional(), v4: pageSizeSchema.optional() }).strict(),
	z
		.object({
			do: z.literal('set-service-fault'),
			service: text,
			/** null = as it should be. */
			fault: z.enum(['not-published', 'not-authorized', 'no-system-alias', 'gateway-inactive']).nullable(),
		})
		.strict(),
	z
		.object({
			do: z.literal('set-quirks'),
			linkOrigin: z.string().optional(),
			pageCap: z.number().int().min(0).optional(),
			projectsAsElements: z.boolean().optional(),
			nestedExpand: z.boolean().optional(),
			costKeysAsStored: z.boolean().optional(),
			language: z.enum(['en', 'de']).optional(),
		})
		.strict(),
	z.object({ do: z.literal('unlock') }).strict(),
	z.object({ do: z.literal('lock') }).strict(),
	z.object({ do: z.literal('set-authentication'), authentication: z.enum(['oauth', 'basic', 'certificate']) }).strict(),
	/** "" = any. */
	z.object({ do: z.literal('set-client'), client: z.string() }).strict(),
	/** `value` is what the JSON shows, any JSON but null. */
	z.object({ do: z.literal('corrupt'), set: text, where: fields, property: text, value: z.unknown() }).strict(),
	z.object({ do: z.literal('repair') }).strict(),
] as const;

type TenantChange = z.output<(typeof tenantChangeSchemas)[number]>;

const serviceOf = (id: string) => found(serviceEntries, ({ service }) => service.id === id, `service ${id}`).service;

export const tenantHandlers: ChangeHandlers<TenantChange, ChangeContext> = {
	'set-service': ({ state }, { service, active }) => {
		const { id } = serviceOf(service);
		if (active) state.inactiveServices.delete(id);
		else state.inactiveServices.add(id);
	},
	'hide-property': ({ state }, { service, set, property, hidden }) => {
		if (!serviceOf(service).sets.get(set)?.properties.has(property)) {
			throw new InputError(`change: ${service} has no ${set}/${property}`);
		}
		const name = `${service}/${set}/${property}`;
		if (hidden) state.hiddenProperties.add(name);
		else state.hiddenProperties.delete(name);
	},
	'page-size': ({ state }, { v2, v4 }) => {
		Object.assign(state.pageSizes.V2, v2);
		Object.assign(state.pageSizes.V4, v4);
	},
	'set-service-fault': ({ state }, { service, fault }) => {
		const { id } = serviceOf(service);
		if (fault === null) state.serviceFaults.delete(id);
		else state.serviceFaults.set(id, fault);
	},
	'set-quirks': ({ state }, change) => {
		const { quirks } = state;
		state.quirks = {
			linkOrigin: change.linkOrigin ?? quirks.linkOrigin,
			pageCap: change.pageCap ?? quirks.pageCap,
			projectsAsElements: change.projectsAsElements ?? quirks.projectsAsElements,
			nestedExpand: change.nestedExpand ?? quirks.nestedExpand,
			costKeysAsStored: change.costKeysAsStored ?? quirks.costKeysAsStored,
			language: change.language ?? quirks.language,
		};
	},
	unlock: ({ state }) => {
		state.locked = false;
		state.badLogons = 0;
	},
	lock: ({ state }) => {
		state.locked = true;
	},
	'set-authentication': ({ state }, { authentication }) => {
		state.authentication = authentication;
	},
	'set-client': ({ state }, { client }) => {
		state.client = client;
	},
	corrupt: ({ state }, { set, where, property, value: raw }) => {
		if (raw === undefined || raw === null) throw new InputError('change: corrupt needs a value');
		state.corruptFields.push({ set, where, property, value: raw });
	},
	repair: ({ state }) => {
		state.corruptFields = [];
	},
};
