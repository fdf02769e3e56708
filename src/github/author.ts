/** As whom we write. */
export interface Author {
  /** Id of an own GitHub App whose token is used; without one the workflows' own app writes. */
  readonly appId?: number;
}

/** What GitHub says of whoever wrote a comment or an issue. */
export interface Written {
  readonly user?: { readonly login: string; readonly type?: string } | null | undefined;
  readonly performed_via_github_app?: { readonly id?: number } | null | undefined;
}

/** The app behind GITHUB_TOKEN. No account can take the name: brackets are not allowed in one. */
const actionsBot = "github-actions[bot]";

/** Whether we wrote it, and not somebody who copied our tag. */
export const isOurs = ({ user, performed_via_github_app: app }: Written, { appId }: Author): boolean =>
  (user?.login === actionsBot && user.type === "Bot") || (appId !== undefined && app?.id === appId);
