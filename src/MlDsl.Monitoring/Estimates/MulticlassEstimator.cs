using MlDsl.Monitoring.Estimates;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Estimates how a classifier of several classes does on rows without labels, from its probabilities alone: confidence-based performance estimation, with intervals. Immutable; safe for
/// any number of threads. <c>model.Estimator(split.Validation)</c> makes one that looks at the features as well.
/// </summary>
/// <remarks>
/// A row that is of a class with probability p̂ is p̂ of a row of it, whatever is predicted: sums of these are the expected confusion. p̂ are the model's probabilities recalibrated on
/// validation rows: by a slope and an offset of each class's logarithm where <see cref="EstimateOptions.Calibration"/> is <see cref="Calibration.Beta"/> (with two classes that is the beta
/// curve), by one slope for all where it is <see cref="Calibration.Temperature"/>, else each class against the rest. Intervals come of replicates, as those of <see cref="BinaryEstimator"/>
/// do. It fails where what is predicted has changed. Only probabilities are taken: a <see cref="Score"/> says nothing of how often.
/// </remarks>
public sealed class MulticlassEstimator
{
    private const int MostClasses = 256, FewestOfAClass = 20;

    private readonly string[] classes;
    private readonly IClassCurve curve;
    private readonly IClassCurve[] replicates;
    private readonly SupportBins scores;
    private readonly EstimateOptions options;

    private MulticlassEstimator(string[] classes, IClassCurve curve, IClassCurve[] replicates, SupportBins scores, EstimateOptions options) =>
        (this.classes, this.curve, this.replicates, this.scores, this.options) = (classes, curve, replicates, scores, options);

    /// <summary>An estimator of what a model said of rows whose labels are known and which it was not fitted to.</summary>
    /// <param name="probabilities">The model's probabilities of the validation rows: row-major, rows × classes; those of a row sum to 1 within 0.001.</param>
    /// <param name="labels">The index of each row's class: at least 20 rows of each.</param>
    /// <param name="classes">The names of the classes, from 2 to 256.</param>
    /// <param name="options">Replicates, level and curve; <see cref="EstimateOptions.Default"/> where null.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are too few classes, or too many.</exception>
    /// <exception cref="EvaluationException">A class has fewer than 20 rows, a label is none of the classes, or the probabilities of a row are none.</exception>
    public static MulticlassEstimator Of(ReadOnlySpan<Probability> probabilities, ReadOnlySpan<int> labels, IReadOnlyList<string> classes, EstimateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        options ??= EstimateOptions.Default;
        if (classes.Count is < 2 or > MostClasses) throw new ArgumentException($"There are {classes.Count} classes, and performance is estimated of 2 to {MostClasses}; of more, merge rare ones", nameof(classes));
        if (probabilities.Length != (long)labels.Length * classes.Count) throw new ArgumentException($"{labels.Length} labels of {classes.Count} classes need {(long)labels.Length * classes.Count} probabilities, not {probabilities.Length}", nameof(probabilities));
        string[] names = [.. classes];
        float[] values = Checked(probabilities, names, "validation");
        int[] known = labels.ToArray(), rows = new int[names.Length];
        for (int row = 0; row < known.Length; row++)
        {
            if ((uint)known[row] >= (uint)names.Length) throw EvaluationChecks.Bad(row, "class index", known[row], $"from 0 to {names.Length - 1}", "validation");
            rows[known[row]]++;
        }
        int fewest = Array.IndexOf(rows, rows.Min());
        if (rows[fewest] < FewestOfAClass)
        {
            throw new EvaluationException(
                $"{rows[fewest]} of the {known.Length} validation rows are of the class '{Visible.Of(names[fewest])}', and a calibration that says how sure it is needs at least {FewestOfAClass} of each class; give more validation rows, or merge rare classes");
        }
        float[] logs = ClassSums.LogsOf(values);
        var replicates = new IClassCurve[options.Replicates];
        Func<int[]?, IClassCurve> fit = Fitting(options.Calibration, logs, known, names);
        IClassCurve curve = fit(null);
        Parallel.For(0, replicates.Length, i => replicates[i] = fit(CountsOf(new Resample(options.Seed, i), known.Length)));
        return new MulticlassEstimator(names, curve, replicates, new SupportBins([.. names.Select(static name => $"probability of {Visible.Of(name)}")], values), options);
    }

    /// <summary>The metrics that are to be expected of a window's labels.</summary>
    /// <param name="window">The model's probabilities, row-major: rows × classes.</param>
    /// <exception cref="ArgumentException">The probabilities are of no whole number of rows.</exception>
    /// <exception cref="EvaluationException">There are no rows, or the probabilities of one are none.</exception>
    public MulticlassEstimate Estimate(ReadOnlySpan<Probability> window) => Estimate(window, null);

    /// <summary>The same, with what the features say of the window.</summary>
    internal MulticlassEstimate Estimate(ReadOnlySpan<Probability> window, ValidationSupport? features)
    {
        if (window.IsEmpty) throw new EvaluationException("There are no rows to estimate anything of");
        if (window.Length % classes.Length != 0) throw new ArgumentException($"Rows of {classes.Length} classes have as many probabilities each, and {window.Length} are of no whole number of rows", nameof(window));
        float[] values = Checked(window, classes, "estimated");
        ValidationSupport support = scores.Of(values);
        if (features is { } other) support = support.Worse(other);
        var empty = new MulticlassEstimate { Rows = window.Length / classes.Length, Level = options.Level, Support = support, Problem = support.Problem(options) };
        if (!empty.IsEstimable) return empty;

        var sums = new ClassSums(values, classes.Length);
        double[] value = sums.Expected(curve);
        double[][] drawn = new double[replicates.Length][];
        Parallel.For(0, drawn.Length, i => drawn[i] = sums.Drawn(replicates[i], EvaluationRandom.Stream(~options.Seed, i)));
        return empty with
        {
            LogLoss = At(0),
            Brier = At(1),
            MicroAccuracy = At(2),
            MacroAccuracy = At(3),
            MacroPrecision = At(4),
            MacroF1 = At(5),
            Classes = [.. classes.Select((name, k) => new ClassEstimate(name, OfClass(k, 0), OfClass(k, 1), OfClass(k, 2), OfClass(k, 3)))],
        };

        Metric OfClass(int k, int place) => At(ClassSums.Pooled + (ClassSums.PerClass * k) + place);
        Metric At(int metric) => StreamDraws.Interval(value[metric], Array.ConvertAll(drawn, d => d[metric]), options.Level);
    }

    // Fits the curve to rows that count so often each, or to all once.
    private static Func<int[]?, IClassCurve> Fitting(Calibration method, float[] logs, int[] labels, string[] classes)
    {
        if (method == Calibration.Beta)
        {
            var fit = new DirichletFit(logs, labels, classes.Length);
            return counts => counts is null ? fit.Curve : fit.Again(counts);
        }
        var once = new Lazy<IClassCurve>(() => new StepCurve(Calibrator.OfSeveral(method, labels, logs, classes)));
        return counts =>
        {
            if (counts is null) return once.Value;
            var rows = new int[classes.Length];
            for (int row = 0; row < labels.Length; row++) rows[labels[row]] += counts[row];
            // One draw in millions has none of a class, at 20 rows of it.
            return Array.Exists(rows, static n => n == 0) ? once.Value : new StepCurve(Calibrator.OfSeveral(method, labels, logs, classes, Array.ConvertAll(counts, static count => (float)count)));
        };
    }

    private static int[] CountsOf(Resample resample, int rows)
    {
        var counts = new int[rows];
        for (int row = 0; row < rows; row++) counts[row] = resample.Count((ulong)row);
        return counts;
    }

    private static float[] Checked(ReadOnlySpan<Probability> probabilities, string[] classes, string side)
    {
        var values = new float[probabilities.Length];
        for (int i = 0; i < values.Length; i++) values[i] = probabilities[i].Value;
        for (int row = 0; row < values.Length / classes.Length; row++) MulticlassEvaluator.CheckDistribution(values.AsSpan(row * classes.Length, classes.Length), row, classes, side);
        return values;
    }
}
