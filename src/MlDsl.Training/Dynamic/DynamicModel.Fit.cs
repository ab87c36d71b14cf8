using System.Globalization;

namespace MlDsl.Training;

public sealed partial class DynamicModel
{
    /// <summary>
    /// Fits a model to rows by name, without the types of its data set: the columns and options of <paramref name="plan"/> stay, what it
    /// learned is learned anew. The same rows give the bits that the typed model's <c>Fit</c> gives, whatever the number of threads.
    /// </summary>
    /// <remarks>
    /// The rows are read once and held. Target encodings are cross-fitted by the rows' places as they come, or by group or time where the
    /// schema has them. The threshold of two classes is 0.5, as of every fit.
    /// </remarks>
    /// <param name="plan">From columns to features: of a model that was fitted or loaded.</param>
    /// <param name="rows">The rows to learn from, made by <see cref="DynamicTable.ForTraining"/> of the plan.</param>
    /// <param name="trainer">The trainer with its options.</param>
    /// <param name="definition">Name, task and classes.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">A row is of another plan, a value cannot be learned from, or the trainer does not learn what the task predicts; the message names row and column.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static DynamicModel Fit(FeaturePlan plan, IEnumerable<DynamicRow> rows, TrainerOptions trainer, DynamicDefinition definition, TrainingControl? control = null) =>
        Fit(plan, rows, trainer, definition, parent: null, control);

    /// <summary>Fits the model again, to other rows: its columns, options, name and task stay, and its hash is the new one's parent.</summary>
    /// <param name="rows">The rows to learn from, made by <see cref="Training"/>.</param>
    /// <param name="trainer">The trainer with its options.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <inheritdoc cref="Fit(FeaturePlan, IEnumerable{DynamicRow}, TrainerOptions, DynamicDefinition, TrainingControl)"/>
    public DynamicModel Refit(IEnumerable<DynamicRow> rows, TrainerOptions trainer, TrainingControl? control = null) =>
        Fit(Plan, rows, trainer, DynamicDefinition.Of(parts), ModelWriter.Write(parts with { Evaluations = [] }).Hash, control);

    /// <summary>The same as a typed fit of some rows of a data set: each has the number that it has there.</summary>
    internal static DynamicModel Fit(FeaturePlan plan, IEnumerable<DynamicRow> rows, IReadOnlyList<long> numbers, TrainerOptions trainer, DynamicDefinition definition, TrainingControl control) =>
        Fit(plan, rows, trainer, definition, parent: null, control, numbers);

    /// <summary>Writes the model to a file, whole or not at all. The typed model of its name loads it where the schema is its own.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        byte[] file = ModelWriter.Write(parts).File;
        ModelBytes.Write(path, file);
        TrackedModels.Saved(Card, path, file);
    }

    /// <summary>Writes the model to a stream, which stays open.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ModelWriter.Write(parts).File);
        stream.Flush();
    }

    /// <summary>Writes the model as an ONNX file, whole or not at all. See <see cref="OnnxExport"/> for inputs and outputs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; <see cref="OnnxExportOptions.Default"/> where null.</param>
    /// <exception cref="OnnxExportException">A column cannot be exported; the message names it and the way out.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path, OnnxExportOptions? options = null) => ModelBytes.Write(path, ExportOnnx(options));

    /// <inheritdoc cref="ExportOnnx(string, OnnxExportOptions?)"/>
    /// <returns>The bytes of the file.</returns>
    public byte[] ExportOnnx(OnnxExportOptions? options = null) => ModelExport.Write(parts, options);

    private static DynamicModel Fit(
        FeaturePlan plan, IEnumerable<DynamicRow> rows, TrainerOptions trainer, DynamicDefinition definition, string? parent, TrainingControl? control, IReadOnlyList<long>? numbers = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(definition);
        control ??= new();
        var held = new HeldRows(plan, rows, control.Cancellation, numbers);
        string split = string.Create(CultureInfo.InvariantCulture, $"{held.Count} rows by name"), fingerprint = held.Fingerprint.ToString();
        return TrackedModels.Fit(Facts, control, Learn, static model => model.Card);

        RunFacts Facts() => new(
            RunKind.Fit, definition.Name, definition.Version,
            [
                .. TrackedModels.OfFit(definition.Task, trainer, plan.Schema, held.Count, fingerprint), new("split", split),
                .. parent is null ? (KeyValuePair<string, string>[])[] : [new("parent", parent)],
            ],
            [.. TrackedModels.ColumnsOf(plan.Schema)],
            [new RunData("training", plan.Schema.Name, held.Count, fingerprint)])
        {
            Lineage = FeatureLineage.Of(plan.Schema),
        };

        DynamicModel Learn(TrainingControl control)
        {
            Fitted<NamedInput> fitted = new NamedLabels(held, new NamedRows(held.Table), definition).Fit(trainer, control);
            var card = new ModelCard
            {
                Name = definition.Name,
                Version = definition.Version,
                Task = definition.Task,
                Trainer = trainer.Trainer,
                Options = OptionWriter.Describe(trainer),
                Log = fitted.Trained.Log,
                Rows = held.Count,
                Split = split,
                DataFingerprint = fingerprint,
                Features = FeatureCode.Of(plan.Schema),
                Parent = parent,
                Warnings = [.. Warnings(plan), .. fitted.Trained.Warnings],
            };
            return new DynamicModel(new ModelParts(fitted.Plan, fitted.Trained.Predictor, fitted.Outcome, card, []) { Reference = fitted.Reference });
        }
    }

    // The file names the code of the methods, and that code is not what gave these values for all that can be told.
    private static string[] Warnings(FeaturePlan plan)
    {
        string[] computed = [.. plan.Inputs.Where(c => plan.Schema.Features.Any(f => f.Member == c.Member)).Select(static c => $"'{c.Member}'")];
        return computed.Length == 0
            ? []
            : [$"fitted by name: the values of {string.Join(", ", computed)} came as columns, and were not checked to be what the code of the feature methods computes"];
    }
}
