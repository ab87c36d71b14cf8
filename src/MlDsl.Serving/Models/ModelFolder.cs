using System.Collections.Immutable;

namespace MlDsl.Serving;

/// <summary>The models of a folder, each by the name of its file. What a request names is looked up among them and reaches no path.</summary>
public abstract class ModelFolder
{
    internal ModelFolder(ModelFolderOptions options) => Options = options;

    /// <summary>The models that are there, in the order of their names.</summary>
    public abstract IReadOnlyList<ServedModel> Models { get; }

    /// <summary>The model of a name; null where there is none.</summary>
    public abstract ServedModel? Find(string name);

    internal ModelFolderOptions Options { get; }

    /// <summary>Why the folder cannot be listed; null where it can.</summary>
    internal string? Problem { get; private protected set; }

    internal abstract Task PollAsync(CancellationToken cancellation);

    /// <summary>Takes no more rows into the queues of its models.</summary>
    internal void Drain()
    {
        IsDraining = true;
        foreach (ServedModel model in Models) model.Drain();
    }

    /// <summary>Whether the service stops; models that come now take no rows.</summary>
    private protected bool IsDraining { get; private set; }

    internal abstract void Close();
}

/// <summary>The same of models of one type.</summary>
/// <typeparam name="TModel">The type of each model.</typeparam>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing to dispose of.")]
public sealed class ModelFolder<TModel> : ModelFolder where TModel : class, IServedModel<TModel>
{
    private readonly Func<string, ServingOptions, ServedModel<TModel>> make;
    private readonly ServingTelemetry telemetry;
    private readonly SemaphoreSlim changing = new(1, 1);
    private ImmutableSortedDictionary<string, ServedModel<TModel>> models = ImmutableSortedDictionary.Create<string, ServedModel<TModel>>(StringComparer.Ordinal);

    internal ModelFolder(ModelFolderOptions options, Func<string, ServingOptions, ServedModel<TModel>> make, ServingTelemetry telemetry) : base(options) =>
        (this.make, this.telemetry) = (make, telemetry);

    /// <inheritdoc/>
    public override IReadOnlyList<ServedModel> Models => [.. Volatile.Read(ref models).Values];

    /// <inheritdoc/>
    public override ServedModel? Find(string name) => Volatile.Read(ref models).TryGetValue(name, out ServedModel<TModel>? model) ? model : null;

    internal override async Task PollAsync(CancellationToken cancellation)
    {
        await changing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var now = models.ToBuilder();
            var files = Files();
            foreach (string gone in models.Keys.Except(files.Keys))
            {
                now.Remove(gone);
                telemetry.Removed(gone);
            }
            foreach (var (name, file) in files)
                if (!now.ContainsKey(name)) now.Add(name, make(name, Options.Each.For(name, file)));
            // Before anybody sees the new ones: the service stays ready while they are loaded.
            foreach (ServedModel<TModel> model in now.Values) await model.PollAsync(cancellation).ConfigureAwait(false);
            var before = models;
            Volatile.Write(ref models, now.ToImmutable());
            if (IsDraining) Drain();
            foreach (var (name, model) in before)
                if (!models.ContainsKey(name)) model.Close();
        }
        finally
        {
            changing.Release();
        }
    }

    internal override void Close()
    {
        foreach (ServedModel<TModel> model in models.Values) model.Close();
    }

    private Dictionary<string, string> Files()
    {
        try
        {
            var files = Directory.EnumerateFiles(Options.Folder!, "*.mldsl").ToDictionary(static f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);
            Problem = null;
            return files;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read for a moment takes no model away. Said once.
            if (Problem != problem.Message) telemetry.Unlisted(Options.Folder!, problem);
            Problem = problem.Message;
            return models.ToDictionary(static m => m.Key, static m => m.Value.Options.File!);
        }
    }
}
