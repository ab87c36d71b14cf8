using System.CommandLine;
using MlDsl.Tool.Refitting;
using MlDsl.Tool.Scaffolding;
using MlDsl.Tool.Searching;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl search ROWS --range TEXT</c> with its options.</summary>
internal static class SearchCommand
{
    private static readonly Argument<string> Input = new("rows") { Description = "Rows with labels: a file of separated values; with --model also .jsonl" };
    private static readonly Option<string[]> Range = new("--range") { Description = "An option of the trainer and what it is chosen from: L2=1e-6..1:log, Leaves=7..255, ClassWeights=None|Balanced; may be given several times", Required = true };
    private static readonly Option<string[]> Set = new("--set") { Description = "An option that is the same in every trial: EarlyStopping=20; may be given several times" };
    private static readonly Option<string?> Trainer = new("--trainer") { Description = "The trainer, such as LogisticRegression or LightGbm; that of the model, or of a draft, unless given" };
    private static readonly Option<string?> Model = new("--model") { Description = "A .mldsl file whose columns, task and options the trials have; what 'scaffold' drafts of the rows unless given" };
    private static readonly Option<int> Trials = new("--trials") { Description = "How many trials", DefaultValueFactory = static _ => 50 };
    private static readonly Option<string> Strategy = new("--strategy") { Description = "How trials are chosen: model (near good ones) or random", DefaultValueFactory = static _ => "model" };
    private static readonly Option<int> Folds = new("--folds") { Description = "How many folds, in proportion, by group or in time as the rows ask for", DefaultValueFactory = static _ => 5 };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "What draws begin from" };
    private static readonly Option<string?> Log = new("--log") { Description = "Keep every trial in this file, and go on from it" };
    private static readonly Option<int> Workers = new("--workers") { Description = "How many trainings at a time; all cores unless given. The trials do not depend on it" };
    private static readonly Option<string?> Out = new("--out") { Description = "Fit with the best options to all rows, and save the model into this file" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say it as one JSON object" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress" };
    private static readonly RowFileOptions File = new(most: null);
    private static readonly ProjectOptions Project = new();

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Strategy.AcceptOnlyFromAmong("model", "random");
        AtLeast(Trials, 1);
        AtLeast(Folds, 2);
        AtLeast(Workers, 0);
        var search = new Command("search", "Tries options of a trainer on folds of a file's rows and keeps those of least loss") { Input, Range, Set, Trainer, Model, Trials, Strategy, Folds, Seed, Log, Workers, Out, Json, Quiet };
        foreach (Option option in File.All.Concat(Project.All)) search.Add(option);
        search.SetAction(static (parsed, cancellation) => Task.Run(() => Run(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation), CancellationToken.None));
        return search;
    }

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(said =>
    {
        if (said.Tokens.Count > 0 && (!int.TryParse(said.Tokens[0].Value, out int value) || value < least)) said.AddError($"{option.Name} '{said.Tokens[0].Value}' is no such number; it is {least} or more");
    });

    private static int Run(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        string? to = parsed.GetValue(Out);
        if (to is not null) Arguments.RefuseOver("--out", to, [parsed.GetRequiredValue(Input), parsed.GetValue(Model), parsed.GetValue(Log)]);
        try
        {
            SearchSubject subject = Subject(parsed, cancellation);
            TrainerOptions trainer = Base(parsed, subject.Trainer);
            SearchSpace space = RangeText.Read(trainer, parsed.GetValue(Range) ?? []);
            SearchStrategy strategy = parsed.GetValue(Strategy) == "random" ? new RandomSearch { Trials = parsed.GetValue(Trials) } : new ModelSearch { Trials = parsed.GetValue(Trials) };
            var control = new SearchControl { Workers = parsed.GetValue(Workers), Log = parsed.GetValue(Log), Cancellation = cancellation, Progress = parsed.GetValue(Quiet) ? null : new Told(error) };
            SearchResult result = new NamedSearch(subject.Plan, subject.Rows, subject.Definition).Run(space, parsed.GetValue(Folds), new SearchOptions { Strategy = strategy, Seed = parsed.GetValue(Seed) }, control);
            if (to is not null) DynamicModel.Fit(subject.Plan, subject.Rows, result.Options, subject.Definition, new TrainingControl { Cancellation = cancellation }).Save(to);
            var answer = new SearchAnswer(result, subject, to);
            output.WriteLine(parsed.GetValue(Json) ? answer.ToJson() : answer.ToString());
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or TrainingException or SearchLogException or TrainerLibraryException)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static SearchSubject Subject(ParseResult parsed, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Input);
        if (!System.IO.File.Exists(path)) throw new ToolException($"'{path}' does not exist; name a file of rows");
        bool isLines = Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON";
        if (parsed.GetValue(Model) is { } file)
        {
            if (File.HasTarget(parsed)) throw new ToolException("--label and --task are what --model tells; leave them out");
            DynamicModel model = DynamicModel.Load(file);
            int most = File.Most(parsed);
            FileTable? lines = isLines ? null : File.Table(parsed, path);
            // One row more tells that there are more.
            if (Project.Subject(parsed, file, path, lines is null ? new CsvOptions() : SearchSubject.FormOf(model, lines)) is { } project)
                return SearchSubject.OfGiven(model, project.Rows(model, most < int.MaxValue ? most + 1 : most, cancellation).GetAwaiter().GetResult(), most);
            return lines is null ? SearchSubject.Of(model, model.Training.JsonLines(path), most) : SearchSubject.Of(model, lines, most);
        }
        Project.Subject(parsed, null, path, new CsvOptions());
        FileTable table = File.Table(parsed, path);
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        return SearchSubject.Of(table, File.Target(parsed, facts), facts, parsed.GetValue(Out) is not null);
    }

    private static TrainerOptions Base(ParseResult parsed, TrainerOptions own)
    {
        TrainerOptions trainer = parsed.GetValue(Trainer) is { } named && named != own.Trainer ? TrainerNames.Of(named, []) : own;
        foreach (string text in parsed.GetValue(Set) ?? [])
        {
            if (text.Split('=', 2) is not [var name, var value] || name.Length == 0) throw new ToolException($"--set '{text}' is no option with its value, as in EarlyStopping=20");
            try
            {
                trainer = TrainerNames.With(trainer, name, TrainerNames.Value(trainer, name, value));
            }
            catch (ArgumentException problem)
            {
                throw new ToolException($"--set '{text}': {problem.Message}");
            }
        }
        return trainer;
    }

    // On the thread that searches, so that no line is written into another.
    private sealed class Told(TextWriter error) : IProgress<SearchTrial>
    {
        public void Report(SearchTrial value) => error.WriteLine(value);
    }
}
