import { NodeApiError, type Failure, type INode } from 'n8n-workflow';
import { apiError, comeBack, isPassing, type Answer } from '../../shared/http';
import { readErrorBody, type ErrorBody } from './errorBody';
import { scenarioOf, serviceName, type ODataService } from './service';

interface Diagnosis {
	message: string;
	advice: string;
	reason: string;
	failure?: Failure;
	/** The error is about a property that the tenant does not have. */
	unknownProperty?: true;
}

const misconfigured: Failure = { cause: 'configuration-invalid' };
/** "Property X not found in type Y"; the text follows the log-on language, the code does not. */
const unknownProperty = '005056A509B11EE1B9A8FEA8DE87F78E';
const unknownService = '/IWFND/MED/170';

/**
 * The error for an answer that is not the data asked for: any status but 2xx, or a 2xx with something else inside.
 * Carries SAP's own text, its transaction ID and its time stamp, and a reason code.
 */
export function answerError(node: INode, answer: Answer, service: ODataService): NodeApiError {
	const body = readErrorBody(answer.body);
	const { message, advice, reason, failure, unknownProperty } = diagnose(answer, body, service);
	const error = apiError(node, {
		message,
		description: [advice, comeBack(answer), saysSap(body)].filter(Boolean).join(' '),
		status: answer.status,
		...(failure ? { failure } : {}),
		reason,
	});
	if (unknownProperty) error.context.unknownProperty = true;
	return error;
}

/** Statuses of a refusal that may be due to how much was asked for at once: expands, length of the address, memory. */
const shapeStatuses = new Set(['400', '405', '413', '414', '431', '500', '501']);

/** Whether asking for less at once may help: neither log-on nor outage, nor a property that the tenant does not have. */
export function refusesShape(error: unknown): boolean {
	return (
		error instanceof NodeApiError &&
		shapeStatuses.has(error.httpCode ?? '') &&
		error.context.unknownProperty === undefined
	);
}

function saysSap(body: ErrorBody): string {
	const text = [body.message, body.code && `(${body.code})`].filter(Boolean).join(' ');
	const trace = [
		body.transactionId && `transaction ID ${body.transactionId}`,
		body.timestamp && `time stamp ${body.timestamp}`,
	].filter(Boolean);
	return [
		text && `${body.kind === 'webPage' ? 'Title of the page' : 'SAP says'}: ${text}.`,
		trace.length > 0 && `For the SAP administrator: ${trace.join(', ')}.`,
	]
		.filter(Boolean)
		.join(' ');
}

function diagnose({ status, headers }: Answer, body: ErrorBody, service: ODataService): Diagnosis {
	const name = serviceName(service);
	if (isPassing(status) || status >= 500) return unavailable(status);
	if (status >= 300 && status < 400) return wrongHost(status, headers.location);
	// A service that is switched off answers with a web page as well: the status decides.
	if (status === 403 || body.code === unknownService) return notActivated(name, scenarioOf(service));
	if (body.code.includes(unknownProperty) || /^property .+ not found in type/i.test(body.message))
		return unknownField(name, body.message);
	if (status === 404)
		return {
			message: `SAP has nothing at the address asked for in ${name}`,
			advice: `Check the API URL in the SAP S/4HANA credential, the service path (${service.path}), the entity set and the key.`,
			reason: 'not_found',
		};
	if (body.kind === 'webPage') return wrongHost(status, undefined);
	if (status >= 400 || body.kind === 'odata')
		return {
			message: `SAP did not accept the query to ${name}`,
			advice: 'Check the parameters of this node, and what SAP says about them.',
			reason: 'bad_request',
		};
	return {
		message: `SAP gave no OData ${service.version} answer for ${name}`,
		advice: 'Check the API URL in the SAP S/4HANA credential, the service path and the OData version.',
		reason: 'configuration_invalid',
		failure: misconfigured,
	};
}

function unavailable(status: number): Diagnosis {
	return {
		message: status === 429 ? 'SAP is receiving too many requests' : `SAP could not answer (status ${status})`,
		advice: 'Run again later; if it stays so, ask the SAP administrator.',
		reason: 'system_unavailable',
		failure: { cause: status === 429 ? 'rate-limited' : 'temporarily-unavailable' },
	};
}

function wrongHost(status: number, location: string | undefined): Diagnosis {
	const to = location && URL.canParse(location) ? ` (to ${new URL(location).host})` : '';
	return {
		message:
			status >= 300 && status < 400
				? `SAP sent the request elsewhere${to} instead of answering`
				: 'SAP answered with a web page instead of data',
		advice:
			'The API URL in the SAP S/4HANA credential is probably the host for people, which shows a log-on page. In the public cloud the API host name ends in -api.',
		reason: 'configuration_invalid',
		failure: misconfigured,
	};
}

function notActivated(name: string, scenario: string | undefined): Diagnosis {
	const arrangement = scenario ? `a communication arrangement for ${scenario}` : 'its communication arrangement';
	return {
		message: `The service ${name} is not activated or the communication user may not use it`,
		advice: `In the public cloud, app Communication Arrangements: set up ${arrangement} with the communication user of the credential. On premise: activate the service (transaction /IWFND/MAINT_SERVICE for V2, /IWFND/V4_ADMIN for V4) and give the user its authorizations (PFCG).`,
		reason: 'service_not_available',
		failure: misconfigured,
	};
}

/** SAP names the type (`A_PurchaseOrderItemType`, `com.sap….PurchaseOrderItem_Type`); people know the entity set. */
function unknownField(name: string, message: string): Diagnosis {
	const [, field, type = ''] = /^property '?([\w/]+)'? not found(?: in type '?([\w.]+)'?)?/i.exec(message) ?? [];
	const entitySet = type
		.split('.')
		.at(-1)
		?.replace(/_?Type$/, '');
	return {
		message: field
			? `This SAP release has no field ${field} in ${entitySet ? `${entitySet} of ` : ''}${name}`
			: `SAP does not know a field asked for in ${name}`,
		advice:
			'Fields differ between releases. Check the names in Select, Filter, Expand and Order By. If you did not enter it, ask the SAP administrator whether an update of SAP brings the field, choose the other API of the service (V2 or V4) if there is one, or report the field to the maintainers.',
		reason: 'bad_request',
		unknownProperty: true,
	};
}
