using System.CommandLine;
using Microsoft.CodeAnalysis;

namespace MlDsl.Tool;

/// <summary><c>mldsl analyze PATH</c> with its options.</summary>
internal static class AnalyzeCommand
{
    private static readonly Argument<string> Target = new("path") { Description = "A solution (.sln, .slnx), a project (.csproj) or a folder" };
    private static readonly Option<FileInfo?> Sarif = new("--sarif") { Description = "Write the findings as SARIF 2.1.0 to this file" };
    private static readonly Option<FileInfo?> Baseline = new("--baseline") { Description = "Leave out the findings listed in this file" };
    private static readonly Option<FileInfo?> WriteBaseline = new("--write-baseline") { Description = "List all findings in this file, for --baseline" };
    private static readonly Option<string> Severity = new("--severity")
    {
        Description = "The least severity that is reported: error, warning or info",
        DefaultValueFactory = static _ => "warning",
    };
    private static readonly Option<string[]> Rule = new("--rule") { Description = "Only this rule, such as MLD1101; may be given several times" };
    private static readonly Option<bool> NoRestore = new("--no-restore") { Description = "Read the sources as far as they bind instead of restoring packages" };
    private static readonly Option<bool> Accepted = new("--accepted") { Description = "Also list what is accepted by [AcceptLeakageRisk] or silenced in the code" };
    private static readonly Option<FileInfo[]> Reference = new("--reference")
    {
        Description = "An assembly, or a folder of them, to compile sources without a restore against; may be given several times",
    };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Severity.AcceptOnlyFromAmong("error", "warning", "info");
        var analyze = new Command("analyze", "Finds mistakes in code that uses ML.NET, ONNX Runtime or MlDsl")
        {
            Target, Sarif, Baseline, WriteBaseline, Severity, Rule, NoRestore, Accepted, Reference,
        };
        analyze.SetAction(static (parsed, cancellation) =>
            AnalyzeAsync(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        return analyze;
    }

    private static Task<int> AnalyzeAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var question = new Question(parsed.GetRequiredValue(Target))
        {
            Sarif = parsed.GetValue(Sarif)?.FullName,
            Baseline = parsed.GetValue(Baseline)?.FullName,
            WriteBaseline = parsed.GetValue(WriteBaseline)?.FullName,
            Severity = parsed.GetValue(Severity) switch { "error" => DiagnosticSeverity.Error, "info" => DiagnosticSeverity.Info, _ => DiagnosticSeverity.Warning },
            Rules = [.. parsed.GetValue(Rule) ?? []],
            Restore = !parsed.GetValue(NoRestore),
            ListAccepted = parsed.GetValue(Accepted),
            References = [.. (parsed.GetValue(Reference) ?? []).Select(static file => file.FullName)],
        };
        return new Analysis(question, output, error).RunAsync(cancellation);
    }
}
