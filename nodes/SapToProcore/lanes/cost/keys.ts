/** Key of a budget amount within its project. */
export const budgetKey = (costCode: string, costType: string) => `${costCode}|${costType}`;

/**
 * Key of the costs that no budget line of a project takes, and without project of those that no project takes. They have
 * one outcome in every run, so that an exception about them is resolved once there are none.
 */
export const withoutBudgetLine = budgetKey('', '');
