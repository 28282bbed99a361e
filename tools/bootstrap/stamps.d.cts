interface Lock {
	packages: Record<string, { version?: string; optional?: boolean }>;
}

export function hashOf(file: string): string;
export function stampMatches(stampFile: string, hash: string): boolean;
export function newestChange(path: string): number;
export function isStale(stampFile: string, sources: string[]): boolean;
export function sameAsInstalled(lock: Lock, installed: Lock): boolean;
