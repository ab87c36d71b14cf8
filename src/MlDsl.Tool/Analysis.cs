using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Tool.Findings;
using MlDsl.Tool.Loading;

namespace MlDsl.Tool;

/// <summary>One run of the tool: loads the projects, runs the rules, tells what they find.</summary>
internal sealed class Analysis(Question question, TextWriter output, TextWriter error)
{
    /// <summary>Returns the exit code: 1 where something is found that the baseline does not list, 2 where a rule failed, else 0.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        question.Validate();
        Baseline? known = question.Baseline is { } file ? Baseline.Read(file) : null;
        var projects = await new CodeLoader(question, error).LoadAsync(cancellation);
        if (projects.IsEmpty) throw new ToolException($"'{question.Target}' holds no C# project and no C# file");

        var run = new RuleRun(question);
        foreach (LoadedProject project in projects)
        {
            foreach (string note in project.Notes) await error.WriteLineAsync($"mldsl: {project.Name}: {note}");
            await run.AddAsync(project, cancellation);
        }
        ImmutableArray<Found> found = run.Found;
        if (question.WriteBaseline is { } path) Baseline.Write(path, found.Where(static f => f.Silenced is null));
        if (known is not null) found = known.Mark(found);
        if (question.Sarif is { } sarif) SarifWriter.Write(sarif, question, found, run);
        return await TellAsync(projects.Length, found, run);
    }

    private async Task<int> TellAsync(int projects, ImmutableArray<Found> found, RuleRun run)
    {
        var loud = found.Where(static f => f is { Silenced: null, IsKnown: false }).ToList();
        foreach (Found each in loud) await output.WriteLineAsync(each.ToString());
        if (question.ListAccepted)
            foreach (Found each in found.Where(static f => f.Silenced is not null))
                await output.WriteLineAsync($"{each.Place}: accepted {each.Rule.Id}: {each.Silenced!.Reason}");
        foreach (string failure in run.Failures) await error.WriteLineAsync($"mldsl: {failure}");
        if (question.Baseline is not null && found.Count(static f => f.IsKnown) is > 0 and var listed)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{listed} in the baseline"));
        int errors = loud.Count(static f => f.Severity == DiagnosticSeverity.Error), warnings = loud.Count(static f => f.Severity == DiagnosticSeverity.Warning);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(loud.Count, "finding")} in {Count(projects, "project")}: {Count(errors, "error")}, {Count(warnings, "warning")}, {Count(loud.Count - errors - warnings, "suggestion")}; {found.Count(static f => f.Silenced is not null)} accepted or silenced"));
        if (!run.Failures.IsEmpty) return 2;
        return loud.Count > 0 ? 1 : 0;
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
