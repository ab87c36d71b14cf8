using MlDsl.Kernels.Tests.Trees;

namespace MlDsl.Kernels.Tests.Operators.Ml;

public sealed class TreeOperatorTests
{
    private const int Rows = 9;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EnsemblesEqualOnnxRuntimeBitForBit(bool classifier)
    {
        for (int seed = 0; seed < MlTrial.Models; seed++)
        {
            var random = new RandomEnsemble(20_000 + seed);
            TreeEnsemble ensemble = random.Make(classifier);

            // Where one of two scores is left undefined there is nothing to compare.
            if (classifier && ensemble is { OutputCount: 2 } && (ensemble.Transform == ScoreTransform.Probit || ensemble.BaseValues.Count == 1)) continue;
            float[] rows = random.Rows(Rows, ensemble.FeatureCount);
            (float[] expected, long[] labels) = OnnxTrees.Run(ensemble, rows, batch: false);
            var runner = new PlanRunner(OnnxTrees.File(ensemble));
            foreach (int step in new[] { 1, Rows })
                for (int row = 0; row < Rows; row += step)
                {
                    Tensor<float> input = runner.Input<float>(0);
                    input.Resize(step, ensemble.FeatureCount);
                    rows.AsSpan(row * ensemble.FeatureCount, input.Length).CopyTo(input.Values);
                    runner.Run();
                    AssertSameBits(expected.AsSpan(row * ensemble.OutputCount, step * ensemble.OutputCount), runner.Output<float>(0).Values, seed);
                    if (classifier) Assert.Equal(labels[row..(row + step)], runner.Output<long>(1).Values.ToArray());
                }
        }
    }

    private static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, int seed)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(found[i]) || (float.IsNaN(expected[i]) && float.IsNaN(found[i]));
            Assert.True(same, $"seed {seed}, score {i}: {found[i]:R} instead of {expected[i]:R}");
        }
    }
}
