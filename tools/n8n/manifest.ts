export interface PackageManifest {
	name: string;
	version: string;
	author?: { name?: string; email?: string };
	dependencies?: Record<string, string>;
	n8n?: { nodes?: string[] };
	[more: string]: unknown;
}

/**
 * A package's package.json as n8n leaves it when it installs the package: without the dependencies that only the
 * author, or the n8n around it, needs.
 */
export function asInstalled(manifest: PackageManifest): PackageManifest {
	const dropped = ['devDependencies', 'peerDependencies', 'optionalDependencies'];
	const kept = Object.entries(manifest).filter(([key]) => !dropped.includes(key));
	return { ...Object.fromEntries(kept), name: manifest.name, version: manifest.version };
}

/** The package.json of n8n's folder for community packages, naming one more package. */
export function withPackage(ledger: { dependencies?: Record<string, string> }, manifest: PackageManifest) {
	return {
		...ledger,
		name: 'installed-nodes',
		private: true,
		dependencies: { ...ledger.dependencies, [manifest.name]: manifest.version },
	};
}
