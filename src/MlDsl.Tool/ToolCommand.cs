using System.CommandLine;

namespace MlDsl.Tool;

/// <summary>The command line: <c>mldsl</c> with its verbs.</summary>
public static class ToolCommand
{
    private static readonly RootCommand Root = new("MlDsl from the command line: mistakes in code, files of rows scored") { AnalyzeCommand.Make(), ScoreCommand.Make() };

    /// <summary>Runs the tool on its arguments: 0 where all is well, 1 where something was found or set aside, 2 where the question cannot be answered.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        error ??= Console.Error;
        ParseResult parsed = Root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync($"mldsl: {problem.Message}");
            Command verb = parsed.CommandResult.Command;
            await error.WriteLineAsync(verb == Root ? "mldsl: 'mldsl --help' lists the verbs" : $"mldsl: 'mldsl {verb.Name} --help' lists the options");
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output ?? Console.Out, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (ToolException problem)
        {
            await error.WriteLineAsync($"mldsl: {problem.Message}");
            return 2;
        }
    }
}
