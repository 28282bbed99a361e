const escapePart = (part: string) => encodeURIComponent(part).replace(/%20/g, ' ');

/**
 * Our stable identity on a Procore object: `sap:<system>:<type>:<key>[:<project>]`, for example
 * `sap:S4P:po:4500000001:2207`. Colons inside a part are escaped, so that two identities can never collide.
 */
export function originId(system: string, type: string, ...key: string[]): string {
	return ['sap', system, type, ...key].map(escapePart).join(':');
}

/** Whether an origin ID was given by this package for this SAP system. */
export function isOwnOriginId(id: string, system: string, type: string): boolean {
	return id.startsWith(`${originId(system, type)}:`);
}
