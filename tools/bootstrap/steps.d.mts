export interface Step {
	title: string;
	command: string;
	args: string[];
	cwd: string;
	env: Record<string, string>;
	logFile: string;
	log: (line: string) => void;
}

export function runStep(step: Step): Promise<void>;
