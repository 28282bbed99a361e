import { NodeApiError, type Failure, type INode } from 'n8n-workflow';
import { apiError, comeBack, isPassing, type Answer, type ApiErrorFields } from '../../shared/http';
import { readErrorBody, type ErrorBody } from './errorBody';
import { scenarioOf, serviceName, type ODataService } from './service';

interface Diagnosis {
	message: string;
	advice: string;
	reason: string;
	failure?: Failure;
	/** Name of the property that the tenant does not have, `""` where SAP does not tell it in a way that can be read. */
	unknownProperty?: string;
}

const misconfigured: Failure = { cause: 'configuration-invalid' };
/** "Property X not found in type Y"; the text follows the log-on language, the code does not. */
const unknownPropertyCode = '005056A509B11EE1B9A8FEA8DE87F78E';

/** What SAP Gateway says of a service that is not set up, by its message numbers and, where these differ, by its words. */
interface ServiceFault {
	/** Message class and number as SAP writes them, at the end of a code or of a text that names it. */
	codes: readonly string[];
	words: RegExp;
	what(name: string): string;
	/** For the SAP administrator. */
	todo: string;
}

const serviceFaults: readonly ServiceFault[] = [
	{
		codes: ['/IWBEP/CM_V4_COS/014', '/IWBEP/CM_V4_COS/136'],
		words: /service group .* (?:is )?not published|is not assigned to group/i,
		what: (name) => `The service group of ${name} is not published`,
		todo: 'publish its service group (transaction /IWFND/V4_ADMIN)',
	},
	{
		codes: ['/IWFND/CM_COS/064', '/IWFND/CM_COS/002'],
		words: /no system alias/i,
		what: (name) => `The service ${name} has no system alias`,
		todo: 'assign a system alias to the service (transaction /IWFND/MAINT_SERVICE; for V4 services /IWFND/V4_ADMIN)',
	},
	{
		codes: ['/IWFND/CM_COS/003'],
		words: /gateway (?:service )?(?:is )?(?:not active|not activated|deactivated|disabled|inactive|switched off)/i,
		what: () => 'SAP Gateway is not activated in this system',
		todo: 'activate SAP Gateway (transaction /IWFND/IWF_ACTIVATE)',
	},
	{
		codes: ['/IWFND/MED/170'],
		words: /no service found for namespace|service .* (?:is )?(?:not active|not activated|inactive)\b/i,
		what: (name) => `The service ${name} is not activated or the communication user may not use it`,
		todo: 'activate the service (transaction /IWFND/MAINT_SERVICE for V2, /IWFND/V4_ADMIN for V4) and its ICF node (SICF), and give the user its authorizations (PFCG)',
	},
];

/** Message classes in which SAP Gateway speaks of how services are set up, and never of what was asked of them. */
const setUpClasses = /\/IWFND\/(?:MED|CM_COS|CM_V4_COS)\/?\d{3}\b|\/IWBEP\/CM_V4_COS\/?\d{3}\b/i;

const otherFault: Pick<ServiceFault, 'what' | 'todo'> = {
	what: (name) => `SAP Gateway cannot serve ${name} as it is set up`,
	todo: 'look at the service in /IWFND/MAINT_SERVICE (V2) or /IWFND/V4_ADMIN (V4), at the error in /IWFND/ERROR_LOG, and at the authorizations of the user (PFCG)',
};

/** What is wrong with how the service is set up, by SAP's own words: they say more than the status, which is often 500. */
function faultOf({ code, message }: ErrorBody): Pick<ServiceFault, 'what' | 'todo'> | undefined {
	const said = `${code} ${message}`;
	const known = serviceFaults.find(
		({ codes, words }) => codes.some((each) => said.toUpperCase().includes(each)) || words.test(message),
	);
	return known ?? (setUpClasses.test(said) ? otherFault : undefined);
}

/** Whether an answer would come again in any case, whatever its status says. */
export function isLasting({ body }: Pick<Answer, 'body'>): boolean {
	return faultOf(readErrorBody(body)) !== undefined;
}

/**
 * The error for an answer that is not the data asked for: any status but 2xx, or a 2xx with something else inside.
 * Carries SAP's own text, its transaction ID and its time stamp, and a reason code.
 */
export function answerError(node: INode, answer: Answer, service: ODataService): NodeApiError {
	const { unknownProperty, ...fields } = wordsOfAnswer(answer, service);
	const error = apiError(node, fields);
	if (unknownProperty !== undefined) error.context.unknownProperty = unknownProperty;
	return error;
}

/** The same in words alone. */
export function wordsOfAnswer(
	answer: Answer,
	service: ODataService,
): ApiErrorFields & Pick<Diagnosis, 'unknownProperty'> {
	const body = readErrorBody(answer.body);
	const { message, advice, ...more } = diagnose(answer, body, service);
	const description = [advice, comeBack(answer), saysSap(body)].filter(Boolean).join(' ');
	return { message, description, status: answer.status, ...more };
}

/** Statuses of a refusal that may be due to how much was asked for at once: expands, length of the address, memory. */
const shapeStatuses = new Set(['400', '405', '413', '414', '431', '500', '501']);

/** Whether asking for less at once may help: neither log-on nor outage, nor a property that the tenant does not have. */
export function refusesShape(error: unknown): boolean {
	return (
		error instanceof NodeApiError &&
		error.context.reason !== 'service_not_available' &&
		shapeStatuses.has(error.httpCode ?? '') &&
		error.context.unknownProperty === undefined
	);
}

/** Whether SAP said that it does not know a property asked for. */
export const isUnknownProperty = (error: NodeApiError): boolean => error.context.unknownProperty !== undefined;

/** Statuses of a refusal that may be due to a field, a navigation property or an entity set that the release lacks. */
const fieldStatuses = new Set(['400', '404', '501']);

/** Whether a refusal may be due to what the release lacks; a service that is not set up is another matter. */
export function refusesFields(error: unknown): error is NodeApiError {
	return (
		error instanceof NodeApiError &&
		error.context.reason !== 'service_not_available' &&
		(fieldStatuses.has(error.httpCode ?? '') || isUnknownProperty(error))
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
	const fault = faultOf(body);
	if (fault) return notServed(name, scenarioOf(service), fault);
	if (body.code.includes(unknownPropertyCode) || unknownPropertyWords.test(body.message))
		return unknownField(name, body.message);
	if (status === 501 || status === 505) return notSupported(name);
	if (isPassing(status) || status >= 500) return unavailable(status);
	if (status >= 300 && status < 400) return wrongHost(status, headers.location);
	// A service that is switched off answers with a web page as well: the status decides.
	if (status === 403) return notServed(name, scenarioOf(service), notActivated);
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

/** In every language the name of the property comes in quotes or after the word; the verdict only in English. */
const unknownPropertyWords =
	/propert(?:y|ies) .+ (?:not found|does not exist|is not defined|is unknown)|could not find a property|unknown property|no property .+ exists/i;

function notSupported(name: string): Diagnosis {
	return {
		message: `SAP does not support what was asked of ${name}`,
		advice: 'It would answer the same again. Check Select, Filter, Expand and Order By, and what SAP says about them.',
		reason: 'bad_request',
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
			'Either the API URL in the SAP S/4HANA credential is the host for people, which shows a log-on page: in the public cloud the API host name ends in -api. Or, on premise, the service does not take this way to log on: have the SAP administrator check the log-on procedures of its ICF node (SICF) and, for OAuth, enable it for the service (/IWFND/MAINT_SERVICE) and assign its scope to the OAuth 2.0 client (SOAUTH2).',
		reason: 'configuration_invalid',
		failure: misconfigured,
	};
}

const notActivated = serviceFaults.find(({ codes }) => codes.includes('/IWFND/MED/170')) ?? otherFault;

function notServed(
	name: string,
	scenario: string | undefined,
	{ what, todo }: Pick<ServiceFault, 'what' | 'todo'>,
): Diagnosis {
	const arrangement = scenario ? `a communication arrangement for ${scenario}` : 'its communication arrangement';
	return {
		message: what(name),
		advice: `In the public cloud, app Communication Arrangements: set up ${arrangement} with the communication user of the credential. On premise, have the SAP administrator ${todo}.`,
		reason: 'service_not_available',
		failure: misconfigured,
	};
}

/** SAP names the type (`A_PurchaseOrderItemType`, `com.sap….PurchaseOrderItem_Type`); people know the entity set. */
function unknownField(name: string, message: string): Diagnosis {
	const [, field = ''] = /propert(?:y|ies)(?: named)? ['"]?([\w/]+)/i.exec(message) ?? [];
	const [, type = ''] = / type ['"]?([\w./]+)/i.exec(message) ?? [];
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
		unknownProperty: field,
	};
}
