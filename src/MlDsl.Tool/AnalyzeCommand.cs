using System.CommandLine;
using Microsoft.CodeAnalysis;

namespace MlDsl.Tool;

/// <summary>The command line: <c>mldsl analyze PATH</c> with its options.</summary>
public static class AnalyzeCommand
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

    static AnalyzeCommand() => Severity.AcceptOnlyFromAmong("error", "warning", "info");

    /// <summary>Runs the tool on its arguments: 0 where nothing is found, 1 where something is, 2 where the question or the code cannot be read.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        output ??= Console.Out;
        error ??= Console.Error;
        var analyze = new Command("analyze", "Finds mistakes in code that uses ML.NET, ONNX Runtime or MlDsl")
        {
            Target, Sarif, Baseline, WriteBaseline, Severity, Rule, NoRestore, Accepted, Reference,
        };
        analyze.SetAction((parsed, cancellation) => AnalyzeAsync(parsed, output, error, cancellation));
        var root = new RootCommand("The rules of MlDsl.Analyzers over whole solutions") { analyze };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync($"mldsl: {problem.Message}");
            await error.WriteLineAsync("mldsl: 'mldsl analyze --help' lists the options");
            return 2;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
    }

    private static async Task<int> AnalyzeAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
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
            return await new Analysis(question, output, error).RunAsync(cancellation);
        }
        catch (ToolException problem)
        {
            await error.WriteLineAsync($"mldsl: {problem.Message}");
            return 2;
        }
    }
}
