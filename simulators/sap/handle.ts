import type { SimAnswer, SimRequest } from '../core/types.ts';
import { projectAsElement } from './data/enterprise-project.ts';
import { codes, inLanguage, notFound, ODataError, renderError, serviceFaults } from './errors.ts';
import { isAuthorized } from './logon.ts';
import { logonRefused } from './logon-page.ts';
import { withKeysAsStored, withoutAggregation, withoutProperty } from './metadata/define.ts';
import { renderEdmx } from './metadata/edmx.ts';
import { glAccountLineItemService } from './metadata/gl-account-line-item.ts';
import { planItemService } from './metadata/plan-item.ts';
import type { EdmService } from './metadata/types.ts';
import { parseResourcePath } from './odata/resource-path.ts';
import { openSource, type Source } from './odata/source.ts';
import { wantsJson } from './odata/url-options.ts';
import { readEntities } from './query.ts';
import { serviceEntries } from './services.ts';
import { corruptionOf, type SapState } from './state.ts';
import { handleToken, tokenPath } from './token.ts';

type ServiceEntry = (typeof serviceEntries)[number];

/** Answers one request as the SAP system would at the moment `now` (milliseconds). */
export function handleRequest(request: SimRequest, state: SapState, now: number): SimAnswer {
	state.requests++;
	if (request.path === tokenPath) return handleToken(request, state, now);
	if (!isAuthorized(request, state, now)) return logonRefused();
	const entry = serviceEntries.find(
		({ service }) => request.path === service.path || request.path.startsWith(`${service.path}/`),
	);
	const version = request.path.startsWith('/sap/opu/odata4/') ? 'V4' : 'V2';
	const serviceId = entry?.service.id ?? request.path.split('/')[5] ?? '';
	try {
		checkMethod(request);
		if (!request.path.startsWith('/sap/opu/odata')) throw notFound(`path ${request.path}`);
		if (!entry || state.inactiveServices.has(entry.service.id)) throw serviceNotFound(serviceId);
		const fault = state.serviceFaults.get(entry.service.id);
		if (fault !== undefined) throw serviceFaults[fault](entry.service.id);
		return readService(request, entry, state);
	} catch (error) {
		if (!(error instanceof ODataError)) throw error;
		const refusal = inLanguage(error, state.quirks.language, version);
		const transactionId = (now * 4096 + state.requests).toString(16).toUpperCase().padStart(32, '0');
		const json = wantsJson(request.query, request.headers.accept, version);
		return renderError(refusal, { version, serviceId, json, now, transactionId });
	}
}

function serviceNotFound(serviceId: string): ODataError {
	return new ODataError(
		403,
		codes.serviceNotFound,
		`No service found for namespace '/SAP/', name '${serviceId}', version '0001'`,
	);
}

/** Reading is all this system allows; a write without a token fails on that first, as in SAP. */
function checkMethod({ method, headers }: SimRequest): void {
	if (method === 'GET' || method === 'HEAD') return;
	if (headers['x-csrf-token'] === undefined) {
		throw new ODataError(403, codes.csrf, 'CSRF token validation failed', { 'x-csrf-token': 'Required' });
	}
	throw new ODataError(405, codes.methodNotAllowed, `Method ${method} is not allowed on this resource`, {
		allow: 'GET, HEAD',
	});
}

function readService(request: SimRequest, entry: ServiceEntry, state: SapState): SimAnswer {
	const service = serviceOfTenant(entry.service, state);
	const resource = parseResourcePath(request.path.slice(service.path.length), service);
	const base = `${state.quirks.linkOrigin || request.origin}${service.path}`;
	if (resource.kind === 'metadata') {
		return { status: 200, headers: { 'content-type': 'application/xml' }, body: renderEdmx(service) };
	}
	if (resource.kind === 'service') return serviceDocument(service);
	const source = sourceOf(entry, state);
	return readEntities(
		request,
		resource,
		{
			service,
			source,
			base,
			corruption: (set, row, property) => corruptionOf(state, set, row, property),
			exactDecimals: (request.headers.accept ?? '').includes('IEEE754Compatible=true'),
		},
		{ ...state.pageSizes[service.version], cap: state.quirks.pageCap },
		state.quirks,
	);
}

function sourceOf({ service, rows }: ServiceEntry, { sources, data, quirks }: SapState): Source {
	const shown = quirks.projectsAsElements
		? { ...data, wbsElements: [...data.projects.map(projectAsElement), ...data.wbsElements] }
		: data;
	let source = sources.get(service.id);
	if (!source) sources.set(service.id, (source = openSource(service, (set) => rows(set, shown))));
	return source;
}

/** The service as this tenant has it. */
function serviceOfTenant(service: EdmService, state: SapState): EdmService {
	let result = service === planItemService && !state.planAggregates ? withoutAggregation(service) : service;
	if (service === glAccountLineItemService && state.quirks.costKeysAsStored) result = withKeysAsStored(result);
	for (const hidden of state.hiddenProperties) {
		const [id, set = '', property = ''] = hidden.split('/');
		if (id === service.id) result = withoutProperty(result, set, property);
	}
	return result;
}

function serviceDocument(service: EdmService): SimAnswer {
	const names = [...service.sets.keys()];
	if (service.version === 'V2') return { status: 200, body: { d: { EntitySets: names } } };
	const value = names.map((name) => ({ name, url: name }));
	return { status: 200, body: { '@odata.context': '$metadata', value } };
}
