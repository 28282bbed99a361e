export function withoutNpmVariables(env: Record<string, string | undefined>): Record<string, string>;
export function withPathFirst(env: Record<string, string>, folder: string, delimiter: string): Record<string, string>;
