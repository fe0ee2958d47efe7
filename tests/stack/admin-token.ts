/** The admin token of the stack under test. */
export const ADMIN_TOKEN = "stack-test-admin-token";
