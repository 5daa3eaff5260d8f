export async function checkScorecardPage() {}
