using System.Diagnostics;

namespace MlDsl.Training;

public abstract partial class RecommendationModel<TModel, TRow, TUser, TItem>
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

    /// <summary>Reads a model from a file that <see cref="Save(string)"/> wrote. Runs no code of the file's.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is absent, cut short, altered, of another model, or of other columns.</exception>
    public static TModel Load(string path) => Read(ModelBytes.Read(path), ModelBytes.Named(path));

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="stream">The stream, read from where it is to its end and left open; it need not seek.</param>
    public static TModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string source = ModelBytes.Named(stream);
        return Read(ModelBytes.Read(stream, source), source);
    }

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="bytes">The file's bytes.</param>
    public static TModel Load(ReadOnlyMemory<byte> bytes) => Read(bytes, "The memory");

    /// <summary>The model's card: what its file would tell now, to which words are added by <c>With</c>.</summary>
    /// <param name="words">What only people know; null for nothing yet.</param>
    public CardDocument Document(CardWords? words = null)
    {
        ModelParts parts = Parts;
        return new CardDocument(parts.Facts(ModelArchive.Hash(Bytes())), words ?? new(), [.. parts.Sides()]);
    }

    private static TModel Read(ReadOnlyMemory<byte> bytes, string source)
    {
        RecommendationDefinition definition = TModel.Definition;
        TModel model = ModelFile.Read(
            bytes, source, new ModelContract(definition.Name, definition.Task, TRow.Schema, null, SchemaChange.None), new OtherPredictors(RecommendationBytes.Kind, static bytes => RecommendationBytes.Read(bytes.Span)),
            static parts => TModel.Create(new RecommendationState(parts)));
        foreach (string warning in model.Card.Warnings) Trace.TraceWarning($"{source}: {warning}");
        return model;
    }

    private ModelParts Parts => state.Parts with { Evaluations = Evaluations };

    private byte[] Bytes() => ModelWriter.Write(Parts).File;
}
