using System.Diagnostics;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Reports;

/// <summary>Reads what a report is made of from a model and its rows.</summary>
internal sealed class SubjectReader<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
    Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model, ValidationSet<TRow> validation, ReportOptions options)
    where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
    where TInput : struct
    where TMetrics : class, IMetrics<TMetrics>
    where TTask : ITask<TLabel, TPrediction, TMetrics>
{
    private TInput[] inputs = [];

    /// <exception cref="EvaluationException">There are no rows, or one cannot be evaluated.</exception>
    /// <exception cref="ArgumentException">The assessment is of another model.</exception>
    public ReportSubject Read(Assessment<TMetrics>? assessment, Split<TRow>? split, TModel? rival)
    {
        TestTable? test = TestTable.Of(assessment, model.Evaluations);
        if (options.Run is { } run) ReportRun.Check(run, model.Card);
        TrainerOptions? trainer = options.LearningShares.Count > 0 ? LearningTrainer(split) : null;
        // First of all: it refuses rows that cannot be measured, by their place.
        TMetrics metrics = model.Evaluate(validation, options.Evaluation);
        ReportRows rows = ReadRows();
        return new ReportSubject
        {
            Facts = FactsOf(model),
            Options = options,
            Schema = TRow.Schema,
            Metrics = metrics,
            Table = MetricTable.Of(metrics),
            Test = test,
            Groups = [.. metrics.Slices.Select(static s => new GroupTable(s.Column, s.Value, s.Rows, s.MinRows, s.Metrics?.Named))],
            Rows = rows,
            Columns = [.. TRow.Schema.Inputs.Select((c, column) => new ReportColumn(c, row => InputValues.Of<TRow, TInput>(in inputs[row], column)))],
            Split = split is null ? null : SplitOf(split),
            Ask = new ModelQuestions
            {
                Importance = asked => model.Importance(validation, asked),
                Contributions = () => model.Contributions(validation, options.Evaluation),
                Dependence = (column, asked) => model.Dependence(validation, column, asked),
                Learned = () => trainer is null ? [] : [.. options.LearningShares.Select(share => Learned(split!, share, trainer))],
                Explain = Explain,
                Latency = Latency,
                Features = FeaturesOf,
            },
            Rival = rival is null ? null : RivalOf(rival),
        };
    }

    // A curve of other options than the model's would tell of another model.
    private TrainerOptions LearningTrainer(Split<TRow>? split)
    {
        if (split is null) throw new ArgumentException($"{nameof(ReportOptions)}.{nameof(options.LearningShares)} asks for a learning curve: give the split, whose training rows it is made of", nameof(split));
        TrainerOptions trainer = options.LearningTrainer ?? TModel.Definition.Trainer;
        return trainer.Trainer == model.Card.Trainer && OptionWriter.Describe(trainer).OrderBy(static o => o.Key, StringComparer.Ordinal).SequenceEqual(model.Card.Options.OrderBy(static o => o.Key, StringComparer.Ordinal))
            ? trainer
            : throw new ArgumentException($"The model was fitted by other options of {model.Card.Trainer} than a learning curve would be ({trainer.Trainer}): give {nameof(ReportOptions)}.{nameof(options.LearningTrainer)} what its Fit was given");
    }

    private LearnedShare Learned(Split<TRow> split, double share, TrainerOptions trainer)
    {
        TrainSet<TRow> rows = SampledRows.Of(split.Train, share, CancellationToken.None);
        if (rows.Count == 0) throw new ArgumentException($"{nameof(ReportOptions)}.{nameof(options.LearningShares)} has {ReportText.Of(share)}, of which no training row is left: ask for larger shares");
        TModel fitted = Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>.Fit(rows, trainer, new TrainingControl { IsPart = true, Threads = options.Evaluation.Threads });
        NamedMetric first = fitted.Evaluate(validation, options.Evaluation).Named[0];
        return new LearnedShare(rows.Count, first.Name, first.Metric);
    }

    private Rival RivalOf(TModel rival)
    {
        float[] predictions = Predictions(rival);
        try
        {
            return new Rival(FactsOf(rival), MetricTable.Of(rival.Evaluate(validation, options.Evaluation)), predictions, null);
        }
        catch (EvaluationException refused)
        {
            // This model was measured: the rows are right, and the other one does not know a class of theirs.
            return new Rival(FactsOf(rival), null, predictions, refused.Message);
        }
    }

    private static ModelFacts FactsOf(Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> of) =>
        new(of.Card, of.Plan, of.Predictor, of.Outcome, of.Evaluations);

    private static SplitFacts SplitOf(Split<TRow> split) => new(
        split.Train.Count, split.Validation.Count, split.Test.Count, split.Embargoed, split.Duplicates, split.Description, split.Earliest, split.Latest)
    {
        TrainFingerprint = split.Train.Fingerprint.ToString(),
        DevelopmentFingerprint = split.Development.Fingerprint.ToString(),
    };

    private ReportRows ReadRows()
    {
        var (rows, places) = TTask.ComparesWithinGroups
            ? GroupSample.Of(() => validation.Batches(CancellationToken.None), static row => TRow.GroupOf(row), options.MaxRows, options.Evaluation.Seed)
            : RowSample.Of(validation.Batches(CancellationToken.None), validation.Count, options.MaxRows, options.Evaluation.Seed);
        TRow[] chosen = rows.Rows.ToArray();
        inputs = Array.ConvertAll(chosen, static row => TRow.InputOf(row));
        bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        return new ReportRows
        {
            Outputs = model.Outcome.Outputs(model.Predictor.Outputs),
            Of = validation.Count,
            Labels = Array.ConvertAll(chosen, row => model.Codes.Encode(TRow.LabelOf(row))),
            Predictions = Predictions(model),
            Weights = Array.ConvertAll(chosen, static row => TRow.WeightOf(row)),
            Keys = [.. chosen.Select((row, i) => isGrouped ? TRow.GroupOf(row) : (ulong)places[i])],
            Intervals = Intervals(),
            IsGrouped = isGrouped,
        };
    }

    private float[] Predictions(Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> of)
    {
        var scores = new float[of.Predictor.Outputs];
        int outputs = of.Outcome.Outputs(scores.Length);
        var predictions = new float[checked(inputs.Length * outputs)];
        for (int row = 0; row < inputs.Length; row++)
        {
            of.ScoresOf(in inputs[row], scores);
            of.Outcome.Apply(scores, predictions.AsSpan(row * outputs, outputs));
        }
        return predictions;
    }

    private (float Low, float High)[] Intervals()
    {
        if (model.Outcome.Interval is null) return [];
        var scores = new float[model.Predictor.Outputs];
        var intervals = new (float, float)[inputs.Length];
        for (int row = 0; row < inputs.Length; row++)
        {
            model.ScoresOf(in inputs[row], scores);
            Interval<float> interval = model.Outcome.IntervalOf(scores);
            intervals[row] = (interval.Low, interval.High);
        }
        return intervals;
    }

    private IReadOnlyList<ExplainedRow> Explain(IReadOnlyList<long> places)
    {
        if (places.FirstOrDefault(place => place >= validation.Count, -1) is >= 0 and var beyond)
            throw new ArgumentOutOfRangeException(nameof(places), beyond, $"ExplainRows asks for row {beyond}: the validation set has {ReportText.Rows(validation.Count)}, counted from 0");
        var wanted = places.ToHashSet();
        var (rows, found) = RowSample.Of(validation.Batches(CancellationToken.None), (_, seen, _) => wanted.Contains(seen));
        IReadOnlyList<string> columns = model.ExplainedColumns;
        double[] expected = model.ExpectedScores.ToArray();
        var explained = new Dictionary<long, ExplainedRow>();
        for (int i = 0; i < found.Length; i++)
        {
            TInput input = TRow.InputOf(rows[i]);
            var contributions = new double[expected.Length * columns.Count];
            model.Explain(in input, contributions);
            var scores = new float[model.Predictor.Outputs];
            model.ScoresOf(in input, scores);
            var predictions = new float[model.Outcome.Outputs(scores.Length)];
            model.Outcome.Apply(scores, predictions);
            Dictionary<string, string> values = [];
            foreach (ColumnSchema column in TRow.Schema.Inputs.Where(static c => c.Role is ColumnRole.None or ColumnRole.EventTime))
                values[column.Name] = values[column.Member] = ValueText.Of(InputValues.Of<TRow, TInput>(in input, column.Member));
            explained[found[i]] = new ExplainedRow(found[i], predictions, expected, contributions, columns, values);
        }
        return [.. places.Select(place => explained[place])];
    }

    private RowFeatures FeaturesOf(int most)
    {
        int count = Math.Min(inputs.Length, most), width = model.Plan.Width;
        var (places, values, sink) = (new int[count], new float[checked(count * width)], new SparseSink(width));
        for (int i = 0; i < count; i++)
        {
            places[i] = (int)((long)i * inputs.Length / count);
            sink.Clear();
            model.Features.Write(in inputs[places[i]], ref sink);
            for (int entry = 0; entry < sink.Count; entry++) values[(i * width) + sink.Positions[entry]] += sink.Values[entry];
        }
        return new RowFeatures(places, values, width);
    }

    // Runs over at most a thousand of the rows; the first ones warm the code up and are not told.
    private List<double> Latency()
    {
        const int WarmUp = 30, Runs = 101;
        int count = Math.Min(inputs.Length, 1000);
        var times = new List<double>();
        for (int run = 0; run < WarmUp + Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int row = 0; row < count; row++) model.Predict(in inputs[row]);
            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (run >= WarmUp) times.Add(taken.TotalNanoseconds / count);
        }
        times.Sort();
        return times;
    }
}
