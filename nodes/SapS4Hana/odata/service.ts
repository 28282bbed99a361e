export type ODataVersion = 'V2' | 'V4';

/** An OData service of SAP; `path` begins with a slash and does not end with one. */
export interface ODataService {
	path: string;
	version: ODataVersion;
}

/** Name of a service as people know it: `API_BUSINESS_PARTNER`, `API_PURCHASEORDER_2`. */
export function serviceName(service: ODataService): string {
	const segments = service.path.split('/').filter(Boolean);
	const named = segments.find((segment) => /^(api|ce)_/i.test(segment)) ?? segments.at(-1) ?? service.path;
	return named.replace(/;.*$/, '').toUpperCase();
}

const scenarios: Array<[RegExp, string]> = [
	[/^API_BUSINESS_PARTNER/, 'SAP_COM_0008'],
	[/^API_PURCHASEORDER/, 'SAP_COM_0053'],
	[/^(API|CE)_PURCHASEREQ/, 'SAP_COM_0102'],
	[/^API_(GLACCOUNTINCHART|COSTCENTER|FINPLANNINGENTRYITEM)/, 'SAP_COM_0087'],
	[/^API_ENTERPRISE_PROJECT/, 'SAP_COM_0308'],
	[/^API_SUPPLIERINVOICE/, 'SAP_COM_0057'],
];

/** Communication scenario whose arrangement opens the service in the public cloud; undefined when we do not know it. */
export function scenarioOf(service: ODataService): string | undefined {
	const name = serviceName(service);
	return scenarios.find(([pattern]) => pattern.test(name))?.[1];
}
