/**
 * The address in a field of a credential, as an expression: without slashes at its end, and by https where it names none.
 * n8n tells of an address without a scheme as *Invalid URL* and no more. A field that is empty becomes a host that cannot
 * exist, of which n8n says that the host is wrong; nothing is sent then.
 *
 * @param field expression of the field, such as `$self["apiUrl"]`
 */
export const addressExpression = (field: string): string =>
	`((a) => /^https?:[/][/]/i.test(a) ? a : "https://" + (a || "address-missing.invalid"))(String(${field} || "").trim().replace(/[/]+$/, ""))`;
