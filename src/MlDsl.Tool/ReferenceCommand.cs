using System.CommandLine;
using MlDsl.Tool.Inspecting;
using MlDsl.Tool.Proposing;
using MlDsl.Tool.Scaffolding;
using MlDsl.Tool.Watching;
using MlDsl.Training;

namespace MlDsl.Tool;

/// <summary><c>mldsl reference ROWS OUT</c> with its options.</summary>
internal static class ReferenceCommand
{
    // Alarms of fewer rows see large shifts alone.
    private const int FewRows = 1000;

    private static readonly Argument<string> Rows = new("rows") { Description = "Rows like those that the model was made for: separated values, .jsonl or .ndjson, Parquet, a SQLite database; or a folder of the first windows that services have written" };
    private static readonly Argument<string> Out = new("out") { Description = "The reference, a name that ends in .reference; it is written whole or not at all" };
    private static readonly Option<string?> Model = new("--model") { Description = "The model whose inputs are watched: .onnx, ML.NET's .zip or .mlnet, XGBoost's .json or .ubj, LightGBM's text" };
    private static readonly Option<string?> Record = new("--record") { Description = "A file of C# with a record that is marked [Dataset], whose properties are watched: instead of --model" };
    private static readonly Option<string?> Name = new("--name") { Description = "With --record: which of several records of the file" };
    private static readonly Option<string?> Time = new("--time") { Description = "The column that says when a row was, as ISO 8601: what varies between days is then no drift" };
    private static readonly Option<string[]> Sensitive = new("--sensitive") { Description = "A column of which no value of fewer than 50 rows is told; may be given several times" };
    private static readonly Option<double?> Noise = new("--noise") { Description = "The epsilon of noise on the counts of sensitive columns, 0.01 (much) to 10 (hardly any); none unless given" };
    private static readonly Option<string[]> Unit = new("--unit") { Description = "What a number is counted in, as in Miles=mi; may be given several times" };
    private static readonly Option<string?> Prediction = new("--prediction") { Description = "The column with the number that the model said of a row" };
    private static readonly Option<string?> Probability = new("--probability") { Description = "The column with the probability that it said" };
    private static readonly Option<string?> Class = new("--class") { Description = "With --probability: the column with the class that it said" };
    private static readonly Option<string?> Key = new("--key") { Description = "Of a folder of windows: a file with the key that they are sealed by, as base64" };
    private static readonly Option<string?> Sample = new("--sample") { Description = "A file of its own for sampled rows, as cells of the reference, by which a classifier tells drift of rows as a whole; without sensitive columns" };
    private static readonly Option<bool> SampleSensitive = new("--sample-sensitive") { Description = "With --sample: sensitive columns are in it" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say what was made as one JSON object" };
    private static readonly RowFileOptions File = new(most: null) { TakesRecords = true, TakesLines = true, HasLabel = false };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var reference = new Command("reference", "Makes what the rows of a service are compared with, for models that have none in their file: of ONNX, of trees, of ML.NET") { Rows, Out, Model, Record, Name, Time, Sensitive, Noise, Unit, Prediction, Probability, Class, Sample, SampleSensitive, Key, Json };
        foreach (Option option in File.All) reference.Add(option);
        reference.SetAction(static parsed => Write(parsed, parsed.InvocationConfiguration));
        return reference;
    }

    private static int Write(ParseResult parsed, InvocationConfiguration configuration)
    {
        string path = parsed.GetRequiredValue(Rows), to = parsed.GetRequiredValue(Out);
        string? model = parsed.GetValue(Model), record = parsed.GetValue(Record), key = parsed.GetValue(Key);
        if (Directory.Exists(path))
        {
            RefuseOthers(parsed, path);
            CheckEnding(to);
            return Tell(parsed, configuration, ReferenceAnswer.Of(path, to, CollectedRows.Reference(path, key, to)));
        }
        if (key is not null) throw new ToolException("--key opens windows, and rows have none; leave it out, or name a folder of windows");
        var said = new SaidColumns(parsed.GetValue(Prediction), parsed.GetValue(Probability), parsed.GetValue(Class));
        said.Check();
        CheckEnding(to);
        Arguments.RefuseOver("out", to, [path, model, record]);
        string? sample = parsed.GetValue(Sample);
        if (sample is null && parsed.GetValue(SampleSensitive)) throw new ToolException("--sample-sensitive is of a sample; name its file by --sample");
        if (sample is not null) Arguments.RefuseOver("--sample", sample, [path, model, record, to]);
        WatchedMembers members = Members(model, record, parsed.GetValue(Name)).With(parsed.GetValue(Sensitive) ?? [], Units(parsed.GetValue(Unit) ?? []));
        string? time = parsed.GetValue(Time);
        if (parsed.GetValue(Noise) is { } noise) members = WithNoise(members, noise, time);
        if (time is not null) members = members with { Time = time };
        if (!System.IO.File.Exists(path)) throw new ToolException($"'{path}' does not exist; name a file of rows");
        try
        {
            FileTable table = File.Table(parsed, path);
            return Tell(parsed, configuration, new ReferenceAnswer(path, to, members, said, new WatchedRows(table).Reference(members, said, to, sample, new RowSampleOptions { IncludesSensitive = parsed.GetValue(SampleSensitive) })) { IsWhole = table.IsWhole });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(problem.Message);
        }
    }

    private static int Tell(ParseResult parsed, InvocationConfiguration configuration, ReferenceAnswer answer)
    {
        foreach (string note in Notes(answer)) configuration.Error.WriteLine($"mldsl: {note}");
        configuration.Output.WriteLine(parsed.GetValue(Json) ? answer.ToJson() : answer.ToString());
        return 0;
    }

    private static void CheckEnding(string to)
    {
        if (!Path.GetExtension(to).Equals(ReferenceFacts.Extension, StringComparison.OrdinalIgnoreCase)) throw new ToolException($"'{to}' does not end in {ReferenceFacts.Extension}, by which references are known; name another");
    }

    // Windows say themselves what is watched and how.
    private static void RefuseOthers(ParseResult parsed, string folder)
    {
        Option? other = parsed.CommandResult.Command.Options.FirstOrDefault(option => option != Key && option != Json && parsed.GetResult(option) is { Implicit: false });
        if (other is not null) throw new ToolException($"'{folder}' is a folder of windows, which say themselves what is watched of which rows; leave {other.Name} out");
    }

    private static WatchedMembers Members(string? model, string? record, string? name)
    {
        if (record is not null && model is not null) throw new ToolException("--model and --record both say what is watched; give one of them");
        if (name is not null && record is null) throw new ToolException("--name is that of a record; give --record");
        if (record is not null) return WatchedMembers.Of(DeclaredRecord.Read(record, name));
        if (model is null) throw new ToolException("Nothing says what is watched; give --model with the model's file, or --record with a record");
        if (!System.IO.File.Exists(model)) throw new ToolException($"--model '{model}' does not exist; name a model of ONNX, of trees or of ML.NET");
        if (Path.GetExtension(model).Equals(".mldsl", StringComparison.OrdinalIgnoreCase))
            throw new ToolException($"'{model}' has its reference in it, of the rows that it was fitted on, and is not written over: fit it anew for another. What is usual elsewhere is a reference by --record, which a ModelMonitor takes beside the model");
        return ModelFileKind.AttributeOf(model) is null
            ? throw new ToolException($"'{model}' is no model; --model reads .onnx, ML.NET's .zip and .mlnet, XGBoost's .json and .ubj, and LightGBM's text")
            : WatchedMembers.Of(ModelFileKind.Read(model, Path.GetFileName(model)), model);
    }

    private static WatchedMembers WithNoise(WatchedMembers members, double epsilon, string? time)
    {
        if (epsilon is not (>= CountNoise.Least and <= CountNoise.Most)) throw new ToolException(FormattableString.Invariant($"--noise {epsilon} is no epsilon; it is {CountNoise.Least} to {CountNoise.Most}"));
        if (!members.Members.Any(static member => member.IsSensitive)) throw new ToolException("--noise is on sensitive columns, and none is; name some by --sensitive");
        return (time ?? members.Time) is not { } at
            ? members with { Noise = epsilon }
            : throw new ToolException($"--noise hides single rows, and blocks of '{at}' would tell of them; leave --noise out, or {(members.Time is null ? "--time" : "watch by a record whose times are not marked [EventTime]")}");
    }

    private static Dictionary<string, string> Units(string[] texts)
    {
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } unit]) throw new ToolException($"--unit '{text}' is no column with its unit, as in Miles=mi");
            if (!units.TryAdd(name, unit)) throw new ToolException($"--unit {name} is given twice");
        }
        return units;
    }

    // What is in the reference other than somebody may think.
    private static IEnumerable<string> Notes(ReferenceAnswer answer)
    {
        foreach (string left in answer.Members.LeftOut) yield return $"not watched: {left}";
        foreach (ColumnProfile column in answer.Profile.Columns.Where(static column => column.Bins == 0))
            yield return $"{Visible.Of(column.Name)}: {(column.Unknown == 0 ? "no row has a value" : column.IsSensitive ? "no value is that of 50 rows" : "no value is that of 10 rows")}, so that nothing of its values can be compared";
        if (!answer.IsWhole) yield return FormattableString.Invariant($"the reference is of the first {answer.Profile.Rows} rows: --rows left out the others");
        if (answer.Profile.Rows < FewRows) yield return FormattableString.Invariant($"{answer.Profile.Rows} rows are few: alarms of them see large shifts alone; a few thousand see small ones");
        if (answer.Profile.Scores.IsEmpty) yield return "what the model said is not in it; give --prediction, or --probability, where the rows have a column of it";
    }
}
