using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Training.Tests;

/// <summary>What must hold for any rows. Probabilities are multiples of 1/64, so that they tie and their squares are exact.</summary>
public sealed class EvaluationPropertiesTests
{
    private static readonly EvaluationOptions NoIntervals = new() { Resamples = 0 };

    private static readonly Gen<Row> AnyRow =
        from sixtyFourths in Gen.Choose(0, 64)
        from label in Gen.Elements(true, false)
        from weight in Gen.Choose(1, 3)
        select new Row(sixtyFourths / 64f, label, weight);

    // One of each class at least, so that every ranking metric is defined.
    private static readonly Arbitrary<Row[]> Rows =
        (from rows in AnyRow.ArrayOf() select (Row[])[new(0.5f, true, 1), new(0.25f, false, 1), .. rows]).ToArbitrary();

    [Fact]
    public void RankingDoesNotChangeUnderMonotoneTransforms() => Holds(static rows =>
    {
        BinaryMetrics plain = Evaluate(rows), squared = Evaluate([.. rows.Select(static row => row with { P = row.P * row.P })]);
        return plain.RocAuc == squared.RocAuc && plain.PrAuc == squared.PrAuc;
    });

    [Fact]
    public void SwappingLabelsMirrorsTheRocAuc() => Holds(static rows =>
    {
        BinaryMetrics swapped = Evaluate([.. rows.Select(static row => row with { Label = !row.Label })]);
        return Near(Evaluate(rows).RocAuc.Value, 1 - swapped.RocAuc.Value);
    });

    [Fact]
    public void SwappingLabelsAndProbabilitiesChangesNeitherRankingNorLosses() => Holds(static rows =>
    {
        BinaryMetrics plain = Evaluate(rows);
        BinaryMetrics swapped = Evaluate([.. rows.Select(static row => row with { Label = !row.Label, P = 1 - row.P })]);
        return Near(plain.RocAuc.Value, swapped.RocAuc.Value)
            && Near(plain.LogLoss.Value, swapped.LogLoss.Value)
            && Near(plain.Brier.Value, swapped.Brier.Value);
    });

    [Fact]
    public void TheRocAucIsTheShareOfPairsInRightOrder() => Holds(static rows =>
    {
        double right = 0, pairs = 0;
        foreach (Row positive in rows.Where(static row => row.Label))
        {
            foreach (Row negative in rows.Where(static row => !row.Label))
            {
                double weight = positive.Weight * negative.Weight;
                pairs += weight;
                right += weight * (positive.P > negative.P ? 1 : positive.P == negative.P ? 0.5 : 0);
            }
        }

        return Near(right / pairs, Evaluate(rows).RocAuc.Value);
    });

    [Fact]
    public void AWeightIsANumberOfCopies() => Holds(static rows =>
    {
        Row[] copies = [.. rows.SelectMany(static row => Enumerable.Repeat(row with { Weight = 1 }, row.Weight))];
        return NearAll(Evaluate(rows), Evaluate(copies));
    });

    [Fact]
    public void TheOrderOfRowsDoesNotMatter() => Holds(static rows => NearAll(Evaluate(rows), Evaluate([.. rows.Reverse()])));

    [Fact]
    public void TwoClassesMeasureAsBinary() => Holds(static rows =>
    {
        // At 1/2 the binary threshold says yes; so does the first of two equal classes.
        float[] probabilities = [.. rows.SelectMany(static row => new[] { row.P, 1 - row.P })];
        int[] labels = [.. rows.Select(static row => row.Label ? 0 : 1)];
        float[] weights = [.. rows.Select(static row => (float)row.Weight)];
        BinaryMetrics binary = Evaluate(rows);
        MulticlassMetrics multiclass = MulticlassEvaluator.Evaluate(
            labels, probabilities, ["yes", "no"], new() { Weights = weights }, options: NoIntervals);
        return Near(binary.LogLoss.Value, multiclass.LogLoss.Value)
            && Near(binary.Accuracy.Value, multiclass.MicroAccuracy.Value)
            && Near(binary.Recall.Value, multiclass.Classes[0].Recall.Value)
            && binary.F1.Value.Equals(multiclass.Classes[0].F1.Value);
    });

    [Fact]
    public void NoThresholdBeatsTheChosenOne() => Holds(static rows =>
    {
        bool[] labels = [.. rows.Select(static row => row.Label)];
        float[] probabilities = [.. rows.Select(static row => row.P)];
        float[] weights = [.. rows.Select(static row => (float)row.Weight)];
        ThresholdChoice chosen = ThresholdChooser.MaximizeF1(labels, probabilities, new() { Weights = weights });
        double F1(Probability threshold) =>
            BinaryEvaluator.Evaluate(labels, probabilities, threshold, new() { Weights = weights }, options: NoIntervals).F1.Value;
        return Near(chosen.F1, F1(chosen.Threshold)) && probabilities.All(p => F1(new Probability(p)) <= chosen.F1 + 1e-12);
    });

    [Fact]
    public void IntervalsContainTheValue() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed =>
    {
        var random = new Random(seed);
        float[] labels = [.. Enumerable.Range(0, 200).Select(_ => 1 + random.NextSingle())];
        float[] predictions = [.. labels.Select(label => label + random.NextSingle() - 0.25f)];
        RegressionMetrics metrics = RegressionEvaluator.Evaluate(labels, predictions, options: new() { Threads = 1 });
        return metrics.Named.All(static named => named.Metric.Low < named.Metric.Value && named.Metric.Value < named.Metric.High);
    }).Check(Draws.Of());

    private static void Holds(Func<Row[], bool> property) => Prop.ForAll(Rows, property).Check(Draws.Of());

    private static BinaryMetrics Evaluate(Row[] rows) => BinaryEvaluator.Evaluate(
        Array.ConvertAll(rows, static row => row.Label),
        Array.ConvertAll(rows, static row => row.P),
        new Probability(0.5f),
        new() { Weights = Array.ConvertAll(rows, static row => (float)row.Weight) },
        options: NoIntervals);

    private static bool Near(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a));

    private static bool NearAll(BinaryMetrics a, BinaryMetrics b) =>
        a.Named.Zip(b.Named).All(static pair => Near(pair.First.Metric.Value, pair.Second.Metric.Value));

    private sealed record Row(float P, bool Label, int Weight);
}
