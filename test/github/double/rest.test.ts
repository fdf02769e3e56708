import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Double, startDouble } from "../../support/github/double.ts";
import { meet, smallScene } from "../../support/github/meet.ts";

let github: Double;
beforeEach(async () => {
  github = await startDouble();
});
afterEach(async () => {
  await github.stop();
});

describe("every endpoint", () => {
  test("answers as GitHub's description says", async () => {
    const { pull, head, base } = smallScene(github);
    const { rest, at, paginate } = meet(github);
    github.team("security", ["lee"]);
    github.rules("main", [
      { type: "non_fast_forward" },
      {
        type: "pull_request",
        parameters: {
          dismiss_stale_reviews_on_push: false,
          require_code_owner_review: false,
          require_last_push_approval: true,
          required_approving_review_count: 1,
          required_review_thread_resolution: false,
        },
      },
    ]);
    github.environment("zerodrift-acme-plan", { branches: [{ name: "main", type: "branch" }] });
    github.environment("zerodrift-acme-gate", { reviewers: [github.user("lee")] });
    github.secret("ONE", "repository");
    github.secret("TWO", { environment: "zerodrift-acme-plan" });
    github.review(pull, "lee", "APPROVED");
    const run = github.run({ path: ".github/workflows/zerodrift-plan.yml", event: "workflow_run", sha: base });
    const artifact = github.artifact({ run, name: "plan", files: { "plan.json": "{}" } });
    github.comment(pull, "lee", "looks good");
    github.label(pull, "zerodrift/change");
    const issue = github.openIssue({ title: "Drift", labels: ["zerodrift-drift"] });

    const pulls = await paginate(rest.pulls.list, { ...at, state: "open", head: "acme:rules", per_page: 100 });
    expect(pulls.map(({ number }) => number)).toEqual([pull]);
    const [first] = pulls;
    expect(first).toMatchObject({ head: { sha: head }, base: { sha: base }, user: { login: "kim" } });
    const { data: full } = await rest.pulls.get({ ...at, pull_number: pull });
    expect(full).toMatchObject({ mergeable: true, commits: 1, changed_files: 1, additions: 1, merged: false });
    const { data: reviews } = await rest.pulls.listReviews({ ...at, pull_number: pull });
    expect(reviews).toMatchObject([{ state: "APPROVED", commit_id: head, user: { login: "lee" } }]);
    const { data: commits } = await rest.pulls.listCommits({ ...at, pull_number: pull });
    expect(commits).toMatchObject([{ sha: head, author: { login: "kim" }, parents: [{ sha: base }] }]);
    const { data: files } = await rest.pulls.listFiles({ ...at, pull_number: pull });
    expect(files).toMatchObject([{ filename: "policies/b.yaml", status: "added" }]);
    const { data: ofCommit } = await rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: head });
    expect(ofCommit.map(({ number }) => number)).toEqual([pull]);

    expect((await rest.repos.get(at)).data).toMatchObject({ default_branch: "main", private: true });
    expect((await rest.repos.getBranch({ ...at, branch: "main" })).data.commit.sha).toBe(base);
    const { data: level } = await rest.repos.getCollaboratorPermissionLevel({ ...at, username: "lee" });
    expect(level).toMatchObject({ permission: "write", role_name: "write" });
    const { data: activity } = await rest.repos.listActivities({ ...at, ref: "refs/heads/rules" });
    expect(activity).toMatchObject([{ activity_type: "branch_creation", after: head, actor: { login: "kim" } }]);
    const { data: commit } = await rest.git.getCommit({ ...at, commit_sha: head });
    expect(commit).toMatchObject({ message: "Add b", parents: [{ sha: base }] });
    const { data: tree } = await rest.git.getTree({ ...at, tree_sha: commit.tree.sha, recursive: "1" });
    const blob = tree.tree.find(({ path }) => path === "policies/b.yaml");
    const { data: content } = await rest.git.getBlob({ ...at, file_sha: String(blob?.sha) });
    expect(Buffer.from(content.content, "base64").toString()).toBe("b: 1\n");
    const { data: compared } = await rest.repos.compareCommitsWithBasehead({ ...at, basehead: `main...${head}` });
    expect(compared).toMatchObject({ status: "ahead", ahead_by: 1, merge_base_commit: { sha: base } });
    expect((await rest.repos.getBranchRules({ ...at, branch: "main" })).data).toHaveLength(2);
    const environment = "zerodrift-acme-plan";
    expect((await rest.repos.getAllEnvironments(at)).data.total_count).toBe(2);
    expect((await rest.repos.getEnvironment({ ...at, environment_name: environment })).data.name).toBe(environment);
    const { data: admits } = await rest.repos.listDeploymentBranchPolicies({ ...at, environment_name: environment });
    expect(admits.branch_policies).toMatchObject([{ name: "main", type: "branch" }]);
    expect((await rest.actions.listRepoSecrets(at)).data.secrets).toMatchObject([{ name: "ONE" }]);
    const { data: kept } = await rest.actions.listEnvironmentSecrets({ ...at, environment_name: environment });
    expect(kept.secrets).toMatchObject([{ name: "TWO" }]);
    expect((await rest.actions.listRepoOrganizationSecrets(at)).data.total_count).toBe(0);
    const membership = { org: "acme", team_slug: "security", username: "lee" };
    expect((await rest.teams.getMembershipForUserInOrg(membership)).data.state).toBe("active");
    expect((await rest.users.getByUsername({ username: "kim" })).data.login).toBe("kim");
    await expect(rest.repos.getBranchProtection({ ...at, branch: "main" })).rejects.toMatchObject({
      facts: { status: 404 },
    });

    expect((await rest.actions.getWorkflowRun({ ...at, run_id: run.id })).data.head_branch).toBe("main");
    const workflow_id = "zerodrift-plan.yml";
    const { data: runs } = await rest.actions.listWorkflowRuns({ ...at, workflow_id, status: "success" });
    expect(runs.workflow_runs.map(({ id }) => id)).toEqual([run.id]);
    expect((await rest.actions.listWorkflowRunsForRepo({ ...at, event: "push" })).data.total_count).toBe(0);
    expect((await rest.actions.listWorkflowRunArtifacts({ ...at, run_id: run.id })).data.total_count).toBe(1);
    const { data: artifacts } = await rest.actions.listArtifactsForRepo({ ...at, name: "plan" });
    expect(artifacts.artifacts).toMatchObject([{ id: artifact.id, workflow_run: { id: run.id } }]);
    const { data: one } = await rest.actions.getArtifact({ ...at, artifact_id: artifact.id });
    expect(one.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const zip = await rest.actions.downloadArtifact({ ...at, artifact_id: artifact.id, archive_format: "zip" });
    expect(Buffer.from(zip.data as ArrayBuffer).equals(artifact.zip)).toBe(true);

    const { data: comment } = await rest.issues.createComment({ ...at, issue_number: pull, body: "plan" });
    await rest.issues.updateComment({ ...at, comment_id: comment.id, body: "plan 2" });
    const { data: comments } = await rest.issues.listComments({ ...at, issue_number: pull });
    expect(comments.map(({ body, user }) => [user?.login, body])).toEqual([
      ["lee", "looks good"],
      ["github-actions[bot]", "plan 2"],
    ]);
    await rest.issues.createLabel({ ...at, name: "zerodrift/destroy", color: "d93f0b", description: "deletes" });
    expect((await rest.issues.getLabel({ ...at, name: "zerodrift/destroy" })).data.color).toBe("d93f0b");
    await rest.issues.addLabels({ ...at, issue_number: pull, labels: ["zerodrift/destroy"] });
    await rest.issues.removeLabel({ ...at, issue_number: pull, name: "zerodrift/change" });
    const { data: names } = await rest.issues.listLabelsOnIssue({ ...at, issue_number: pull });
    expect(names.map(({ name }) => name)).toEqual(["zerodrift/destroy"]);
    const { data: listed } = await rest.issues.listForRepo({ ...at, labels: "zerodrift-drift", state: "all" });
    expect(listed.map(({ number }) => number)).toEqual([issue]);
    const { data: made } = await rest.issues.create({ ...at, title: "New", body: "text", labels: ["other"] });
    await rest.issues.update({ ...at, issue_number: made.number, state: "closed", state_reason: "completed" });
    expect((await rest.issues.get({ ...at, issue_number: made.number })).data.state).toBe("closed");

    const { data: check } = await rest.checks.create({
      ...at,
      name: "zerodrift/plan",
      head_sha: head,
      status: "in_progress",
    });
    await rest.checks.update({
      ...at,
      check_run_id: check.id,
      conclusion: "success",
      output: { title: "t", summary: "s" },
    });
    const { data: checks } = await rest.checks.listForRef({ ...at, ref: head });
    expect(checks.check_runs).toMatchObject([{ name: "zerodrift/plan", status: "completed", conclusion: "success" }]);

    const { data: record } = await rest.repos.createDeployment({
      ...at,
      ref: head,
      task: "zerodrift-apply",
      environment: "ledger",
      required_contexts: [],
      auto_merge: false,
      payload: { version: 1 },
    });
    const deployment_id = (record as { readonly id: number }).id;
    await rest.repos.createDeploymentStatus({
      ...at,
      deployment_id,
      state: "in_progress",
      description: "applying",
      auto_inactive: false,
    });
    const { data: records } = await rest.repos.listDeployments({ ...at, task: "zerodrift-apply" });
    expect(records).toMatchObject([{ payload: { version: 1 }, sha: head }]);
    expect((await rest.repos.getDeployment({ ...at, deployment_id })).data.id).toBe(deployment_id);
    const { data: statuses } = await rest.repos.listDeploymentStatuses({ ...at, deployment_id });
    expect(statuses).toMatchObject([{ state: "in_progress", description: "applying" }]);

    expect(github.violations).toEqual([]);
  });
});
