using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>
/// Sends one run. How far it is sent is a tag of the run on the server, set by the same call as what it counts: whoever sends next, from wherever, goes on
/// behind it. What a server took without our hearing of it is sent again, to the same keys, values, times and steps, which change nothing.
/// </summary>
internal sealed class MlflowSending
{
    /// <summary>The tags that tell the run and how far it is sent.</summary>
    public const string RunTag = "mldsl.run", SentTag = "mldsl.sent";

    // Behind which line model files are still to be sent: they come last, so that what a server takes of no file keeps nothing else back.
    private const string FilesTag = "mldsl.files";

    private readonly MlflowApi api;
    private readonly MlflowOptions options;
    private readonly RunRecord run;
    private readonly List<string> notes = [];
    private readonly MlflowNames names;
    private MlflowBatch batch = new();
    private MlflowRun target = null!;

    public MlflowSending(MlflowApi api, MlflowOptions options, RunRecord run)
    {
        (this.api, this.options, this.run) = (api, options, run);
        names = new MlflowNames(notes);
    }

    /// <exception cref="MlflowException">The server refused, failed or is not there.</exception>
    public async Task<MlflowResult> SendAsync(CancellationToken cancellation)
    {
        (MlflowRun found, bool isNew) = await new MlflowPlaces(api, options, run, names).FindOrCreateAsync(cancellation).ConfigureAwait(false);
        target = found;
        if (target.IsDeleted) return new MlflowResult(run.Id, null, false, 0, []);
        int sent = Told(SentTag), last = run.Events.Count > 0 ? run.Events.Max(static e => e.Line) : 0, events = 0;
        if (sent < 0) await BeginAsync(cancellation).ConfigureAwait(false);
        foreach (RunEvent happened in run.Events)
        {
            if (happened is RunArtifact || (happened.Line > 0 ? happened.Line <= sent : sent >= 0)) continue;
            await TakeAsync(happened, cancellation).ConfigureAwait(false);
            events++;
        }
        // Without its header a run is not begun: whoever has it sends all of it.
        if (run.HasHeader || sent >= 0) await FlushAsync(SentTag, last, sent, cancellation).ConfigureAwait(false);
        else await FlushAsync(cancellation).ConfigureAwait(false);
        // Where the server has more than this folder, whoever sent that knows how the run stands.
        if (sent <= last) await EndAsync(cancellation).ConfigureAwait(false);
        events += await FilesAsync(Told(FilesTag), cancellation).ConfigureAwait(false);
        return new MlflowResult(run.Id, target.Id, isNew, events, notes);
    }

    private int Told(string tag) => int.TryParse(target.Tags.GetValueOrDefault(tag), NumberStyles.None, CultureInfo.InvariantCulture, out int told) ? told : -1;

    // A file that is not taken is offered again the next time, and keeps the others from nothing.
    private async Task<int> FilesAsync(int sent, CancellationToken cancellation)
    {
        int files = 0, last = sent;
        bool isWhole = true;
        foreach (RunArtifact artifact in run.Events.OfType<RunArtifact>().Where(a => a.Line > sent))
        {
            try
            {
                isWhole &= await FileAsync(artifact, cancellation).ConfigureAwait(false);
                files++;
            }
            catch (MlflowException problem) when (problem.IsRefusal && !problem.CanPass)
            {
                isWhole = false;
                notes.Add($"'{artifact.Name}' was not taken: {problem.Message}");
            }
            last = artifact.Line;
        }
        if (isWhole) await FlushAsync(FilesTag, last, sent, cancellation).ConfigureAwait(false);
        return files;
    }

    /// <summary>Whether nothing is left to be sent of it later.</summary>
    private async Task<bool> FileAsync(RunArtifact artifact, CancellationToken cancellation)
    {
        if (!options.UploadModels) notes.Add($"'{artifact.Name}' was not to be uploaded");
        else if (artifact.Path is null) notes.Add($"'{artifact.Name}' was not kept in the folder; its SHA-256 is {artifact.Sha256}");
        else if (!IsAsRecorded(artifact)) notes.Add($"'{artifact.Name}' has changed since it was recorded; its SHA-256 was {artifact.Sha256}");
        else await new MlflowModels(api, run, target).UploadAsync(artifact, cancellation).ConfigureAwait(false);
        return options.UploadModels;
    }

    // What was known when the run began. Parameters are written once: the same value again is no error.
    private async Task BeginAsync(CancellationToken cancellation)
    {
        if (run.Version.Length > 0) await TagAsync("mldsl.version", run.Version, cancellation).ConfigureAwait(false);
        foreach (var (name, value) in run.Parameters) await ParameterAsync(name, value, cancellation).ConfigureAwait(false);
        foreach (var (name, value) in run.Versions) await TagAsync($"mldsl.{name}", value, cancellation).ConfigureAwait(false);
        // Where the folder lies is nothing that the server is told.
        string folder = Path.Combine(run.Folder, "_")[..^1];
        if (run.Problems.Count > 0) await TagAsync("mldsl.problems", string.Join('\n', run.Problems).Replace(folder, "", StringComparison.Ordinal), cancellation).ConfigureAwait(false);
    }

    private async Task TakeAsync(RunEvent happened, CancellationToken cancellation)
    {
        switch (happened)
        {
            case RunMetrics metrics:
                await MetricsAsync(metrics, cancellation).ConfigureAwait(false);
                break;
            case RunParameter parameter:
                await ParameterAsync(parameter.Name, parameter.Value, cancellation).ConfigureAwait(false);
                break;
            case RunInput input:
                await InputAsync(input.Data, cancellation).ConfigureAwait(false);
                break;
            case RunEnd { Problem: { } problem }:
                await TagAsync("mldsl.exception", problem, cancellation).ConfigureAwait(false);
                break;
        }
    }

    /// <exception cref="MlflowException">The file cannot be read.</exception>
    private static bool IsAsRecorded(RunArtifact artifact)
    {
        try
        {
            using FileStream file = File.OpenRead(artifact.Path!);
            return string.Equals(Convert.ToHexString(SHA256.HashData(file)), artifact.Sha256, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new MlflowException($"'{artifact.Path}' cannot be read: {problem.Message}", problem);
        }
    }

    private async Task MetricsAsync(RunMetrics line, CancellationToken cancellation)
    {
        foreach (NamedMetric named in line.Metrics)
        {
            string key = names.Key(named.Name);
            await MetricAsync(key, named.Metric.Value, line, cancellation).ConfigureAwait(false);
            if (!named.Metric.HasInterval) continue;
            await MetricAsync(names.Key($"{named.Name}.low"), named.Metric.Low, line, cancellation).ConfigureAwait(false);
            await MetricAsync(names.Key($"{named.Name}.high"), named.Metric.High, line, cancellation).ConfigureAwait(false);
        }
        if (line.Options.Count == 0 && line.Problem is null) return;
        // A run has one value for a parameter, and a trial of a search its own: numbers as metrics of the step, all of it as a tag.
        foreach (var (name, value) in line.Options)
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) await MetricAsync(names.Key($"option/{name}"), number, line, cancellation).ConfigureAwait(false);
        string text = string.Join(", ", line.Options.Select(static o => $"{o.Key} = {o.Value}")) + (line.Problem is null ? "" : $"; {line.Problem}");
        await TagAsync(FormattableString.Invariant($"mldsl.trial.{line.Step}"), text, cancellation).ConfigureAwait(false);
    }

    private async Task MetricAsync(string key, double value, RunMetrics line, CancellationToken cancellation)
    {
        // What is undefined is no number, and JSON has none for it: the run has no such metric at this step.
        if (!double.IsFinite(value)) return;
        if (!batch.HasRoom(1, 0, 0, MlflowBatch.BytesOf(key))) await FlushAsync(cancellation).ConfigureAwait(false);
        batch.Metric(key, value, line.At, line.Step);
    }

    private async Task ParameterAsync(string name, string value, CancellationToken cancellation)
    {
        string key = names.Key(name), text = names.Short(value, MlflowNames.MostParameter, $"the parameter '{key}'");
        if (!batch.HasRoom(0, 1, 0, MlflowBatch.BytesOf(key, text))) await FlushAsync(cancellation).ConfigureAwait(false);
        batch.Parameter(key, text);
    }

    private async Task TagAsync(string name, string value, CancellationToken cancellation)
    {
        string key = names.Key(name), text = names.Short(value, MlflowNames.MostTag, $"the tag '{key}'");
        if (!batch.HasRoom(0, 0, 1, MlflowBatch.BytesOf(key, text))) await FlushAsync(cancellation).ConfigureAwait(false);
        batch.Tag(key, text);
    }

    private async Task InputAsync(RunData rows, CancellationToken cancellation)
    {
        const int MostDigest = 32, MostSchema = 60_000;
        string schema = string.Join('\n', run.Schema);
        await api.AskAsync(HttpMethod.Post, "runs/log-inputs", json =>
        {
            json.WriteString("run_id", target.Id);
            json.WriteStartArray("datasets");
            json.WriteStartObject();
            MlflowBatch.Pairs(json, "tags", [new("mlflow.data.context", rows.Use)]);
            json.WriteStartObject("dataset");
            json.WriteString("name", names.Short(rows.Name, MlflowNames.MostKey, "a data set's name"));
            json.WriteString("digest", rows.Fingerprint[..Math.Min(MostDigest, rows.Fingerprint.Length)]);
            json.WriteString("source_type", "mldsl");
            json.WriteString("source", FormattableString.Invariant($$"""{"fingerprint":"{{rows.Fingerprint}}","rows":{{rows.Rows}}}"""));
            json.WriteString("schema", $"\"{JsonEncodedText.Encode(names.Short(schema, MostSchema, "a schema"))}\"");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }, cancellation).ConfigureAwait(false);
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (batch.IsEmpty) return;
        MlflowBatch full = batch;
        batch = new();
        await api.AskAsync(HttpMethod.Post, "runs/log-batch", json => full.Write(json, target.Id), cancellation).ConfigureAwait(false);
    }

    // The last call says how far the run is sent; one that is cut off before is sent again as a whole.
    private async Task FlushAsync(string tag, int sentTo, int sent, CancellationToken cancellation)
    {
        if (sentTo > sent) batch.Tag(tag, sentTo.ToString(CultureInfo.InvariantCulture));
        await FlushAsync(cancellation).ConfigureAwait(false);
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        string status = run.State switch
        {
            RunState.Running => "RUNNING",
            RunState.Finished => "FINISHED",
            RunState.Failed => "FAILED",
            _ => "KILLED",
        };
        if (target.Status == status) return;
        await api.AskAsync(HttpMethod.Post, "runs/update", json =>
        {
            json.WriteString("run_id", target.Id);
            json.WriteString("status", status);
            DateTimeOffset? ended = run.State == RunState.Running ? null : run.Ended ?? run.Events.Select(static e => (DateTimeOffset?)e.At).LastOrDefault() ?? run.Started;
            if (ended is { } at) json.WriteNumber("end_time", at.ToUnixTimeMilliseconds());
        }, cancellation).ConfigureAwait(false);
    }
}
