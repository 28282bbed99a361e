import type { PendingChange } from '../core/pending-changes.ts';
import { isDeepStrictEqual } from 'node:util';
import type { SapSupplier } from '../data/sap-types.ts';
import type { SapData } from '../data/types.ts';
import { AccessTokens } from '../core/access-tokens.ts';
import { InputError } from '../core/input-error.ts';
import type { ServiceFault } from './errors.ts';
import { otherWbsName } from './metadata/plan-item.ts';
import type { EdmEntitySet, ODataVersion } from './metadata/types.ts';
import type { Source } from './odata/source.ts';
import type { Row } from './odata/values.ts';
import type { Authentication, PageSizes, SapSimulatorOptions } from './options.ts';

/** A field that shows a raw JSON value instead of its own. */
export interface CorruptField {
	set: string;
	/** Properties and values that tell the rows. */
	where: Row;
	property: string;
	value: unknown;
}

/** What people report of some systems and no documentation says of all. */
export interface Quirks {
	/** Origin of links, as a system behind a proxy writes it; `""` = the one that was asked. */
	linkOrigin: string;
	/** Rows of a page at most, whatever was asked for, without a link to the next; 0 = links as documented. */
	pageCap: number;
	/** The elements of a project begin with the project itself, whose number is the initial one. */
	projectsAsElements: boolean;
	/** Whether what is expanded may be expanded in turn: some releases and gateways refuse it. */
	nestedExpand: boolean;
	/** Postings are found by a number only if it is written with its leading zeros. */
	costKeysAsStored: boolean;
	/** Log-on language of messages. */
	language: 'en' | 'de';
}

/** Everything the simulated SAP remembers. */
export interface SapState {
	data: SapData;
	/** The data as services read it, by service; forgotten with every change. */
	sources: Map<string, Source>;
	tokens: AccessTokens;
	authentication: Authentication;
	/** `""` = any. */
	client: string;
	pageSizes: Record<ODataVersion, PageSizes>;
	/** Bad log-ons since the last good one. */
	badLogons: number;
	locked: boolean;
	/** Technical names of services that are not activated. */
	inactiveServices: Set<string>;
	/** `service/set/property` that this tenant does not have. */
	hiddenProperties: Set<string>;
	corruptFields: CorruptField[];
	/** Services that are not set up as they should be, by technical name. */
	serviceFaults: Map<string, ServiceFault>;
	quirks: Quirks;
	/** Planned amounts are summed up over what is selected, as postings are. */
	planAggregates: boolean;
	/** Changes that wait for a request. */
	pending: PendingChange[];
	/** Requests answered, for transaction ids. */
	requests: number;
}

/** The state at the start. The data is copied: changes never reach the data set it came from. */
export function createState(options: SapSimulatorOptions): SapState {
	return {
		data: structuredClone({
			suppliers: options.suppliers,
			orders: options.orders ?? [],
			requisitions: options.requisitions ?? [],
			projects: options.projects ?? [],
			wbsElements: options.wbsElements ?? [],
			glAccounts: options.glAccounts ?? [],
			costCenters: options.costCenters ?? [],
			postings: options.postings ?? [],
			planItems: options.planItems ?? [],
			invoices: options.invoices ?? [],
		}),
		sources: new Map(),
		tokens: new AccessTokens({
			clientId: options.clientId,
			clientSecret: options.clientSecret,
			tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
			omitExpiresIn: options.omitExpiresIn ?? false,
		}),
		authentication: options.authentication ?? 'oauth',
		client: options.client ?? '',
		pageSizes: {
			V2: { default: options.pageSize?.default ?? 1000, max: options.pageSize?.max ?? 5000 },
			V4: { default: options.pageSizeV4?.default ?? 100, max: options.pageSizeV4?.max ?? 5000 },
		},
		badLogons: 0,
		locked: false,
		inactiveServices: new Set(),
		hiddenProperties: new Set([otherWbsName]),
		corruptFields: [],
		serviceFaults: new Map(),
		quirks: {
			...{ linkOrigin: '', pageCap: 0, projectsAsElements: false, nestedExpand: true, costKeysAsStored: false },
			language: 'en',
		},
		planAggregates: true,
		pending: [],
		requests: 0,
	};
}

/** What control calls show of it: no secret, no token. */
export function publicState(state: SapState) {
	return {
		...state.data,
		locked: state.locked,
		badLogons: state.badLogons,
		tokensIssued: state.tokens.issued,
		tokenLifetimeSeconds: state.tokens.settings.tokenLifetimeSeconds,
		omitExpiresIn: state.tokens.settings.omitExpiresIn,
		pageSizes: state.pageSizes,
		inactiveServices: [...state.inactiveServices],
		hiddenProperties: [...state.hiddenProperties],
		corruptFields: state.corruptFields,
		serviceFaults: Object.fromEntries(state.serviceFaults),
		quirks: state.quirks,
		planAggregates: state.planAggregates,
		pending: state.pending,
		requests: state.requests,
	};
}

/** A supplier by its number. Throws InputError. */
export function supplierOf(state: SapState, number: string): SapSupplier {
	const found = state.data.suppliers.find((row) => row.supplier.Supplier === number);
	if (!found) throw new InputError(`There is no supplier ${number}`);
	return found;
}

/** The raw value a corrupted field shows, undefined where nothing is corrupted. */
export function corruptionOf(state: SapState, set: EdmEntitySet, row: Row, property: string): unknown {
	return state.corruptFields.find(
		(field) =>
			field.set === set.name &&
			field.property === property &&
			Object.entries(field.where).every(([name, value]) => isDeepStrictEqual(row[name], value)),
	)?.value;
}
