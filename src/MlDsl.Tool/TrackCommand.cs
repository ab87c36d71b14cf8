using System.CommandLine;
using MlDsl.Tool.Runs;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl track list|replay|lineage FOLDER</c> with their options.</summary>
internal static class TrackCommand
{
    /// <summary>The verb.</summary>
    public const string Name = "track";

    private static readonly Argument<string> Folder = new("folder") { Description = $"The folder of the runs, that Tracking.UseFolder or {Tracking.FolderVariable} names" };
    private static readonly Option<string> To = new("--to") { Description = "The address of a tracking server of MLflow, such as http://localhost:5000", Required = true };
    private static readonly Option<string?> Experiment = new("--experiment") { Description = "The experiment that runs go into; without it one of each model's name" };
    private static readonly Option<bool> NoModels = new("--no-models") { Description = "Leave the model files where they are" };
    private static readonly Option<int> Timeout = new("--timeout") { Description = "How many seconds an answer may take", DefaultValueFactory = static _ => 30 };
    private static readonly Option<int> Retries = new("--retries") { Description = "How often a request is tried again where the server is not there, slow, busy or failing", DefaultValueFactory = static _ => 4 };
    private static readonly Option<string> Namespace = new("--namespace") { Description = "The namespace of jobs and data", DefaultValueFactory = static _ => "mldsl" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say what came of it as one JSON object a line" };

    /// <summary>The verb with its own.</summary>
    public static Command Make()
    {
        Timeout.Validators.Add(static seconds => AtLeast(seconds, "--timeout", "seconds", 1, 86_400));
        Retries.Validators.Add(static retries => AtLeast(retries, "--retries", "retries", 0, 100));
        var list = new Command("list", "Says which runs a folder holds, and what of them could not be read") { Folder, Json };
        list.SetAction(static parsed => List(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        var replay = new Command("replay", "Sends the runs of a folder to a server of MLflow; what it has already is not sent again") { Folder, To, Experiment, NoModels, Timeout, Retries, Json };
        replay.SetAction(static (parsed, cancellation) => ReplayAsync(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation));
        var lineage = new Command("lineage", "Writes the runs of a folder as events of OpenLineage, one a line") { Folder, Namespace };
        lineage.SetAction(static parsed => Lineage(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return new Command(Name, "Runs that were recorded: what there is, sent to MLflow, as events of OpenLineage") { list, replay, lineage };
    }

    private static int List(ParseResult parsed, TextWriter output, TextWriter error)
    {
        bool isJson = parsed.GetValue(Json);
        return Tell(parsed, error, run => output.WriteLine(isJson ? RunLines.ToJson(run) : RunLines.ToText(run)));
    }

    private static int Lineage(ParseResult parsed, TextWriter output, TextWriter error)
    {
        string jobs = parsed.GetRequiredValue(Namespace);
        if (string.IsNullOrWhiteSpace(jobs)) throw new ToolException("--namespace is empty; name one, or leave it out");
        return Tell(parsed, error, run =>
        {
            foreach (string line in RunLineage.Events(run, jobs)) output.WriteLine(line);
        });
    }

    private static int Tell(ParseResult parsed, TextWriter error, Action<RunRecord> tell)
    {
        RunFolder runs = Read(() => RunFolder.Read(parsed.GetRequiredValue(Folder)));
        foreach (RunRecord run in runs.Runs) tell(run);
        foreach (string problem in runs.Problems) error.WriteLine($"mldsl: {problem}");
        return runs.Problems.Count > 0 ? 1 : 0;
    }

    private static async Task<int> ReplayAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(parsed.GetRequiredValue(To), UriKind.Absolute, out Uri? server) || server.Scheme is not ("http" or "https"))
            throw new ToolException("--to is no address of a server; it begins with http:// or https://, as in http://localhost:5000");
        var options = new MlflowOptions
        {
            Experiment = parsed.GetValue(Experiment),
            UploadModels = !parsed.GetValue(NoModels),
            Timeout = TimeSpan.FromSeconds(parsed.GetValue(Timeout)),
            Retries = parsed.GetValue(Retries),
        };
        using var tracker = new MlflowTracker(server, options);
        bool isJson = parsed.GetValue(Json);
        var told = new Told(result => output.WriteLine(isJson ? RunLines.ToJson(result) : result.ToString()));
        MlflowReplay replay;
        try
        {
            replay = await tracker.ReplayAsync(parsed.GetRequiredValue(Folder), told, cancellation);
        }
        catch (RunFolderException problem)
        {
            throw new ToolException(problem.Message);
        }
        foreach (string problem in replay.Problems.Concat(replay.Failed)) error.WriteLine($"mldsl: {problem}");
        if (!isJson) output.WriteLine(FormattableString.Invariant($"{replay.Sent.Count} of {replay.Sent.Count + replay.Failed.Count} runs are on the server as a whole, {replay.Sent.Count(static r => r.IsNew)} of them new"));
        return replay.Failed.Count + replay.Problems.Count > 0 ? 1 : 0;
    }

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RunFolderException problem)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static void AtLeast(System.CommandLine.Parsing.OptionResult option, string name, string what, int least, int most)
    {
        if (option.Tokens.Count > 0 && (!int.TryParse(option.Tokens[0].Value, out int number) || number < least || number > most))
            option.AddError(FormattableString.Invariant($"{name} '{option.Tokens[0].Value}' is no number of {what}; it is {least} to {most}"));
    }

    /// <summary>Tells at once and in order; the library's own tells later, on another thread.</summary>
    private sealed class Told(Action<MlflowResult> tell) : IProgress<MlflowResult>
    {
        public void Report(MlflowResult value) => tell(value);
    }
}
