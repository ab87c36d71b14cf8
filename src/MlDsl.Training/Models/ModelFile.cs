using System.Diagnostics;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>A model as the bytes of a <c>*.mldsl</c> file and back. Reading runs no code.</summary>
internal static class ModelFile
{
    /// <summary>The format that is written; it and the first are read.</summary>
    public const int Format = 2;

    /// <summary>Reads a model into its own type.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="contract">What is expected of it.</param>
    /// <param name="create">Makes the model.</param>
    /// <exception cref="ModelFileException">The file is cut short, altered, of another model or of another schema.</exception>
    public static TModel Read<TModel, TRow, TInput>(ReadOnlyMemory<byte> bytes, string source, ModelContract contract, Func<ModelState<TInput>, TModel> create)
        where TRow : IFeatureRow<TRow, TInput>
        where TInput : struct
    {
        return Guarded(source, () =>
        {
            using var archive = new ModelArchive(bytes, source);
            using JsonDocument manifest = JsonDocument.Parse(archive.Read(ModelArchive.Manifest, archive.ManifestHash));
            ModelState<TInput> state = FormatOf(manifest.RootElement, source) == Format
                ? Typed(ModelReader.Read(archive, manifest.RootElement))
                : new FirstFormat(manifest.RootElement, source).Read<TInput>(archive, contract, TRow.ReadMap);
            TModel model = create(state);
            foreach (string warning in state.Card.Warnings) Trace.TraceWarning($"{source}: {warning}");
            return model;
        });

        ModelState<TInput> Typed(ModelParts parts)
        {
            IReadOnlyList<string> warnings = Check(parts, contract, source);
            // A warning that the file tells already is none of this time; the card tells the code that runs.
            ModelCard card = parts.Card with { Features = FeatureCode.Of(contract.Schema), Warnings = [.. parts.Card.Warnings.Union(warnings)] };
            Outcome outcome = parts.Outcome;
            if (contract.Positive is not null && outcome.Positive != contract.Positive)
                outcome = new Outcome(outcome.Steps) { Classes = outcome.Classes, Positive = contract.Positive, Baseline = outcome.Baseline };
            return new ModelState<TInput>(TRow.MapOf(parts.Plan), parts.Predictor, outcome, card, parts.Evaluations).With(parts.Reference);
        }
    }

    /// <summary>Reads a model of a task that has predictors of its own and no features.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <param name="contract">What is expected of it.</param>
    /// <param name="others">Reads the predictor.</param>
    /// <param name="create">Makes the model.</param>
    /// <exception cref="ModelFileException">The file is cut short, altered, of another model or of another schema.</exception>
    public static TModel Read<TModel>(ReadOnlyMemory<byte> bytes, string source, ModelContract contract, OtherPredictors others, Func<ModelParts, TModel> create) => Guarded(source, () =>
    {
        using var archive = new ModelArchive(bytes, source);
        using JsonDocument manifest = JsonDocument.Parse(archive.Read(ModelArchive.Manifest, archive.ManifestHash));
        if (FormatOf(manifest.RootElement, source) != Format) throw new ModelFileException($"{source} has format 1, which had no such models; fit and save the model again");
        ModelParts parts = ModelReader.Read(archive, manifest.RootElement, others);
        IReadOnlyList<string> warnings = Check(parts, contract, source);
        if (parts.Predictor.Kind != others.Kind) throw new ModelFileException($"{source} has a predictor of the kind '{parts.Predictor.Kind}', which is none of {contract.Task}; fit and save the model again");
        return create(parts with { Card = parts.Card with { Warnings = [.. parts.Card.Warnings.Union(warnings)] } });
    });

    /// <summary>Reads a model without a type of its own.</summary>
    /// <exception cref="ModelFileException">The file is cut short, altered, or of the first format.</exception>
    public static ModelParts Read(ReadOnlyMemory<byte> bytes, string source) => Guarded(source, () =>
    {
        using var archive = new ModelArchive(bytes, source);
        using JsonDocument manifest = JsonDocument.Parse(archive.Read(ModelArchive.Manifest, archive.ManifestHash));
        if (FormatOf(manifest.RootElement, source) != Format)
            throw new ModelFileException($"{source} has format 1, which does not describe its columns; load it with the model's own type and save it again");
        if (FurtherTask.Of(manifest.RootElement) is { } task)
            throw new ModelFileException($"{source} holds {task}, which is not asked by the names of columns: load it with the model's own type, of the package MlDsl.Tasks, whose Document, Evaluations and WriteReport show what it is");
        return ModelReader.Read(archive, manifest.RootElement);
    });

    private static int FormatOf(JsonElement manifest, string source)
    {
        int format = manifest.GetProperty("format").GetInt32();
        return format is 1 or Format
            ? format
            : throw new ModelFileException(
                $"{source} has format {format}, and this version of MlDsl reads 1 and {Format}; use the version that saved it ({manifest.GetProperty("mldsl").GetString()})");
    }

    private static IReadOnlyList<string> Check(ModelParts parts, ModelContract contract, string source)
    {
        contract.CheckNames(parts.Card.Name, parts.Card.Task, source);
        DatasetSchema schema = parts.Plan.Schema;
        return new SchemaCheck(contract)
            .Columns([.. schema.Columns.Select(static c => c.ToString())], [.. schema.Features.Select(static f => f.ToString())])
            .Code(FeatureCode.Of(schema), [])
            .Positive(parts.Outcome.Positive)
            .Finish(source);
    }

    /// <summary>Reads, and says of whatever goes wrong which file it is.</summary>
    public static T Guarded<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelFileException problem) when (!problem.Message.StartsWith(source, StringComparison.Ordinal) && !problem.Message.Contains(" in " + source, StringComparison.Ordinal))
        {
            throw new ModelFileException($"{source}: {problem.Message}", problem);
        }
        catch (Exception problem) when (problem is not ModelFileException && problem is InvalidDataException or JsonException or IOException or ArgumentException or KeyNotFoundException
            or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException or NotSupportedException)
        {
            throw new ModelFileException($"{source} is not a complete model file ({problem.Message}); save the model again", problem);
        }
    }
}
