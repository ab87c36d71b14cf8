using System.Globalization;

namespace MlDsl.Training;

// What a run of the model's is known by before it begins.
public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    private static RunFacts Facts(RunKind kind, TrainSet<TRow> train, ModelDefinition definition, TrainerOptions trainer, TModel? parent) => Facts(
        kind, definition, trainer, train.Count, $"{train.Fingerprint}",
        [
            .. TrackedModels.OfSplit(train.Description),
            .. parent is null ? (KeyValuePair<string, string>[])[] : [new("parent", HashOf(parent))],
        ]);

    private static RunFacts Facts(Folds<TRow> folds, TrainerOptions? trainer)
    {
        ModelDefinition definition = TModel.Definition;
        // The last fold's training rows, which say which data it is: no row set of the folds has all of them.
        TrainSet<TRow> last = folds[^1].Train;
        return Facts(
            RunKind.CrossValidation, definition, trainer ?? definition.Trainer, last.Count, $"{last.Fingerprint}",
            [.. TrackedModels.OfSplit(folds.Description), new("folds", folds.Count.ToString(CultureInfo.InvariantCulture))]);
    }

    private static RunFacts Facts(TrainSet<TRow> train, Folds<TRow> folds, SearchSpace space, ModelDefinition definition, SearchOptions options) => Facts(
        RunKind.Search, definition, space.Alternatives[0].Base, train.Count, $"{train.Fingerprint}",
        [
            .. TrackedModels.OfSplit(folds.Description),
            new("folds", folds.Count.ToString(CultureInfo.InvariantCulture)),
            new("search.space", space.Hash),
            new("search.trials", options.Description),
            new("search.seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
        ]);

    private static RunFacts Facts(RunKind kind, ModelDefinition definition, TrainerOptions trainer, long rows, string fingerprint, IEnumerable<KeyValuePair<string, string>> more) => new(
        kind, definition.Name, definition.Version,
        [
            .. TrackedModels.OfFit(definition.Task, trainer, TRow.Schema, rows, fingerprint),
            .. definition.Calibration is { } calibration ? (KeyValuePair<string, string>[])[new("calibration", $"{calibration.Method}")] : [],
            .. definition.Intervals is { } intervals ? (KeyValuePair<string, string>[])[new("intervals", string.Create(CultureInfo.InvariantCulture, $"{intervals.Width} {intervals.Level:R}"))] : [],
            .. more,
        ],
        [.. TrackedModels.ColumnsOf(TRow.Schema)],
        [new RunData("training", TRow.Schema.Name, rows, fingerprint)])
    {
        Lineage = FeatureLineage.Of(TRow.Schema),
    };
}
