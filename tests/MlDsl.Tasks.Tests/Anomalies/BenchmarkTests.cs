using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>A test on sets that no machine must have, one of CI neither: skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithBenchmarksAttribute : FactAttribute
{
    public FactWithBenchmarksAttribute()
    {
        string[] absent = Needs.Absent([.. BenchmarkTests.Files]);
        if (absent.Length > 0) Skip = $"not here: {string.Join(", ", absent)}; copy them from adbench/datasets/Classical of https://github.com/Minqi824/ADBench into the folder that MLDSL_TESTDATA names";
    }
}

/// <summary>Isolation forests on data of others are as good as scikit-learn's.</summary>
/// <remarks>
/// The sets are of ADBench (Han et al. 2022, BSD-2-Clause; <c>adbench/datasets/Classical</c> of its repository), made of the UCI repository's "Thyroid Disease", "Cardiotocography" and "Statlog (Landsat Satellite)", all CC BY
/// 4.0. The figures: scikit-learn 1.2.1, for seed s of 0 to 19 <c>average_precision_score(y, -IsolationForest(n_estimators=100, max_samples=256, random_state=s).fit(X).score_samples(X))</c>.
/// </remarks>
public sealed class BenchmarkTests(ITestOutputHelper output)
{
    private static readonly (string File, double[] Scikit)[] Sets =
    [
        ("2_annthyroid.npz", [0.309231, 0.308006, 0.348585, 0.280873, 0.328450, 0.251052, 0.311167, 0.276020, 0.279974, 0.348724, 0.317058, 0.322905, 0.285249, 0.304236, 0.332521, 0.294941, 0.286401, 0.303519, 0.320279, 0.338872]),
        ("6_cardio.npz", [0.553291, 0.582785, 0.495133, 0.576564, 0.609233, 0.575503, 0.584670, 0.579254, 0.610611, 0.609399, 0.502183, 0.580818, 0.543705, 0.541175, 0.576086, 0.571448, 0.543764, 0.529394, 0.537986, 0.580123]),
        ("30_satellite.npz", [0.633803, 0.645922, 0.694630, 0.653869, 0.655395, 0.630530, 0.689770, 0.631889, 0.671579, 0.675831, 0.709686, 0.642106, 0.657617, 0.675067, 0.671827, 0.641956, 0.656899, 0.653457, 0.670607, 0.654425]),
    ];

    internal static IEnumerable<string> Files => Sets.Select(static set => set.File);

    [FactWithBenchmarks]
    public void PrAucIsScikits()
    {
        var means = new List<double>();
        foreach (var (file, scikit) in Sets)
        {
            var (values, width) = NumpyArrays.Read(TestData.File(file), "X");
            var (labels, _) = NumpyArrays.Read(TestData.File(file), "y");
            HeldDesign rows = Design(values, width);
            double[] own = [.. Enumerable.Range(0, scikit.Length).Select(seed => PrAuc(rows, labels, seed))];
            double[] differences = [.. own.Zip(scikit, static (a, b) => a - b)];
            double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1) / differences.Length);
            means.Add(own.Average());
            output.WriteLine(FormattableString.Invariant($"{file}: pr_auc={own.Average():F4} scikit={scikit.Average():F4} difference={mean:F4} standard_error={error:F4}"));
            Assert.True(mean >= -0.02, $"{file}: {mean}");
        }
        output.WriteLine(FormattableString.Invariant($"tasks: pr_auc={means.Average():F4}"));
    }

    private static double PrAuc(HeldDesign rows, float[] labels, int seed)
    {
        Predictor predictor = new IsolationForestOptions { Seed = seed }.Train(new TrainingProblem { Rows = rows, Target = TargetKind.Anomaly }, new TrainingControl()).Predictor;
        var scores = new List<float>();
        foreach (FeatureBlock block in rows.Blocks(default))
        {
            var part = new float[block.Rows];
            predictor.Score(new SparseRows(block.RowStart, block.Positions, block.Values), part);
            scores.AddRange(part.Select(Outcome.PowerOfTwo));
        }
        return AnomalyEvaluator.PrAuc(KeptRows.Of(BinaryEvaluator.Scored([.. labels.Select(static l => l != 0)], [.. scores]), default));
    }

    private static HeldDesign Design(float[] values, int width) => new(width, values.Chunk(FeatureBlock.MaxRows * width).Select(part =>
    {
        int rows = part.Length / width;
        return new FeatureBlock(
            [.. Enumerable.Range(0, rows + 1).Select(row => row * width)], [.. Enumerable.Range(0, part.Length).Select(i => i % width)], part, new float[rows], [.. Enumerable.Repeat(1f, rows)]);
    }));
}
