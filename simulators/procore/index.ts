import { AccessTokens, type LogonSettings } from '../core/access-tokens.ts';
import { createClock } from '../core/clock.ts';
import { parseInput } from '../core/input.ts';
import type { SimAnswer, SimRequest, Simulator } from '../core/types.ts';
import { checkCompanyHeader } from './access.ts';
import { applyChange, applyDue } from './changes.ts';
import { type ResetOptions, resetSchema } from './data-schema.ts';
import { ProcoreError, errorAnswer, failedRows } from './errors.ts';
import { loadSeed } from './finance/seed.ts';
import type { Operation } from './operation.ts';
import { perform, route } from './perform.ts';
import { RateLimiter } from './rate-limit.ts';
import { heldState } from './state.ts';
import { Store } from './store.ts';
import { appId, handleTokens, personId, refuseToken, serviceAccountId } from './token.ts';
import type { ProcoreSeed, ProcoreSimulatorOptions, SimLimits, SimMaxPerPage, SimProject, SimVendor } from './types.ts';

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
	SimTaxCode,
	SimVendor,
	SimWbsCode,
} from './types.ts';

const usualLimits: SimLimits = { hourlyLimit: 600, spikeLimit: 25, limits: true };
// The documentation recommends at most 2000 and names no limit; 1000 is what others report.
const usualPages: SimMaxPerPage = {
	vendors: 2000,
	projectsV11: 300,
	financials: 1000,
	requisitionsV11: 100,
	v2: 100,
	other: 100,
};
const usualSettings = () => ({
	connected: true,
	disabledTools: [],
	errorShape: null,
	commitmentsAdmin: true,
	vendorRequired: false,
	taxInTotals: false,
	lockSynced: false,
	unlink: 'accepted' as const,
	listOriginData: true,
	listOrderContracts: true,
	pendingOrders: 'untilApproved' as const,
	budgetChangeColumns: true,
	ownBudgetViewFirst: false,
	changeEventRequired: true,
	largestAnswer: null,
	pagedListRows: null,
	keptFields: [],
	refusedLines: {},
	headerOnlyRequisitions: false,
	oneHookPerNamespace: true,
	busyDirectCosts: {},
});
const usualLifetime = 5400;
const usualBodyBytes = 10 * 1024 * 1024;

const seedNames = [
	'costTypes',
	'costCodes',
	'wbsCodes',
	'uoms',
	'taxCodes',
	'customFields',
	'contracts',
	'billingPeriods',
	'budgetLines',
] as const satisfies readonly (keyof ProcoreSeed)[];

/** The seed of a reset, where it has none the one of the start. */
const seedOf = (given: ProcoreSeed, start: ProcoreSeed): ProcoreSeed =>
	Object.fromEntries(seedNames.map((name) => [name, given[name] ?? start[name]]));

function rowsOf(operation: Operation | undefined, request: SimRequest): unknown[] | undefined {
	if (operation?.rows === undefined || typeof request.body !== 'object' || request.body === null) return undefined;
	const rows = (request.body as Record<string, unknown>)[operation.rows];
	return Array.isArray(rows) ? rows : undefined;
}

/** Returns an error, in the shape that was asked for next if it can be used here. */
function answerError(error: ProcoreError, request: SimRequest, store: Store): SimAnswer {
	const wanted = store.settings.errorShape;
	const usual = /^\/rest\/v2\./.test(request.path) ? 'v2' : undefined;
	if (wanted === null || error.status === 429) return errorAnswer(error, usual);
	const { shape } = wanted;
	const rows = rowsOf(route(request.method, request.path)?.operation, request);
	if (shape === 'sync' && rows === undefined) return errorAnswer(error, usual);
	store.settings.errorShape = wanted.times > 1 ? { shape, times: wanted.times - 1 } : null;
	return shape === 'sync' ? failedRows(error, rows ?? []) : errorAnswer(error, shape);
}

function call(request: SimRequest, store: Store, tokens: AccessTokens): SimAnswer {
	if (route(request.method, request.path) === undefined) {
		throw new ProcoreError(404, `${request.method} ${request.path} is not a known operation`);
	}
	const refused = refuseToken(request, tokens, store.clock.now());
	if (refused !== undefined) return refused;
	checkCompanyHeader(request, store);
	if (Buffer.byteLength(request.rawBody) > store.settings.maxBodyBytes) {
		throw new ProcoreError(413, 'Payload Too Large');
	}
	const { largestAnswer } = store.settings;
	if (request.method === 'GET' && largestAnswer && Number(request.query.get('per_page')) > largestAnswer.rows) {
		throw new ProcoreError(largestAnswer.status, 'The request took too long');
	}
	return perform(request, store);
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
		...usualSettings(),
	});
	const fill = (given: ResetOptions) => {
		store.load(
			(given.projects as SimProject[] | undefined) ?? options.projects ?? [],
			(given.vendors as SimVendor[] | undefined) ?? options.vendors ?? [],
		);
		loadSeed(store, seedOf(given as ProcoreSeed, options));
	};
	fill({});

	return {
		system: 'procore',
		clock,
		handle(request) {
			applyDue({ store, tokens, limiter }, request);
			const oauth = handleTokens(request, tokens, clock.now());
			const answer = oauth ?? handleRest(request, store, tokens, limiter);
			store.webhooks.publish({ userId: serviceAccountId, applicationId: appId });
			return answer;
		},
		reset(input) {
			const given = parseInput(resetSchema, input, 'reset');
			fill(given);
			store.pending = [];
			Object.assign(store.settings, {
				maxPerPage: { ...usualPages, ...options.maxPerPage, ...given.maxPerPage },
				maxBodyBytes: given.maxBodyBytes ?? options.maxBodyBytes ?? usualBodyBytes,
				...usualSettings(),
			});
			limiter.setLimits(limitsOf(given));
			limiter.clear();
			tokens.clear();
			Object.assign(tokens.settings, logonOf(given));
		},
		state: () => ({
			...heldState(store),
			tokensIssued: tokens.issued,
			settings: structuredClone({ ...store.settings, ...limiter.limits }),
		}),
		change(command) {
			const result = applyChange({ store, tokens, limiter }, command);
			store.webhooks.publish({ userId: personId, applicationId: null });
			return result;
		},
	};
}
