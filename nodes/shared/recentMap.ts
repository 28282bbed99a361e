/** A map of texts that forgets what was set longest ago, so that a process that runs for months does not fill up. */
export class RecentMap<V> extends Map<string, V> {
	readonly #limit: number;

	/** @param limit entries kept, at least one */
	constructor(limit: number) {
		super();
		this.#limit = limit;
	}

	/** Sets an entry, which is the newest then. */
	override set(key: string, value: V): this {
		this.delete(key);
		super.set(key, value);
		for (const oldest of this.keys()) {
			if (this.size <= this.#limit) break;
			this.delete(oldest);
		}
		return this;
	}

	/** The entry, which is the newest then; made when there is none. */
	getOrMake(key: string, make: () => V): V {
		const value = this.has(key) ? (this.get(key) as V) : make();
		this.set(key, value);
		return value;
	}
}
