using System.Runtime.InteropServices;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Properties.Routes;

/// <summary>The outputs of a graph for a batch, against features, scores and predictions of generated code.</summary>
internal sealed class OutputComparison
{
    private readonly Bridge bridge;
    private readonly Expectation expected;
    private readonly IReadOnlyList<string> outputs;
    private readonly int sumsOfRow;
    private readonly FeatureSlack slack;
    private readonly ScoreBounds bounds;
    private readonly ProbabilityBounds roundings;
    private readonly int features, scores;

    /// <param name="bridge">The model.</param>
    /// <param name="expected">What generated code says.</param>
    /// <param name="outputs">The graph's outputs; those of features and scores may be absent.</param>
    /// <param name="loose">The feature methods that are computed to an ulp.</param>
    public OutputComparison(Bridge bridge, Expectation expected, IReadOnlyList<string> outputs, IReadOnlySet<string> loose)
    {
        (this.bridge, this.expected, this.outputs) = (bridge, expected, outputs);
        sumsOfRow = bridge.Predictor.Outputs;
        slack = new FeatureSlack(bridge.Plan, loose);
        bounds = ScoreBounds.Of(bridge.Predictor, slack);
        roundings = new ProbabilityBounds(bridge.Outcome);
        (features, scores) = (Place("features"), Place("scores"));
    }

    // Where a column has an output's name, that gives way.
    private int Place(string output) => outputs.ToList().FindIndex(o => o.StartsWith(output, StringComparison.Ordinal));

    /// <summary>What differs: of every row the first thing.</summary>
    /// <param name="rows">The rows, by their places among those that are taken.</param>
    /// <param name="found">The graph's outputs.</param>
    public IEnumerable<string> Differences(List<int> rows, IReadOnlyList<Value> found)
    {
        for (int i = 0; i < rows.Count; i++)
            if (Difference(rows[i], i, found) is { } difference) yield return $"row {expected.Taken[rows[i]].Index}: {difference}; of {string.Join(" | ", expected.Taken[rows[i]].Values)}";
    }

    private string? Difference(int row, int at, IReadOnlyList<Value> found)
    {
        int width = bridge.Plan.Width, count = expected.OutputCount;
        var (positions, values) = expected.Features(row);
        if (features >= 0 && Features(positions.Span, values.Span, found[features].Span<float>().Slice(at * width, width)) is { } feature) return feature;

        Span<float> sums = stackalloc float[sumsOfRow];
        Span<double> allowed = stackalloc double[sumsOfRow];
        bounds.Of(positions.Span, values.Span, sums, allowed);
        // Quantiles are scores and no predictions.
        count = Math.Max(count, sums.Length);
        ReadOnlySpan<float> given = scores < 0 ? default : found[scores].Span<float>().Slice(at * count, count);
        for (int k = 0; k < given.Length; k++)
        {
            // Of two classes with one score, that of the first is 0.
            float sum = k < count - sums.Length ? 0 : sums[k - (count - sums.Length)];
            double bound = k < count - sums.Length ? 0 : allowed[k - (count - sums.Length)];
            if (!(Math.Abs((double)sum - given[k]) <= bound)) return FormattableString.Invariant($"score {k}: {sum:R} expected, {given[k]:R} found, {bound:R} allowed");
        }
        return Predictions(row, at, found, sums, allowed);
    }

    private string? Features(ReadOnlySpan<int> positions, ReadOnlySpan<float> values, ReadOnlySpan<float> found)
    {
        float[] dense = new float[found.Length];
        for (int i = 0; i < positions.Length; i++) dense[positions[i]] = values[i];
        if (MemoryMarshal.Cast<float, uint>(dense).SequenceEqual(MemoryMarshal.Cast<float, uint>(found))) return null;
        for (int i = 0; i < dense.Length; i++)
        {
            if (BitConverter.SingleToUInt32Bits(dense[i]) == BitConverter.SingleToUInt32Bits(found[i])) continue;
            // A missing value is NaN, whatever its sign and payload.
            if (float.IsNaN(dense[i]) && float.IsNaN(found[i])) continue;
            double bound = slack.At(i, dense[i]);
            if (bound > 0 && Math.Abs((double)dense[i] - found[i]) <= bound) continue;
            return FormattableString.Invariant($"the feature '{bridge.Plan.FeatureNames[i]}' ({Steps(i)}): {dense[i]:R} expected, {found[i]:R} found, {bound:R} allowed");
        }
        return null;
    }

    private string? Predictions(int row, int at, IReadOnlyList<Value> found, ReadOnlySpan<float> sums, ReadOnlySpan<double> allowed)
    {
        ReadOnlySpan<float> wanted = CollectionsMarshal.AsSpan(expected.Outputs).Slice(row * expected.OutputCount, expected.OutputCount);
        double bound = 0;
        foreach (double each in allowed) bound = Math.Max(bound, each);
        Outcome outcome = bridge.Outcome;
        if (outcome.Link is Link.Identity or Link.Log)
        {
            double most = outcome.Link == Link.Identity ? bound : (Math.Exp(sums[0] + bound) * (1 + 5e-7)) - wanted[0] + float.Epsilon;
            float value = found[0].Span<float>()[at];
            if (!(Math.Abs((double)wanted[0] - value) <= most)) return FormattableString.Invariant($"the prediction {wanted[0]:R} expected, {value:R} found, {most:R} allowed");
            if (outcome.Interval is null) return null;
            float low = found[1].Span<float>()[at], high = found[2].Span<float>()[at];
            return outcome.Interval.IsOfQuantiles ? Ends(outcome.IntervalOf(sums), low, high, bound + most) : Ends(outcome.IntervalOf(value), low, high, 0);
        }
        if (outcome.Link is Link.PowerOfTwo or Link.Odds)
        {
            // A power in double that rounds once, or a quotient that has the same bits of the same score and elsewhere its difference over both denominators.
            float value = found[1].Span<float>()[at];
            double most = outcome.Link == Link.PowerOfTwo ? wanted[0] * ((1 - Math.Exp(-Math.Log(2) * Math.Min(bound, 700))) + 1e-6)
                : bound == 0 ? 0 : (bound / ((1.0 + sums[0]) * (1 + Math.Max(0, sums[0] - bound)))) + FeatureSlack.Ulp(wanted[0]);
            if (!(Math.Abs((double)wanted[0] - value) <= most) && !double.IsInfinity(bound)) return FormattableString.Invariant($"the score {wanted[0]:R} expected, {value:R} found, {most:R} allowed");
            return found[0].Span<bool>()[at] == value >= outcome.Threshold.Value ? null : FormattableString.Invariant($"{value:R} against the threshold {outcome.Threshold.Value:R} is told wrong");
        }
        CalibrationSlack? slack = outcome.Calibration is null ? null : new(outcome, sums.ToArray(), bound);
        double[]? shares = outcome.Link == Link.Softmax && slack is null ? ShareSlack.Of(sums, allowed) : null;
        bool isSplit = outputs[1].StartsWith("probability.", StringComparison.Ordinal);
        for (int k = 0; k < Classes.Of(outcome).Count; k++)
        {
            float value = isSplit ? found[1 + k].Span<float>()[at] : found[1].Span<float>()[(at * Classes.Of(outcome).Count) + k];
            double want = outcome.Link == Link.Softmax ? wanted[k] : k == 1 ? wanted[0] : slack is null ? 1 / (1 + Math.Exp(sums[0])) : 1 - (double)wanted[0];
            double most = roundings.Of(want, isRest: outcome.Link == Link.Logit && k == 0) + (slack?.Of(k) ?? shares?[k] ?? (want * Math.Min(2 * bound, 1)));
            if (!(Math.Abs(want - value) <= most)) return FormattableString.Invariant($"the probability of class {k}: {want:R} expected, {value:R} found, {most:R} allowed where scores are off by {bound:R}");
        }
        return Label(row, at, found[0], sums, wanted, bound, slack);
    }

    // Of the graph's own prediction, or of quantiles within what scores may be off: steps in double that round once.
    private static string? Ends(Interval<float> wanted, float low, float high, double more) =>
        Near(wanted.Low, low, more) && Near(wanted.High, high, more) ? null : FormattableString.Invariant($"the interval {wanted} expected, {low:R} to {high:R} found");

    private static bool Near(float wanted, float found, double more) => Math.Abs((double)wanted - found) <= (1e-6 * Math.Abs(wanted)) + more;

    private string? Label(int row, int at, Value labels, ReadOnlySpan<float> sums, ReadOnlySpan<float> wanted, double bound, CalibrationSlack? slack)
    {
        Outcome outcome = bridge.Outcome;
        string expectedLabel = expected.Taken[row].Said!;
        if (expectedLabel is "positive" or "negative") expectedLabel = Classes.Of(outcome)[expectedLabel == "positive" ? 1 : 0];
        string label = labels.Texts is { } texts ? texts[at]
            : labels.Element == OnnxElementType.Bool ? (labels.Span<bool>()[at] ? "true" : "false")
            : labels.Span<long>()[at].ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (label == expectedLabel) return null;
        // Two that are as near to each other as sums may be off.
        if (outcome.Link == Link.Logit && Math.Abs(wanted[0] - outcome.Threshold.Value) <= roundings.Of(wanted[0], isRest: false) + (slack?.Of(1) ?? bound)) return null;
        if (outcome.Link == Link.Softmax)
        {
            int one = Classes.Of(outcome).ToList().IndexOf(label), other = Classes.Of(outcome).ToList().IndexOf(expectedLabel);
            // Each class calibrated on its own, the probabilities decide.
            if (one >= 0 && other >= 0 && slack is not null && Math.Abs(wanted[one] - wanted[other]) <= roundings.Of(wanted[one], isRest: false) + roundings.Of(wanted[other], isRest: false) + slack.Of(one) + slack.Of(other)) return null;
            if (one >= 0 && other >= 0 && Math.Abs(Score(sums, one) - Score(sums, other)) <= 2 * bound) return null;
        }
        return FormattableString.Invariant($"the label '{expectedLabel}' expected, '{label}' found; scores {string.Join(", ", sums.ToArray())}");
    }

    // Of two classes with one score, that of the first is 0.
    private static double Score(ReadOnlySpan<float> sums, int k) => sums.Length > 1 ? sums[k] : k == 0 ? 0 : sums[0];

    private string Steps(int position) =>
        string.Join(", ", bridge.Plan.Encodings.First(e => position >= e.Position && position < e.Position + e.Width).Ops);
}
