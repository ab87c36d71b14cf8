using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

/// <summary>A run that is being recorded. No member throws: what cannot be recorded is told and counted.</summary>
internal sealed class TrackedRun : IDisposable
{
    private readonly object gate = new();
    private readonly TrackingSession session;
    private readonly string folder;
    private readonly Dictionary<string, long> steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> artifacts = new(StringComparer.Ordinal);
    private readonly bool isThere;
    private RunLog? log;
    private int problems;

    public TrackedRun(TrackingSession session, string folder, Guid id, DateTimeOffset started, RunFacts facts)
    {
        (this.session, this.folder) = (session, folder);
        isThere = Try("the run could not be begun", () =>
        {
            Disk.MakeFolder(folder);
            Disk.Write(Path.Combine(folder, RunJson.Header), RunJson.Line(json => WriteHeader(json, id, started, facts)));
            log = new RunLog(Path.Combine(folder, RunJson.Lines), Disk);
            log.Add(RunJson.Line(json =>
            {
                Stamp(json, started);
                json.WriteString("run", id.ToString("N"));
                json.WriteString("kind", facts.Kind.ToString());
                json.WriteString("name", facts.Name);
            }), isDurable: true);
        });
    }

    private RunDisk Disk => session.Options.Disk;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Metrics of one step. Those of training are many, and not flushed one by one.</summary>
    public void Metrics(string prefix, long step, IEnumerable<NamedMetric> metrics, bool isDurable) => Add("metrics could not be recorded", isDurable, json =>
    {
        json.WriteNumber("step", step);
        json.WriteStartObject("metrics");
        foreach (NamedMetric named in metrics) RunJson.Write(json, $"{prefix}/{named.Name}", named.Metric);
        json.WriteEndObject();
    });

    /// <summary>An evaluation: its rows, then its metrics, whose steps count the evaluations of that side.</summary>
    public void Evaluation(RunData rows, IReadOnlyList<NamedMetric> metrics, int times)
    {
        Data(rows);
        long step;
        lock (gate)
        {
            step = steps.GetValueOrDefault(rows.Use);
            steps[rows.Use] = step + 1;
        }
        NamedMetric[] counts = [new("rows", Metric.Point(rows.Rows)), .. times > 0 ? (NamedMetric[])[new("times assessed", Metric.Point(times))] : []];
        Metrics(rows.Use, step, [.. metrics, .. counts], isDurable: true);
        session.Offer(folder);
    }

    /// <summary>A parameter that was not known when the run began.</summary>
    public void Parameter(string name, string value) => Add("a parameter could not be recorded", isDurable: false, json =>
    {
        json.WriteString("param", name);
        json.WriteString("value", value);
    });

    /// <summary>A trial of a search: parameters and losses belong to a step.</summary>
    public void Trial(long step, IReadOnlyList<KeyValuePair<string, string>> options, IReadOnlyList<NamedMetric> metrics, string? problem) =>
        Add("a trial could not be recorded", isDurable: true, json =>
        {
            json.WriteNumber("step", step);
            RunJson.Write(json, "options", options);
            if (problem is not null) json.WriteString("problem", problem);
            json.WriteStartObject("metrics");
            foreach (NamedMetric named in metrics) RunJson.Write(json, $"search/{named.Name}", named.Metric);
            json.WriteEndObject();
        });

    /// <summary>A model file that was saved. Its name enters, the folder it lies in does not.</summary>
    public void Artifact(string name, ReadOnlySpan<byte> bytes, string hash)
    {
        byte[]? copy = bytes.Length <= session.Options.MaxArtifactBytes ? bytes.ToArray() : null;
        long length = bytes.Length;
        Try($"'{name}' could not be recorded", () =>
        {
            lock (gate)
            {
                if (!isThere || artifacts.ContainsKey(hash)) return;
                string kept = Unused(name);
                if (copy is not null)
                {
                    Disk.MakeFolder(Path.Combine(folder, RunJson.Artifacts));
                    Disk.Write(Path.Combine(folder, RunJson.Artifacts, kept), copy);
                }
                Append(isDurable: true, json =>
                {
                    json.WriteString("artifact", kept);
                    json.WriteNumber("bytes", length);
                    json.WriteString("sha256", hash);
                    json.WriteBoolean("kept", copy is not null);
                });
                artifacts.Add(hash, kept);
            }
        });
        session.Offer(folder);
    }

    /// <summary>The run is over; what is known of its models later on still enters.</summary>
    /// <param name="state">How.</param>
    /// <param name="problem">The type of the exception that ended it. Its message might quote a row.</param>
    public void End(RunState state, string? problem = null)
    {
        Add("the end could not be recorded", isDurable: true, json =>
        {
            json.WriteString("end", state.ToString());
            if (problem is not null) json.WriteString("problem", problem);
        });
        Dispose();
        session.Offer(folder);
    }

    /// <summary>Holds the file no longer; what comes later opens it anew.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            log?.Dispose();
            log = null;
        }
    }

    private void Data(RunData rows) => Add("rows could not be recorded", isDurable: false, json => Write(json, rows));

    private static void Write(Utf8JsonWriter json, RunData rows)
    {
        json.WriteString("data", rows.Use);
        json.WriteString("name", rows.Name);
        json.WriteNumber("rows", rows.Rows);
        json.WriteString("fingerprint", rows.Fingerprint);
    }

    private static void WriteHeader(Utf8JsonWriter json, Guid id, DateTimeOffset started, RunFacts facts)
    {
        json.WriteNumber("format", RunJson.Format);
        json.WriteString("run", id.ToString("N"));
        json.WriteString("kind", facts.Kind.ToString());
        json.WriteString("name", facts.Name);
        json.WriteString("version", facts.Version);
        json.WriteString("started", started);
        RunJson.Write(json, "parameters", facts.Parameters);
        json.WriteTexts("schema", facts.Schema);
        if (facts.Lineage.Count > 0) FeatureLineage.Write(json, RunJson.Lineage, facts.Lineage);
        json.WriteStartArray("data");
        foreach (RunData rows in facts.Inputs)
        {
            json.WriteStartObject();
            Write(json, rows);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        RunJson.Write(json, "versions", SourceVersions.All);
    }

    private void Add(string failure, bool isDurable, Action<Utf8JsonWriter> write) => Try(failure, () =>
    {
        lock (gate)
        {
            if (isThere) Append(isDurable, write);
        }
    });

    private void Append(bool isDurable, Action<Utf8JsonWriter> write)
    {
        byte[] line = RunJson.Line(json =>
        {
            Stamp(json, DateTimeOffset.UtcNow);
            write(json);
        });
        if (log is not null)
        {
            log.Add(line, isDurable);
            return;
        }
        // A model may be evaluated and saved long after its training: no file stays open for that.
        using var later = new RunLog(Path.Combine(folder, RunJson.Lines), Disk);
        later.Add(line, isDurable);
    }

    private static void Stamp(Utf8JsonWriter json, DateTimeOffset at) => json.WriteNumber("at", at.ToUnixTimeMilliseconds());

    // A model that is saved anew after an evaluation is another file of the same name.
    private string Unused(string name)
    {
        var taken = artifacts.Values.ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (int i = 1; ; i++)
        {
            string tried = i == 1 ? name : FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(name)}.{i}{Path.GetExtension(name)}");
            if (!taken.Contains(tried)) return tried;
        }
    }

    private bool Try(string failure, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception problem)
        {
            session.Report(folder, $"{failure}: {problem.Message.TrimEnd('.')}; what is tracked goes on", problem, Interlocked.Increment(ref problems) == 1);
            return false;
        }
    }
}
