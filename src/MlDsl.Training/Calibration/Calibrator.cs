namespace MlDsl.Training;

/// <summary>Fits calibrations to scores of rows that the scores' model was not trained on.</summary>
public static class Calibrator
{
    /// <summary>The fewest rows that a curve is fitted to.</summary>
    public const int FewestRows = 20;

    /// <summary>The curve of two classes.</summary>
    /// <remarks>
    /// Platt's targets are drawn to the middle by one row of each class, as in his article; those of the other ways are the labels. All solve to
    /// the last digits that a double has. Weights count in proportion: a row of the mean weight is one row.
    /// </remarks>
    /// <param name="method">The way.</param>
    /// <param name="labels">Whether each row is positive; both classes have a row.</param>
    /// <param name="logOdds">The score of each row, finite.</param>
    /// <param name="weights">The weight of each row, finite and not negative; empty where every row weighs 1.</param>
    /// <exception cref="TrainingException">There are fewer than <see cref="FewestRows"/> rows, or all are of one class.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or a number is out of its range.</exception>
    public static CalibrationStep OfTwo(Calibration method, ReadOnlySpan<bool> labels, ReadOnlySpan<float> logOdds, ReadOnlySpan<float> weights = default)
    {
        Check(labels.Length, logOdds, 1, weights);
        double[] odds = new double[logOdds.Length];
        for (int i = 0; i < odds.Length; i++) odds[i] = logOdds[i];
        return new CalibrationStep(method, [Curve(method, labels, odds, All(weights, labels.Length), "positive")]) { Rows = labels.Length };
    }

    /// <summary>The curves of several classes: each against the rest, or one temperature for all.</summary>
    /// <param name="method">The way.</param>
    /// <param name="labels">The index of each row's class; every class has a row.</param>
    /// <param name="scores">The scores, finite, row-major: rows × classes.</param>
    /// <param name="classes">The names of the classes, for messages.</param>
    /// <param name="weights">The weight of each row, finite and not negative; empty where every row weighs 1.</param>
    /// <exception cref="TrainingException">There are fewer than <see cref="FewestRows"/> rows, or a class has none.</exception>
    /// <exception cref="ArgumentException">Lengths differ, or a number is out of its range.</exception>
    public static CalibrationStep OfSeveral(
        Calibration method, ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, IReadOnlyList<string> classes, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        int count = classes.Count;
        Check(labels.Length, scores, count, weights);
        float[] all = All(weights, labels.Length);
        double[] weightOf = new double[count];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)count) throw new ArgumentException($"{labels[row]} is none of {count} classes", nameof(labels));
            weightOf[labels[row]] += all[row];
        }
        // Each against the rest needs rows of both kinds; one temperature for all would not tell that a class has none.
        if (Array.IndexOf(weightOf, 0) is >= 0 and int absent) throw OneKind(false, labels.Length, OfClass(classes[absent]));
        if (method == Calibration.Temperature) return new CalibrationStep(method, [new([TemperatureFit.Solve(labels, scores, count, all)])]) { Rows = labels.Length };

        double[] odds = new double[scores.Length], powers = new double[count], own = new double[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> here = scores.Slice(row * count, count);
            float largest = float.NegativeInfinity;
            foreach (float score in here) largest = Math.Max(largest, score);
            CalibrationStep.LogOdds(here, largest, odds.AsSpan(row * count, count), powers);
        }
        var curves = new CalibrationCurve[count];
        bool[] isOwn = new bool[labels.Length];
        for (int k = 0; k < count; k++)
        {
            for (int row = 0; row < labels.Length; row++) (own[row], isOwn[row]) = (odds[(row * count) + k], labels[row] == k);
            curves[k] = Curve(method, isOwn, own, all, OfClass(classes[k]));
        }
        return new CalibrationStep(method, curves) { Rows = labels.Length };
    }

    /// <summary>What held-back rows of a classifier say.</summary>
    internal static CalibrationStep Of(Calibration method, HeldScores held, IReadOnlyList<string> classes)
    {
        if (classes.Count == 0) return OfTwo(method, BinaryLabels(held.Labels), held.Scores, held.Weights);
        int[] labels = Array.ConvertAll(held.Labels, static label => (int)label);
        if (held.Outputs == classes.Count) return OfSeveral(method, labels, held.Scores, classes, held.Weights);
        // The one score of two classes is that of the second over the first.
        float[] both = new float[2 * held.Count];
        for (int row = 0; row < held.Count; row++) both[(2 * row) + 1] = held.Scores[row];
        return OfSeveral(method, labels, both, classes, held.Weights);
    }

    private static bool[] BinaryLabels(float[] labels) => Array.ConvertAll(labels, static label => label != 0);

    private static CalibrationCurve Curve(Calibration method, ReadOnlySpan<bool> labels, double[] odds, float[] weights, string positive)
    {
        double yes = 0, no = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row]) yes += weights[row];
            else no += weights[row];
        }
        if (yes == 0 || no == 0)
            throw OneKind(yes != 0, labels.Length, positive);
        double[] targets = new double[labels.Length];
        double high = method == Calibration.Platt ? (yes + 1) / (yes + 2) : 1, low = method == Calibration.Platt ? 1 / (no + 2) : 0;
        for (int row = 0; row < targets.Length; row++) targets[row] = labels[row] ? high : low;
        return method switch
        {
            Calibration.Isotonic => IsotonicFit.Solve(odds, targets, weights),
            Calibration.Platt => new(NewtonFit.Solve(Features(odds, static s => s, static _ => 1), targets, weights, [1, 0])),
            Calibration.Temperature => new([Math.Max(NewtonFit.Solve(Features(odds, static s => s), targets, weights, [1])[0], TemperatureFit.LeastSlope)]),
            _ => Beta(odds, targets, weights),
        };
    }

    private static string OfClass(string name) => $"of the class '{name}'";

    private static TrainingException OneKind(bool isAll, int rows, string positive) => new(FormattableString.Invariant(
        $"{(isAll ? "Each" : "None")} of the {rows} held-back rows is {positive}, and a calibration needs rows of both kinds; hold more back with Share, or give more training rows"));

    // A slope below 0 would turn the order round: that feature is left out.
    private static CalibrationCurve Beta(double[] odds, double[] targets, float[] weights)
    {
        Func<double, double> up = static s => -CalibrationCurve.Softplus(-s), down = CalibrationCurve.Softplus, one = static _ => 1;
        double[] all = NewtonFit.Solve(Features(odds, up, down, one), targets, weights, [1, 1, 0]);
        if (all[0] >= 0 && all[1] >= 0) return new(all);
        double[] rest = NewtonFit.Solve(Features(odds, all[0] < 0 ? down : up, one), targets, weights, [1, 0]);
        if (rest[0] < 0) rest = [0, NewtonFit.Solve(Features(odds, one), targets, weights, [0])[0]];
        return new(all[0] < 0 ? [0, rest[0], rest[1]] : [rest[0], 0, rest[1]]);
    }

    private static double[] Features(double[] odds, params ReadOnlySpan<Func<double, double>> functions)
    {
        double[] features = new double[odds.Length * functions.Length];
        for (int row = 0; row < odds.Length; row++)
            for (int i = 0; i < functions.Length; i++) features[(row * functions.Length) + i] = functions[i](odds[row]);
        return features;
    }

    // Weights of the mean 1, of the rows that have one: what is counted in rows must not hang on the unit of the weights.
    private static float[] All(ReadOnlySpan<float> weights, int rows)
    {
        float[] all = new float[rows];
        if (weights.IsEmpty)
        {
            Array.Fill(all, 1f);
            return all;
        }
        double total = 0;
        int counted = 0;
        foreach (float weight in weights)
        {
            total += weight;
            if (weight > 0) counted++;
        }
        if (counted == 0) return all;
        for (int row = 0; row < rows; row++) all[row] = (float)(weights[row] / (total / counted));
        return all;
    }

    private static void Check(int rows, ReadOnlySpan<float> scores, int outputs, ReadOnlySpan<float> weights)
    {
        if (scores.Length != (long)rows * outputs) throw new ArgumentException($"{rows} rows of {outputs} scores have {(long)rows * outputs}, not {scores.Length}", nameof(scores));
        if (!weights.IsEmpty && weights.Length != rows) throw new ArgumentException($"{rows} rows have {rows} weights or none, not {weights.Length}", nameof(weights));
        if (rows < FewestRows)
            throw new TrainingException($"A calibration needs {FewestRows} held-back rows or more, and there {(rows == 1 ? "is" : "are")} {rows}; hold more back with Share, or give more training rows");
        foreach (float score in scores)
            if (!float.IsFinite(score)) throw new ArgumentException(FormattableString.Invariant($"The score {score} is not finite"), nameof(scores));
        foreach (float weight in weights)
            if (!(weight >= 0 && float.IsFinite(weight))) throw new ArgumentException(FormattableString.Invariant($"The weight {weight} is not finite and from 0 on"), nameof(weights));
    }
}
