/** What is said of a generation whose cancel waits until it is known whether there is anything to cancel. */
export const cancelNotice = {
  errorCode: "cancel_requested",
  errorMessage: "It will be cancelled as soon as it is known what became of the request.",
} as const;
