using System.Text.Json;

namespace MlDsl.Training;

/// <summary>Reads the two files of a run, as far as they are whole.</summary>
/// <param name="folder">The run's folder.</param>
internal sealed class RunReader(string folder)
{
    // The longest header that is read: 5,000 columns make less than 1 MiB.
    private const long MostHeader = 64L << 20;

    // The longest file of lines: some ten million of them.
    private const long MostLines = 1L << 30;

    private readonly List<string> problems = [];
    private readonly List<RunEvent> events = [];
    private (string Id, RunKind Kind, string Name, DateTimeOffset Started)? first;

    /// <exception cref="RunFolderException">There is no run, or not as much of one as could be told from others.</exception>
    public RunRecord Read()
    {
        string header = Path.Combine(folder, RunJson.Header), lines = Path.Combine(folder, RunJson.Lines);
        if (!File.Exists(header) && !File.Exists(lines)) throw new RunFolderException($"'{folder}' holds no run: neither {RunJson.Header} nor {RunJson.Lines} is there");
        try
        {
            ReadLines(lines);
            RunRecord run = Header(header);
            RunEnd? end = events.OfType<RunEnd>().LastOrDefault();
            return run with
            {
                Events = [.. run.Events, .. events],
                // A file that has its end is left alone: somebody may be about to add to it.
                State = end?.State ?? (IsWritten(lines) ? RunState.Running : RunState.CutOff),
                Ended = end?.At,
                Problems = problems,
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{folder}' cannot be read: {problem.Message}", problem);
        }
    }

    private RunRecord Header(string path)
    {
        string lack;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostHeader and var length }) throw new FormatException(FormattableString.Invariant($"it has {length} bytes"));
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Header(json.RootElement);
        }
        catch (FileNotFoundException)
        {
            lack = "is not there";
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            lack = $"is not whole ({problem.Message.TrimEnd('.')})";
        }
        if (first is not { } told) throw new RunFolderException($"'{folder}' holds no run that could be told from others: {RunJson.Header} {lack}, and {RunJson.Lines} has no first line");
        problems.Add($"'{path}' {lack}: parameters, schema and versions of the run are not known; its lines are");
        return new RunRecord
        {
            Folder = folder,
            Id = told.Id,
            Kind = told.Kind,
            Name = told.Name,
            Version = "",
            Started = told.Started,
            Parameters = [],
            Versions = [],
            Schema = [],
            Events = [],
            State = RunState.CutOff,
            Problems = [],
            HasHeader = false,
        };
    }

    private RunRecord Header(JsonElement json)
    {
        int format = json.GetProperty("format").GetInt32();
        if (format != RunJson.Format) throw new RunFolderException(FormattableString.Invariant($"'{folder}' cannot be read: it has format {format}, and this version of MlDsl reads {RunJson.Format}; use a newer one"));
        DateTimeOffset started = json.GetProperty("started").GetDateTimeOffset();
        return new RunRecord
        {
            Folder = folder,
            Id = Id(json.GetProperty("run")),
            Kind = Named<RunKind>(json.GetProperty("kind")),
            Name = Text(json.GetProperty("name")),
            Version = Text(json.GetProperty("version")),
            Started = started,
            Parameters = Texts(json.GetProperty("parameters")),
            Versions = Texts(json.GetProperty("versions")),
            Schema = [.. json.GetProperty("schema").EnumerateArray().Select(Text)],
            Lineage = json.TryGetProperty(RunJson.Lineage, out JsonElement lineage) ? [.. lineage.EnumerateArray().Select(Feature)] : [],
            Events = [.. json.GetProperty("data").EnumerateArray().Select(rows => new RunInput(0, started, Data(rows)))],
            State = RunState.CutOff,
            Problems = [],
        };
    }

    private static FeatureLineage Feature(JsonElement json) => new(
        Text(json.GetProperty("name")),
        json.TryGetProperty("type", out JsonElement type) ? Text(type) : "",
        [.. json.GetProperty("of").EnumerateArray().Select(static source => new ColumnSource(
            source.TryGetProperty("data", out JsonElement data) ? Text(data) : null, Text(source.GetProperty("column")), Named<SourceUse>(source.GetProperty("use")), Text(source.GetProperty("through"))))]);

    private void ReadLines(string path)
    {
        if (!File.Exists(path)) return;
        byte[] bytes;
        using (FileStream file = RunDisk.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            if (file.Length > MostLines) throw new RunFolderException(FormattableString.Invariant($"'{path}' has {file.Length} bytes, and at most {MostLines} are read"));
            // What is added while this reads is read the next time; what the writer cuts off is not there.
            bytes = new byte[file.Length];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            bytes = bytes[..read];
        }
        int at = 0, number = 0;
        for (int length; (length = bytes.AsSpan(at).IndexOf((byte)'\n')) >= 0; at += length + 1)
        {
            number++;
            if (length > 0) Line(bytes.AsMemory(at, length), path, number);
        }
        if (at < bytes.Length) problems.Add(FormattableString.Invariant($"'{path}' is cut off in line {number + 1}, {bytes.Length - at} bytes behind the last whole line; what stood there is not known"));
    }

    private void Line(ReadOnlyMemory<byte> line, string path, int number)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            var at = DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("at").GetInt64());
            if (root.TryGetProperty("run", out JsonElement run)) first = (Id(run), Named<RunKind>(root.GetProperty("kind")), Text(root.GetProperty("name")), at);
            else events.Add(Event(root, number, at));
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            problems.Add(FormattableString.Invariant($"'{path}' is damaged in line {number} ({damage.Message.TrimEnd('.')}); the lines around it are read"));
        }
    }

    private RunEvent Event(JsonElement json, int line, DateTimeOffset at)
    {
        if (json.TryGetProperty("metrics", out JsonElement metrics))
        {
            return new RunMetrics(line, at, json.GetProperty("step").GetInt64(), [.. metrics.EnumerateObject().Select(static m => new NamedMetric(m.Name, Measured(m.Value)))])
            {
                Options = json.TryGetProperty("options", out JsonElement options) ? Texts(options) : [],
                Problem = json.TryGetProperty("problem", out JsonElement failed) ? Text(failed) : null,
            };
        }
        if (json.TryGetProperty("param", out JsonElement name)) return new RunParameter(line, at, Text(name), Text(json.GetProperty("value")));
        if (json.TryGetProperty("data", out _)) return new RunInput(line, at, Data(json));
        if (json.TryGetProperty("artifact", out JsonElement artifact)) return Artifact(json, Text(artifact), line, at);
        if (json.TryGetProperty("end", out JsonElement end))
            return new RunEnd(line, at, Named<RunState>(end), json.TryGetProperty("problem", out JsonElement problem) ? Text(problem) : null);
        throw new FormatException("it tells nothing that is known");
    }

    private RunArtifact Artifact(JsonElement json, string name, int line, DateTimeOffset at)
    {
        // The line might come from anywhere: a name leads nowhere but into the run's own folder.
        if (name.Length == 0 || name != Path.GetFileName(name) || name is "." or "..") throw new FormatException($"'{name}' is no file's name");
        string path = Path.Combine(folder, RunJson.Artifacts, name);
        bool isKept = json.GetProperty("kept").GetBoolean();
        if (isKept && !File.Exists(path)) problems.Add($"'{path}' is not there any more");
        return new RunArtifact(line, at, name, json.GetProperty("bytes").GetInt64(), Text(json.GetProperty("sha256")), isKept && File.Exists(path) ? path : null);
    }

    private static RunData Data(JsonElement json) =>
        new(Text(json.GetProperty("data")), Text(json.GetProperty("name")), json.GetProperty("rows").GetInt64(), Text(json.GetProperty("fingerprint")));

    private static Metric Measured(JsonElement numbers)
    {
        double[] values = [.. numbers.EnumerateArray().Select(static n => n.ValueKind == JsonValueKind.Null ? double.NaN : n.GetDouble())];
        return values.Length switch
        {
            1 => Metric.Point(values[0]),
            3 => new Metric(values[0], values[1], values[2]),
            _ => throw new FormatException(FormattableString.Invariant($"a metric has {values.Length} numbers in the place of one or three")),
        };
    }

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("a text is null");

    private static KeyValuePair<string, string>[] Texts(JsonElement json) => [.. json.EnumerateObject().Select(static p => new KeyValuePair<string, string>(p.Name, Text(p.Value)))];

    private static T Named<T>(JsonElement json) where T : struct, Enum =>
        Enum.TryParse(Text(json), out T value) && Enum.IsDefined(value) ? value : throw new FormatException($"'{Text(json)}' is no {typeof(T).Name}");

    private static string Id(JsonElement json) => Guid.TryParseExact(Text(json), "N", out Guid id) ? id.ToString("N") : throw new FormatException($"'{Text(json)}' is no number of a run");

    private static bool IsDamage(Exception problem) =>
        problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException;

    // A writer shares the file with readers only, so that it cannot be had alone; a reader holds it for a moment.
    private static bool IsWritten(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using FileStream alone = RunDisk.Open(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
