export const root: string;
export const node24: string;
export function toolEnvironment(): Record<string, string>;
export function ensureInstalled(options?: { log?: (line: string) => void }): Promise<void>;
export function ensureBuilt(options?: { log?: (line: string) => void }): Promise<void>;
export function runWithNode24(file: string, args?: string[]): Promise<number>;
