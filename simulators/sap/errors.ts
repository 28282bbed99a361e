import type { SimAnswer } from '../core/types.ts';
import type { ODataVersion } from './metadata/types.ts';

/** Error codes that SAP is known to use; clients match on them, not on texts. */
export const codes = {
	propertyNotFound: '005056A509B11EE1B9A8FEA8DE87F78E',
	resourceNotFound: '/IWFND/CM_MGW/051',
	serviceNotFound: '/IWFND/MED/170',
	/** What a RAP service says of a property in another log-on language than English: number and wording are assumed. */
	propertyNotFoundV4: '/IWBEP/CM_V4_RUNTIME/009',
	badRequest: '/IWFND/CM_MGW/096',
	csrf: '/IWFND/CM_MGW/403',
	methodNotAllowed: '/IWFND/CM_MGW/071',
	notAcceptable: '/IWFND/CM_MGW/406',
	v4: '/IWBEP/CM_V4S_RUN/000',
} as const;

/** A refusal in OData terms; `renderError` gives it the shape of the service's version. */
export class ODataError extends Error {
	override name = 'ODataError';
	readonly status: number;
	readonly code: string;
	readonly headers: Record<string, string>;

	constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
		super(message);
		this.status = status;
		this.code = code;
		this.headers = headers;
	}
}

/** 400, anything in the URL that does not fit the service. */
export const badRequest = (message: string) => new ODataError(400, codes.badRequest, message);

/** 400, a property or navigation that the type has not. */
export const propertyNotFound = (property: string, type: string) =>
	new ODataError(400, codes.propertyNotFound, `Property ${property} not found in type ${type}`);

/** 400, where only one level may be expanded. */
export const nestedExpandRefused = () =>
	new ODataError(400, '/IWBEP/CM_MGW_RT/020', 'System query option $expand is not supported on more than one level');

/** How services are set up wrongly, as SAP Gateway tells it: the status says little. */
export const serviceFaults = {
	'not-published': (id: string) => new ODataError(404, '/IWBEP/CM_V4_COS/014', `Service group '${id}' not published`),
	'not-authorized': (id: string) =>
		new ODataError(403, '/IWBEP/CM_V4_COS/011', `No authorization to access service group '${id}'`),
	'no-system-alias': (id: string) =>
		new ODataError(500, '/IWFND/CM_COS/064', `No System Alias found for Service 'Z${id}_0001' and user 'N8N'`),
	'gateway-inactive': () => new ODataError(500, '/IWFND/CM_COS/003', 'SAP Gateway is not activated'),
} as const;

export type ServiceFault = keyof typeof serviceFaults;

/** The refusal in the log-on language, of which only this one is known by what people report. */
export function inLanguage(error: ODataError, language: 'en' | 'de', version: ODataVersion): ODataError {
	const [, property, type] = /^Property (\S+) not found in type (\S+)$/.exec(error.message) ?? [];
	if (language === 'en' || property === undefined) return error;
	const code = version === 'V4' ? codes.propertyNotFoundV4 : error.code;
	return new ODataError(error.status, code, `Eigenschaft '${property}' ist im Typ '${String(type)}' nicht vorhanden`);
}

/** 404 for an entity set, an entity or a segment. */
export const notFound = (what: string) => new ODataError(404, codes.resourceNotFound, `Resource not found for ${what}`);

export interface ErrorContext {
	version: ODataVersion;
	serviceId: string;
	/** False: the client did not ask for JSON, so a V2 service answers with XML. */
	json: boolean;
	/** Milliseconds since 1970. */
	now: number;
	/** 32 hexadecimal digits, what SAP's staff look the error up by. */
	transactionId: string;
}

/** The error as the service's OData version writes it. */
export function renderError(error: ODataError, context: ErrorContext): SimAnswer {
	const headers = { ...error.headers, 'sap-message-transactionid': context.transactionId };
	if (context.version === 'V4') return { status: error.status, headers, body: { error: v4Body(error, context) } };
	if (context.json) return { status: error.status, headers, body: { error: v2Body(error, context) } };
	return { status: error.status, headers: { ...headers, 'content-type': 'application/xml' }, body: xmlBody(error) };
}

function v2Body(error: ODataError, { serviceId, now, transactionId }: ErrorContext) {
	const message = error.message;
	return {
		code: error.code,
		message: { lang: 'en', value: message },
		innererror: {
			application: {
				component_id: '',
				service_namespace: '/SAP/',
				service_id: serviceId,
				service_version: '0001',
			},
			transactionid: transactionId,
			timestamp: `${stamp(now)}0000`,
			Error_Resolution: { SAP_Transaction: 'See the error log of the gateway.', SAP_Note: '' },
			errordetails: [{ code: error.code, message, propertyref: '', severity: 'error', target: '' }],
		},
	};
}

function v4Body(error: ODataError, { serviceId, now, transactionId }: ErrorContext) {
	return {
		code: error.code === codes.badRequest ? codes.v4 : error.code,
		message: error.message,
		'@SAP__common.ExceptionCategory': error.code === codes.csrf ? 'CSRF_Token_Missing' : 'Client_Error',
		innererror: {
			ErrorDetails: {
				'@SAP__common.Application': {
					ComponentId: '',
					ServiceRepository: 'SRVD_A2X',
					ServiceId: serviceId,
					ServiceVersion: '0001',
				},
				'@SAP__common.TransactionId': transactionId,
				'@SAP__common.Timestamp': `${stamp(now)}000`,
				'@SAP__common.ErrorResolution': { Analysis: 'See the error log of the gateway.', Note: '' },
			},
		},
	};
}

/** `YYYYMMDDhhmmss.mmm`. */
function stamp(now: number): string {
	return new Date(now).toISOString().replace(/[-:TZ]/g, '');
}

function xmlBody(error: ODataError): string {
	const namespace = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata';
	return `<?xml version="1.0" encoding="utf-8"?><error xmlns="${namespace}"><code>${escapeXml(error.code)}</code><message xml:lang="en">${escapeXml(error.message)}</message></error>`;
}

/** Text for an XML element or attribute. */
export function escapeXml(text: string): string {
	return text.replace(/[&<>"]/g, (char) => `&#${String(char.charCodeAt(0))};`);
}
