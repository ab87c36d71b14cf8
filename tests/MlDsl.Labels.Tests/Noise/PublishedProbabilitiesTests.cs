using System.Globalization;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Labels.Tests.Noise;

/// <summary>A test of probabilities that no machine must have: skipped without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithPublishedProbabilitiesAttribute : FactAttribute
{
    public FactWithPublishedProbabilitiesAttribute()
    {
        string[] absent = Needs.Absent([.. PublishedProbabilitiesTests.Files]);
        if (absent.Length > 0) Skip = $"not here: {string.Join(", ", absent)}; make them of src/experiments/cifar-10 of https://github.com/cleanlab/label-error-detection-benchmarks in the folder that MLDSL_TESTDATA names";
    }
}

/// <summary>
/// Confident learning and rankings on the protocol, and the probabilities, of those who published it: CIFAR-10, 50,000 images, a fifth of the labels turned by rates of which 40 per cent are 0, probabilities of five nets out of
/// five folds.
/// </summary>
/// <remarks>
/// Kuan and Mueller, "Model-agnostic label quality scoring to detect real-world label errors" (DataPerf 2022); the probabilities and the figures are of its repository, <c>src/experiments/cifar-10</c>: the files <c>pred_probs.npy</c> of a
/// net are here <c>cifar-10s/NET.npy</c>, and the figures the outputs of <c>3_Evaluate_Scores.ipynb</c> (lift at k is precision at k in units of the share of wrong labels, 9,973 of 50,000).
/// </remarks>
public sealed class PublishedProbabilitiesTests(ITestOutputHelper output)
{
    private const int Wrong = 9_973;

    // Lift at 5,000 and 10,000 of self-confidence and of the margin.
    private static readonly (string Net, double[] Confidence, double[] Margin)[] Nets =
    [
        ("resnet18", [5.005515, 4.767873], [4.981450, 4.660584]),
        ("resnet50d", [5.002507, 4.793944], [4.977439, 4.720245]),
        ("efficientnet_b1", [5.005515, 4.746315], [4.972426, 4.649554]),
        ("twins_pcpvt_base", [5.008523, 4.872656], [4.989472, 4.825529]),
        ("swin_base_patch4_window7_224", [5.011531, 4.933320], [5.006518, 4.918279]),
    ];

    private static readonly string[] Classes = [.. Enumerable.Range(0, 10).Select(static label => label.ToString(CultureInfo.InvariantCulture))];

    internal static IEnumerable<string> Files => [.. Nets.Select(static net => Name(net.Net)), Name("noisy_labels"), Name("true_labels")];

    [FactWithPublishedProbabilities]
    public void RankingsAreAsPreciseAsPublished()
    {
        (int[] given, bool[] isWrong) = Labels();
        foreach ((string net, double[] confidence, double[] margin) in Nets)
        {
            float[] probabilities = Read(net);
            double[] own = Lifts(given, probabilities, isWrong, LabelRanking.SelfConfidence), ownMargin = Lifts(given, probabilities, isWrong, LabelRanking.NormalizedMargin), model = Lifts(given, probabilities, isWrong, LabelRanking.NoiseModel);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"labels: cifar10s net={net} precision_at_10000 noise_model={model[1] * Wrong / 50_000:F4} self_confidence={own[1] * Wrong / 50_000:F4} published={confidence[1] * Wrong / 50_000:F4} margin={ownMargin[1] * Wrong / 50_000:F4} published_margin={margin[1] * Wrong / 50_000:F4}"));

            // Probabilities are singles here and doubles there: a few rows whose order that changes.
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(confidence[i], own[i], 3e-3);
                Assert.Equal(margin[i], ownMargin[i], 3e-3);
            }
        }
    }

    // Published for the last net: 0.9784, 0.9619 and 0.9798 of 10,149, 10,345 and 10,125 rows.
    [FactWithPublishedProbabilities]
    public void SuspectsAreThosePublished()
    {
        (int[] given, bool[] isWrong) = Labels();
        float[] probabilities = Read(Nets[^1].Net);
        foreach ((SuspectRule rule, int count, double precision, double recall) in ((SuspectRule, int, double, double)[])
            [(SuspectRule.ByNoiseRate, 10_149, 0.978422, 0.995688), (SuspectRule.ByClass, 10_345, 0.961914, 0.997794), (SuspectRule.Both, 10_125, 0.979753, 0.994686)])
        {
            foreach (LabelRanking ranking in (LabelRanking[])[LabelRanking.SelfConfidence, LabelRanking.NoiseModel])
            {
                LabelNoise noise = LabelNoise.Find(given, probabilities, Classes, new() { Evaluation = new() { Resamples = 0 }, Suspects = rule, Ranking = ranking });
                int[] suspects = [.. Enumerable.Range(0, given.Length).Where(noise.IsSuspect)];
                int right = suspects.Count(row => isWrong[row]);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"labels: cifar10s rule={rule} ranking={ranking} suspects={suspects.Length} published={count} precision={right / (double)suspects.Length:F4} published={precision:F4} recall={right / (double)Wrong:F4} published={recall:F4} estimated={noise.Errors.Value:F0}"));
                if (ranking == LabelRanking.SelfConfidence)
                {
                    Assert.InRange(suspects.Length, count - 5, count + 5);
                    Assert.Equal(precision, right / (double)suspects.Length, 1e-3);
                    Assert.Equal(recall, right / (double)Wrong, 1e-3);
                }
                else
                {
                    Assert.InRange(right / (double)suspects.Length, precision, 1);
                    Assert.InRange(right / (double)Wrong, recall - 0.02, 1);
                }
            }
        }
    }

    private static double[] Lifts(int[] given, float[] probabilities, bool[] isWrong, LabelRanking ranking)
    {
        LabelNoise noise = LabelNoise.Find(given, probabilities, Classes, new() { Evaluation = new() { Resamples = 0 }, Ranking = ranking });
        return [.. ((int[])[5_000, 10_000]).Select(k => noise.Order.Take(k).Count(row => isWrong[row]) / (double)k / (Wrong / (double)isWrong.Length))];
    }

    private static (int[] Given, bool[] IsWrong) Labels()
    {
        int[] given = [.. Read("noisy_labels").Select(static label => (int)label)], actual = [.. Read("true_labels").Select(static label => (int)label)];
        bool[] isWrong = [.. given.Zip(actual, static (g, a) => g != a)];
        Assert.Equal(Wrong, isWrong.Count(static w => w));
        return (given, isWrong);
    }

    private static float[] Read(string name) => NumpyArrays.Read(TestData.File(Name(name))).Values;

    private static string Name(string array) => $"cifar-10s/{array}.npy";
}
