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

/// <summary>Trainers on data of others are as good as scikit-learn's.</summary>
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
            HeldDesign rows = MadeRows.Design(values, width);
            double[] own = [.. Enumerable.Range(0, scikit.Length).Select(seed => PrAuc(rows, labels, seed))];
            double[] differences = [.. own.Zip(scikit, static (a, b) => a - b)];
            double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1) / differences.Length);
            means.Add(own.Average());
            output.WriteLine(FormattableString.Invariant($"{file}: pr_auc={own.Average():F4} scikit={scikit.Average():F4} difference={mean:F4} standard_error={error:F4}"));
            Assert.True(mean >= -0.02, $"{file}: {mean}");
        }
        output.WriteLine(FormattableString.Invariant($"tasks: pr_auc={means.Average():F4}"));
    }

    // The same in numpy and scikit-learn 1.2.1 of X as float32: z = abs(X - np.median(X, 0)) / (1.4826 * np.median(abs(X - np.median(X, 0)), 0)), of columns whose deviation is 0 in the units that RobustZScoresOptions
    // states, z.max(1) and sqrt((z * z).mean(1)); Z = StandardScaler().fit_transform(X), p = PCA(n_components=0.95, svd_solver='full').fit(Z), ((Z - p.inverse_transform(p.transform(Z))) ** 2).sum(1).
    [FactWithBenchmarks]
    public void PrAucOfDeviationsIsThatOfNumpyAndScikit()
    {
        (string File, double Largest, double RootMeanSquare, double Components)[] sets =
        [
            ("2_annthyroid.npz", 0.658293, 0.615145, 0.107752), ("6_cardio.npz", 0.393580, 0.457866, 0.267643), ("30_satellite.npz", 0.613600, 0.617275, 0.538738),
        ];
        foreach (var (file, largest, rootMeanSquare, components) in sets)
        {
            var (values, width) = NumpyArrays.Read(TestData.File(file), "X");
            var (labels, _) = NumpyArrays.Read(TestData.File(file), "y");
            HeldDesign rows = MadeRows.Design(values, width);
            double[] own = [.. new TrainerOptions[] { new RobustZScoresOptions(), new RobustZScoresOptions { Norm = DeviationNorm.RootMeanSquare }, new OneClassPcaOptions() }.Select(trainer => PrAuc(rows, labels, trainer))];
            output.WriteLine(FormattableString.Invariant($"{file}: robust_z_largest={own[0]:F4} robust_z_root_mean_square={own[1]:F4} one_class_pca={own[2]:F4}"));
            Assert.Equal(largest, own[0], 1e-5);
            Assert.Equal(rootMeanSquare, own[1], 1e-5);
            Assert.Equal(components, own[2], 1e-5);
        }
    }

    private static double PrAuc(HeldDesign rows, float[] labels, int seed) => PrAuc(rows, labels, new IsolationForestOptions { Seed = seed });

    private static double PrAuc(HeldDesign rows, float[] labels, TrainerOptions trainer)
    {
        TrainedPredictor trained = MadeRows.Train(trainer, rows);
        var outcome = new Outcome([new LinkStep(trained.Link)]);
        float[] degrees = [.. MadeRows.Scores(trained.Predictor, rows).Select(outcome.DegreeOf)];
        return AnomalyEvaluator.PrAuc(KeptRows.Of(BinaryEvaluator.Scored([.. labels.Select(static l => l != 0)], degrees), default));
    }
}
