using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MlDsl.Deployment.Tests.Lint;

/// <summary>A workflow: no right that a job does not need, actions of a version, an end to each job, and projects that are there.</summary>
internal static partial class WorkflowLint
{
    /// <param name="folder">The deployment.</param>
    /// <param name="projects">Whether a project of the name is there.</param>
    public static IEnumerable<string> Of(Folder folder, Func<string, bool> projects)
    {
        YamlMappingNode tree = folder.Tree(folder.Workflow);
        if (!tree.At("permissions").Members().Select(static m => (m.Name, m.Value.Text())).SequenceEqual([("contents", "read")])) yield return "every job is given more than reading";
        (string Name, YamlNode Value)[] jobs = [.. tree.At("jobs").Members()];
        foreach (var (name, job) in jobs)
        {
            if (!int.TryParse(job.At("timeout-minutes").Text(), out int minutes) || minutes > 60) yield return $"the job '{name}' has no end";
            if (job.At("runs-on").Text() is var machine && !Numbered().IsMatch(machine)) yield return $"the job '{name}' runs on '{machine}', which changes";
            foreach (string other in job.At("needs").Items().Select(static n => n.Text()))
                if (jobs.All(j => j.Name != other)) yield return $"the job '{name}' needs '{other}', which is not there";
            foreach (YamlNode step in job.At("steps").Items())
            {
                string uses = step.At("uses").Text(), run = step.At("run").Text();
                if (uses.Length == 0 == (run.Length == 0)) yield return $"a step of '{name}' neither uses nor runs, or does both";
                if (uses.Length > 0 && !Versioned().IsMatch(uses)) yield return $"the action '{uses}' is of no version";
                if (run.Contains("${{", StringComparison.Ordinal)) yield return $"a step of '{name}' writes an expression into a script; hand it over in env";
                foreach (Match project in Project().Matches(run))
                    if (!projects(project.Groups[1].Value)) yield return $"a step of '{name}' names the project '{project.Groups[1].Value}', which is not there";
            }
        }
        if (tree.At("concurrency", "cancel-in-progress").Text() != "${{ github.event_name == 'pull_request' }}") yield return "a push stops the image of the one before it";
        foreach (YamlNode upload in jobs.SelectMany(static j => j.Value.At("steps").Items()).Where(static s => s.At("with", "sarif_file") is not null))
        {
            string when = upload.At("if").Text();
            if (upload.At("continue-on-error").Text() != "true") yield return "where findings cannot be shown, no image is made";
            if (!when.Contains("!cancelled()", StringComparison.Ordinal)) yield return "findings that fail the job are not shown";
            if (!when.Contains($"hashFiles('{upload.At("with", "sarif_file").Text()}') != ''", StringComparison.Ordinal)) yield return "findings are shown that were not written";
            if (!when.Contains("github.event.pull_request.head.repo.full_name == github.repository", StringComparison.Ordinal)) yield return "findings are shown by a fork, which may not write";
        }
        string[] written = [.. Runs(jobs).Select(static run => Sarif().Match(run)).Where(static m => m.Success).Select(static m => m.Groups[1].Value)];
        string[] shown = [.. jobs.SelectMany(static j => j.Value.At("steps").Items()).Select(static s => s.At("with", "sarif_file").Text()).Where(static f => f.Length > 0)];
        if (written.Length == 0 || !written.SequenceEqual(shown)) yield return "what is found is not shown";
        foreach (string wanted in (string[])["dotnet test ", "benchmark ../base.txt", "--against ../base.txt", ".Training -- Models", "docker build ", "--read-only", "/health/ready"])
            if (!Runs(jobs).Any(run => run.Contains(wanted, StringComparison.Ordinal))) yield return $"no step has '{wanted}'";
    }

    private static IEnumerable<string> Runs((string Name, YamlNode Value)[] jobs) => jobs.SelectMany(static j => j.Value.At("steps").Items()).Select(static s => s.At("run").Text());

    [GeneratedRegex(@"^(actions|github)/[\w/-]+@v\d+$|^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")]
    private static partial Regex Versioned();

    [GeneratedRegex(@"-\d")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?:--project|dotnet test) (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"--sarif (\S+)")]
    private static partial Regex Sarif();
}
