using System.Text.Json;

namespace MlDsl.Training;

/// <summary>A run as the server has it.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Experiment">The experiment it is in.</param>
/// <param name="Status">Its state there.</param>
/// <param name="IsDeleted">Whether somebody deleted it there.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record MlflowRun(string Id, string Experiment, string Status, bool IsDeleted, IReadOnlyDictionary<string, string> Tags);

/// <summary>Finds the experiment and the run that a run is sent to, or makes them.</summary>
internal sealed class MlflowPlaces(MlflowApi api, MlflowOptions options, RunRecord run, MlflowNames names)
{
    /// <summary>The server's run of our number. Somebody may have made it for us whom we did not hear of.</summary>
    /// <exception cref="MlflowException">The server refused, failed or is not there.</exception>
    public async Task<(MlflowRun Run, bool IsNew)> FindOrCreateAsync(CancellationToken cancellation)
    {
        string experiment = await ExperimentAsync(cancellation).ConfigureAwait(false);
        return await api.FindOrMakeAsync(() => FindAsync(experiment, cancellation), () => CreateAsync(experiment, cancellation), cancellation).ConfigureAwait(false);
    }

    private async Task<string> ExperimentAsync(CancellationToken cancellation)
    {
        string name = options.Experiment ?? run.Name;
        if (await ExperimentOfAsync(name, cancellation).ConfigureAwait(false) is { } found) return found;
        try
        {
            JsonElement made = await api.AskAsync(HttpMethod.Post, "experiments/create", json => json.WriteString("name", name), cancellation).ConfigureAwait(false);
            return Text(made, "experiments/create", "experiment_id");
        }
        catch (MlflowException problem) when (problem.ErrorCode == "RESOURCE_ALREADY_EXISTS")
        {
            // Another process made it in between, or our own request before, whose answer was lost.
            if (await ExperimentOfAsync(name, cancellation).ConfigureAwait(false) is { } known) return known;
            throw;
        }
    }

    private async Task<string?> ExperimentOfAsync(string name, CancellationToken cancellation)
    {
        const string Path = "experiments/get-by-name";
        JsonElement answer;
        try
        {
            answer = await api.AskAsync(HttpMethod.Get, $"{Path}?experiment_name={Uri.EscapeDataString(name)}", null, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException problem) when (problem.ErrorCode == "RESOURCE_DOES_NOT_EXIST")
        {
            return null;
        }
        JsonElement experiment = Member(answer, Path, "experiment");
        if (MlflowAnswer.TextOrNull(experiment, "lifecycle_stage") == "deleted")
            throw new MlflowException($"{api.Server} has deleted the experiment '{name}'; restore it there, or set MlflowOptions.Experiment to another name");
        return Text(experiment, Path, "experiment_id");
    }

    private async Task<MlflowRun?> FindAsync(string experiment, CancellationToken cancellation)
    {
        const string Path = "runs/search";
        JsonElement answer = await api.AskAsync(HttpMethod.Post, Path, json =>
        {
            json.WriteStartArray("experiment_ids");
            json.WriteStringValue(experiment);
            json.WriteEndArray();
            json.WriteString("filter", $"tags.\"{MlflowSending.RunTag}\" = '{run.Id}'");
            json.WriteString("run_view_type", "ALL");
            json.WriteNumber("max_results", 10);
        }, cancellation).ConfigureAwait(false);
        // A server that has none leaves the list out.
        if (!answer.TryGetProperty("runs", out JsonElement runs) || runs.ValueKind != JsonValueKind.Array) return null;
        return runs.EnumerateArray().Select(found => Read(found, Path)).Where(found => found.Tags.GetValueOrDefault(MlflowSending.RunTag) == run.Id)
            .OrderBy(static found => found.IsDeleted).FirstOrDefault();
    }

    private async Task<MlflowRun> CreateAsync(string experiment, CancellationToken cancellation)
    {
        const string Path = "runs/create";
        JsonElement answer = await api.MakeAsync(Path, json =>
        {
            json.WriteString("experiment_id", experiment);
            json.WriteString("run_name", names.Short(FormattableString.Invariant($"{run.Name} {run.Started:yyyy-MM-dd HH:mm:ss}"), MlflowNames.MostKey, "a run's name"));
            json.WriteNumber("start_time", run.Started.ToUnixTimeMilliseconds());
            MlflowBatch.Pairs(json, "tags", Tags());
        }, cancellation).ConfigureAwait(false);
        return Read(Member(answer, Path, "run"), Path);
    }

    private IEnumerable<KeyValuePair<string, string>> Tags()
    {
        yield return new(MlflowSending.RunTag, run.Id);
        yield return new("mldsl.kind", run.Kind.ToString());
        yield return new("mldsl.model", names.Short(run.Name, MlflowNames.MostTag, "the model's name"));
        if (run.Versions.FirstOrDefault(static v => v.Key == "program").Value is { } program) yield return new("mlflow.source.name", program);
        if (run.Versions.FirstOrDefault(static v => v.Key == "commit").Value is { } commit) yield return new("mlflow.source.git.commit", commit);
    }

    private MlflowRun Read(JsonElement found, string path)
    {
        JsonElement info = Member(found, path, "info");
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (found.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("tags", out JsonElement told) && told.ValueKind == JsonValueKind.Array)
            foreach (JsonElement tag in told.EnumerateArray()) tags[Text(tag, path, "key")] = Text(tag, path, "value");
        return new MlflowRun(
            Text(info, path, "run_id"),
            Text(info, path, "experiment_id"),
            MlflowAnswer.TextOrNull(info, "status") ?? "",
            MlflowAnswer.TextOrNull(info, "lifecycle_stage") == "deleted",
            tags);
    }

    private JsonElement Member(JsonElement answer, string path, string name) => MlflowAnswer.Member(api, answer, path, name);

    private string Text(JsonElement answer, string path, string name) => MlflowAnswer.Text(api, answer, path, name);
}
