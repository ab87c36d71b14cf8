namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>Writes the model to a file, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        byte[] file = Bytes();
        ModelBytes.Write(path, file);
        TrackedModels.Saved(Card, path, file);
    }

    /// <summary>Writes the model to a stream, which stays open.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Bytes());
        stream.Flush();
    }

    /// <inheritdoc cref="Save(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops before the file is in its place; what was there before stays.</param>
    public async Task SaveAsync(string path, CancellationToken cancellation = default)
    {
        byte[] file = Bytes();
        await ModelBytes.WriteAsync(path, file, cancellation).ConfigureAwait(false);
        TrackedModels.Saved(Card, path, file);
    }

    /// <inheritdoc cref="Save(Stream)"/>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellation">Stops the writing.</param>
    public async Task SaveAsync(Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(Bytes(), cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a model from a file that <see cref="Save(string)"/> wrote. <see cref="ModelCard.Warnings"/> says what could not be checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="accept">Differences between the file and the code that you know to be harmless.</param>
    /// <exception cref="ModelFileException">
    /// The file is absent, cut short, altered, of another model or of another schema; each change of a column, of a feature's code and of
    /// the positive class is named.
    /// </exception>
    public static TModel Load(string path, SchemaChange accept = SchemaChange.None) => Read(ModelBytes.Read(path), ModelBytes.Named(path), accept);

    /// <inheritdoc cref="Load(string, SchemaChange)"/>
    /// <param name="stream">The stream, read from where it is to its end and left open; it need not seek.</param>
    /// <param name="accept">Differences between the file and the code that you know to be harmless.</param>
    public static TModel Load(Stream stream, SchemaChange accept = SchemaChange.None)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string source = ModelBytes.Named(stream);
        return Read(ModelBytes.Read(stream, source), source, accept);
    }

    /// <inheritdoc cref="Load(string, SchemaChange)"/>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="accept">Differences between the file and the code that you know to be harmless.</param>
    public static TModel Load(ReadOnlyMemory<byte> bytes, SchemaChange accept = SchemaChange.None) => Read(bytes, "The memory", accept);

    /// <inheritdoc cref="Load(string, SchemaChange)"/>
    /// <param name="path">The file.</param>
    /// <param name="accept">Differences between the file and the code that you know to be harmless.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<TModel> LoadAsync(string path, SchemaChange accept = SchemaChange.None, CancellationToken cancellation = default) =>
        Read(await ModelBytes.ReadAsync(path, cancellation).ConfigureAwait(false), ModelBytes.Named(path), accept);

    /// <inheritdoc cref="Load(Stream, SchemaChange)"/>
    /// <param name="stream">The stream, read from where it is to its end and left open; it need not seek.</param>
    /// <param name="accept">Differences between the file and the code that you know to be harmless.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<TModel> LoadAsync(Stream stream, SchemaChange accept = SchemaChange.None, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string source = ModelBytes.Named(stream);
        return Read(await ModelBytes.ReadAsync(stream, source, cancellation).ConfigureAwait(false), source, accept);
    }

    private static TModel Read(ReadOnlyMemory<byte> bytes, string source, SchemaChange accept) => ModelFile.Read<TModel, TRow, TInput>(
        bytes, source, new ModelContract(TModel.Definition.Name, TModel.Definition.Task, TRow.Schema, PositiveClass, accept), TModel.Create);

    private byte[] Bytes() => ModelWriter.Write(state.With(Evaluations).Parts).File;

    // The class that probabilities speak of, where the task has one.
    private static string? PositiveClass => TModel.Definition.Target == TargetKind.TwoClasses ? TRow.Schema.PositiveClass : null;
}
