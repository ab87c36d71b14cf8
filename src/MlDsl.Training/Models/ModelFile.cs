using System.Diagnostics;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>A model as the bytes of a <c>*.mldsl</c> file and back. Reading runs no code.</summary>
internal static class ModelFile
{
    public static byte[] Write<TInput>(ModelState<TInput> state, DatasetSchema schema) where TInput : struct
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) state.Features.Write(json);
        byte[] learned = stream.ToArray(), weights = WeightsBlob.Write((LinearPredictor)state.Predictor, state.Card.Log);
        byte[] manifest = ManifestWriter.Write(state, schema, ModelArchive.Hash(learned), ModelArchive.Hash(weights));
        return ModelArchive.Write(manifest, learned, weights);
    }

    /// <summary>The SHA-256 of the file that the model would be written to, in lower-case hexadecimal.</summary>
    public static string HashOf<TInput>(ModelState<TInput> state, DatasetSchema schema) where TInput : struct =>
        ModelArchive.Hash(Write(state, schema));

    /// <summary>Reads a model.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="contract">What is expected of it.</param>
    /// <param name="readMap">Reads what the training rows taught.</param>
    /// <param name="create">Makes the model.</param>
    /// <exception cref="ModelFileException">The file is cut short, altered, of another model or of another schema.</exception>
    public static TModel Read<TModel, TInput>(
        ReadOnlyMemory<byte> bytes, string source, ModelContract contract, Func<JsonElement, IFeatureMap<TInput>> readMap, Func<ModelState<TInput>, TModel> create)
        where TInput : struct
    {
        try
        {
            ModelState<TInput> state = ReadState(bytes, source, contract, readMap);
            TModel model = create(state);
            foreach (string warning in state.Card.Warnings) Trace.TraceWarning($"{source}: {warning}");
            return model;
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or EndOfStreamException or ArgumentException or KeyNotFoundException
            or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException or NotSupportedException)
        {
            throw new ModelFileException($"{source} is not a complete model file ({problem.Message}); save the model again", problem);
        }
    }

    private static ModelState<TInput> ReadState<TInput>(
        ReadOnlyMemory<byte> bytes, string source, ModelContract contract, Func<JsonElement, IFeatureMap<TInput>> readMap)
        where TInput : struct
    {
        using var archive = new ModelArchive(bytes, source);
        using JsonDocument document = JsonDocument.Parse(archive.Read(ModelArchive.Manifest, archive.ManifestHash));
        var manifest = new ManifestReader(document.RootElement, source);
        IReadOnlyList<string> warnings = manifest.Check(contract);
        byte[] learned = archive.Read(ModelArchive.Learned, manifest.LearnedHash), weights = archive.Read(ModelArchive.Weights, manifest.WeightsHash);
        using JsonDocument state = JsonDocument.Parse(learned);
        IFeatureMap<TInput> read = readMap(state.RootElement);
        var (predictor, log) = WeightsBlob.Read(weights, read.Width, manifest.Outputs, source);
        return new ModelState<TInput>(read, predictor, manifest.Outcome(contract), manifest.Card(contract, log, warnings), manifest.Evaluations());
    }
}
