using System.CommandLine;

namespace MlDsl.Tool;

/// <summary>The command line: <c>mldsl</c> with its verbs.</summary>
public static class ToolCommand
{
    private static readonly RootCommand Root = new("MlDsl from the command line: mistakes in code, leaks in data, the quality of rows, records drafted from files, files of rows scored, labelling by people, runs that were recorded, models inspected, compared, timed and fitted anew, their reports, cards, gates, dashboards and references")
    {
        AnalyzeCommand.Make(), CardCommand.Make(), CheckCommand.Make(), CostCommand.Make(), DashboardCommand.Make(), DiffCommand.Make(), GateCommand.Make(), InspectCommand.Make(), LabelCommand.Make(), QualityCommand.Make(),
        RebuildCommand.Make(), ReferenceCommand.Make(), ReportCommand.Make(), ScaffoldCommand.Make(), ScoreCommand.Make(), SearchCommand.Make(), TrackCommand.Make(),
    };

    /// <summary>
    /// Runs the tool on its arguments: 0 where all is well, 1 where something was found or set aside, 2 where the question cannot be answered, 130 where it was
    /// stopped (by Ctrl+C, SIGTERM or <paramref name="cancellation"/>). No exception leaves it.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null, CancellationToken cancellation = default)
    {
        error ??= Console.Error;
        ParseResult parsed = Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync($"mldsl: {problem.Message}");
            string verb = VerbOf(parsed.CommandResult);
            bool hasVerbs = parsed.CommandResult.Command.Subcommands.Count > 0;
            await error.WriteLineAsync($"mldsl: 'mldsl {verb}--help' lists the {(hasVerbs ? "verbs" : "options")}");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(Configuration(parsed, output ?? Console.Out, error), cancellation);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("mldsl: stopped");
            return 130;
        }
        catch (Exception problem)
        {
            await error.WriteLineAsync($"mldsl: {problem.Message}");
            return 2;
        }
    }

    // A verb may have verbs of its own: their names in order, each with a blank behind it.
    private static string VerbOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Command == Root ? "" : (result.Parent is System.CommandLine.Parsing.CommandResult before ? VerbOf(before) : "") + result.Command.Name + " ";

    /// <summary>The arguments as the verbs read them.</summary>
    internal static ParseResult Parse(params string[] args) => Root.Parse(args);

    /// <summary>How a verb is run: what is scored ends its part of the file and keeps it, for which there is more time after a signal than other verbs have.</summary>
    internal static InvocationConfiguration Configuration(ParseResult parsed, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        if (parsed.CommandResult.Command.Name == ScoreCommand.Name) configuration.ProcessTerminationTimeout = ScoreCommand.TimeToStop;
        return configuration;
    }
}
