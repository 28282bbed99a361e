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

/** The key in an origin ID of this SAP system, part by part; undefined when it is another's. */
export function keyInOriginId(id: string, system: string, type: string): string[] | undefined {
	if (!isOwnOriginId(id, system, type)) return undefined;
	const parts = id.slice(originId(system, type).length + 1).split(':');
	return parts.map((part) => part.replace(/(?:%[0-9A-Fa-f]{2})+/g, decoded));
}

/** People type origin IDs too: what cannot be decoded stays as it is. */
function decoded(escaped: string): string {
	const text = Buffer.from(escaped.replace(/%/g, ''), 'hex').toString('utf8');
	return text.includes('\uFFFD') ? escaped : text;
}
