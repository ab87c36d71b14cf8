using System.CommandLine;
using MlDsl.Tool.Scoring;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl score MODEL IN OUT</c> with its options.</summary>
internal static class ScoreCommand
{
    /// <summary>The verb.</summary>
    public const string Name = "score";

    /// <summary>How long a run that is told to stop may take to end the part that it is at; what a cluster gives a pod by default. Afterwards the process ends, and the journal has what was whole.</summary>
    public static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    private const string Formats = "csv (separated values with a header) or jsonl (a JSON object a line); by the file's name unless given";

    private static readonly Argument<string> Model = new("model") { Description = "The model, a .mldsl file" };
    private static readonly Argument<string> Input = new("in") { Description = "The rows: .csv, .tsv, .tab, .jsonl or .ndjson" };
    private static readonly Argument<string> Output = new("out") { Description = "The predictions: a name of the same kinds" };
    private static readonly Option<string?> Rejects = new("--rejects") { Description = "Set rows that cannot be read or scored aside in this file, as JSON lines; without it the first one stops" };
    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "How many threads work; the output does not depend on it",
        DefaultValueFactory = static _ => Environment.ProcessorCount,
    };
    private static readonly Option<string[]> Keep = new("--keep") { Description = "A column of the input that comes along into the output; may be given several times" };
    private static readonly Option<string?> InputFormat = new("--input-format") { Description = "How the rows lie: " + Formats };
    private static readonly Option<string?> OutputFormat = new("--output-format") { Description = "How the predictions are written: " + Formats };
    private static readonly ModelRowOptions File = new();
    private static readonly Option<bool> IgnoreUnknown = new("--ignore-unknown") { Description = "Pass over members of JSON rows that are no columns, instead of refusing the row" };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Begin anew, whatever another run left or finished under the output's name" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say what came of it as one JSON object" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        InputFormat.AcceptOnlyFromAmong("csv", "jsonl");
        OutputFormat.AcceptOnlyFromAmong("csv", "jsonl");
        Threads.Validators.Add(static threads =>
        {
            if (threads.Tokens.Count > 0 && (!int.TryParse(threads.Tokens[0].Value, out int count) || count < 1))
                threads.AddError($"--threads '{threads.Tokens[0].Value}' is no number of threads; it is 1 or more");
        });
        var score = new Command(Name, "Says what a model predicts for each row of a file, in the order of the rows; what was stopped goes on when it is asked again")
        {
            Model, Input, Output, Rejects, Threads, Keep, InputFormat, OutputFormat, IgnoreUnknown, Replace, Json, Quiet,
        };
        foreach (Option option in File.All) score.Add(option);
        score.SetAction(static (parsed, cancellation) =>
            Task.Run(() => Score(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation), CancellationToken.None));
        return score;
    }

    private static int Score(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var progress = parsed.GetValue(Quiet) ? null : new ScoringProgress(error, IsTerminal(error));
        var request = new ScoreRequest(parsed.GetRequiredValue(Model), parsed.GetRequiredValue(Input), parsed.GetRequiredValue(Output), new FileScoringOptions
        {
            Rejects = parsed.GetValue(Rejects),
            Parallelism = parsed.GetValue(Threads),
            Keep = parsed.GetValue(Keep) ?? [],
            InputFormat = FormatOf(parsed.GetValue(InputFormat)),
            OutputFormat = FormatOf(parsed.GetValue(OutputFormat)),
            Csv = File.Csv(parsed),
            UnknownMembers = parsed.GetValue(IgnoreUnknown) ? UnknownMembers.Ignore : UnknownMembers.Refuse,
            Replace = parsed.GetValue(Replace),
            Progress = progress,
        });
        try
        {
            ScoreAnswer answer = request.Run(cancellation);
            progress?.End();
            output.WriteLine(parsed.GetValue(Json) ? answer.ToJson() : answer.ToString());
            return answer.Result.Rejected > 0 ? 1 : 0;
        }
        catch (OperationCanceledException)
        {
            progress?.End();
            error.WriteLine("mldsl: stopped; the same command goes on where it was");
            return 130;
        }
        catch (Exception)
        {
            progress?.End();
            throw;
        }
    }

    // What is drawn over again is for eyes: a terminal of this process, and no file or pipe.
    private static bool IsTerminal(TextWriter error) => ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    private static RowFileFormat? FormatOf(string? name) => name switch { "csv" => RowFileFormat.Csv, "jsonl" => RowFileFormat.JsonLines, _ => null };
}
