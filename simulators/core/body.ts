/** Reads a request body by its content type. `error` says why a body that was sent could not be read. */
export function parseBody(raw: string, contentType: string | undefined): { body: unknown; error?: string } {
	if (raw === '') return { body: null };
	const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (type === 'application/x-www-form-urlencoded') return { body: Object.fromEntries(new URLSearchParams(raw)) };
	if (type === 'application/json' || type.endsWith('+json')) {
		try {
			return { body: JSON.parse(raw) as unknown };
		} catch (error) {
			return { body: null, error: error instanceof Error ? error.message : 'malformed JSON' };
		}
	}
	return { body: null, error: `content type "${type}" is not understood` };
}
