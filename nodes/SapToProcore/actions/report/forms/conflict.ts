/** What somebody else has changed since it was shown, for whoever wanted to change it. */
export function conflictText(names: readonly string[]): string {
	if (names.length === 0) return '';
	const some = [...names.slice(0, 5), ...(names.length > 5 ? [`and ${names.length - 5} more`] : [])].join(', ');
	return ` Not changed, because a run or somebody else changed it since: ${some}. Look at it and choose again.`;
}
