import { AccessTokens, type LogonSettings } from '../core/access-tokens.ts';
import { createClock } from '../core/clock.ts';
import { parseInput } from '../core/input.ts';
import type { SimAnswer, SimRequest, Simulator } from '../core/types.ts';
import { checkCompanyHeader, checkScope } from './access.ts';
import { applyChange } from './changes.ts';
import { resetSchema } from './data-schema.ts';
import { ProcoreError, errorAnswer, failedRows } from './errors.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations/index.ts';
import { RateLimiter } from './rate-limit.ts';
import { createRouter } from './routes.ts';
import { QueryValues } from './schema/query.ts';
import { Store } from './store.ts';
import { handleTokens, refuseToken } from './token.ts';
import type { ProcoreSimulatorOptions, SimLimits, SimMaxPerPage, SimProject, SimVendor } from './types.ts';
import { validate } from './validate.ts';

export type { ProcoreChange } from './changes.ts';
export type {
	ProcoreSeed,
	ProcoreSimulatorOptions,
	SimBillingPeriod,
	SimBudgetLine,
	SimContract,
	SimContractLine,
	SimCostCode,
	SimCostType,
	SimProject,
	SimVendor,
	SimWbsCode,
} from './types.ts';

const usualLimits: SimLimits = { hourlyLimit: 600, spikeLimit: 25, limits: true };
const usualPages: SimMaxPerPage = { vendors: 2000, projectsV11: 300, other: 100 };
const usualLifetime = 5400;
const usualBodyBytes = 10 * 1024 * 1024;

const route = createRouter(operations);

function rowsOf(operation: Operation | undefined, request: SimRequest): unknown[] | undefined {
	if (operation?.rows === undefined || typeof request.body !== 'object' || request.body === null) return undefined;
	const rows = (request.body as Record<string, unknown>)[operation.rows];
	return Array.isArray(rows) ? rows : undefined;
}

/** Words an error, in the shape that was asked for next if it can be used here. */
function answerError(error: ProcoreError, request: SimRequest, store: Store): SimAnswer {
	const wanted = store.settings.errorShape;
	if (wanted === null || error.status === 429) return errorAnswer(error);
	const { shape } = wanted;
	const rows = rowsOf(route(request.method, request.path)?.operation, request);
	if (shape === 'sync' && rows === undefined) return errorAnswer(error);
	store.settings.errorShape = wanted.times > 1 ? { shape, times: wanted.times - 1 } : null;
	return shape === 'sync' ? failedRows(error, rows ?? []) : errorAnswer(error, shape);
}

function call(request: SimRequest, store: Store, tokens: AccessTokens): SimAnswer {
	const match = route(request.method, request.path);
	if (match === undefined) throw new ProcoreError(404, `${request.method} ${request.path} is no known operation`);
	const refused = refuseToken(request, tokens, store.clock.now());
	if (refused !== undefined) return refused;
	checkCompanyHeader(request, store);
	if (Buffer.byteLength(request.rawBody) > store.settings.maxBodyBytes) {
		throw new ProcoreError(413, 'Payload Too Large');
	}
	const { operation, params } = match;
	const body = validate(operation, request);
	checkScope(operation, request, params, body, store);
	return operation.handle({ request, params, query: new QueryValues(request.query), body, store });
}

function handleRest(request: SimRequest, store: Store, tokens: AccessTokens, limiter: RateLimiter): SimAnswer {
	const rate = limiter.count();
	let answer: SimAnswer;
	try {
		if (!rate.allowed) throw new ProcoreError(429, rate.message);
		answer = call(request, store, tokens);
	} catch (error) {
		if (!(error instanceof ProcoreError)) throw error;
		answer = answerError(error, request, store);
	}
	return { ...answer, headers: { ...answer.headers, ...rate.headers } };
}

/**
 * A Procore company to test against: keeps state, refuses what Procore refuses.
 * Serve it with `startServer`; the login host and the API host are one here.
 */
export function createProcoreSimulator(options: ProcoreSimulatorOptions): Simulator {
	const clock = options.clock ?? createClock();
	const limitsOf = (given: Partial<SimLimits>): SimLimits => ({
		hourlyLimit: given.hourlyLimit ?? options.hourlyLimit ?? usualLimits.hourlyLimit,
		spikeLimit: given.spikeLimit ?? options.spikeLimit ?? usualLimits.spikeLimit,
		limits: given.limits ?? options.limits ?? usualLimits.limits,
	});
	const limiter = new RateLimiter(clock, limitsOf({}));
	const logonOf = (given: Partial<LogonSettings>): LogonSettings => ({
		clientId: given.clientId ?? options.clientId,
		clientSecret: given.clientSecret ?? options.clientSecret,
		tokenLifetimeSeconds: given.tokenLifetimeSeconds ?? options.tokenLifetimeSeconds ?? usualLifetime,
		omitExpiresIn: given.omitExpiresIn ?? options.omitExpiresIn ?? false,
	});
	const tokens = new AccessTokens(logonOf({}));
	const store = new Store({ id: options.companyId, name: options.companyName ?? 'Example Builders' }, clock, {
		maxPerPage: { ...usualPages, ...options.maxPerPage },
		maxBodyBytes: options.maxBodyBytes ?? usualBodyBytes,
		connected: true,
		disabledTools: [],
		errorShape: null,
	});
	store.load(options.projects ?? [], options.vendors ?? []);

	return {
		system: 'procore',
		clock,
		handle(request) {
			const oauth = handleTokens(request, tokens, clock.now());
			return oauth ?? handleRest(request, store, tokens, limiter);
		},
		reset(input) {
			const given = parseInput(resetSchema, input, 'reset');
			store.load(
				(given.projects as SimProject[] | undefined) ?? options.projects ?? [],
				(given.vendors as SimVendor[] | undefined) ?? options.vendors ?? [],
			);
			Object.assign(store.settings, {
				maxPerPage: { ...usualPages, ...options.maxPerPage, ...given.maxPerPage },
				maxBodyBytes: given.maxBodyBytes ?? options.maxBodyBytes ?? usualBodyBytes,
				connected: true,
				disabledTools: [],
				errorShape: null,
			});
			limiter.setLimits(limitsOf(given));
			limiter.clear();
			tokens.clear();
			Object.assign(tokens.settings, logonOf(given));
		},
		state() {
			const vendors = [...store.vendors.values()];
			const projects = [...store.projects.values()];
			const active = vendors.filter((vendor) => vendor.is_active).length;
			return {
				company: store.company,
				vendors,
				projects,
				counts: {
					vendors: vendors.length,
					activeVendors: active,
					inactiveVendors: vendors.length - active,
					projects: projects.length,
				},
				tokensIssued: tokens.issued,
				settings: { ...store.settings, ...limiter.limits },
			};
		},
		change: (command) => applyChange({ store, tokens, limiter }, command),
	};
}
