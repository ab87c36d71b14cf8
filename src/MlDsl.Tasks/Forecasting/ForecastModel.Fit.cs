using System.Globalization;
using MlDsl.Forecasting;

namespace MlDsl.Training;

public abstract partial class ForecastModel<TModel, TRow, TInput>
{
    /// <summary>Fits a model to the training rows, and calibrates its intervals by rolling origin at their end. The same rows give the same model, whatever the number of threads.</summary>
    /// <param name="train">The rows to learn from, of a split by time; they are held in memory.</param>
    /// <param name="trainer">The trainer with its options; null for what the model's declaration says.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <param name="parent">The model that this one replaces, for its card.</param>
    /// <exception cref="SeriesException">The rows make no series; the message names the row and the way out.</exception>
    /// <exception cref="TrainingException">The series cannot be learned from; the message says why and what to do.</exception>
    /// <exception cref="ArgumentException">The trainer learns neither numbers nor series.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static TModel Fit(TrainSet<TRow> train, TrainerOptions? trainer = null, TrainingControl? control = null, TModel? parent = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ForecastDefinition definition = TModel.Definition;
        trainer ??= definition.Trainer;
        if ((trainer.Targets & (TargetKind.Value | TargetKind.Series)) == 0)
            throw new ArgumentException($"{trainer.Trainer} learns {trainer.Targets}, and the model '{definition.Name}' forecasts numbers; give it another trainer", nameof(trainer));
        return TrackedModels.Fit(() => Facts(RunKind.Fit, train, definition, trainer), control ?? new(), Learn, static model => model.Card);

        TModel Learn(TrainingControl control)
        {
            // A method that looks at the values of one series alone sees nothing else.
            bool isLocal = trainer is SeriesTrainerOptions;
            RequestProfile<TRow, TInput>? requests = control.Profiles ? new(isEmpty: isLocal, control.ReferenceNoise) : null;
            IFeatureMap<TInput> features = FeaturesOf(train, trainer, requests, control.Cancellation);
            IReadOnlyList<PastCovariate> covariates = isLocal ? [] : TRow.PastCovariates;
            SeriesRows<TRow, TInput> rows = SeriesRows<TRow, TInput>.Of(
                Numbered(train.Batches(control.Cancellation)), definition.Series, null, isLocal ? null : features, covariates);
            LagShape shape = ShapeOf(definition, rows.Clock, covariates);
            TrainedSeries trained = SeriesTrainer.Train(rows, trainer, shape, definition.Series, control);
            ModelCard card = CardOf(train, definition, trainer, trained, parent) with { Warnings = [.. Warnings(rows, trained.Errors, definition.Series)] };
            return TModel.Create(new ForecastState<TInput>(features, new ForecastParts(
                features.ToPlan(), trained.Trained?.Predictor, trainer as SeriesTrainerOptions, shape, rows.Clock, definition.Series.Gaps, trained.Errors, card, [])
            {
                Reference = requests?.Finish() is { } profile ? ReferenceMaker.Of(rows, trained.Errors, shape, profile) : null,
            }));
        }
    }

    /// <summary>Fits and evaluates one model per fold of rolling origins.</summary>
    public static CrossValidation<ForecastMetrics> CrossValidate(
        Folds<TRow> folds, TrainerOptions? trainer = null, TrainingControl? control = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return new([.. folds.Select(fold => Fit(fold.Train, trainer, (control ?? new()) with { IsPart = true }).Evaluate(fold.Validation, fold.Train, options))]);
    }

    private static IFeatureMap<TInput> FeaturesOf(TrainSet<TRow> train, TrainerOptions trainer, RequestProfile<TRow, TInput>? requests, CancellationToken cancellation)
    {
        IFeatureLearner<TInput> learner = TRow.NewLearner();
        if (learner.UsesTarget) throw new TrainingException($"'{TRow.Schema.Name}' has a category that is encoded by its mean target, which a series' own history tells; choose another CategoricalEncoding");
        foreach (RowBatch<TRow> batch in train.Batches(cancellation))
        {
            foreach (TRow row in batch.Rows)
            {
                TInput input = TRow.InputOf(row);
                learner.Add(in input, 0, 0);
                requests?.Add(in input);
            }
        }
        IFeatureMap<TInput> features = learner.Finish(FoldFilter.All);
        var traits = new FeatureTraits(features.ToPlan());
        if (trainer is not SeriesTrainerOptions && (traits.Missing.Count > 0 || traits.Categories.Count > 0))
        {
            string name = features.ToPlan().FeatureNames[traits.Missing.Concat(traits.Categories).First()];
            throw new TrainingException($"The feature '{name}' is kept missing, or the number of a category, and pooled forecasts take numbers; choose another Impute or CategoricalEncoding");
        }
        if (trainer is not SeriesTrainerOptions && traits.Monotone.Count > 0)
            throw new TrainingException($"The feature '{features.ToPlan().FeatureNames[traits.Monotone[0].Position]}' is declared Monotone, to which pooled forecasts are not held; leave it out");
        return features;
    }

    private static IEnumerable<string> Warnings(SeriesRows<TRow, TInput> rows, Calibrated errors, SeriesOptions series)
    {
        if (rows.Filled > 0) yield return $"{rows.Filled} {(rows.Filled == 1 ? "step" : "steps")} of the training rows had no row and {(rows.Filled == 1 ? "was" : "were")} filled, as Gaps.{series.Gaps} says";
        if (errors.Told is { } told && told < errors.Levels.Fewest)
            yield return string.Create(CultureInfo.InvariantCulture, $"Intervals are made to hold {series.Interval * 100:0.##}% of the values, which takes {errors.Levels.Fewest} errors, and {told} could be measured: they hold less");
    }

    private static LagShape ShapeOf(ForecastDefinition definition, StepClock clock, IReadOnlyList<PastCovariate> covariates)
    {
        SeriesOptions series = definition.Series;
        int season = series.Season > 0 ? series.Season : clock.Season, longSeason = series.LongSeason > 0 ? series.LongSeason : series.Season > 0 && series.Season != clock.Season ? 0 : clock.LongSeason;
        if (longSeason % season != 0) throw new TrainingException($"LongSeason is {longSeason}, which is no multiple of the Season of {season}; declare one that is");
        return new LagShape(season, longSeason, definition.Horizon, series.Strategy == ForecastStrategy.Recursive) { Covariates = [.. covariates.Select(covariate => new CovariateLags(covariate, season))] };
    }

    private static ModelCard CardOf(TrainSet<TRow> train, ForecastDefinition definition, TrainerOptions trainer, TrainedSeries trained, TModel? parent)
    {
        var (rules, risks) = AcceptedRisk.Of(typeof(TModel).Assembly);
        return new()
        {
            Name = definition.Name,
            Version = definition.Version,
            Task = ForecastDefinition.Task,
            Trainer = trainer.Trainer,
            Options = TextMap.Of(OptionWriter.Describe(trainer).Concat(definition.Series.Described(definition.Horizon))),
            Log = trained.Trained?.Log ?? new TrainingLog(1, true, 0),
            Rows = train.Count,
            Split = TrackedModels.SplitOf(train.Description),
            DataFingerprint = train.Fingerprint.ToString(),
            Features = FeatureCode.Of(TRow.Schema),
            Parent = parent is null ? null : ForecastFile.Write(parent.state.Parts with { Evaluations = [] }).Hash,
            LeakageRules = rules,
            AcceptedRisks = risks,
        };
    }

    private static RunFacts Facts(RunKind kind, TrainSet<TRow> train, ForecastDefinition definition, TrainerOptions trainer) => new(
        kind, definition.Name, definition.Version,
        [
            .. TrackedModels.OfFit(ForecastDefinition.Task, trainer, TRow.Schema, train.Count, $"{train.Fingerprint}"),
            .. definition.Series.Described(definition.Horizon),
            .. TrackedModels.OfSplit(train.Description),
        ],
        [.. TrackedModels.ColumnsOf(TRow.Schema)],
        [new RunData("training", TRow.Schema.Name, train.Count, $"{train.Fingerprint}")]);
}
