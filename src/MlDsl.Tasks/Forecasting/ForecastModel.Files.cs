using MlDsl.Forecasting;

namespace MlDsl.Training;

public abstract partial class ForecastModel<TModel, TRow, TInput>
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

    /// <summary>Reads a model from a file that <see cref="Save(string)"/> wrote. <see cref="ModelCard.Warnings"/> says what could not be checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="accept">Differences between the file and the code that you know to be harmless.</param>
    /// <exception cref="ModelFileException">The file is absent, cut short, altered, of another model or of another schema; each change is named.</exception>
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

    /// <summary>The model's card: what its file would tell now, to which words are added by <c>With</c>.</summary>
    /// <param name="words">What only people know; null for nothing yet.</param>
    public CardDocument Document(CardWords? words = null)
    {
        ForecastParts parts = state.Parts;
        // A method that looks at one series alone has no predictor of features.
        (string, int, int) predictor = parts.Predictor is { } pooled ? (pooled.Kind, pooled.Width, pooled.Outputs) : (parts.Method!.Trainer, 0, 1);
        CardFacts facts = parts.Card.Facts(parts.Plan.Schema, predictor, new Outcome([new LinkStep(Link.Identity)]) { Baseline = [0] }, ModelArchive.Hash(Bytes())) with { TellsIntervals = true };
        return new CardDocument(facts, words ?? new(), [.. Evaluations.Sides()]);
    }

    private static TModel Read(ReadOnlyMemory<byte> bytes, string source, SchemaChange accept)
    {
        ForecastParts parts = ForecastFile.Read(bytes, source, new ModelContract(TModel.Definition.Name, ForecastDefinition.Task, TRow.Schema, null, accept), TRow.PastCovariates);
        foreach (string warning in parts.Card.Warnings) System.Diagnostics.Trace.TraceWarning($"{source}: {warning}");
        return TModel.Create(new ForecastState<TInput>(TRow.MapOf(parts.Plan), parts));
    }

    private byte[] Bytes() => ForecastFile.Write(state.Parts with { Evaluations = Evaluations }).File;
}
